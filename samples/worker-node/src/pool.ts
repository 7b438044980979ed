import { setTimeout as sleep } from 'node:timers/promises';
import { status, type ServiceError } from '@grpc/grpc-js';
import { Attachment, Lost } from './attachment.js';
import { Hand } from './hand.js';
import type { Handler } from './job.js';
import { log } from './log.js';
import { loadPool, type FromWorker, type ToWorker } from './proto.js';

const PROTOCOL_VERSION = 1;
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 15_000;
/** A stream that lasted this long was a good one: the next delay is the first again. */
const GOOD_AFTER_MS = 5_000;

/** Attaching again would end the same: somebody has to change something first. */
const HOPELESS = new Set([status.UNAUTHENTICATED, status.PERMISSION_DENIED, status.FAILED_PRECONDITION, status.INVALID_ARGUMENT, status.UNIMPLEMENTED]);

export interface PoolOptions {
  pool: string[];
  proto: string;
  slots: number;
  name: string;
  version: string;
  drainSeconds: number;
  ca: Buffer | null;
  /** Asked for at each attach, so that a new key is taken up without a restart. */
  key: () => string;
}

/** The pool does not take this worker as it is; the message says what to change. */
export class Refused extends Error {}

/** Until the next try: somewhere between nothing and a bound that doubles, so that many workers do not come at once. */
export const delayMs = (tries: number, chance: number): number => chance * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(tries, 20));

/** Stays attached to a pool: takes jobs, hands them to handlers, reconnects by itself, leaves when asked. */
export class Worker {
  readonly hand: Hand;
  private readonly left = new AbortController();
  private readonly Pool;
  private attachment?: Attachment;
  private grace?: NodeJS.Timeout;

  constructor(private readonly options: PoolOptions, private readonly handlers: Record<string, Handler>) {
    this.Pool = loadPool(options.proto);
    this.hand = new Hand(handlers, options.slots, message => this.send(message), message => this.attachment?.sendWithPatience(message) ?? Promise.resolve());
  }

  /** Takes no more, finishes what is in hand within the grace time, and ends run(). A second call gives up at once. */
  leave(): void {
    this.left.abort();
    if (this.grace !== undefined) {
      log('INFO', `leaving at once: ${this.hand.running.size} in hand go back`);
      void this.hand.stopAll('returned');
      return;
    }
    log('INFO', `leaving: ${this.hand.running.size} in hand are finished within ${this.options.drainSeconds} s`);
    this.send({ leaving: {} });
    this.finishIfDone();
    this.grace = setTimeout(() => void this.hand.stopAll('returned'), this.options.drainSeconds * 1000);
    this.grace.unref();
  }

  /** Until the worker leaves or is asked to stay away. Rejects with Refused. */
  async run(): Promise<void> {
    const addresses = this.options.pool;
    // Workers that start together spread over the replicas.
    let turn = Math.floor(Math.random() * addresses.length);
    let tries = 0;
    while (!(this.left.signal.aborted && this.hand.isEmpty)) {
      const began = performance.now();
      const address = addresses[turn % addresses.length]!;
      try {
        await this.attached(address);
      } catch (error) {
        if (error instanceof Lost) log('WARNING', error.message);
        else if (!isServiceError(error)) throw error;
        else if (HOPELESS.has(error.code)) throw new Refused(`${address} refuses this worker: ${error.details} (${status[error.code]})`);
        else log('WARNING', `${address}: ${error.details} (${status[error.code]})`);
      }
      turn++;
      tries = performance.now() - began >= GOOD_AFTER_MS ? 0 : tries + 1;
      await this.pause(delayMs(tries, Math.random()));
    }
    clearTimeout(this.grace);
  }

  /** One attachment, until its stream ends. */
  private async attached(address: string): Promise<void> {
    const attachment = new Attachment(this.Pool, address, this.key(), this.options.ca);
    try {
      await attachment.listen({
        protocolVersion: PROTOCOL_VERSION, name: this.options.name, kinds: Object.keys(this.handlers), slots: this.options.slots,
        language: `node ${process.versions.node}`, version: this.options.version,
      }, message => {
        this.heard(message, attachment);
        this.finishIfDone();
      });
    } finally {
      this.attachment = undefined;
      attachment.close();
      // The pool gives them to others as soon as the stream is gone.
      await this.hand.stopAll('lost');
    }
  }

  private key(): string {
    try {
      return this.options.key();
    } catch (error) {
      throw new Refused(`The API key cannot be read: ${(error as Error).message}`);
    }
  }

  private heard(message: ToWorker, attachment: Attachment): void {
    switch (message.message) {
      case 'welcome':
        log('INFO', `attached to ${attachment.address} as ${message.welcome.workerId}`);
        this.attachment = attachment;
        this.hand.sendAgain();
        if (this.left.signal.aborted) this.send({ leaving: {} });
        break;
      case 'grants':
        for (const grant of message.grants.grants) this.hand.take(grant);
        break;
      case 'cancel':
        log('INFO', `job ${message.cancel.jobId} is to stop: ${message.cancel.reason}`);
        this.hand.stop(message.cancel, 'stopped');
        break;
      case 'acknowledgements':
        for (const one of message.acknowledgements.acknowledgements) this.hand.acknowledged(one);
        break;
      case 'drain':
        attachment.draining = true;
        log('INFO', message.drain.reason === 'REASON_REQUESTED' ? 'asked to finish and to stay away' : `${attachment.address} stops; another will do`);
        if (message.drain.reason === 'REASON_REQUESTED') this.left.abort();
        break;
    }
  }

  /** The pool waits for this side of the stream to close. */
  private finishIfDone(): void {
    if ((this.left.signal.aborted || this.attachment?.draining) && this.hand.isEmpty) this.attachment?.finish();
  }

  private send(message: FromWorker): void {
    // Without a stream nothing is lost: outcomes are kept and sent again.
    this.attachment?.send(message);
  }

  /** Shorter when the worker is asked to leave meanwhile. */
  private async pause(forMs: number): Promise<void> {
    if (!this.left.signal.aborted) await sleep(forMs, undefined, { signal: this.left.signal }).catch(() => undefined);
    else if (!this.hand.isEmpty) await sleep(forMs);
  }
}

const isServiceError = (error: unknown): error is ServiceError => error instanceof Error && 'code' in error && 'details' in error;
