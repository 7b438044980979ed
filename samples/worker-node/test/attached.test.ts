import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { status } from '@grpc/grpc-js';
import { BadInput, Retry } from '../src/failures.js';
import type { Handler, Job } from '../src/job.js';
import { delayMs, Refused, Worker } from '../src/pool.js';
import { proto } from '../src/proto.js';
import { ScriptedPool } from './scripted-pool.js';

process.env.QUIET ??= '1';

const pools: ScriptedPool[] = [];
let worker: Worker;
let running: Promise<void>;

async function pool(replicaOf?: ScriptedPool): Promise<ScriptedPool> {
  const started = await ScriptedPool.start(replicaOf);
  pools.push(started);
  return started;
}

function start(handler: Handler, addresses: ScriptedPool[], { slots = 2, drainSeconds = 20, key = (): string => 'wf_key' } = {}): void {
  worker = new Worker({ pool: addresses.map(one => one.address), proto, slots, name: 'test', version: '1', drainSeconds, ca: null, key }, { 'test.do': handler });
  running = worker.run();
  running.catch(() => undefined);
}

/** Ends when the test says so, or when the job is to stop. */
function held(): { handler: Handler; begun: Promise<Job>; go: () => void; atOnce: () => number } {
  let go!: () => void, begin!: (job: Job) => void;
  let count = 0;
  const gone = new Promise<void>(resolve => { go = resolve; });
  const begun = new Promise<Job>(resolve => { begin = resolve; });
  const handler: Handler = async job => {
    count++;
    begin(job);
    try {
      await Promise.race([gone, new Promise((_, reject) => job.signal.addEventListener('abort', () => reject(job.signal.reason)))]);
      return { done: job.id };
    } finally {
      count--;
    }
  };
  return { handler, begun, go, atOnce: () => count };
}

afterEach(async () => {
  await worker.hand.stopAll('lost');
  worker.hand.outcomes.clear();
  worker.leave();
  for (const one of pools.splice(0)) one.cut();
  await running.catch(() => undefined);
});

test('hello says who comes, and the key is in the metadata', async () => {
  const one = await pool();
  start(held().handler, [one], { slots: 3 });
  const hello = await (await one.streams.next()).welcome();
  assert.deepEqual([hello.protocolVersion, hello.name, hello.kinds, hello.slots, hello.language, one.keys], [1, 'test', ['test.do'], 3, `node ${process.versions.node}`, ['wf_key']]);
});

test('a result is sent with its epoch and kept until it is acknowledged', async () => {
  const one = await pool();
  const job = held();
  start(job.handler, [one]);
  const stream = await one.streams.next();
  await stream.welcome();
  job.go();
  stream.grant('a');
  const outcome = await stream.outcome();
  assert.deepEqual([outcome.jobId, outcome.leaseEpoch, outcome.completed], ['a', '9007199254740993', { resultJson: '{"done":"a"}' }]);
  assert.equal(worker.hand.outcomes.size, 1);
  stream.acknowledge('a');
  worker.leave();
  await stream.closedByWorker();
  stream.end();
  await running;
});

test('an outcome that was not acknowledged is sent again to another address', async () => {
  const one = await pool();
  const other = await pool(one);
  const job = held();
  start(job.handler, [one, other]);
  const stream = await one.streams.next();
  await stream.welcome();
  job.go();
  stream.grant('a');
  const sent = await stream.outcome();
  stream.pool.cut();
  const again = await one.streams.next();
  assert.notEqual(again.pool, stream.pool);
  await again.welcome();
  assert.deepEqual(await again.outcome(), sent);
  again.acknowledge('a', 'STATUS_STALE');
  worker.leave();
  await again.closedByWorker();
  again.end();
  await running;
});

test('what is in hand when the stream is lost is broken off and not told', async () => {
  const one = await pool();
  const job = held();
  start(job.handler, [one]);
  const stream = await one.streams.next();
  await stream.welcome();
  stream.grant('a');
  await job.begun;
  stream.end();
  await (await one.streams.next()).welcome();
  assert.deepEqual([job.atOnce(), worker.hand.isEmpty], [0, true]);
});

test('a pool that has gone silent is left', async () => {
  const one = await pool();
  start(held().handler, [one]);
  await (await one.streams.next()).welcome(300);
  await (await one.streams.next()).welcome();
});

test('heartbeats come as often as the pool asks', async () => {
  const one = await pool();
  start(held().handler, [one]);
  const stream = await one.streams.next();
  await stream.welcome(10_000, 20);
  for (let beat = 0; beat < 5; beat++) assert.ok(await stream.next('heartbeat'));
});

