/** Routes by peering connections: to all of the peer, or to what the peer is not. */
import { covers, familyOf, formatPrefix, meet } from '../../net/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { type Peer, peerOf } from '../peerings.ts';
import type { Remedy } from '../remedy.ts';
import { destinationOf, type Placed, ROUTES, routeEvidence, routesTo, subnetsOf, without } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';

const needs: Rule['needs'] = ['vpc-peering-connection', ...ROUTES];

const broad: Rule = {
  id: 'route-peering-too-broad',
  title: 'A peering route covers a whole block of the peer, or everything',
  severity: 'low',
  why:
    'Every address there can be sent to, so only groups and ACLs keep the two networks apart. It is low where the route covers all of a block of ' +
    'the peer’s, primary or secondary, and high where it is a default route, also in halves: what belongs to nobody goes to the peer, and is lost.',
  fix: 'Route to the subnets, or to the addresses, that are really needed.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html',
  needs,
  maps: { cis: ['5.6'] },
};

const transitive: Rule = {
  id: 'route-transitive-peering',
  title: 'A peering route leads to addresses that the peer does not have',
  severity: 'high',
  why:
    'Peering carries packets for the peer’s own addresses and nothing else: not to its internet gateway, its NAT gateway, its VPN or another ' +
    'peer of it. It is said where no address of the destination lies in a block of the peer; a wider route that covers one is ' +
    'route-peering-too-broad.',
  fix: 'Delete the route; peer with the VPC that has the addresses, or use a transit gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
  needs,
};

export default family({
  rules: [broad, transitive],
  *check(estate) {
    for (const peering of estate.all('vpc-peering-connection')) {
      for (const placed of routesTo(estate, peering.id)) {
        const peer = peerOf(estate, peering, placed.table.vpcId);
        if (placed.route.state === 'active' && peer) yield* judged(estate, peering, peer, placed);
      }
    }
  },
});

function* judged(estate: Estate, peering: Thing<'vpc-peering-connection'>, peer: Peer, placed: Placed): Iterable<Said> {
  const { table, route } = placed;
  const destination = destinationOf(route);
  if (peer.blocks.length === 0) {
    const unknown = `the blocks of ${peer.vpcId}, the peer of ${table.vpcId} by ${peering.id}, are not known`;
    for (const { id: rule } of [broad, transitive]) yield { rule, subject: table, unknown };
    return;
  }
  const own = peer.blocks.map(formatPrefix).join(', ');
  const evidence = [routeEvidence(placed), { kind: 'vpc-peering-connection', id: peering.id, text: `${peer.vpcId} has ${own}` }];
  const isDefault = route.prefix.length <= 1;
  const whole = peer.blocks.find((block) => covers(route.prefix, block));
  if (whole || isDefault)
    yield {
      rule: broad.id,
      subject: table,
      key: keyOf(placed),
      severity: isDefault ? 'high' : 'low',
      message: isDefault
        ? `${table.id} sends everything (${destination}) to ${peer.vpcId} by ${peering.id}, which has only ${own}.`
        : `${table.id} leads to all of ${formatPrefix(whole!)} of ${peer.vpcId} by ${peering.id} (${destination}).`,
      evidence,
      fix: isDefault ? without(placed) : narrowed(estate, peering, peer, placed),
    };
  else if (!peer.blocks.some((block) => meet(block, route.prefix)))
    yield {
      rule: transitive.id,
      subject: table,
      key: keyOf(placed),
      message: `${table.id} sends ${formatPrefix(route.prefix)} to ${peering.id}, and ${peer.vpcId} at its other end has only ${own}: it is lost.`,
      evidence,
      fix: without(placed),
    };
}

/** More routes than these are no help: who wants them knows better. */
const MOST = 10;

/** To the subnets of the peer that have a way back over the peering, instead of to all of it; nothing where these are all, or many, or not known. */
function narrowed(estate: Estate, { id }: Thing<'vpc-peering-connection'>, { vpcId }: Peer, placed: Placed): Remedy[] {
  const { table, route } = placed;
  const version = familyOf(route.prefix.lo);
  const far = estate.network.vpcs.get(vpcId);
  const back = new Set(routesTo(estate, id).map((one) => one.table.id));
  const answering = [...back].flatMap((tableId) => subnetsOf(estate, tableId)).filter(({ vpc }) => vpc.id === vpcId);
  const cidrs = [
    ...new Set(answering.flatMap(({ blocks }) => blocks.filter(({ lo }) => familyOf(lo) === version)).map(formatPrefix)),
  ];
  const taken = without(placed);
  if (!far || answering.length === far.subnets.length || cidrs.length === 0 || cidrs.length > MOST || taken.length === 0)
    return [];
  const { id: tableId, account, region } = table;
  const target = { VpcPeeringConnectionId: id };
  const routes = cidrs.sort().map((cidr): Remedy => ({ do: 'create route', account, region, tableId, cidr, target }));
  return [...routes, ...taken];
}

/** Several entries of a list may each be wrong. */
const keyOf = ({ route: { prefix } }: Placed): string => formatPrefix(prefix);
