/** What else a change would cut off, or open: other services between the same two, and other interfaces that use the same rule or route. */
import {
  type Address,
  box,
  contains,
  EPHEMERAL,
  type Interval,
  minus,
  only,
  type Point,
  parsePrefix,
  simplify,
  TCP,
  type Traffic,
  UDP,
} from '../../net/index.ts';
import { Missing } from '../network/coverage.ts';
import type { Ref } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import { type Owner, ownerOfInterface } from '../network/owner.ts';
import { headerOf, type Reply } from '../question.ts';
import { trace, tracePoint } from '../walk/trace.ts';
import type { Change } from './change.ts';
import { type Ask, toInterface } from './fixes.ts';

/** An interface, and whose it is. */
export interface Concerned extends Ref {
  readonly owner: Owner;
}

/** What a change would do beside what was asked of it. */
export interface Cuts {
  /** Between the two that are shown, beyond what was asked about. */
  readonly services: Traffic;
  /** Whom the same sender would no longer reach by the same service. */
  readonly to: readonly Concerned[];
  /** Who else would no longer reach the same receiver. */
  readonly from: readonly Concerned[];
  /** Interfaces that the change concerns and that were too many to be tried. */
  readonly untried: number;
}

/** How much that is: others weigh more than services of the same two. */
export const breadth = ({ services, to, from, untried }: Cuts): number =>
  (to.length + from.length + untried) * 100 + services.length * 10;

/** Changes, and the network with them. */
export interface Closed {
  readonly changes: readonly Change[];
  readonly after: Network;
}

/** What only carries the packets of others neither asks nor answers. */
export const passesOn: ReadonlySet<string> = new Set([
  'nat_gateway',
  'transit_gateway',
  'vpc_endpoint',
  'gateway_load_balancer',
  'gateway_load_balancer_endpoint',
]);

/** More interfaces than these are counted, not tried. */
const MOST = 300;

/** What passes in `network` and not after the changes, beyond what was asked about. `reply`: of `network`. */
export function cutOff(network: Network, { changes, after }: Closed, { shown, asked }: Reply): Cuts {
  const point = headerOf(shown);
  const between = everything(only<Address>(point.src), only<Address>(point.dst));
  const [before, left] = [network, after].map((one) => trace(one, { from: shown.from, traffic: between }).passes);
  const receiver = network.publicAddresses.get(point.dst)?.owner ?? network.ownersOf(point.dst)[0];
  const sender = 'eni' in shown.from ? network.interfaces.get(shown.from.eni) : undefined;
  const concerned = changes.flatMap((change) => concern(network, change));
  const others = [...new Set(concerned)].filter((one) => one !== receiver && one !== sender && !passesOn.has(one.type));
  const tried = others.slice(0, MOST);
  const isCut = (ask: Ask): boolean => !contains(asked, ask(network).point) && works(network, ask) && !works(after, ask);
  const named = (all: readonly Interface[]): Concerned[] =>
    all.map((one) => {
      const { kind, id, account, region, name } = one;
      return { kind, id, account, region, ...(name && { name }), owner: ownerOfInterface(network, one) };
    });
  return {
    services: simplify(minus(minus(before!, left!), asked)),
    to: named(tried.filter((one) => one.addressIn(point.dst) !== undefined && isCut(toInterface(shown.from, one.id, point)))),
    from: receiver
      ? named(tried.filter((one) => one.addressIn(point.dst) !== undefined && isCut(fromOther(one, receiver, point))))
      : [],
    untried: others.length - tried.length,
  };
}

/** What the changes would open beyond what was asked about. `then`: the reply to the question after them. */
export const openUp = (network: Network, { changes, after }: Closed, then: Reply): Cuts =>
  cutOff(after, { changes, after: network }, then);

/** All that clients send: TCP and UDP come from the ports that clients use (N7). */
const everything = (src: Interval<Address>, dst: Interval<Address>): Traffic => [
  ...[TCP, UDP].map((protocol) => box({ src, dst, protocol: only(protocol), sourcePort: EPHEMERAL })),
  ...[
    { lo: 0, hi: TCP - 1 },
    { lo: TCP + 1, hi: UDP - 1 },
    { lo: UDP + 1, hi: 255 },
  ].map((protocol) => box({ src, dst, protocol })),
];

function works(network: Network, ask: Ask): boolean {
  const { from, point } = ask(network);
  return typeof point.src === typeof point.dst && tracePoint(network, from, point).verdict.both === 'reachable';
}

const fromOther =
  (one: Interface, receiver: Interface, point: Point): Ask =>
  () => {
    const src = one.addressIn(point.dst)!;
    return { from: { eni: one.id }, point: { ...point, src, dst: receiver.addressIn(src) ?? point.dst } };
  };

/** Interfaces at either side of what is changed. */
function concern(network: Network, change: Change): Interface[] {
  const all = [...network.interfaces.values()];
  switch (change.do) {
    case 'authorize':
    case 'revoke':
      return all.filter((one) => one.groupIds.includes(change.groupId) || isPeer(one, change.peer));
    case 'create ACL entry': {
      const guarded = (one: Interface): boolean => {
        const acl = network.aclOf(one.subnet);
        return !(acl instanceof Missing) && acl.id === change.aclId;
      };
      return all.filter((one) => guarded(one) || isPeer(one, change.cidr));
    }
    case 'create route':
    case 'replace route':
    case 'delete route':
      return all.filter((one) => {
        const table = network.tableOf(one.subnet);
        return !(table instanceof Missing) && table.id === change.tableId;
      });
    case 'associate address':
    case 'disassociate address':
    case 'stop checking source and destination':
      return all.filter(({ id }) => id === change.interfaceId);
    case 'start instance':
      return all.filter(({ instanceId }) => instanceId === change.instanceId);
    case 'attach internet gateway':
    case 'enable DNS support':
      return all.filter(({ vpc }) => vpc.id === change.vpcId);
    case 'exclude from Block Public Access':
      return all.filter(({ subnet }) => subnet.id === change.subnetId);
    default:
      // Whatever joins networks may concern everybody in them.
      return all;
  }
}

/** Whether a rule for the peer speaks of the interface. */
function isPeer(one: Interface, peer: string): boolean {
  if (peer.startsWith('sg-')) return one.groupIds.includes(peer);
  const prefix = parsePrefix(peer);
  if (!prefix) return true;
  return one.addresses.some((own) => typeof own === typeof prefix.lo && prefix.lo <= own && own <= prefix.hi);
}
