import { Fail, Retry } from './failures.js';
import { Job, type Handler } from './job.js';
import { log } from './log.js';
import type { FromWorker, Grant } from './proto.js';

/** Why a handler is broken off: the pool asked, the worker leaves, or nobody wants the outcome any more. */
export type Why = 'stopped' | 'returned' | 'lost';

interface Running {
  abort: AbortController;
  why?: Why;
  over: Promise<void>;
}

const keyOf = (lease: { jobId: string; leaseEpoch: string }): string => `${lease.jobId}/${lease.leaseEpoch}`;

/** The jobs in a worker's hand, and the outcomes that the pool has not yet said it has. */
export class Hand {
  readonly running = new Map<string, Running>();
  /** Kept until acknowledged, and sent again after a reconnect. */
  readonly outcomes = new Map<string, FromWorker>();

  constructor(
    private readonly handlers: Record<string, Handler>,
    private readonly slots: number,
    private readonly send: (message: FromWorker) => void,
    private readonly sendWithPatience: (message: FromWorker) => Promise<void>) {}

  get isEmpty(): boolean {
    return this.running.size === 0 && this.outcomes.size === 0;
  }

  take(grant: Grant): void {
    const abort = new AbortController();
    const job = new Job(grant, abort.signal, this.sendWithPatience);
    if (this.running.size >= this.slots) {
      log('ERROR', `job ${job.id} came although all ${this.slots} slots are taken; it goes back`);
      this.end(job, { returned: {} });
      return;
    }
    log('INFO', `job ${job.id} (${grant.kind}, attempt ${grant.attempt} of ${grant.maxAttempts}) begins`);
    const running: Running = { abort, over: Promise.resolve() };
    this.running.set(keyOf(grant), running);
    running.over = this.work(job, running, this.handlers[grant.kind]);
  }

  stop(lease: { jobId: string; leaseEpoch: string } | string, why: Why): void {
    const running = this.running.get(typeof lease === 'string' ? lease : keyOf(lease));
    if (running === undefined || running.why !== undefined) return;
    running.why = why;
    running.abort.abort();
  }

  async stopAll(why: Why): Promise<void> {
    const all = [...this.running.entries()];
    for (const [key] of all) this.stop(key, why);
    await Promise.all(all.map(([, running]) => running.over));
  }

  acknowledged(what: { jobId: string; leaseEpoch: string; status: string; message: string }): void {
    if (!this.outcomes.delete(keyOf(what))) return;
    if (what.status === 'STATUS_RECORDED') log('INFO', `job ${what.jobId} is recorded`);
    else if (what.status === 'STATUS_STALE') log('WARNING', `job ${what.jobId} came too late: another worker has it now`);
    else log('ERROR', `job ${what.jobId}: the pool refused the outcome: ${what.message}`);
  }

  sendAgain(): void {
    if (this.outcomes.size > 0) this.send({ outcomes: { outcomes: [...this.outcomes.values()] } });
  }

  private async work(job: Job, running: Running, handler: Handler | undefined): Promise<void> {
    // After take() has kept the promise of this.
    await Promise.resolve();
    const end = await this.endOf(job, running, handler);
    this.running.delete(keyOf(job.lease));
    log('INFO', `job ${job.id} ends: ${Object.keys(end)[0] ?? 'lost with the stream'}`);
    if (Object.keys(end).length > 0) this.end(job, end);
  }

  private async endOf(job: Job, running: Running, handler: Handler | undefined): Promise<FromWorker> {
    try {
      job.signal.throwIfAborted();
      if (handler === undefined) throw new Retry('This worker does not know the kind.');
      return { completed: { resultJson: JSON.stringify(await handler(job)) } };
    } catch (error) {
      if (running.why !== undefined) return running.why === 'lost' ? {} : { [running.why]: {} };
      if (error instanceof Fail) return { failed: { reason: error.message } };
      if (error instanceof Retry) return { retry: { reason: error.message, ...(error.afterSeconds !== undefined && { after: duration(error.afterSeconds) }) } };
      // Not foreseen, so perhaps better next time: the pool counts the attempts.
      log('ERROR', `job ${job.id}: the handler broke: ${(error as Error).stack ?? error}`);
      return { retry: { reason: String(error) } };
    }
  }

  private end(job: Job, end: FromWorker): void {
    const outcome = { ...job.lease, ...end };
    this.outcomes.set(keyOf(job.lease), outcome);
    this.send({ outcomes: { outcomes: [outcome] } });
  }
}

const duration = (seconds: number) => ({ seconds: String(Math.trunc(seconds)), nanos: Math.round((seconds % 1) * 1e9) });
