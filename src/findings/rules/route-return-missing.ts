/** Pairs of VPCs where packets arrive by a transit gateway or a peering connection and their answers have no route back. */
import { type Address, type Family, familyOf, formatAddress, formatPrefix, only, type Prefix } from '../../net/index.ts';
import { type Interface, type Missing, type Path, type RouteTable, trace, trafficBetween } from '../../reach/index.ts';
import { answersAll, beyond, isAnswer } from '../beyond.ts';
import type { Estate } from '../estate.ts';
import { evidenceOf, PATH, PATH_PARTLY, unknownOf } from '../exposure.ts';
import type { Remedy } from '../remedy.ts';
import { interfacesUsing, tables } from '../routes.ts';
import { rule, type Said } from '../rule.ts';

export default rule({
  id: 'route-return-missing',
  title: 'Packets arrive in another VPC and their answers have no route back',
  severity: 'high',
  why:
    'Connections hang until they time out, and at the sender everything looks right. The engine walks packets between interfaces of every two ' +
    'tables that a transit gateway or a peering connection joins; it is said where some arrive, filters and all, and the table at the far end ' +
    'has no route for the answer, a black hole, or one to the internet. Tables there that lead out of their VPC only by an ' +
    'internet gateway, or not at all, are public or isolated on purpose. ' +
    'Where no table of a peer routes back it is route-peering-one-sided.',
  fix: 'Add the route back to the table of the far subnets.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
  needs: ['transit-gateway', 'transit-gateway-attachment', 'transit-gateway-vpc-attachment', 'vpc-peering-connection', ...PATH],
  partly: PATH_PARTLY,
  *check(estate) {
    for (const table of tables(estate)) {
      const senders = speakersOf(estate, table.id);
      if (senders.length === 0) continue;
      const unknowns: (Missing | string)[] = [];
      for (const { id, family } of joinsOf(table)) {
        const { unknowns: unseen, classes } = beyond(estate, table.vpcId, id);
        const unknown = unseen.find(({ vpc }) => vpc !== table.vpcId);
        if (unknown) unknowns.push(unknown.because);
        for (const far of classes) {
          if (answersAll(far, senders[0]!.vpc, family)) continue;
          for (const back of far.tables)
            if (back.vpcId !== table.vpcId) yield* judged(estate, table, senders, id, back, family, unknowns);
        }
      }
      if (unknowns[0] !== undefined) yield { subject: table, unknown: unknowns[0] };
    }
  },
});

/** The transit gateways and peering connections that a table leads to, by the families for which it does. */
const joinsOf = ({ routes }: RouteTable): Iterable<{ id: string; family: Family }> =>
  new Map(
    routes.entries
      .filter(({ value: { target, state } }) => state === 'active' && isJoin(target.kind))
      .map(({ prefix, value }) => ({ id: value.target.id, family: familyOf(prefix.lo) }))
      .map((join) => [`${join.id} ${join.family}`, join]),
  ).values();

const isJoin = (kind: string): boolean => kind === 'transit-gateway' || kind === 'vpc-peering-connection';

/** Interfaces of the subnets of a table, one of each subnet and set of groups: the others are treated alike. */
const speakersOf = (estate: Estate, tableId: string): readonly Interface[] =>
  estate.once(`speakers of ${tableId}`, () => {
    const all = interfacesUsing(estate, tableId).filter(
      ({ attached, type }) => attached && ['interface', 'lambda'].includes(type),
    );
    return [...Map.groupBy(all, (one) => `${one.subnet.id} ${one.groupIds.join()}`).values()].map(([first]) => first!);
  });

function* judged(
  estate: Estate,
  table: RouteTable,
  senders: readonly Interface[],
  joinId: string,
  back: RouteTable,
  family: Family,
  unknowns: (Missing | string)[],
): Iterable<Said> {
  const found = firstLost(estate, table, senders, joinId, back, family, unknowns);
  if (!found) return;
  const { path, from, to, way } = found;
  yield {
    subject: table,
    key: `${back.id} IPv${family}`,
    message: `${from} in ${table.vpcId} reaches ${to} in ${back.vpcId} by ${joinId}, and ${way}: no answer comes back.`,
    evidence: evidenceOf(path),
    path,
    fix: routeBack(found.home, back, joinId),
  };
}

/** A route for all of the sender's block. */
function routeBack(home: Prefix | undefined, back: RouteTable, joinId: string): Remedy[] {
  const cidr = home && formatPrefix(home);
  if (!cidr) return [];
  const exists = back.routes.entries.some(({ prefix }) => formatPrefix(prefix) === cidr);
  const target: Record<string, string> = joinId.startsWith('pcx-')
    ? { VpcPeeringConnectionId: joinId }
    : { TransitGatewayId: joinId };
  const { id: tableId, account, region } = back;
  return [{ do: exists ? 'replace route' : 'create route', account, region, tableId, cidr, target }];
}

interface Lost {
  readonly path: Path;
  readonly from: string;
  readonly to: string;
  readonly way: string;
  /** The block of the sender's VPC that the answer goes to. */
  readonly home: Prefix | undefined;
}

/** The first two interfaces of which one's packets arrive, and the other's answers do not. */
function firstLost(
  estate: Estate,
  table: RouteTable,
  senders: readonly Interface[],
  joinId: string,
  back: RouteTable,
  family: Family,
  unknowns: (Missing | string)[],
): Lost | undefined {
  for (const sender of senders) {
    const src = addressOf(sender, family);
    const home = src === undefined ? undefined : back.routes.lookup(src).entry?.value;
    if (src === undefined || isAnswer(home)) continue;
    for (const receiver of speakersOf(estate, back.id)) {
      const dst = addressOf(receiver, family);
      const taken = dst === undefined ? undefined : table.routes.lookup(dst).entry?.value;
      if (dst === undefined || taken?.target.id !== joinId || taken.state !== 'active') continue;
      const traffic = trafficBetween([only(src)], [only(dst)], {});
      const { parts } = trace(estate.network, { from: { eni: sender.id }, traffic });
      const path = parts.find(({ verdict, blockers }) => verdict.forward === 'reachable' && blockers.some(isRouting));
      const way = home
        ? `${back.id} sends the answer elsewhere (${home.text})`
        : `${back.id} has no route for ${formatAddress(src)}`;
      if (path) return { path, from: sender.id, to: receiver.id, way, home: sender.vpc.blockOf(src) };
      const doubtful = parts.find(({ verdict }) => verdict.forward === 'unknown');
      if (doubtful) unknowns.push(unknownOf(doubtful));
    }
  }
  return undefined;
}

const isRouting = ({ direction, trouble }: Path['blockers'][number]): boolean =>
  direction === 'reply' && trouble !== 'security groups and ACLs';

const addressOf = ({ addresses }: Interface, family: Family): Address | undefined =>
  addresses.find((own) => familyOf(own) === family);
