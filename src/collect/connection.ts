/** How requests leave this machine: one pool of connections, by the proxy that the environment names, never signed in clear text. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { connect } from 'node:net';
import { getCACertificates } from 'node:tls';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { ProxyAgent } from 'proxy-agent';
import { CallFailure } from './failure.ts';
import { isLoopback } from './loopback.ts';
import type { ScanRequest } from './request.ts';

/** The SDK prints warnings to the console by default, which would tear a terminal screen. */
export const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** What the wire told last. */
export interface Heard {
  /** Where the last request went. */
  url?: string;
  /** What time the last answer said it was. */
  date?: Date;
}

/** Refuses what would carry a signature or a token over the network in clear text, whoever named that endpoint; and listens. */
export class Wire extends NodeHttpHandler {
  readonly heard: Heard = {};

  override async handle(...[request, options]: Parameters<NodeHttpHandler['handle']>): ReturnType<NodeHttpHandler['handle']> {
    const { protocol, hostname, port } = request;
    this.heard.url = `${protocol}//${hostname}${port ? `:${port}` : ''}`;
    if (protocol !== 'https:' && !isLoopback(hostname)) {
      const why = `${this.heard.url} would get credentials in clear text over the network: use https`;
      throw new CallFailure('UnsafeEndpoint', why, 'none');
    }
    const answer = await super.handle(request, options);
    const said = Date.parse(answer.response.headers.date ?? '');
    if (said) this.heard.date = new Date(said);
    return answer;
  }
}

export function connectionPool({ concurrency, ca, proxy }: Pick<ScanRequest, 'concurrency' | 'ca' | 'proxy'>): Wire {
  const pool = {
    keepAlive: true,
    maxSockets: concurrency ?? 256,
    ...(ca && { ca: [...getCACertificates('default'), ca] }),
  };
  return new Wire({
    // What goes in clear text goes to this machine alone, and a proxy is not told of it.
    httpAgent: new HttpAgent(pool),
    httpsAgent: proxy ? (new ProxyAgent(pool) as unknown as HttpsAgent) : new HttpsAgent(pool),
    connectionTimeout: 5_000,
    logger: silent,
  });
}

/** The proxy that the environment names for a URL, less any password; `undefined` when requests go there directly. */
export async function proxyFor(url: string): Promise<URL | undefined> {
  // The handler's own agent decides by the same words.
  const named = await new ProxyAgent().getProxyForUrl(url, undefined as never);
  if (!named) return undefined;
  if (!URL.canParse(named)) throw new CallFailure('UnusableProxy', `the proxy ${JSON.stringify(named)} is not a URL`, 'none');
  const proxy = new URL(named);
  [proxy.username, proxy.password] = ['', ''];
  return proxy;
}

/** Resolves when something listens there; else rejects with what the network said. */
export function reach({ hostname, port, protocol }: URL, ms: number): Promise<void> {
  const usual = protocol === 'https:' ? 443 : 80;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || usual, timeout: ms });
    const settle = (settled: () => void): void => {
      socket.destroy();
      settled();
    };
    socket.once('connect', () => settle(resolve));
    socket.once('timeout', () => settle(() => reject(new Error(`no answer within ${ms} ms`))));
    socket.once('error', (error) => settle(() => reject(error)));
  });
}
