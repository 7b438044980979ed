#!/usr/bin/env node
// Gives a calendar to whoever checks them, waits, and prints the findings: enqueue --pool URL [--key-file FILE] CALENDAR
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as grpc from '@grpc/grpc-js';
import { loadPool, proto } from './proto.js';

interface Job {
  state: string;
  resultJson: string;
  percent: number;
  message: string;
  errors: string[];
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { pool: { type: 'string' }, 'key-file': { type: 'string' }, ca: { type: 'string' } } });
const key = (values['key-file'] ? readFileSync(values['key-file'], 'ascii') : process.env.WORKFORCE_API_KEY ?? '').trim();
const file = positionals[0];
if (values.pool === undefined || file === undefined || key === '') {
  process.stderr.write('enqueue --pool http://host:port [--key-file FILE] [--ca FILE] CALENDAR.ics   (or the key in WORKFORCE_API_KEY)\n');
  process.exit(2);
}

const [scheme, target] = values.pool.replace(/\/$/, '').split('://') as [string, string];
const client = new (loadPool(proto))(target, scheme === 'https' ? grpc.credentials.createSsl(values.ca ? readFileSync(values.ca) : null) : grpc.credentials.createInsecure(), {}) as unknown as
  Record<string, (request: unknown, metadata: grpc.Metadata, options: grpc.CallOptions, done: (error: grpc.ServiceError | null, reply: any) => void) => void>;
const metadata = new grpc.Metadata();
metadata.set('x-api-key', key);
const call = <T>(method: string, request: unknown): Promise<T> => new Promise((resolve, reject) =>
  client[method]!(request, metadata, { deadline: Date.now() + 10_000 }, (error, reply) => error ? reject(error) : resolve(reply)));

try {
  const payload = { file_name: basename(file), content: readFileSync(file, 'utf8') };
  const { jobId } = await call<{ jobId: string }>('Enqueue', { kind: 'calendar.check', payloadJson: JSON.stringify(payload) });
  process.stderr.write(`job ${jobId}\n`);
  let job: Job;
  do {
    await sleep(100);
    job = await call<Job>('GetJob', { jobId });
  } while (!['JOB_STATE_COMPLETED', 'JOB_STATE_FAILED', 'JOB_STATE_CANCELLED'].includes(job.state));
  if (job.state === 'JOB_STATE_COMPLETED') {
    process.stdout.write(`${JSON.stringify(JSON.parse(job.resultJson), null, 2)}\n`);
  } else {
    process.stderr.write(`${job.errors.join('\n') || job.message}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof Error && 'details' in error)) throw error;
  process.stderr.write(`${String(error.details)}\n`);
  process.exitCode = 1;
}
