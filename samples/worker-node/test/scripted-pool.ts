import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { proto } from '../src/proto.js';

type Message = Record<string, any>;

const root = grpc.loadPackageDefinition(loadSync(proto, { longs: String, enums: String, defaults: true, oneofs: true })) as any;

const span = (ms: number) => ({ seconds: String(Math.floor(ms / 1000)), nanos: (ms % 1000) * 1e6 });

/** Values that come, for whoever waits for them. */
class Queue<T> {
  private readonly values: T[] = [];
  private readonly waiting: ((value: T) => void)[] = [];

  put(value: T): void {
    const taker = this.waiting.shift();
    if (taker !== undefined) taker(value);
    else this.values.push(value);
  }

  async next(): Promise<T> {
    if (this.values.length > 0) return this.values.shift()!;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Nothing came within 20 s.')), 20_000);
      this.waiting.push(value => { clearTimeout(timer); resolve(value); });
    });
  }
}

/** One worker's stream, from the pool's side. */
export class Stream {
  private readonly heard = new Queue<Message | undefined>();

  constructor(readonly pool: ScriptedPool, private readonly call: grpc.ServerDuplexStream<Message, Message>) {
    call.on('data', message => this.heard.put(message));
    call.on('end', () => this.heard.put(undefined));
    call.on('error', () => undefined);
  }

  /** The next message of this kind, or undefined at the end; others are passed over. */
  async next(kind: string): Promise<any> {
    for (;;) {
      const message = await this.heard.next();
      if (message === undefined) return undefined;
      if (message.message === kind) return message[kind];
    }
  }

  say(message: Message): void {
    this.call.write(message);
  }

  async welcome(lostAfterMs = 10_000, heartbeatMs = 1_000): Promise<any> {
    const hello = await this.next('hello');
    this.say({ welcome: { workerId: 'w-1', protocolVersion: 1, heartbeatInterval: span(heartbeatMs), lostAfter: span(lostAfterMs) } });
    return hello;
  }

  grant(...ids: string[]): void {
    this.say({ grants: { grants: ids.map(jobId => ({ jobId, leaseEpoch: '9007199254740993', kind: 'test.do', payloadJson: '{}', attempt: 1, maxAttempts: 3 })) } });
  }

  async outcome(): Promise<any> {
    return (await this.next('outcomes')).outcomes[0];
  }

  acknowledge(jobId: string, status = 'STATUS_RECORDED'): void {
    this.say({ acknowledgements: { acknowledgements: [{ jobId, leaseEpoch: '9007199254740993', status }] } });
  }

  async closedByWorker(): Promise<void> {
    while (await this.next('') !== undefined);
  }

  /** Ends the stream in good order. */
  end(): void {
    this.call.end();
  }
}

/** A pool that says what a test tells it to, over a real connection. */
export class ScriptedPool {
  readonly keys: unknown[] = [];
  refusal?: { code: grpc.status; details: string };
  address = '';
  private readonly server = new grpc.Server();

  /** Streams of replicas come into one queue: which of them a worker tries first is left to chance. */
  private constructor(readonly streams: Queue<Stream>) {}

  static async start(replicaOf?: ScriptedPool): Promise<ScriptedPool> {
    const pool = new ScriptedPool(replicaOf?.streams ?? new Queue());
    pool.server.addService(root.workforce.worker_pool.v1.WorkerPool.service, {
      Attach: (call: grpc.ServerDuplexStream<Message, Message>) => {
        pool.keys.push(call.metadata.get('x-api-key')[0]);
        if (pool.refusal !== undefined) call.emit('error', pool.refusal);
        else pool.streams.put(new Stream(pool, call));
      },
    });
    const port = await new Promise<number>((resolve, reject) => pool.server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => error ? reject(error) : resolve(bound)));
    pool.address = `http://127.0.0.1:${port}`;
    return pool;
  }

  /** Goes away without a word, as a server that is killed. */
  cut(): void {
    this.server.forceShutdown();
  }
}
