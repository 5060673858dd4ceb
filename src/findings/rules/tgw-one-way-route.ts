/** Attachments that a transit gateway leads to others, whose replies it does not lead back. */
import { type Family, familyOf, formatPrefix, holds, type Prefix } from '../../net/index.ts';
import type { Attachment, Missing } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import type { Remedy } from '../remedy.ts';
import { rule, type Said } from '../rule.ts';
import { attachedText, attachments, policyTableOf, transitRoutesTo, transitTables, unseenTables } from '../transit.ts';

export default rule({
  id: 'tgw-one-way-route',
  title: 'A transit gateway leads one attachment to another and not back',
  severity: 'high',
  why:
    'What is sent arrives, and no answer comes back: connections hang until they time out. It is said for each family of an attachment whose ' +
    'own table leads to another, where the table of that other has no route to it and takes none of its addresses, not even to a firewall. ' +
    'Behind a VPN, Direct Connect, Connect or peering attachment are the addresses that routes of any table lead to it. Of two peered ' +
    'transit gateways each is judged by its own tables.',
  fix: 'Let it propagate to the table of those that it sends to, or take the route to them away.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
  needs: [
    'transit-gateway',
    'transit-gateway-attachment',
    'transit-gateway-association',
    'transit-gateway-policy-table-association',
    'transit-gateway-route',
    'vpc',
  ],
  partly: ['transit-gateway-route'],
  *check(estate) {
    const working = attachments(estate).filter(({ state }) => state === 'available');
    const judged: Attachment[] = [];
    for (const one of working) {
      const unseen = unseenTables(estate, one);
      const policy = one.tableId ? undefined : policyTableOf(estate, one);
      if (unseen) yield { subject: one, unknown: unseen };
      else if (policy) yield { subject: one, unknown: `${policy}, a policy table, decides for it` };
      else if (one.tableId) judged.push(one);
    }
    for (const [gatewayId, joined] of Map.groupBy(judged, (one) => one.gatewayId)) {
      const known: string[] = [];
      for (const table of transitTables(estate, gatewayId)) {
        const unknown = estate.missing('transit-gateway-route', table, table.id);
        if (unknown) yield { subject: table, unknown };
        else known.push(table.id);
      }
      yield* ofGateway(estate, known, joined);
    }
  },
});

/** Pairs of tables: who is looked up in one is led to those whose replies are looked up in the other. */
function* ofGateway(estate: Estate, tables: readonly string[], joined: readonly Attachment[]): Iterable<Said> {
  const users = Map.groupBy(joined, (one) => one.tableId);
  const undecided = new Set<Attachment>();
  for (const there of tables) {
    for (const back of tables) {
      for (const family of [4, 6] as const) {
        const reached = (users.get(back) ?? []).filter(({ id }) => transitRoutesTo(estate, there, id, family).length > 0);
        if (reached.length === 0) continue;
        for (const sender of users.get(there) ?? []) {
          if (transitRoutesTo(estate, back, sender.id, family).length > 0) continue;
          const partners = reached.filter((one) => one !== sender);
          if (partners.length === 0 || undecided.has(sender)) continue;
          for (const said of judged(estate, tables, { sender, there, back, family, partners })) {
            if ('unknown' in said) undecided.add(sender);
            yield said;
          }
        }
      }
    }
  }
}

/** More partners than these prove nothing more. */
const MOST = 10;

interface Pair {
  readonly sender: Attachment;
  readonly there: string;
  readonly back: string;
  readonly family: Family;
  readonly partners: readonly Attachment[];
}

function* judged(estate: Estate, tables: readonly string[], { sender, there, back, family, partners }: Pair): Iterable<Said> {
  const blocks = addressesOf(estate, tables, sender, family);
  if (!Array.isArray(blocks)) {
    yield { subject: sender, unknown: blocks };
    return;
  }
  if (blocks.length === 0 || blocks.some((block) => isTaken(estate, back, block))) return;
  const cidrs = blocks.map(formatPrefix);
  const [first, ...more] = partners.map(({ id }) => id);
  const others = more.length === 0 ? '' : more.length === 1 ? ` and ${more[0]}` : ` and ${more.length} others`;
  yield {
    subject: sender,
    key: `${back} IPv${family}`,
    message: `${there} leads IPv${family} of ${attachedText(sender)} to ${first}${others}, and their table ${back} leads nothing to ${cidrs.join(' or ')} back.`,
    evidence: [
      ...partners
        .slice(0, MOST)
        .flatMap(({ id }) => transitRoutesTo(estate, there, id, family))
        .map(({ value }) => ({ kind: 'transit-gateway-route-table', id: there, text: value.text })),
      { kind: 'transit-gateway-route-table', id: back, text: `no route to ${cidrs.join(', ')}` },
    ],
    fix: wayBack(sender, back, cidrs),
  };
}

/** The addresses at the other end of an attachment. */
function addressesOf(
  estate: Estate,
  tables: readonly string[],
  { id, type, resourceId, resourceOwner: account, region }: Attachment,
  family: Family,
): Prefix[] | Missing | string {
  if (type !== 'vpc') {
    const routes = tables.flatMap((table) => transitRoutesTo(estate, table, id, family));
    return [...new Map(routes.map(({ prefix }) => [formatPrefix(prefix), prefix])).values()];
  }
  const vpc = estate.network.vpcs.get(resourceId);
  if (!vpc) return estate.missing('vpc', { account, region }) ?? `${resourceId} is not in the snapshot`;
  return vpc.blocks.filter(({ lo }) => familyOf(lo) === family);
}

/** Whether some address of a block is led anywhere. */
function isTaken({ network }: Estate, tableId: string, block: Prefix): boolean {
  const table = network.transit.routes(tableId);
  return (
    table.lookup(block.lo).entry?.value.isDead === false ||
    table.entries.some(({ prefix, value }) => !value.isDead && sameFamily(prefix, block) && holds(block, prefix.lo))
  );
}

const sameFamily = (a: Prefix, b: Prefix): boolean => familyOf(a.lo) === familyOf(b.lo);

/** A peering attachment propagates nothing. */
function wayBack({ id: attachmentId, type, account, region }: Attachment, tableId: string, cidrs: readonly string[]): Remedy[] {
  const where = { account, region, attachmentId, tableId };
  return type === 'peering'
    ? cidrs.map((cidr) => ({ do: 'create transit route', ...where, cidr }))
    : [{ do: 'propagate to transit table', ...where, cidrs }];
}
