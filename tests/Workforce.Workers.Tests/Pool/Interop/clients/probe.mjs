// Does with @grpc/grpc-js what a test says: a command a line on standard input (JSON), what came of it a line on standard output.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { protoPath as healthProto } from 'grpc-health-check';
import reflection from 'grpc-js-reflection-client';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../../..');
const options = { longs: String, enums: String, defaults: true, oneofs: true, includeDirs: [join(root, 'standins/Google.Api.CommonProtos')] };
const services = grpc.loadPackageDefinition(loadSync([join(root, 'Workforce.Contracts/Protos/worker_pool.proto'), healthProto], options));
const { WorkerPool, WorkerControl } = services.workforce.worker_pool.v1;
const { Health } = services.grpc.health.v1;
const rpc = loadSync(['google/rpc/status.proto', 'google/rpc/error_details.proto'], options);

const metadataOf = metadata => Object.fromEntries(Object.entries(metadata.getMap()).filter(([, value]) => typeof value === 'string'));

function sent(headers, gzip) {
  const metadata = new grpc.Metadata();
  for (const [key, value] of Object.entries(headers)) metadata.set(key, value);
  if (gzip) metadata.set('grpc-internal-encoding-request', 'gzip');
  return metadata;
}

/** Details as JSON of a protobuf has them: `@type` and the fields. */
function statusOf(bytes) {
  const status = rpc['google.rpc.Status'].deserialize(bytes);
  const details = status.details.map(({ type_url: type, typeUrl, value }) => ({ '@type': type ?? typeUrl, ...rpc[(type ?? typeUrl).split('/')[1]]?.deserialize(value) }));
  return { ...status, details };
}

function failure(error) {
  const [details] = error.metadata.get('grpc-status-details-bin');
  return { error: { code: grpc.status[error.code], details: error.details, trailers: metadataOf(error.metadata), ...(details && { status: statusOf(details) }) } };
}

let address, credentials, call;
let told = [];
let waiting;

/** What the stream says is kept until it is asked for. */
function hear(thing) {
  if (waiting === undefined) told.push(thing);
  else [waiting, thing] = [void waiting(thing)];
}

const commands = {
  connect({ address: to, ca }) {
    address = to.split('://')[1];
    credentials = ca ? grpc.credentials.createSsl(readFileSync(ca)) : grpc.credentials.createInsecure();
    return {};
  },
  open({ metadata, gzip, timeout }) {
    told = [];
    const client = new WorkerPool(address, credentials, gzip ? { 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip } : {});
    const mine = call = client.Attach(sent(metadata), timeout ? { deadline: Date.now() + timeout * 1000 } : {});
    const beat = setInterval(() => mine.writableEnded || mine.destroyed ? clearInterval(beat) : mine.write({ heartbeat: {} }), 1000);
    let failed = false;
    mine.on('data', message => message.message !== 'heartbeat' && mine === call && hear({ message }));
    mine.on('error', error => { failed = true; if (mine === call) hear(failure(error)); });
    mine.on('status', status => !failed && status.code === grpc.status.OK && mine === call && hear({ end: 'OK' }));
    return {};
  },
  say({ message }) {
    call.write(message);
    return {};
  },
  next: () => told.length > 0 ? told.shift() : new Promise(resolve => { waiting = resolve; }),
  close() {
    call.end();
    return {};
  },
  unary({ method, request, metadata, gzip, timeout }) {
    const Service = method.includes('WorkerControl') ? WorkerControl : WorkerPool;
    const client = new Service(address, credentials, gzip ? { 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip } : {});
    return new Promise(resolve => {
      let headers = {}, reply;
      const unary = client[method.split('/')[1]](request, sent(metadata), { deadline: Date.now() + (timeout ?? 20) * 1000 }, (error, answer) => {
        if (error) resolve(failure(error));
        else reply = answer;
      });
      unary.on('metadata', metadata => { headers = metadataOf(metadata); });
      unary.on('status', status => status.code === grpc.status.OK && setImmediate(() => resolve({ reply, headers, trailers: metadataOf(status.metadata) })));
    });
  },
  async health({ service }) {
    const client = new Health(address, credentials);
    const watching = client.watch({ service });
    watching.on('error', () => undefined);
    const watch = await new Promise(resolve => watching.once('data', ({ status }) => resolve(status)));
    watching.cancel();
    const check = await new Promise(resolve => client.check({ service }, (error, reply) => resolve(error ? grpc.status[error.code] : reply.status)));
    return { check, watch };
  },
  async reflect({ symbol }) {
    const client = new reflection.GrpcReflection(address, credentials);
    const methods = await client.listMethods(symbol);
    const unknown = await client.getDescriptorBySymbol('no.such.Thing').then(() => false, error => String(error).includes('no.such.Thing') || error.code === grpc.status.NOT_FOUND || error.name === 'ReflectionRequestException');
    return { services: await client.listServices('*'), methods: methods.map(method => method.name), unknown };
  },
};

const version = createRequire(import.meta.url)('@grpc/grpc-js/package.json').version;
const answer = what => process.stdout.write(`${JSON.stringify(what)}\n`);
answer({ ready: `@grpc/grpc-js ${version}` });
for await (const line of createInterface({ input: process.stdin })) {
  const { do: what, ...rest } = JSON.parse(line);
  answer(await commands[what](rest));
}
process.exit(0);
