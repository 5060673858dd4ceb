/** The emulator for the tools: moto with the account that `seed.py` makes, behind a door that mends one answer and counts the calls. */
import { execFile, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export interface Endpoint {
  url: string;
  /** Requests since it was last asked. */
  calls(): number;
  close(): Promise<void>;
}

/** moto lists all Regions whatever filter is asked for, and ScoutSuite then believes that none is opted into. There is none such. */
const NO_REGIONS = '<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><regionInfo/></DescribeRegionsResponse>';
const asksForClosedRegions = (body: string): boolean => body.includes('Action=DescribeRegions') && body.includes('not-opted-in');

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A door in front of `target`; a request that `mend` answers never gets there. */
export async function door(target: string, mend: (body: string) => string | undefined = () => undefined): Promise<Endpoint> {
  let count = 0;
  const server = createServer(async (incoming, outgoing) => {
    count += 1;
    const body = await bodyOf(incoming);
    const mended = mend(body.toString('utf8'));
    if (mended) {
      outgoing.writeHead(200, { 'content-type': 'text/xml' }).end(mended);
      return;
    }
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', (error) => outgoing.destroy(error));
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => [count, (count = 0)][0]!,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Starts moto in the environment of `npm run test:moto` and seeds it. `names` says what the seed calls each id. */
export async function emulated(port: number): Promise<Endpoint & { names: Record<string, string> }> {
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(here('../../.venv/bin/moto_server'), ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const up = async (): Promise<boolean> =>
    fetch(`${url}/moto-api/seed?a=7`, { method: 'POST' }).then(
      (answer) => answer.ok,
      () => false,
    );
  for (let tries = 0; !(await up()); tries += 1) {
    if (server.exitCode !== null || tries > 300) throw new Error(`moto did not start on ${url}: is the port free?`);
    await sleep(200);
  }
  const seeded = await promisify(execFile)(here('../../.venv/bin/python'), [here('./seed.py'), url]);
  const front = await door(url, (body) => (asksForClosedRegions(body) ? NO_REGIONS : undefined));
  return {
    ...front,
    names: JSON.parse(seeded.stdout) as Record<string, string>,
    async close() {
      await front.close();
      server.kill();
    },
  };
}
