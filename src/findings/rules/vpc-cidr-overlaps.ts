/** Addresses that VPCs have in common with each other, connected or not, or with the networks behind VPN and Direct Connect. */
import { type Address, covers, describeAddresses, formatPrefix, meet, type Prefix, parsePrefix } from '../../net/index.ts';
import type { Ref, Vpc } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { ROUTES, tables } from '../routes.ts';
import { type Evidence, family, type Rule, type Said } from '../rule.ts';
import { attachments, transitTables, unseenTables } from '../transit.ts';

const inEstate: Rule = {
  id: 'vpc-cidr-overlap-estate',
  title: 'VPCs of the estate have addresses in common',
  severity: 'info',
  why:
    'They can never be connected without renumbering one of them or translating. Each VPC is told once for each of its blocks, connected or not: where ' +
    'they are connected, vpc-cidr-overlap-connected and pcx-cidr-overlap say so. Default VPCs, which all have 172.31.0.0/16, are left out.',
  fix: 'Give new VPCs ranges of their own, best from a pool of IPAM.',
  see: 'https://docs.aws.amazon.com/vpc/latest/ipam/what-it-is-ipam.html',
  needs: ['vpc'],
};

const onPremises: Rule = {
  id: 'vpc-cidr-overlap-onprem',
  title: 'A network behind a VPN or Direct Connect has addresses of a VPC',
  severity: 'high',
  why:
    'Packets for these addresses stay in the VPC, whoever they are meant for. It is said where a route to a VPN or Direct Connect, learned or static, lies within ' +
    'a block of a VPC that is behind the same virtual private gateway or transit gateway. Wider ones, as a summary that holds the VPC, are fine.',
  fix: 'Stop announcing the range, or renumber one of the two, or put a private NAT gateway between.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html',
  needs: [
    'vpn-connection',
    'vpn-gateway',
    'transit-gateway-attachment',
    'transit-gateway-route-table',
    'transit-gateway-route',
    ...ROUTES,
  ],
};

export default family({
  rules: [inEstate, onPremises],
  *check(estate) {
    yield* overlaps(estate);
    yield* behindGateways(estate);
    yield* behindTransit(estate);
  },
});

interface Held {
  readonly vpc: Vpc;
  readonly block: Prefix;
}

/** So many of the others are named. */
const MOST = 6;

/** A sweep over all blocks by their first address: those that hang together are compared until enough are found. */
function* overlaps(estate: Estate): Iterable<Said> {
  const unseen = estate.network.snapshot.manifest.places
    .map((place) => estate.missing('vpc', place))
    .find((one) => one !== undefined);
  for (const version of ['number', 'bigint']) {
    const held = [...estate.network.vpcs.values()]
      .filter(({ data }) => data.IsDefault !== true)
      .flatMap((vpc) => vpc.blocks.filter(({ lo }) => typeof lo === version).map((block): Held => ({ vpc, block })))
      .sort((a, b) => (a.block.lo < b.block.lo ? -1 : a.block.lo > b.block.lo ? 1 : 0));
    for (const cluster of clusters(held)) {
      for (const one of cluster) {
        const others = new Set<Vpc>();
        for (const { vpc, block } of cluster) {
          if (vpc !== one.vpc && meet<Address>(block, one.block)) others.add(vpc);
          if (others.size > MOST) break;
        }
        if (others.size > 0) yield overlapping(one, [...others]);
        else if (unseen) yield { rule: inEstate.id, subject: one.vpc, unknown: unseen };
      }
    }
  }
}

/** Blocks that overlap, or are joined by others that do. */
function* clusters(sorted: readonly Held[]): Iterable<Held[]> {
  let cluster: Held[] = [];
  let end: Address | undefined;
  for (const one of sorted) {
    if (end !== undefined && one.block.lo > end) {
      yield cluster;
      cluster = [];
      end = undefined;
    }
    cluster.push(one);
    end = end === undefined || one.block.hi > end ? one.block.hi : end;
  }
  if (cluster.length > 0) yield cluster;
}

