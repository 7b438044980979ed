import * as grpc from '@grpc/grpc-js';
import { ms, type AttachCall, type FromWorker, type PoolClient, type ToWorker } from './proto.js';

/** The pool answers a Hello at once; a server that takes longer is not well. */
const WELCOME_WITHIN_MS = 10_000;
/** A message of grants holds up to as many payloads as there are slots. */
const LARGEST_MESSAGE = 64 * 1024 * 1024;

/** The stream ended; attach again. */
export class Lost extends Error {}

/** One stream to the pool, from Hello to its end. */
export class Attachment {
  draining = false;
  private readonly client: PoolClient;
  private readonly call: AttachCall;
  private lostAfterMs = WELCOME_WITHIN_MS;
  private silence?: NodeJS.Timeout;
  private beat?: NodeJS.Timeout;
  private over?: Error;
  private failed?: (error: Error) => void;

  constructor(
    Pool: new (target: string, credentials: grpc.ChannelCredentials, options: grpc.ClientOptions) => PoolClient,
    readonly address: string, key: string, ca: Buffer | null) {
    const [scheme, target] = address.split('://') as [string, string];
    const credentials = scheme === 'https' ? grpc.credentials.createSsl(ca) : grpc.credentials.createInsecure();
    // Of its own: a shared connection would keep the back-off of another try.
    this.client = new Pool(target, credentials, { 'grpc.max_receive_message_length': LARGEST_MESSAGE, 'grpc.use_local_subchannel_pool': 1 });
    const metadata = new grpc.Metadata();
    metadata.set('x-api-key', key);
    this.call = this.client.Attach(metadata);
    // The last word on a call; without a listener an error would end the program.
    this.call.on('error', error => this.end(error));
  }

  /** Says hello and hands on every message, the Welcome first, until the pool closes the stream in good order. Rejects otherwise. */
  listen(hello: FromWorker, heard: (message: ToWorker) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.failed = reject;
      if (this.over !== undefined) reject(this.over);
      let welcomed = false;
      this.call.on('data', (message: ToWorker) => {
        if (this.over !== undefined) return;
        if (!welcomed && message.message !== 'welcome') return this.end(new Lost(`${this.address} did not answer with a welcome`));
        if (!welcomed) {
          welcomed = true;
          this.lostAfterMs = ms(message.welcome.lostAfter);
          this.beat = setInterval(() => this.send({ heartbeat: {} }), ms(message.welcome.heartbeatInterval));
        }
        this.listenForSilence();
        heard(message);
      });
      this.call.on('end', () => welcomed ? resolve() : this.end(new Lost(`${this.address} closed the stream without a welcome`)));
      this.listenForSilence();
      this.send({ hello });
    });
  }

  send(message: FromWorker): void {
    if (this.over === undefined && !this.call.writableEnded) this.call.write(message);
  }

  /** Waits for room when the pool is slow to read, and with it the handler that has so much to say. */
  async sendWithPatience(message: FromWorker): Promise<void> {
    if (this.over === undefined && this.call.writableNeedDrain) await new Promise<void>(resolve => {
      this.call.once('drain', resolve);
      this.call.once('close', resolve);
    });
    this.send(message);
  }

  /** Closes this side when all that was to be sent is sent. */
  finish(): void {
    if (!this.call.writableEnded) this.call.end();
  }

  close(): void {
    this.end(new Lost('closed'));
    this.call.cancel();
    this.client.close();
  }

  private listenForSilence(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.end(new Lost(`${this.address} has been silent for ${this.lostAfterMs / 1000} s`)), this.lostAfterMs);
  }

  private end(error: Error): void {
    if (this.over !== undefined) return;
    this.over = error;
    clearTimeout(this.silence);
    clearInterval(this.beat);
    this.failed?.(error);
  }
}
