/** A process that answers every EC2 request with the page of a thousand that it asks for. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operations, pageOf } from './pages.ts';

const pages = new Map(Object.entries(operations).map(([member, operation]) => [operation, pageOf(member)]));
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  response.setHeader('content-type', 'text/xml;charset=UTF-8').end(pages.get(new URLSearchParams(body).get('Action') ?? ''));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send!({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
