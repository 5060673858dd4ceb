/** An endpoint whose one operation has as many pages as a test wants, each with a token of its own; for all else it asks another. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** `page`: the items in page `nth`, from 1, as XML. Without `pages` it never ends. */
export async function endless(
  behind: string,
  operation: string,
  page: (nth: number) => string,
  pages = Number.POSITIVE_INFINITY,
) {
  let asked = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    if (new URLSearchParams(body).get('Action') !== operation) {
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => name !== 'host' && name !== 'connection'),
      );
      const answer = await fetch(behind + request.url, {
        method: request.method,
        headers: headers as Record<string, string>,
        body,
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(await answer.text());
      return;
    }
    asked += 1;
    const token = asked < pages ? `<nextToken>token-${asked}</nextToken>` : '';
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(`<${operation}Response>${page(asked)}${token}</${operation}Response>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}
