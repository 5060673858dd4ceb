/** Sends a reply, or does to it what a fault orders: the half, a byte at a time, another body, no answer. */
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import type { Outcome } from './respond.ts';
import type { Reply } from './wire.ts';
import { XML } from './xml.ts';

const HOUR_MS = 3_600_000;
const HTML = '<!DOCTYPE html><html><body><h1>Sign in to the network</h1></body></html>';
const LINK_LOCAL = 'http://169.254.169.254/latest/meta-data/';

export interface DeliveredWith {
  now: () => Date;
  latency: number;
  /** Fires when the endpoint closes. */
  closing: AbortSignal;
}

/** Resolves when the reply is on its way, or at once when there will be none. Rejects only when the endpoint closes meanwhile. */
export async function deliver(
  response: ServerResponse,
  outcome: Outcome,
  { now, latency, closing }: DeliveredWith,
): Promise<void> {
  const { fault } = outcome;
  const wait = latency + (fault?.does === 'slow' ? (fault.ms ?? 1000) : 0);
  if (wait > 0) await pause(wait, undefined, { signal: closing });
  if (fault?.does === 'hang' || response.destroyed) return;
  if (fault?.does === 'reset') {
    response.req.socket.resetAndDestroy();
    return;
  }
  const reply = spoiled(outcome.reply, outcome.call?.operation ?? '', fault);
  const body = Buffer.from(reply.body);
  const ahead = fault?.does === 'clock-skew' ? (fault.ms ?? HOUR_MS) : 0;
  response.writeHead(reply.status, {
    ...(body.length > 0 && { 'content-type': reply.type }),
    'content-length': body.length,
    'x-amzn-requestid': outcome.id,
    date: new Date(now().getTime() + ahead).toUTCString(),
    ...reply.headers,
  });
  if (fault?.does === 'cut') response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  else if (fault?.does === 'drip') await drip(response, body, fault.ms ?? 250, closing);
  else response.end(body);
}

async function drip(response: ServerResponse, body: Buffer, ms: number, closing: AbortSignal): Promise<void> {
  for (let at = 0; at < body.length && !response.destroyed; at += 1) {
    response.write(body.subarray(at, at + 1));
    await pause(ms, undefined, { signal: closing });
  }
  response.end();
}

/** The reply with another body, where a fault puts one. */
function spoiled(reply: Reply, operation: string, fault: Fault | undefined): Reply {
  const xml = reply.type.startsWith('text/xml');
  switch (fault?.does) {
    case 'truncate':
      return { ...reply, body: reply.body.slice(0, reply.body.length >> 1) };
    case 'html':
      return { status: fault.status ?? 200, type: 'text/html', body: HTML };
    case 'empty':
      return { ...reply, status: fault.status ?? 200, body: '' };
    case 'bare':
      return { ...reply, body: xml ? `${XML}<${operation}Response></${operation}Response>` : '{}' };
    case 'foreign':
      return {
        ...reply,
        body: xml ? reply.body.replaceAll(`${operation}Response`, 'DescribeTelescopesResponse') : '{"Telescopes":[]}',
      };
    case 'redirect':
      return { status: 302, type: 'text/html', headers: { location: LINK_LOCAL }, body: HTML };
    case 'entities':
      return { ...reply, body: laughs(operation) };
    default:
      return reply;
  }
}

function laughs(operation: string): string {
  const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
  const doctype = `<!DOCTYPE lolz [<!ENTITY l0 "lol">${entities.join('')}]>`;
  return `${XML}${doctype}<${operation}Response><nextToken>&l9;</nextToken></${operation}Response>`;
}
