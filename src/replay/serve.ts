/** Serves a snapshot as an AWS endpoint on this machine: collect, inverted. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Counts, LoggedCall } from './call-log.ts';
import { deliver } from './deliver.ts';
import type { Fault } from './faults.ts';
import { Refusal } from './refusal.ts';
import { Responder } from './respond.ts';
import { servedServices } from './served.ts';
import type { Incoming } from './wire.ts';

export { credentialsOf } from './credentials.ts';
export type { Counts, Fault, LoggedCall };

export interface ReplayOptions {
  /** Default: any free one. */
  port?: number;
  faults?: readonly Fault[];
  /** Milliseconds before every answer. */
  latency?: number;
  /** Enforce the token buckets that AWS documents. */
  buckets?: boolean;
  now?: () => Date;
}

export interface Replay {
  url: string;
  port: number;
  /** The latest calls, oldest first; the last 10,000 at least. */
  calls: readonly LoggedCall[];
  counts: Readonly<Counts>;
  /** Replaces the faults; they begin to count anew. */
  inject(faults: readonly Fault[]): void;
  /** Stops, and ends every connection, hanging ones too. */
  close(): Promise<void>;
}

const MOST_BYTES = 1024 * 1024;

/** Listens on 127.0.0.1 alone. Rejects with Node's error when the port is taken. */
export async function serve(snapshot: Snapshot, options: ReplayOptions = {}): Promise<Replay> {
  const { latency = 0, now = () => new Date() } = options;
  const responder = new Responder(snapshot, { ...options, now });
  const closing = new AbortController();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    exchange(responder, request, response, { now, latency, closing: closing.signal }).catch(() => {
      // Only closing, or the caller hanging up, interrupts an exchange: nobody is left to be told.
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    calls: responder.log.calls,
    counts: responder.log.counts,
    inject: (faults) => responder.inject(faults),
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function exchange(
  responder: Responder,
  request: IncomingMessage,
  response: ServerResponse,
  delivery: Parameters<typeof deliver>[2],
): Promise<void> {
  const id = randomUUID();
  const incoming = await taken(request, id);
  if (!(incoming instanceof Refusal)) return deliver(response, await responder.respond(incoming), delivery);
  response.shouldKeepAlive = false;
  return deliver(response, { id, reply: servedServices.ec2!.protocol.refuse(incoming, id) }, delivery);
}

/** The request in whole, or why it is not taken. */
async function taken(request: IncomingMessage, id: string): Promise<Incoming | Refusal> {
  const host = request.headers.host ?? '';
  // A web page that makes its own name point here must not read the snapshot through the visitor's browser.
  if (!/^(127\.\d+\.\d+\.\d+|localhost|[\w-]+\.localhost)(:\d+)?$/.test(host)) {
    return new Refusal('AccessDenied', `This endpoint answers to 127.0.0.1 and localhost, not to ${JSON.stringify(host)}.`, 403);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  }
  if (bytes > MOST_BYTES) return new Refusal('RequestEntityTooLarge', `A request may have ${MOST_BYTES} bytes.`, 413);
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  return {
    id,
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query.join('?')),
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
