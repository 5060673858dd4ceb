/**
 * The emulator for the tools: moto with the account that `seed.py` makes, behind a door that answers on AWS's behalf what moto cannot
 * (it has no such operation, so the account has nothing of the kind), and counts the calls.
 */
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

interface Answer {
  type: string;
  body: string;
}

/** What AWS would say where moto says something else; nothing where moto says it well. */
export interface Mending {
  before(body: string): Answer | undefined;
  /** Of an operation that moto fails at with a page of its own. */
  instead(body: string, target: string): Answer | undefined;
}

const xml = (operation: string, members = ''): Answer => ({
  type: 'text/xml',
  body: `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>emulated</requestId>${members}</${operation}Response>`,
});

const OPEN =
  '<vpcBlockPublicAccessOptions><internetGatewayBlockMode>off</internetGatewayBlockMode><state>default-state</state></vpcBlockPublicAccessOptions>';

/** moto knows of these and cannot say them: they stay unknown. */
const UNSAID = new Set(['SearchTransitGatewayRoutes']);

const motoMended: Mending = {
  // moto lists all Regions whatever filter is asked for, and ScoutSuite then believes that none is opted into. There is none such.
  before: (body) =>
    body.includes('Action=DescribeRegions') && body.includes('not-opted-in')
      ? xml('DescribeRegions', '<regionInfo/>')
      : undefined,
  instead(body, target) {
    const operation = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
    if (!operation) return /^$|\.(Describe|Get|List)\w+$/.test(target) ? { type: 'application/json', body: '{}' } : undefined;
    if (UNSAID.has(operation) || !/^(Describe|Get|List|Search)/.test(operation)) return undefined;
    return xml(operation, operation === 'DescribeVpcBlockPublicAccessOptions' ? OPEN : '');
  },
};

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A door in front of `target`, which an endpoint is on. */
export async function door(target: string, mending?: Mending): Promise<Endpoint> {
  let count = 0;
  const server = createServer(async (incoming, outgoing) => {
    count += 1;
    const body = await bodyOf(incoming);
    const text = body.toString('utf8');
    const say = ({ type, body: said }: Answer): void => void outgoing.writeHead(200, { 'content-type': type }).end(said);
    const mended = mending?.before(text);
    if (mended) return say(mended);
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
      const failed = (answer.statusCode ?? 500) >= 400 && answer.headers['content-type']?.startsWith('text/html');
      const instead = failed ? mending?.instead(text, String(headers['x-amz-target'] ?? '')) : undefined;
      if (instead) {
        answer.resume();
        return say(instead);
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', (error) => outgoing.destroy(error));
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls() {
      const since = count;
      count = 0;
      return since;
    },
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
  const front = await door(url, motoMended);
  return {
    ...front,
    names: JSON.parse(seeded.stdout) as Record<string, string>,
    async close() {
      await front.close();
      server.kill();
    },
  };
}
