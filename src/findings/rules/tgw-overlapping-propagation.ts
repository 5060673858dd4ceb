/** Attachments that propagate the same addresses into one table of a transit gateway. */
import { covers, formatPrefix, type Prefix } from '../../net/index.ts';
import { type Attachment, Missing } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { rule, type Said } from '../rule.ts';
import { attachedText, attachments, transitTables } from '../transit.ts';

export default rule({
  id: 'tgw-overlapping-propagation',
  title: 'Two attachments propagate overlapping addresses into one table of a transit gateway',
  severity: 'medium',
  why:
    'Part of one network gets what is meant for the other. The longer prefix wins; of equals what a VPC propagates wins over Direct Connect, that over ' +
    'Connect, and that over VPN, and of two VPCs one is chosen. It is said where blocks of two VPCs overlap, or where another network propagates ' +
    'part of a VPC’s block; a summary that holds a VPC is meant, and so are two ways to one site.',
  fix: 'Renumber one of them, or propagate each into a table of its own.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
  needs: [
    'transit-gateway-attachment',
    'transit-gateway-route-table',
    'transit-gateway-propagation',
    'transit-gateway-route',
    'vpc',
  ],
  *check(estate) {
    const propagations = estate.by('transit-gateway-propagation', 'table', ({ parent }) => parent);
    for (const [gatewayId, joined] of Map.groupBy(attachments(estate), (one) => one.gatewayId)) {
      const byId = new Map(joined.map((one) => [one.id, one]));
      for (const table of transitTables(estate, gatewayId)) {
        const sources = (propagations.get(table.id) ?? []).flatMap(({ data }) =>
          data.State === 'enabled' ? (byId.get(data.TransitGatewayAttachmentId ?? '') ?? []) : [],
        );
        const told = toldTo(estate, table.id, sources);
        if (told instanceof Missing || typeof told === 'string') yield { subject: table, unknown: told };
        else yield* overlaps(table, told);
      }
    }
  },
});

interface Told {
  readonly block: Prefix;
  readonly from: Attachment;
}

/** What the attachments propagate: VPCs their blocks, others what the table has learned. */
function toldTo(estate: Estate, tableId: string, sources: readonly Attachment[]): Told[] | Missing | string {
  const found: Told[] = [];
  for (const from of sources.filter(({ type }) => type === 'vpc')) {
    const vpc = estate.network.vpcs.get(from.resourceId);
    if (!vpc) {
      const place = { account: from.resourceOwner, region: from.region };
      return estate.missing('vpc', place) ?? `${from.resourceId} is not in the snapshot`;
    }
    found.push(...vpc.blocks.map((block) => ({ block, from })));
  }
  const others = new Map(sources.filter(({ type }) => type !== 'vpc').map((one) => [one.id, one]));
  for (const { prefix, value } of estate.network.transit.routes(tableId).entries) {
    if (value.data.Type !== 'propagated') continue;
    for (const { id } of value.attachments) {
      const from = others.get(id);
      if (from) found.push({ block: prefix, from });
    }
  }
  return found;
}

/** In order of their beginnings whoever lies in another comes after it, before the other ends. */
function* overlaps(table: { kind: string; id: string; account: string; region: string }, told: readonly Told[]): Iterable<Said> {
  const sorted = [...told].sort(
    (a, b) => order(a.block, b.block) || Number(b.from.type === 'vpc') - Number(a.from.type === 'vpc'),
  );
  const around: Told[] = [];
  for (const inner of sorted) {
    while (around.length > 0 && !covers(around.at(-1)!.block, inner.block)) around.pop();
    for (const outer of around) {
      if (outer.from.id === inner.from.id || outer.from.type !== 'vpc') continue;
      const [one, other] = [formatPrefix(outer.block), formatPrefix(inner.block)];
      const winner = one !== other ? inner : inner.from.type === 'vpc' ? undefined : outer;
      yield {
        subject: table,
        key: [outer.from.id, inner.from.id].sort().join(' '),
        message: `${table.id} learns ${other} from ${attachedText(inner.from)} and ${one} from ${attachedText(outer.from)}: ${winner ? `${winner.from.id} wins` : 'one of them gets all'}.`,
        evidence: [outer, inner].map(({ block, from }) => ({ kind: from.kind, id: from.id, text: formatPrefix(block) })),
        fix: [],
      };
    }
    around.push(inner);
  }
}

const order = (a: Prefix, b: Prefix): number => {
  if (typeof a.lo !== typeof b.lo) return typeof a.lo === 'number' ? -1 : 1;
  return a.lo < b.lo ? -1 : a.lo > b.lo ? 1 : a.length - b.length;
};
