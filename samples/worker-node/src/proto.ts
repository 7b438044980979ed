import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/** In this repository; the compiled file lies two folders deeper than the sample. */
export const proto = fileURLToPath(new URL('../../../../Workforce.Contracts/Protos/worker_pool.proto', import.meta.url));

// 64-bit integers stay text: a lease epoch is only ever sent back, and a JavaScript number would round a large one.
const options = { longs: String, enums: String, defaults: true, oneofs: true };

export interface Grant {
  jobId: string;
  leaseEpoch: string;
  kind: string;
  payloadJson: string;
  attempt: number;
  maxAttempts: number;
}

export interface Duration {
  seconds: string;
  nanos: number;
}

/** What the pool says; `message` names the one that is set. */
export interface ToWorker {
  message: 'welcome' | 'heartbeat' | 'grants' | 'cancel' | 'acknowledgements' | 'drain' | undefined;
  welcome: { workerId: string; heartbeatInterval: Duration; lostAfter: Duration };
  grants: { grants: Grant[] };
  cancel: { jobId: string; leaseEpoch: string; reason: string };
  acknowledgements: { acknowledgements: { jobId: string; leaseEpoch: string; status: string; message: string }[] };
  drain: { reason: string };
}

export type FromWorker = Record<string, unknown>;

export type AttachCall = grpc.ClientDuplexStream<FromWorker, ToWorker>;

export interface PoolClient extends grpc.Client {
  Attach(metadata: grpc.Metadata): AttachCall;
}

type PoolClientConstructor = new (target: string, credentials: grpc.ChannelCredentials, options: grpc.ClientOptions) => PoolClient;

export const ms = (duration: Duration): number => Number(duration.seconds) * 1000 + duration.nanos / 1e6;

/** The WorkerPool service, read from its proto file at run time: no code is generated. */
export function loadPool(file: string): PoolClientConstructor {
  if (!existsSync(file)) throw new Error(`There is no ${file}: name the proto file with --proto.`);
  const root = grpc.loadPackageDefinition(loadSync(file, options)) as any;
  return root.workforce.worker_pool.v1.WorkerPool as PoolClientConstructor;
}
