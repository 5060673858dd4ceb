/** Pairs of VPCs where packets arrive by a transit gateway or a peering connection and their answers have no route back. */
import { type Address, covers, type Family, familyOf, formatAddress, formatPrefix, only, type Prefix } from '../../net/index.ts';
import { type Interface, type Missing, type Path, type RouteTable, trace, trafficBetween, type Vpc } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { evidenceOf, PATH, PATH_PARTLY, unknownOf } from '../exposure.ts';
import { peerOf } from '../peerings.ts';
import type { Remedy } from '../remedy.ts';
import { interfacesUsing, type Placed, routesTo, subnetsOf, tables, tablesOf } from '../routes.ts';
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
      for (const id of joinsOf(table)) {
        for (const { vpc, tables: theirs, unknown } of beyond(estate, table.vpcId, id)) {
          if (vpc === table.vpcId) continue;
          if (unknown) unknowns.push(unknown);
          for (const back of theirs) {
            if (!answers(back, senders[0]!.vpc)) yield* judged(estate, table, senders, id, back, unknowns);
          }
        }
      }
      if (unknowns[0] !== undefined) yield { subject: table, unknown: unknowns[0] };
    }
  },
});

/** The transit gateways and peering connections that a table leads to. */
const joinsOf = ({ routes }: RouteTable): Set<string> =>
  new Set(
    routes.entries
      .filter(({ value: { target, state } }) => state === 'active' && isJoin(target.kind))
      .map(({ value }) => value.target.id),
  );

const isJoin = (kind: string): boolean => kind === 'transit-gateway' || kind === 'vpc-peering-connection';

interface Beyond {
  readonly vpc: string;
  readonly tables: readonly RouteTable[];
  readonly unknown?: Missing | string;
}

/** The tables of each VPC at the other end of a join, or why they are not known. All users of a transit gateway share one answer. */
const beyond = (estate: Estate, vpcId: string, id: string): readonly Beyond[] =>
  estate.once(`beyond ${id}${id.startsWith('pcx-') ? ` from ${vpcId}` : ''}`, () =>
    farEnds(estate, vpcId, id).map(({ vpc, account, region }): Beyond => {
      const missing = (['route-table', 'subnet', 'network-interface'] as const)
        .map((kind) => estate.missing(kind, { account, region }))
        .find((one) => one !== undefined);
      const far = estate.network.vpcs.get(vpc);
      if (missing || !far) return { vpc, tables: [], unknown: missing ?? `${vpc} beyond ${id} is not in the snapshot` };
      return { vpc, tables: tablesOf(estate, far).filter((table) => leadsOut(estate, table) && knows(estate, table, id)) };
    }),
  );

interface FarEnd {
  readonly vpc: string;
  readonly account: string;
  readonly region: string;
}

function farEnds(estate: Estate, vpcId: string, id: string): FarEnd[] {
  const peering = estate.get('vpc-peering-connection', id);
  const peer = peering && peerOf(estate, peering, vpcId);
  if (peer) return peering.data.Status?.Code === 'active' ? [{ ...peer, vpc: peer.vpcId }] : [];
  return estate.network.transit
    .ofGateway(id)
    .filter(({ type, state }) => type === 'vpc' && state === 'available')
    .map(({ resourceId, resourceOwner, region }) => ({ vpc: resourceId, account: resourceOwner, region }));
}

/** Of a peering connection: whether the far VPC routes back at all. */
const knows = (estate: Estate, { vpcId }: RouteTable, id: string): boolean =>
  !id.startsWith('pcx-') ||
  routesTo(estate, id).some(({ table }) => table.vpcId === vpcId && subnetsOf(estate, table.id).length > 0);

/** Whether a table has routes for all of a VPC, of which none leads to the internet: most have, and nothing needs to be walked. */
const answers = (table: RouteTable, { blocks }: Vpc): boolean =>
  blocks.every((block) => {
    const match = table.routes.lookup(block.lo);
    const route = match.entry?.value;
    return route?.state === 'active' && !isWorld({ table, route }) && covers(match, block);
  });

/** Whether a table leads anywhere but to its own VPC, to gateway endpoints, and to the internet as public subnets do. */
const leadsOut = (estate: Estate, { id, routes }: RouteTable): boolean =>
  estate.once(`${id} leads out`, () =>
    routes.entries.some(({ value: { target } }) => !['local', 'vpc-endpoint', 'internet-gateway'].includes(target.kind)),
  );

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
  unknowns: (Missing | string)[],
): Iterable<Said> {
  for (const family of [4, 6] as const) {
    const found = firstLost(estate, table, senders, joinId, back, family, unknowns);
    if (!found) continue;
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
}

/** A route for all of the sender's block, where the table has none to exactly that. */
function routeBack(home: Prefix | undefined, back: RouteTable, joinId: string): Remedy[] {
  const cidr = home && formatPrefix(home);
  if (!cidr || back.routes.entries.some(({ prefix }) => formatPrefix(prefix) === cidr)) return [];
  const target: Record<string, string> = joinId.startsWith('pcx-')
    ? { VpcPeeringConnectionId: joinId }
    : { TransitGatewayId: joinId };
  return [{ do: 'create route', account: back.account, region: back.region, tableId: back.id, cidr, target }];
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
    if (src === undefined || (home?.state === 'active' && !isWorld({ table: back, route: home }))) continue;
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

/** Leads to the internet, where a private address is nobody's. */
const isWorld = ({ route: { target } }: Placed): boolean =>
  ['internet-gateway', 'nat-gateway', 'egress-only-internet-gateway'].includes(target.kind);

const addressOf = ({ addresses }: Interface, family: Family): Address | undefined =>
  addresses.find((own) => familyOf(own) === family);