test('cancel breaks the handler off, by job and epoch', async () => {
  const one = await pool();
  const job = held();
  start(job.handler, [one]);
  const stream = await one.streams.next();
  await stream.welcome();
  stream.grant('a', 'b');
  await job.begun;
  stream.say({ cancel: { jobId: 'a', leaseEpoch: '9007199254740992', reason: 'REASON_LEASE_LOST' } });
  stream.say({ cancel: { jobId: 'b', leaseEpoch: '9007199254740993', reason: 'REASON_TIMED_OUT' } });
  const outcome = await stream.outcome();
  assert.deepEqual([outcome.jobId, outcome.end, job.atOnce()], ['b', 'stopped', 1]);
});

test('never more than its slots', async () => {
  const one = await pool();
  const job = held();
  start(job.handler, [one], { slots: 2 });
  const stream = await one.streams.next();
  await stream.welcome();
  stream.grant('a', 'b', 'c');
  const outcome = await stream.outcome();
  assert.deepEqual([outcome.jobId, outcome.end], ['c', 'returned']);
  await job.begun;
  assert.equal(job.atOnce(), 2);
});

test('leaving finishes what is in hand and closes the stream', async () => {
  const one = await pool();
  const job = held();
  start(job.handler, [one]);
  const stream = await one.streams.next();
  await stream.welcome();
  stream.grant('a');
  await job.begun;
  worker.leave();
  assert.ok(await stream.next('leaving'));
  job.go();
  assert.equal((await stream.outcome()).end, 'completed');
  stream.acknowledge('a');
  await stream.closedByWorker();
  stream.end();
  await running;
});

test('what is not done when the grace is over goes back', async () => {
  const one = await pool();
  const job = held();
  start(job.handler, [one], { drainSeconds: 0.05 });
  const stream = await one.streams.next();
  await stream.welcome();
  stream.grant('a');
  await job.begun;
  // Unlike SIGTERM's listener, nothing here keeps the program running for the grace time.
  const alive = setTimeout(() => undefined, 20_000);
  worker.leave();
  assert.equal((await stream.outcome()).end, 'returned');
  clearTimeout(alive);
});

test('a drain that a person asked for keeps the worker away', async () => {
  const one = await pool();
  start(held().handler, [one]);
  const stream = await one.streams.next();
  await stream.welcome();
  stream.say({ drain: { reason: 'REASON_REQUESTED' } });
  await stream.closedByWorker();
  stream.end();
  await running;
});

test('a drain of a server that stops sends the worker elsewhere', async () => {
  const one = await pool();
  const other = await pool(one);
  start(held().handler, [one, other]);
  const stream = await one.streams.next();
  await stream.welcome();
  stream.say({ drain: { reason: 'REASON_SERVER_STOPPING' } });
  await stream.closedByWorker();
  stream.end();
  assert.notEqual((await one.streams.next()).pool, stream.pool);
});

test('failures are told as what they are', async () => {
  const one = await pool();
  const failures: Record<string, Error> = { a: new BadInput('content', 'is missing'), b: new Retry('The printer is busy.', 1.5), c: new TypeError('x') };
  start(async job => { throw failures[job.id]!; }, [one], { slots: 3 });
  const stream = await one.streams.next();
  await stream.welcome();
  stream.grant('a', 'b', 'c');
  const outcomes = [await stream.outcome(), await stream.outcome(), await stream.outcome()].sort((x, y) => x.jobId.localeCompare(y.jobId));
  assert.deepEqual(outcomes.map(outcome => outcome[outcome.end]), [
    { reason: 'content: is missing.' },
    { reason: 'The printer is busy.', after: { seconds: '1', nanos: 500_000_000 } },
    { reason: 'TypeError: x', after: null },
  ]);
});

test('what attaching again cannot mend ends the worker with the reason', async () => {
  const one = await pool();
  one.refusal = { code: status.UNAUTHENTICATED, details: 'This key has ended.' };
  start(held().handler, [one]);
  await assert.rejects(running, (error: Error) => error instanceof Refused && error.message.includes('This key has ended. (UNAUTHENTICATED)'));
});

test('a key that cannot be read ends the worker with the reason', async () => {
  start(held().handler, [await pool()], { key: () => readFileSync('/no/such/key', 'ascii') });
  await assert.rejects(running, (error: Error) => error instanceof Refused && /^The API key cannot be read: .*'\/no\/such\/key'$/.test(error.message));
});

test('delays double up to a bound and are spread', () => {
  assert.deepEqual([0, 1, 2, 10, 1000].map(tries => delayMs(tries, 1)), [200, 400, 800, 15_000, 15_000]);
  assert.equal(delayMs(2, 0.5), 400);
});
