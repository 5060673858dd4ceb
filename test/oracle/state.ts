/** What a packet carries along while it walks, and the tree of places where it may end. */
import { show } from './address.ts';
import type { Component } from './components.ts';
import type { Data, Header, World } from './world.ts';

export interface Mark {
  verdict: 'blocked' | 'unknown';
  why: string;
}

/** Something that was crossed on the way and that a reference to a security group may not survive (S9). */
export interface Crossing {
  kind: 'peering' | 'transit-gateway' | 'core-network' | 'middlebox' | 'nat' | 'internet' | 'balancer';
  id: string;
  fromVpc?: string;
  toVpc?: string;
  sameRegion?: boolean;
  attachments?: string[];
  groups?: string[];
}

/** Where a connection's first packet arrived, and so where its reply starts. */
export interface End {
  kind: 'eni' | 'internet' | 'egress-only' | 'vpn-gateway' | 'transit-gateway' | 'service' | 'local' | 'nowhere';
  eni?: Data;
  vpcId?: string;
  id?: string;
  attachment?: string;
  /** Over Direct Connect: the reply needs an advertised prefix (V5). */
  dxGateway?: string;
  header: Header;
}

/** What the network and both ends remember of a connection: one leg where something terminates it (W12). */
export interface Connection {
  startEni?: Data;
  startHeader: Header;
  /** It began outside, at the other side of a virtual private or transit gateway. */
  startBehind?: true;
  /** Translations, each with the packet as it came and the address that it was sent on to. */
  nats: { id: string; before: Header; to: Header['dst'] }[];
  boxes: string[];
  zones: { attachment: string; zone: string }[];
  /** NAT gateway → peering: the reply returns to the sender (I9). */
  natThenPeering?: { vpcId: string };
  /** NLB with client IP preservation: the reply goes back to this node by flow state (L9). */
  node?: Data;
  /** Firewalls whose stateful engine let the flow pass. */
  passed: string[];
  /** The egress-only gateway that the flow left by: its reply comes back there (I5). */
  egressOnly?: { vpcId: string; src: Header['src']; dst: Header['dst'] };
  end?: End;
}

export interface Walk {
  world: World;
  header: Header;
  trail: string[];
  /** What it has crossed. */
  met: Component[];
  marks: Mark[];
  visited: string[];
  way: Crossing[];
  /** How the packet came into the VPC where it is now; absent: it began there. */
  enteredBy?: 'vpn-gateway' | 'peering' | 'transit-gateway' | 'core-network' | 'internet';
  zone?: string;
  /** The subnet of the endpoint that the packet has just come out of. */
  lastEndpointSubnet?: string;
  connection: Connection;
  past: Connection[];
  /** While walking back: what the way there left behind. */
  back?: Connection;
  /** Egress groups judged once the way is known, because references depend on it. */
  pending: { groups: string[]; vpcId: string; header: Header; who: string }[];
  privateLink?: boolean;
}

export interface Leaf {
  kind: 'leaf';
  marks: Mark[];
  trail: string[];
  met: Component[];
  connections: Connection[];
  end: End;
  /** The header as it arrived. */
  header: Header;
}

/** `any`: one way in suffices. `fate`: AWS picks one and we cannot know which. */
export type Tree = Leaf | { kind: 'any' | 'fate'; branches: Tree[] };

export const said = (w: Walk, text: string): Walk => ({ ...w, trail: [...w.trail, text] });

export const marked = (w: Walk, verdict: Mark['verdict'], why: string): Walk => ({
  ...said(w, `${verdict}: ${why}`),
  marks: [...w.marks, { verdict, why }],
});

export const met = (w: Walk, ...components: Component[]): Walk => ({ ...w, met: [...w.met, ...components] });

export const crossed = (w: Walk, crossing: Crossing): Walk => ({ ...w, way: [...w.way, crossing] });

export const text = (h: Header): string =>
  `${show(h.src)}>${show(h.dst)} ${h.protocol} ${h.protocol === 1 || h.protocol === 58 ? `${h.type}/${h.code}` : `${h.sport}>${h.dport}`}`;

/** W9: the walk with this component noted, or nothing where it has been here before with the same header. */
export const once = (w: Walk, component: string): Walk | undefined => {
  const key = `${component} ${text(w.header)}`;
  if (w.visited.includes(key) || w.visited.length > 60) return undefined;
  return said({ ...w, visited: [...w.visited, key] }, `${component} ${text(w.header)}`);
};

/** The reply to a packet: everything swapped; an echo reply has its own type (W11). */
export const swapped = (h: Header): Header => ({
  ...h,
  src: h.dst,
  dst: h.src,
  sport: h.dport,
  dport: h.sport,
  type: h.protocol === 1 && h.type === 8 ? 0 : h.protocol === 58 && h.type === 128 ? 129 : h.type,
  code: 0,
});
