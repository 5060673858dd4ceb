/** Takes in an answer whole, before its deadline, and checks that it is an answer to the question, before the SDK reads it. */
import type { Readable } from 'node:stream';
import { kinds } from '../kinds/index.ts';
import type { Service } from '../kinds/kind.ts';
import { pagesOf, services } from '../kinds/services.ts';
import { CallFailure } from './failure.ts';

/** No answer of AWS comes near this: one page of a thousand security groups is 5 MB. */
const MOST_BYTES = 256 * 1024 * 1024;
const EDGE = 400;

/** Reads a body to its end; destroys it when `signal` fires or when it grows beyond reason. */
export async function wholeBody(body: Readable | Uint8Array, signal: AbortSignal): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const stop = () => body.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) {
        body.destroy();
        throw new CallFailure('MalformedReply', `the answer is longer than ${MOST_BYTES} bytes`, 'none');
      }
      chunks.push(chunk);
    }
    return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Throws `MalformedReply` unless a successful body has the form that answers to `operation` have: neither cut short nor another's. */
export function checkForm(service: Service, operation: string, body: Buffer): void {
  if (services[service].form === 'json') {
    refuseForeign(service, operation, jsonBody(operation, body), body);
    return;
  }
  const start = body.toString('utf8', 0, EDGE).replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?\s*/, '');
  const end = body.toString('utf8', Math.max(0, body.length - EDGE)).trimEnd();
  const root = `${operation}Response`;
  const opens = new RegExp(`^<${root}(?=[\\s/>])`).test(start);
  const closes = end.endsWith(`</${root}>`) || (opens && /^<[^>]*\/>$/.test(start.trimEnd()));
  if (opens && closes) return;
  throw malformed(operation, opens ? 'is cut short' : `does not begin with <${root}>`, body);
}

/** Throws unless the body of a refusal is in the service's own words: a proxy's or a load balancer's page is not AWS's answer. */
export function checkRefusal(
  service: Service,
  operation: string,
  status: number,
  headers: Record<string, string>,
  body: Buffer,
): void {
  const start = body.toString('utf8', 0, EDGE).trimStart();
  const own =
    services[service].form === 'json'
      ? start.startsWith('{') || (!start && headers['x-amzn-errortype'] !== undefined)
      : /^(<\?xml[^>]*\?>\s*)?<(Response|ErrorResponse)[\s>]/.test(start);
  if (own) return;
  const shown = JSON.stringify(body.toString('utf8', 0, 60));
  const message = `${operation} was answered with HTTP ${status} and a body that is not AWS's own (${body.length} bytes, begins ${shown})`;
  if (status === 429) throw new CallFailure('TooManyRequests', message, 'slow down');
  throw new CallFailure(`HTTP${status}`, message, status >= 500 ? 'try again' : 'none');
}

/** JSON has no root that names the operation: an answer with members, and none that its rows look for, answers another question. */
function refuseForeign(service: Service, operation: string, answer: Record<string, unknown>, body: Buffer): void {
  const asking = kinds.filter(({ call }) => call.service === service && call.operation === operation);
  const known = asking.flatMap(({ call }) => (call.also ? [call.items, call.also.items] : [call.items]));
  const members = Object.keys(answer);
  if (!known.length || known.includes('.') || !members.length) return;
  const expected = [...known, ...asking.flatMap(({ call }) => pagesOf(call).next)];
  if (!members.some((member) => expected.includes(member))) throw malformed(operation, `has no ${known.join(' or ')}`, body);
}

/** The body of a JSON answer. Throws `MalformedReply` when it is not one JSON structure. */
export function jsonBody(operation: string, body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw malformed(operation, 'is not JSON', body);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(operation, 'is not a JSON object', body);
  return value as Record<string, unknown>;
}

function malformed(operation: string, what: string, body: Buffer): CallFailure {
  const shown = JSON.stringify(body.toString('utf8', 0, 60));
  return new CallFailure(
    'MalformedReply',
    `the answer to ${operation} ${what} (${body.length} bytes, begins ${shown})`,
    'try again',
  );
}
