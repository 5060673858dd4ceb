/** Addresses that VPCs have in common with the networks behind VPN and Direct Connect. */
import {
  covers,
  describeAddresses,
  formatPrefix,
  type Prefix,
  type PrefixTable,
  parsePrefix,
  prefixTable,
} from '../../net/index.ts';
import type { Ref } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { isWholePrivate } from '../private.ts';
import { ROUTES, tables } from '../routes.ts';
import { type Evidence, family, type Rule, type Said } from '../rule.ts';
import { attachments, transitTables, unseenTables } from '../transit.ts';

const onPremises: Rule = {
  id: 'vpc-cidr-overlap-onprem',
  title: 'A network behind a VPN or Direct Connect has addresses of a VPC',
  severity: 'high',
  why:
    'Packets for these addresses stay in the VPC, whoever they are meant for. It is high where a route to a VPN or Direct Connect, learned or static, lies within ' +
    'a block of a VPC that is behind the same virtual private gateway or transit gateway. A VPC that is behind another transit gateway or none cannot be connected ' +
    'without renumbering: medium, where such a route of any transit gateway shares addresses with it. Routes that hold several VPCs or a whole private range are ' +
    'summaries, and fine.',
  fix: 'Stop announcing the range, or renumber one of the two, or put a private NAT gateway between.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html',
  needs: ['vpn-gateway', 'transit-gateway-attachment', 'transit-gateway-route-table', 'transit-gateway-route', ...ROUTES],
};

export default family({
  rules: [onPremises],
  *check(estate) {
    yield* behindGateways(estate);
    yield* behindTransit(estate);
  },
});

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
  const connections = estate.by('vpn-connection', 'virtual private gateway', ({ data }) => data.VpnGatewayId);
  for (const gateway of estate.all('vpn-gateway')) {
    const attached = gateway.data.VpcAttachments?.find(({ State }) => State === 'attached');
    const vpc = estate.network.vpcs.get(attached?.VpcId ?? '');
    if (!vpc) continue;
    const unseen = estate.missing('vpn-connection', gateway);
    if (unseen) yield { rule: onPremises.id, subject: vpc, unknown: unseen };
    for (const { id, kind, data } of connections.get(gateway.id) ?? []) {
      for (const { DestinationCidrBlock } of data.Routes ?? []) {
        const range = parsePrefix(DestinationCidrBlock ?? '');
        if (range && vpc.blocks.some((block) => covers(block, range)))
          yield said(vpc, range, { kind, id, text: `static route for ${DestinationCidrBlock}` });
      }
    }
  }
}

interface Learned {
  readonly range: Prefix;
  readonly by: Evidence;
}

const outer: ReadonlySet<string> = new Set(['vpn', 'vpn-concentrator', 'direct-connect-gateway', 'connect']);

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
    return byFamily(all);
  });

const byFamily = (all: readonly Learned[]): Record<string, Learned[]> =>
  Object.groupBy(
    [...all].sort((a, b) => (a.range.lo < b.range.lo ? -1 : a.range.lo > b.range.lo ? 1 : 0)),
    ({ range }) => typeof range.lo,
  ) as Record<string, Learned[]>;

function* behindTransit(estate: Estate): Iterable<Said> {
  const all = attachments(estate);
  const joined = new Map<string, Set<string>>();
  for (const { type, resourceId, gatewayId } of all)
    if (type === 'vpc') joined.set(resourceId, (joined.get(resourceId) ?? new Set()).add(gatewayId));
  const gateways = new Map(all.map((one) => [one.gatewayId, one]));
  const kinds = ['transit-gateway-attachment', 'transit-gateway-route-table', 'transit-gateway-route'] as const;
  const unseen = new Map(
    [...gateways].flatMap(([id, one]) => {
      const why = unseenTables(estate, one) ?? kinds.map((kind) => estate.missing(kind, one)).find(Boolean);
      return why ? [[id, why] as const] : [];
    }),
  );
  const elsewhere = everywhere(estate, [...gateways.keys()]);
  for (const { id } of estate.all('vpc')) {
    const vpc = estate.network.vpcs.get(id);
    if (!vpc) continue;
    const own = [...(joined.get(id) ?? [])];
    const lacking = own.map((gateway) => unseen.get(gateway)).find(Boolean);
    if (lacking) {
      yield { rule: onPremises.id, subject: vpc, unknown: lacking };
      continue;
    }
    const found = own.flatMap((gateway) =>
      vpc.blocks.flatMap((block) => inside(block, learned(estate, gateway)[typeof block.lo] ?? [])),
    );
    yield* found.map(({ range, by }) => said(vpc, range, by));
    const others = new Set(found.map(({ range }) => formatPrefix(range)));
    const far = vpc.blocks
      .flatMap((block) => sharing(elsewhere, block))
      .filter(({ range, gatewayId }) => !own.includes(gatewayId) && !others.has(formatPrefix(range)));
    yield* far.map(({ range, by }) => ({ ...said(vpc, range, by), severity: 'medium' as const }));
    const [first] = unseen.values();
    if (found.length + far.length === 0 && first) yield { rule: onPremises.id, subject: vpc, unknown: first };
  }
}

interface Elsewhere {
  readonly sorted: Readonly<Record<string, readonly Far[]>>;
  readonly table: PrefixTable<Far>;
}

interface Far extends Learned {
  readonly gatewayId: string;
}

/** What any transit gateway leads to other networks, but for summaries. */
function everywhere(estate: Estate, gatewayIds: readonly string[]): Elsewhere {
  const blocks = [...estate.network.vpcs.values()].flatMap((vpc) =>
    vpc.blocks.map((range) => ({ range, by: { kind: 'vpc', id: vpc.id, text: '' } })),
  );
  const known = byFamily(blocks);
  const isSummary = (range: Prefix): boolean =>
    range.length === 0 || isWholePrivate(range) || inside(range, known[typeof range.lo] ?? []).length > 1;
  const all = gatewayIds.flatMap((gatewayId) =>
    Object.values(learned(estate, gatewayId))
      .flat()
      .filter(({ range }) => !isSummary(range))
      .map((one): Far => ({ ...one, gatewayId })),
  );
  const entries = all.map((value) => ({ prefix: value.range, value }));
  return {
    sorted: byFamily(all) as Record<string, Far[]>,
    table: prefixTable(entries, (a, b) => b.prefix.length - a.prefix.length),
  };
}

/** What lies within a block, and the narrowest that holds it. */
function sharing({ sorted, table }: Elsewhere, block: Prefix): Far[] {
  const within = inside(block, sorted[typeof block.lo] ?? []);
  const around = table.lookup(block.lo).entry?.value;
  return around && covers(around.range, block) && !within.includes(around) ? [...within, around] : within;
}

/** What of a sorted list lies in a range. */
function inside<One extends Learned>(block: Prefix, sorted: readonly One[]): One[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.range.lo < block.lo) low = middle + 1;
    else high = middle;
  }
  const found: One[] = [];
  for (let at = low; at < sorted.length && sorted[at]!.range.lo <= block.hi; at++)
    if (covers(block, sorted[at]!.range)) found.push(sorted[at]!);
  return found;
}
