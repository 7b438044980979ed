import { BadInput, Fail } from './failures.js';
import type { FromWorker, Grant } from './proto.js';

export type Level = 'DEBUG' | 'INFORMATION' | 'WARNING' | 'ERROR' | 'CRITICAL';

/** A job as a handler sees it. */
export class Job {
  constructor(private readonly grant: Grant, readonly signal: AbortSignal, private readonly send: (message: FromWorker) => Promise<void>) {}

  get id(): string {
    return this.grant.jobId;
  }

  get lease(): { jobId: string; leaseEpoch: string } {
    return { jobId: this.grant.jobId, leaseEpoch: this.grant.leaseEpoch };
  }

  payload(): Record<string, unknown> {
    let payload: unknown;
    try {
      payload = JSON.parse(this.grant.payloadJson);
    } catch (error) {
      throw new Fail(`The payload is not JSON: ${(error as Error).message}.`);
    }
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) throw new Fail('The payload is not a JSON object.');
    return payload as Record<string, unknown>;
  }

  /** A field that must be there and hold text. */
  text(field: string, payload: Record<string, unknown>, longest: number): string {
    const value = payload[field];
    if (value === undefined || value === null) throw new BadInput(field, 'is missing');
    if (typeof value !== 'string' || value.trim() === '') throw new BadInput(field, 'must be text');
    if (value.length > longest) throw new BadInput(field, `has ${value.length.toLocaleString('en')} characters; ${longest.toLocaleString('en')} are the most`);
    return value;
  }

  async progress(percent: number, message: string): Promise<void> {
    await this.send({ progress: { ...this.lease, percent, message } });
  }

  async log(message: string, level: Level = 'INFORMATION'): Promise<void> {
    await this.send({ log: { ...this.lease, level: `LOG_LEVEL_${level}`, message } });
  }

  /** Lets the worker hear the pool in the middle of long work, and throws when the job is to stop. */
  async breathe(): Promise<void> {
    await new Promise(resolve => setImmediate(resolve));
    this.signal.throwIfAborted();
  }
}

export type Handler = (job: Job) => Promise<unknown>;
