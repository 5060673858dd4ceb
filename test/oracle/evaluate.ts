/**
 * The second opinion: decides about one packet at a time, slowly and plainly, from the specification alone.
 * It shares no code with what it checks: it loops over the resources as AWS describes them.
 */
import type { Gap, Resource } from '../../src/snapshot/snapshot.ts';
import { address, inside, prefix } from './address.ts';
import type { Component } from './components.ts';
import { acl, deliver, done, lost, send } from './interfaces.ts';
import { fromInternet } from './internet.ts';
import { firstFromVpnGateway, fromClientVpn, fromVpnGateway } from './on-premises.ts';
import { leave } from './routes.ts';
import { type Connection, type Leaf, marked, said, swapped, type Tree, type Walk } from './state.ts';
import { firstFromAttachment, fromTransitGateway } from './transit.ts';
import { cidrsOfSubnet, eniOf, first, type Header, type Packet, subnetOf, type World } from './world.ts';

export type { Packet } from './world.ts';

export type Verdict = 'reachable' | 'blocked' | 'unknown';

export interface Opinion {
  forward: Verdict;
  reply: Verdict;
  /** What happened, step by step, on the way there and back. */
  trail: string[];
  /** What was crossed there and, where it arrived, back. */
  met: Component[];
}

export function evaluate(resources: readonly Resource[], gaps: readonly Gap[], from: string, packet: Packet): Opinion {
  const world: World = { resources, gaps };
  const header: Header = {
    src: address(packet.src),
    dst: address(packet.dst),
    protocol: packet.protocol,
    sport: packet.srcPort ?? 0,
    dport: packet.dstPort ?? 0,
    type: packet.icmpType ?? 0,
    code: packet.icmpCode ?? 0,
  };
  const tree = startOf(world, from, header);
  if (!tree) return { forward: 'unknown', reply: 'unknown', trail: [`${from} is not in the snapshot`], met: [] };
  const forward = verdictOf(tree, leafVerdict);
  const trail: string[] = [];
  const met: Component[] = [];
  const reply = verdictOf(tree, (leaf) => {
    trail.push('— forward', ...leaf.trail);
    if (leafVerdict(leaf) === forward) met.push(...leaf.met);
    return worst([
      leafVerdict(leaf),
      ...leaf.connections.map((connection) => replyOf(world, connection, trail, forward === 'reachable' ? met : [])),
    ]);
  });
  return { forward, reply, trail, met };
}

/** Where a packet may begin: an interface, the internet, the other side of a gateway or attachment, a Client VPN or Instance Connect endpoint. */
function startOf(world: World, from: string, header: Header): Tree | undefined {
  const connection: Connection = { startHeader: header, nats: [], boxes: [], zones: [], passed: [] };
  if (from === 'internet') return fromInternet(begin(world, header, connection));
  if (from.startsWith('vgw-')) return firstFromVpnGateway(begin(world, header, { ...connection, startBehind: true }), from);
  if (from.startsWith('tgw-attach-')) return firstFromAttachment(begin(world, header, connection), from);
  if (from.startsWith('cvpn-')) return fromClientVpn(begin(world, header, connection), from);
  const endpoint = first(world, 'instance-connect-endpoint', (it) => it.InstanceConnectEndpointId === from);
  const eni = eniOf(world, endpoint?.NetworkInterfaceIds[0] ?? from);
  return eni && send(begin(world, header, { ...connection, startEni: eni }), eni);
}

const begin = (world: World, header: Header, connection: Connection): Walk => ({
  world,
  header,
  trail: [],
  met: [],
  marks: [],
  visited: [],
  way: [],
  connection,
  past: [],
  pending: [],
});

const worst = (verdicts: Verdict[]): Verdict =>
  verdicts.includes('blocked') ? 'blocked' : verdicts.includes('unknown') ? 'unknown' : 'reachable';

const best = (verdicts: Verdict[]): Verdict =>
  verdicts.includes('reachable') ? 'reachable' : verdicts.includes('unknown') ? 'unknown' : 'blocked';