function overlapping({ vpc, block }: Held, others: readonly Vpc[]): Said {
  const named = others.slice(0, MOST).map(({ id }) => id);
  return {
    rule: inEstate.id,
    subject: vpc,
    key: formatPrefix(block),
    message: `${vpc.id} has addresses of ${formatPrefix(block)} in common with ${named.join(', ')}${others.length > MOST ? ' and more' : ''}.`,
    evidence: named.map((id, at) => ({ kind: 'vpc', id, text: `has ${others[at]!.blocks.map(formatPrefix).join(', ')}` })),
    fix: [],
  };
}

const said = (subject: Ref, range: Prefix, by: Evidence): Said => ({
  rule: onPremises.id,
  subject,
  key: formatPrefix(range),
  message: `${subject.id} has ${describeAddresses(range)}, and ${by.id} leads the same addresses to another network (${by.text}).`,
  evidence: [by],
  fix: [],
});

/** Routes that a virtual private gateway propagates, and static routes of its VPN connections. */
function* behindGateways(estate: Estate): Iterable<Said> {
  for (const table of tables(estate)) {
    const vpc = estate.network.vpcs.get(table.vpcId);
    for (const { prefix, text } of vpc ? table.overruled : [])
      yield said(vpc!, prefix, { kind: 'route-table', id: table.id, text });
  }
  for (const one of estate.all('vpn-connection')) {
    const gateway = estate.get('vpn-gateway', one.data.VpnGatewayId);
    const attached = gateway?.data.VpcAttachments?.find(({ State }) => State === 'attached');
    const vpc = estate.network.vpcs.get(attached?.VpcId ?? '');
    for (const { DestinationCidrBlock } of vpc ? (one.data.Routes ?? []) : []) {
      const range = parsePrefix(DestinationCidrBlock ?? '');
      if (range && vpc!.blocks.some((block) => covers(block, range)))
        yield said(vpc!, range, { kind: one.kind, id: one.id, text: `static route for ${DestinationCidrBlock}` });
    }
  }
}

interface Learned {
  readonly range: Prefix;
  readonly by: Evidence;
}

const outer: ReadonlySet<string> = new Set(['vpn', 'direct-connect-gateway', 'connect']);

/** What the tables of a transit gateway lead to other networks, by family, sorted by first address. */
const learned = (estate: Estate, gatewayId: string): Readonly<Record<string, readonly Learned[]>> =>
  estate.once(`learned by ${gatewayId}`, () => {
    const types = new Map(estate.network.transit.ofGateway(gatewayId).map((one) => [one.id, one.type]));
    const all = transitTables(estate, gatewayId).flatMap(({ id }) =>
      estate.network.transit.routes(id).entries.flatMap(({ prefix, value }): Learned[] => {
        const leads = !value.isDead && value.attachments.some((one) => outer.has(types.get(one.id) ?? ''));
        return leads ? [{ range: prefix, by: { kind: 'transit-gateway-route-table', id, text: value.text } }] : [];
      }),
    );
    const sorted = all.sort((a, b) => (a.range.lo < b.range.lo ? -1 : a.range.lo > b.range.lo ? 1 : 0));
    return Object.groupBy(sorted, ({ range }) => typeof range.lo) as Record<string, Learned[]>;
  });

function* behindTransit(estate: Estate): Iterable<Said> {
  for (const attachment of attachments(estate)) {
    const vpc = attachment.type === 'vpc' ? estate.network.vpcs.get(attachment.resourceId) : undefined;
    if (!vpc) continue;
    const kinds = ['transit-gateway-attachment', 'transit-gateway-route-table', 'transit-gateway-route'] as const;
    const unseen = unseenTables(estate, attachment) ?? kinds.map((kind) => estate.missing(kind, attachment)).find(Boolean);
    if (unseen) {
      yield { rule: onPremises.id, subject: vpc, unknown: unseen };
      continue;
    }
    const routes = learned(estate, attachment.gatewayId);
    for (const block of vpc.blocks) yield* within(vpc, block, routes[typeof block.lo] ?? []);
  }
}

/** What of a sorted list lies in a block. */
function* within(vpc: Vpc, block: Prefix, sorted: readonly Learned[]): Iterable<Said> {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.range.lo < block.lo) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < sorted.length && sorted[at]!.range.lo <= block.hi; at++)
    if (covers(block, sorted[at]!.range)) yield said(vpc, sorted[at]!.range, sorted[at]!.by);
}
