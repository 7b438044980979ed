#!/usr/bin/env node
// An employee that checks calendar files: takes `calendar.check` jobs from a Workforce worker pool. --help says how.
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, hostname } from 'node:os';
import { parseArgs } from 'node:util';
import { checkCalendar } from './calendar-job.js';
import { log } from './log.js';
import { Refused, Worker, type PoolOptions } from './pool.js';
import { proto } from './proto.js';

const HELP = `Checks calendar files (RFC 5545) for a Workforce worker pool.

  --pool URL[,URL...]   http://host:port or https://host:port; any of them will do, the others are tried when one goes away
  --key-file FILE       holds an API key with the scope worker:calendar; default: the environment's WORKFORCE_API_KEY
  --slots N             calendars checked at once, 1 to 10000 (default: one for each processor)
  --name NAME           how people see this worker
  --ca FILE             certificates (PEM) to trust for https, in place of the system's
  --drain-seconds N     how long SIGTERM leaves for what is in hand (default: 25); a second one leaves none
  --proto FILE          worker_pool.proto (default: the one of this repository)
`;

class Usage extends Error {}

function options(args: string[]): PoolOptions | undefined {
  const text = { type: 'string' } as const;
  let given;
  try {
    given = parseArgs({ args, options: { pool: text, 'key-file': text, slots: text, name: text, ca: text, 'drain-seconds': text, proto: text, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    throw new Usage((error as Error).message);
  }
  if (given.help) return undefined;
  const pool = (given.pool ?? '').split(',').map(address => address.trim().replace(/\/$/, '')).filter(address => address !== '');
  if (pool.length === 0 || !pool.every(address => /^https?:\/\/./.test(address))) throw new Usage(`--pool: ${JSON.stringify(given.pool ?? '')} is not a list of http:// or https:// addresses`);
  const slots = Number(given.slots ?? availableParallelism());
  if (!Number.isInteger(slots) || slots < 1 || slots > 10_000) throw new Usage('--slots: from 1 to 10000');
  const drainSeconds = Number(given['drain-seconds'] ?? 25);
  if (!(drainSeconds >= 0)) throw new Usage('--drain-seconds: a number from 0');
  const keyFile = given['key-file'];
  if (keyFile === undefined && !process.env.WORKFORCE_API_KEY) throw new Usage('--key-file: give a file with an API key, or set WORKFORCE_API_KEY');
  for (const file of [keyFile, given.ca]) if (file !== undefined && !existsSync(file)) throw new Usage(`${file}: no such file`);
  return {
    pool, slots, drainSeconds, version: '1.0', name: given.name ?? `calendar-check@${hostname()}`.slice(0, 100), proto: given.proto ?? proto,
    ca: given.ca === undefined ? null : readFileSync(given.ca),
    key: () => (keyFile === undefined ? process.env.WORKFORCE_API_KEY! : readFileSync(keyFile, 'ascii')).trim(),
  };
}

try {
  const given = options(process.argv.slice(2));
  if (given === undefined) {
    process.stdout.write(HELP);
  } else {
    const worker = new Worker(given, { 'calendar.check': checkCalendar });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => worker.leave());
    await worker.run();
  }
} catch (error) {
  if (!(error instanceof Refused || error instanceof Usage)) throw error;
  log('ERROR', error.message);
  process.exitCode = 2;
}
