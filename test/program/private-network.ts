/** A company's network on this machine: an authority of its own, an endpoint behind TLS, and a proxy that tells what it saw. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Authority {
  /** Path of the PEM file to trust. */
  file: string;
  /** A key and a certificate for names. */
  issue(...names: string[]): { key: string; cert: string };
}

export function authorityIn(folder: string): Authority {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Company CA');
  return {
    file: join(folder, 'ca.pem'),
    issue(...names) {
      writeFileSync(join(folder, 'names'), `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`);
      openssl('req', ...key, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', `/CN=${names[0]}`);
      const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
      openssl('x509', '-req', '-in', 'leaf.csr', ...signed, '-out', 'leaf.pem');
      return { key: readFileSync(join(folder, 'leaf.key'), 'utf8'), cert: readFileSync(join(folder, 'leaf.pem'), 'utf8') };
    },
  };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

/** Takes TLS off and hands requests to an endpoint on a port of this machine. Resolves to its own port. */
export async function terminator({ key, cert }: ReturnType<Authority['issue']>, to: number): Promise<number> {
  const server = createTlsServer({ key, cert }, (incoming, outgoing) => {
    const headers = { ...incoming.headers, host: `127.0.0.1:${to}` };
    const inner = request({ host: '127.0.0.1', port: to, method: incoming.method, path: incoming.url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    inner.on('error', () => outgoing.destroy());
    incoming.pipe(inner);
  });
  onTestFinished(() => server.closeAllConnections());
  return listening(server);
}

export interface Proxy {
  url: string;
  /** What was asked for by CONNECT, in order. */
  tunnels: string[];
  /** Every byte that came by, in both directions. */
  seen(): string;
}

/** Knows where names lead, as the machine behind it does not. */
export async function proxyTo(hosts: Record<string, number>): Promise<Proxy> {
  const chunks: Buffer[] = [];
  const tunnels: string[] = [];
  const server = createHttpServer((incoming, outgoing) => {
    chunks.push(Buffer.from(`${incoming.method} ${incoming.url} ${incoming.rawHeaders.join('\n')}`));
    outgoing.writeHead(403).end('only tunnels');
  });
  server.on('connect', (incoming, client, head) => {
    chunks.push(Buffer.from(`CONNECT ${incoming.url} ${incoming.rawHeaders.join('\n')}`), head);
    tunnels.push(incoming.url!);
    const far = connect(hosts[incoming.url!.split(':')[0]!] ?? 9, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.write(head);
      far.pipe(client);
      client.pipe(far);
    });
    for (const socket of [far, client]) socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    far.on('error', () => client.destroy());
    client.on('error', () => far.destroy());
    onTestFinished(() => void client.destroy());
  });
  const port = await listening(server);
  return { url: `http://127.0.0.1:${port}`, tunnels, seen: () => Buffer.concat(chunks).toString('latin1') };
}