const leafVerdict = (leaf: Leaf): Verdict => worst(leaf.marks.map((mark) => mark.verdict));

/** `any`: the best branch counts. `fate`: where the branches differ, nobody knows. */
function verdictOf(tree: Tree, of: (leaf: Leaf) => Verdict): Verdict {
  if (tree.kind === 'leaf') return of(tree);
  const verdicts = tree.branches.map((branch) => verdictOf(branch, of));
  if (tree.kind === 'any') return best(verdicts);
  return verdicts.every((it) => it === verdicts[0]) ? verdicts[0]! : 'unknown';
}

/** W7: the reply of one connection, from where its first packet ended. */
function replyOf(world: World, connection: Connection, trail: string[], met: Component[]): Verdict {
  const { end } = connection;
  if (!end || end.kind === 'nowhere') return 'unknown';
  if (end.kind === 'local') return 'reachable';
  const fresh: Connection = { startHeader: end.header, nats: [], boxes: [], zones: [], passed: [] };
  const walk: Walk = { ...begin(world, swapped(end.header), fresh), back: connection };
  const tree = replyFrom(walk, connection);
  return verdictOf(tree, (leaf) => {
    trail.push('— reply', ...leaf.trail);
    met.push(...leaf.met);
    const crossed = leaf.connections.at(-1)!.boxes;
    const known = crossed.every((it) => connection.boxes.includes(it));
    const all = connection.boxes.every((it) => crossed.includes(it));
    const onward = leaf.end.kind === 'nowhere' && leafVerdict(leaf) === 'unknown';
    if (known && (all || onward)) return leafVerdict(leaf);
    trail.push(`F2 there by ${connection.boxes}, back by ${crossed}`);
    return 'blocked';
  });
}

function replyFrom(w: Walk, connection: Connection): Tree {
  const end = connection.end!;
  switch (end.kind) {
    case 'eni':
      return connection.node ? byFlowState(w, connection) : fromInterface(w, connection);
    case 'internet':
      return fromInternet(w);
    case 'egress-only':
      return throughEgressOnlyBack(w, connection);
    case 'service':
      return deliver(w, end.vpcId!, undefined);
    case 'vpn-gateway':
      return fromVpnGateway(w, end);
    case 'transit-gateway':
      return fromTransitGateway(w, end);
    default:
      return lost(w, `no reply from ${end.kind}`);
  }
}

/** S13: the interface's groups let the reply of an admitted connection out. */
function fromInterface(start: Walk, connection: Connection): Tree {
  const eni = connection.end?.eni;
  const w = said(start, `W7 ${eni.NetworkInterfaceId} replies`);
  if (!connection.natThenPeering) return leave(w, eni.SubnetId);
  const subnet = subnetOf(w.world, eni.SubnetId);
  if (!subnet) return lost(w, 'I9 the subnet is not in the snapshot', 'unknown');
  return deliver(acl(w, eni.SubnetId, true), connection.natThenPeering.vpcId, undefined);
}

/** L9: back to the node by flow state; ACLs alone can stop it. */
function byFlowState(start: Walk, connection: Connection): Tree {
  const eni = connection.end?.eni;
  const { node } = connection;
  let w = said(start, `L9 ${eni.NetworkInterfaceId} replies through ${node.NetworkInterfaceId}`);
  const subnet = subnetOf(w.world, eni.SubnetId);
  const inSubnet = subnet && cidrsOfSubnet(subnet).some((cidr) => inside(w.header.dst, prefix(cidr)));
  if (!inSubnet) w = acl(w, eni.SubnetId, true);
  if (node.SubnetId !== eni.SubnetId) w = acl(w, node.SubnetId, false);
  if (connection.boxes.length > 0) w = marked(w, 'blocked', 'F2 the reply does not cross the middlebox');
  return done(w, { kind: 'eni', eni: node, header: w.header });
}

/** I5: the egress-only gateway knows the flow and delivers its reply into the VPC. */
const throughEgressOnlyBack = (w: Walk, connection: Connection): Tree =>
  deliver({ ...w, enteredBy: 'internet' }, connection.end?.vpcId ?? '', undefined);
