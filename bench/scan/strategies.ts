/** Ways to scan: ours, and what a script around the SDK does. Run as a process of its own, so that its CPU time is its own. */
import * as ec2 from '@aws-sdk/client-ec2';
import pLimit from 'p-limit';
import { collect } from '../../src/collect/collect.ts';
import { itemsOf } from '../../src/kinds/answer.ts';
import type { Kind } from '../../src/kinds/index.ts';
import { kinds } from '../../src/kinds/index.ts';
import { credentialsOf } from '../../src/replay/serve.ts';
import { ACCOUNT, benchEstate, REGIONS, type Size } from './estate.ts';

export interface Outcome {
  resources: number;
  /** Questions that were given up, so that their answers are missing. */
  lost: number;
}

const credentials = credentialsOf(ACCOUNT);

async function ours(endpointUrl: string, share: number): Promise<Outcome> {
  let resources = 0;
  const { gaps } = await collect(
    { identities: [{ credentials }], endpointUrl, share, key: new Uint8Array(32), userAgent: [['hopscope', 'bench']] },
    {
      progress() {},
      shard(shard) {
        resources += shard.count;
      },
    },
    { now: () => new Date(), monotonic: () => performance.now() },
    new AbortController().signal,
  );
  return { resources, lost: gaps.reduce((sum, gap) => sum + (gap.parents?.length ?? 1), 0) };
}

/** Every EC2 kind of every Region, with the SDK's own retries; `together` questions at a time, Region by Region when it is 1. */
async function stock(endpoint: string, together: number): Promise<Outcome> {
  const rows = kinds.filter(({ call, scope }) => call.service === 'ec2' && scope !== 'global');
  const limit = pLimit(together);
  let [resources, lost] = [0, 0];
  const ask = (client: ec2.EC2Client, row: Kind, input: object) =>
    limit(async () => {
      const found: unknown[] = [];
      let NextToken: string | undefined;
      try {
        do {
          const Command = (ec2 as unknown as Record<string, new (input: object) => ec2.DescribeVpcsCommand>)[
            `${row.call.operation}Command`
          ]!;
          const paging = { ...(row.call.pageSize && { MaxResults: row.call.pageSize }), ...(NextToken && { NextToken }) };
          const page = (await client.send(new Command({ ...row.call.input, ...input, ...paging }))) as unknown as Record<
            string,
            unknown
          >;
          found.push(...itemsOf(row, page));
          NextToken = page.NextToken as string | undefined;
        } while (NextToken);
      } catch {
        lost += 1;
      }
      resources += found.length;
      return found;
    });
  const region = async (name: string) => {
    const client = new ec2.EC2Client({ endpoint, region: name, credentials });
    const found = new Map<string, Promise<unknown[]>>();
    for (const row of rows.filter(({ call }) => !call.over)) {
      found.set(row.kind, ask(client, row, {}));
      if (together === 1) await found.get(row.kind);
    }
    for (const row of rows.filter(({ call }) => call.over)) {
      const points = ((row.call.over!.kind ? await found.get(row.call.over!.kind) : [{}]) ?? []).flatMap((item) =>
        row.call.over!.points(item, name),
      );
      found.set(row.kind, Promise.all(points.map((point) => ask(client, row, point.input))));
      if (together === 1) await found.get(row.kind);
    }
    await Promise.all(found.values());
  };
  if (together === 1) for (const name of REGIONS) await region(name);
  else await Promise.all(REGIONS.map(region));
  return { resources, lost };
}

/** The questions of the SDK loop, in its order, for a client in another language. */
export function questions(size: Size, endpoint: string): object[] {
  const snapshot = benchEstate(size);
  const key = credentialsOf(ACCOUNT).accessKeyId;
  const rows = kinds.filter(({ call, scope }) => call.service === 'ec2' && scope !== 'global');
  return REGIONS.flatMap((region) =>
    rows.flatMap(({ call: { operation, input, over, pageSize } }) => {
      const items = over?.kind ? snapshot.resources(over.kind, { account: ACCOUNT, region }).map(({ data }) => data) : [{}];
      const points = over ? items.flatMap((item) => over.points(item, region)) : [{ input: {} }];
      const constant = typeof input === 'function' ? {} : input;
      return points.map((point) => ({
        service: 'ec2',
        region,
        key,
        endpoint,
        operation,
        input: { ...constant, ...point.input },
        size: pageSize,
      }));
    }),
  );
}

const strategies: Record<string, (url: string) => Promise<Outcome>> = {
  'hopscope, share 100': (url) => ours(url, 1),
  'hopscope, share 50': (url) => ours(url, 0.5),
  'SDK loop, Region by Region': (url) => stock(url, 1),
  'SDK pool of 64': (url) => stock(url, 64),
};

export const names = Object.keys(strategies);

const clients = [
  ...['sts', 'iam', 'elastic-load-balancing-v2', 'elastic-load-balancing', 'network-firewall', 'direct-connect'],
  ...['networkmanager', 'route-53', 'route53resolver', 'ram', 'service-quotas'],
];
const packages = ['credential-providers', ...clients.map((name) => `client-${name}`)];

if (process.send) {
  const [, , name, url] = process.argv;
  // Loading code is not what is compared, and the built command line loads a bundle.
  await Promise.all(packages.map((each) => import(`@aws-sdk/${each}`)));
  const started = performance.now();
  const before = process.cpuUsage();
  const outcome = await strategies[name!]!(url!);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  process.send({ ...outcome, seconds, cpuMs: (user + system) / 1000, rssMb: process.resourceUsage().maxRSS / 1024 });
}
