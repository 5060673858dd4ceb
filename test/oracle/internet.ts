/** To and from the internet (I, G, X10): internet gateways, egress-only gateways, NAT gateways, Block Public Access. */
import { address, inside, prefix, same, show, within } from './address.ts';
import { acl, deliver, done, lost } from './interfaces.ts';
import { byTable, choose, edgeTableOf, follow, leave, targetOf } from './routes.ts';
import { crossed, marked, met, once, said, type Tree, type Walk } from './state.ts';
import {
  all,
  cidrsOfVpc,
  type Data,
  eniOf,
  first,
  gap,
  type Header,
  inAny,
  ownerIn,
  owns,
  subnetOf,
  vpcOf,
  vpcRegion,
  type World,
} from './world.ts';

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

const attachedTo = (gateway: Data, vpcId: string): boolean =>
  (gateway.Attachments ?? []).some((it: Data) => it.VpcId === vpcId && (it.State === 'available' || it.State === 'attached'));

const publicIpOf = (eni: Data, ip: Header['src']): string | undefined => {
  for (const own of eni.PrivateIpAddresses ?? []) if (same(address(own.PrivateIpAddress), ip)) return own.Association?.PublicIp;
  return undefined;
};

/** I3: whether an IPv6 address belongs to a block that is advertised. */
function publicIpv6(world: World, vpcId: string, ip: Header['src']): boolean {
  for (const block of vpcOf(world, vpcId)?.Ipv6CidrBlockAssociationSet ?? [])
    if (block.Ipv6CidrBlockState.State === 'associated' && within(ip, block.Ipv6CidrBlock))
      return block.Ipv6AddressAttribute !== 'private' && block.IpSource !== 'none';
  return false;
}

/** I6: does Block Public Access let a flow cross? `outbound`: it began inside. `translated`: by NAT or an egress-only gateway. */
function publicAccess(w: Walk, vpcId: string, subnetId: string | undefined, outbound: boolean, translated: boolean): Walk {
  const { world } = w;
  const excluded = met(w, 'Block Public Access, exclusion');
  const vpc = vpcOf(world, vpcId);
  const region = vpcRegion(world, vpcId);
  let mode = 'off';
  for (const it of world.resources)
    if (it.kind === 'block-public-access-options' && it.account === vpc?.OwnerId && it.region === region)
      mode = it.data.InternetGatewayBlockMode;
  if (mode === 'off') return w;
  for (const it of all(world, 'block-public-access-exclusion')) {
    if (it.State !== 'create-complete' && it.State !== 'update-complete') continue;
    const named =
      it.ResourceArn.endsWith(`vpc/${vpcId}`) || (subnetId !== undefined && it.ResourceArn.endsWith(`subnet/${subnetId}`));
    if (!named) continue;
    if (it.InternetGatewayExclusionMode === 'allow-bidirectional') return excluded;
    if (it.InternetGatewayExclusionMode === 'allow-egress' && mode === 'block-bidirectional' && outbound) return excluded;
  }
  if (mode === 'block-ingress' && translated) return w;
  return marked(met(w, 'Block Public Access'), 'blocked', `I6 Block Public Access on ${vpcId}`);
}

/** X10: in enforce mode a component may carry traffic only by exclusion. */
export function encryptionForbids(world: World, vpcId: string, exclusion: string): boolean {
  const control = first(world, 'vpc-encryption-control', (it) => it.VpcId === vpcId);
  if (control?.Mode !== 'enforce' || control.State !== 'available') return false;
  return control.ResourceExclusions?.[exclusion]?.State !== 'enabled';
}

/** The same, as a mark on the walk. */
export function encrypted(w: Walk, vpcId: string, exclusion: string): Walk {
  const control = first(w.world, 'vpc-encryption-control', (it) => it.VpcId === vpcId);
  if (control?.Mode !== 'enforce' || control.State !== 'available') return w;
  if (!encryptionForbids(w.world, vpcId, exclusion)) return met(w, 'encryption controls, exclusion');
  return marked(met(w, 'encryption controls'), 'blocked', `X10 ${vpcId} enforces encryption`);
}

/** Only what began inside and is translated or egress-only survives `block-ingress`. */
const startedInside = (w: Walk): boolean => {
  const nats = w.back ? w.back.nats : w.connection.nats;
  return nats.some((nat) => nat.id.startsWith('nat-'));
};

/** I1, I2, I3, I16: out through an internet gateway. */
export function throughInternetGateway(start: Walk, vpcId: string, id: string): Tree {
  const looped = once(start, id);
  if (!looped) return lost(start, 'W9 loop');
  let w = met(looped, 'internet gateway, out');
  const gateway = first(w.world, 'internet-gateway', (it) => it.InternetGatewayId === id);
  if (!gateway) w = marked(w, 'unknown', `I1 ${id} was not collected`);
  if (gateway && !attachedTo(gateway, vpcId)) return lost(w, `I1 ${id} is not attached to ${vpcId}`);
  if (w.enteredBy === 'vpn-gateway' || w.enteredBy === 'peering') return lost(w, 'V7, P2 no edge-to-edge routing');
  w = encrypted(w, vpcId, 'InternetGateway');
  const { src, dst } = w.header;
  if (dst.family === 4) for (const cidr of PRIVATE) if (within(dst, cidr)) return lost(w, `I2 ${show(dst)} is private`);
  const eni = ownerIn(w.world, vpcId, src);
  if (eni === 'unknown') return lost(w, `I1 the owner of ${show(src)} was not collected`, 'unknown');
  const nat = src.family === 4 ? regionalNatWith(w.world, vpcId, src) : undefined;
  if (!eni && !nat) return lost(w, `I1 ${show(src)} belongs to no interface of ${vpcId}`);
  const subnetId = w.lastEndpointSubnet ?? (nat ? undefined : (eni as Data).SubnetId);
  w = publicAccess(w, vpcId, subnetId, w.back === undefined, startedInside(w));
  if (src.family === 6) {
    if (!publicIpv6(w.world, vpcId, src)) return lost(w, `I3 ${show(src)} is a private IPv6 address`);
    return toInternet(crossed(w, { kind: 'internet', id }), { kind: 'internet' });
  }
  const publicIp = nat ? show(src) : publicIpOf(eni as Data, src);
  if (!publicIp) return lost(w, `I1 ${show(src)} has no public address`);
  w = crossed({ ...w, header: { ...w.header, src: address(publicIp) } }, { kind: 'internet', id });
  return toInternet(w, { kind: 'internet' });
}

/** Outside: the packet has arrived, unless its destination is a public address of the snapshot (I16). */
function toInternet(w: Walk, end: { kind: 'internet' | 'egress-only'; id?: string; vpcId?: string }): Tree {
  const { back } = w;
  if (back && !back.startEni && !back.startBehind) {
    if (!same(w.header.src, back.startHeader.dst) || !same(w.header.dst, back.startHeader.src))
      return lost(w, 'W7 the reply comes from another public address');
    return done(w, { kind: 'internet', header: w.header });
  }
  if (known(w.world, w.header.dst)) return fromInternet(back ? w : met(w, 'own public address from inside'));
  if (back) return lost(w, 'W7 the reply leaves to the internet');
  return done(w, { ...end, header: w.header });
}

/** Is this public address one of the snapshot's own? */
function known(world: World, ip: Header['dst']): boolean {
  if (ip.family === 6) return all(world, 'vpc').some((vpc) => inAny(ip, cidrsOfVpc(vpc)));
  if (regionalNat(world, ip)) return true;
  return all(world, 'network-interface').some((eni) => (eni.PrivateIpAddresses ?? []).some((own: Data) => isPublic(own, ip)));
}

const isPublic = (own: Data, ip: Header['dst']): boolean =>
  own.Association?.PublicIp !== undefined && same(address(own.Association.PublicIp), ip);

const regionalNat = (world: World, ip: Header['dst']): Data | undefined =>
  first(
    world,
    'nat-gateway',
    (nat) =>
      nat.AvailabilityMode === 'regional' &&
      (nat.NatGatewayAddresses ?? []).some((it: Data) => it.PublicIp && same(address(it.PublicIp), ip)),
  );

const regionalNatWith = (world: World, vpcId: string, ip: Header['src']): Data | undefined => {
  const nat = regionalNat(world, ip);
  return nat?.VpcId === vpcId ? nat : undefined;
};

/** I1 to I4, G1 to G5: in through an internet gateway. */
export function fromInternet(start: Walk): Tree {
  const looped = once(start, 'internet');
  if (!looped) return lost(start, 'W9 loop');
  let w = looped;
  const { src, dst } = w.header;
  const flow = w.back?.egressOnly;
  if (flow && same(flow.src, dst) && same(flow.dst, src))
    return deliver(
      { ...said(w, 'I5 the egress-only gateway knows the flow'), enteredBy: 'internet', zone: undefined },
      flow.vpcId,
      undefined,
    );
  if (src.family === 4)
    for (const cidr of PRIVATE) if (within(src, cidr)) return lost(w, `I2 ${show(src)} cannot come from the internet`);
  const owner = publicOwner(w.world, dst);
  if (!owner) {
    if (gap(w.world, 'network-interface') || (w.back && dst.family === 4 && gap(w.world, 'nat-gateway')))
      return lost(w, `I1 nobody known has ${show(dst)}`, 'unknown');
    return lost(w, `I1 nobody has ${show(dst)}`);
  }
  const { vpcId, eni, privateIp } = owner;
  w = met(w, 'internet gateway, in');
  const gateway = first(w.world, 'internet-gateway', (it) => attachedTo(it, vpcId));
  if (!gateway) {
    const doubt = gap(w.world, 'internet-gateway', {
      region: vpcRegion(w.world, vpcId) ?? '',
      account: vpcOf(w.world, vpcId)?.OwnerId,
    });
    if (!doubt) return lost(w, `I1 ${vpcId} has no internet gateway`);
    w = marked(w, 'unknown', `I1 the internet gateways of ${vpcId} were not collected`);
  }
  const gatewayId: string = gateway?.InternetGatewayId ?? 'a gateway that was not collected';
  const vpc = vpcOf(w.world, vpcId);
  if (vpc && inAny(src, cidrsOfVpc(vpc))) return lost(w, `I2 ${show(src)} is spoofed`);
  w = encrypted(w, vpcId, 'InternetGateway');
  if (dst.family === 6 && !publicIpv6(w.world, vpcId, dst)) return lost(w, `I3 ${show(dst)} is a private IPv6 address`);
  if (eni && eni.Status !== 'in-use') w = marked(w, 'blocked', `I1 ${eni.NetworkInterfaceId} is not attached`);
  if (eni?.DenyAllIgwTraffic === true)
    w = marked(w, 'blocked', `I3 ${eni.NetworkInterfaceId} denies traffic of internet gateways`);
  if (privateIp) w = { ...w, header: { ...w.header, dst: privateIp } };
  w = {
    ...crossed(w, { kind: 'internet', id: gatewayId }),
    enteredBy: 'internet',
    zone: undefined,
    lastEndpointSubnet: undefined,
  };
  const inner = w.back !== undefined && startedInside(w);
  if (!eni) {
    w = publicAccess(w, vpcId, undefined, w.back?.startEni !== undefined, inner);
    return regionalReply(w, owner.nat);
  }
  return intoVpc(w, vpcId, gatewayId, eni, inner);
}

/** W5: the edge table of the gateway, if it has one; else delivery. */
function intoVpc(start: Walk, vpcId: string, gatewayId: string, eni: Data, inner: boolean): Tree {
  let w = start;
  const table = edgeTableOf(w.world, gatewayId);
  const blocked = (subnetId: string | undefined): Walk => publicAccess(w, vpcId, subnetId, w.back?.startEni !== undefined, inner);
  if (!table) {
    const missing = gap(w.world, 'route-table', {
      region: vpcRegion(w.world, vpcId) ?? '',
      account: vpcOf(w.world, vpcId)?.OwnerId,
    });
    if (missing) w = marked(w, 'unknown', `G1 the route tables of ${vpcId} were not collected`);
    return deliver(blocked(eni.SubnetId), vpcId, undefined);
  }
  w = met(w, 'edge route table');
  const choice = choose(w.world, table, w.header.dst);
  if (!choice) return lost(blocked(eni.SubnetId), `G5 ${table.RouteTableId} has no route`);
  if ('doubt' in choice) return lost(w, choice.doubt, 'unknown');
  const [route] = choice.routes;
  const target = targetOf(route);
  if (target.startsWith('vpce-') && route.State !== 'blackhole') {
    const endpoint = first(w.world, 'vpc-endpoint', (it) => it.VpcEndpointId === target);
    return follow(blocked(endpoint?.SubnetIds?.[0]), vpcId, route, undefined);
  }
  w = blocked(eni.SubnetId);
  if (route.NetworkInterfaceId) {
    const middle = eniOf(w.world, route.NetworkInterfaceId);
    const reached = (middle?.PrivateIpAddresses ?? []).some((own: Data) => own.Association?.PublicIp);
    if (middle && w.header.dst.family === 4 && !reached)
      w = marked(w, 'blocked', `G3 ${route.NetworkInterfaceId} has no public address`);
  }
  return follow(w, vpcId, route, undefined);
}

interface PublicOwner {
  vpcId: string;
  eni?: Data;
  nat?: Data;
  privateIp?: Header['dst'];
}

function publicOwner(world: World, ip: Header['dst']): PublicOwner | undefined {
  if (ip.family === 6) {
    const eni = first(world, 'network-interface', (it) => owns(it, ip));
    return eni && { vpcId: eni.VpcId, eni };
  }
  for (const eni of all(world, 'network-interface'))
    for (const own of eni.PrivateIpAddresses ?? [])
      if (isPublic(own, ip)) return { vpcId: eni.VpcId, eni, privateIp: address(own.PrivateIpAddress) };
  const nat = regionalNat(world, ip);
  return nat && { vpcId: nat.VpcId, nat };
}

/** I5: IPv6 out, and only replies in. */
export function throughEgressOnly(start: Walk, vpcId: string, id: string): Tree {
  const looped = once(start, id);
  if (!looped) return lost(start, 'W9 loop');
  let w = met(looped, 'egress-only gateway');
  const gateway = first(w.world, 'egress-only-internet-gateway', (it) => it.EgressOnlyInternetGatewayId === id);
  if (!gateway) return lost(w, `I5 ${id} was not collected`, 'unknown');
  if (!attachedTo(gateway, vpcId)) return lost(w, `I5 ${id} is not attached to ${vpcId}`);
  if (w.header.dst.family === 4) return lost(w, 'I5 an egress-only gateway carries IPv6 alone');
  if (w.back) return lost(w, 'I5 an egress-only gateway carries no replies out');
  if (w.enteredBy === 'vpn-gateway' || w.enteredBy === 'peering') return lost(w, 'V7, P2 no edge-to-edge routing');
  if (w.way.some((it) => it.kind === 'middlebox' && it.id.startsWith('vpce-')))
    w = marked(w, 'blocked', 'E3 IPv6 through an egress-only gateway');
  w = encrypted(w, vpcId, 'EgressOnlyInternetGateway');
  const eni = ownerIn(w.world, vpcId, w.header.src);
  if (eni === 'unknown') return lost(w, 'I5 interfaces were not collected', 'unknown');
  if (!eni) return lost(w, `I5 ${show(w.header.src)} belongs to no interface of ${vpcId}`);
  if (!publicIpv6(w.world, vpcId, w.header.src)) return lost(w, `I3 ${show(w.header.src)} is a private IPv6 address`);
  w = publicAccess(w, vpcId, w.lastEndpointSubnet ?? eni.SubnetId, true, true);
  const { src, dst } = w.header;
  w = { ...crossed(w, { kind: 'internet', id }), connection: { ...w.connection, egressOnly: { vpcId, src, dst } } };
  return toInternet(w, { kind: 'egress-only', vpcId, id });
}

const NAT64 = prefix('64:ff9b::/96');

/** I7 to I13: into a NAT gateway. */
export function throughNat(start: Walk, vpcId: string, id: string, fromSubnet: string | undefined): Tree {
  const looped = once(start, id);
  if (!looped) return lost(start, 'W9 loop');
  let w = looped;
  const nat = first(w.world, 'nat-gateway', (it) => it.NatGatewayId === id);
  if (!nat) return lost(w, `I7 ${id} was not collected`, 'unknown');
  if (nat.AvailabilityMode !== 'regional' && fromSubnet !== nat.SubnetId) w = acl(w, nat.SubnetId, false);
  if (w.back) return lost(w, 'I7 flows begin inside: a reply is not translated');
  if (w.enteredBy === 'vpn-gateway' || w.enteredBy === 'peering')
    return lost(w, 'I8 not for what came by VPN, Direct Connect or peering');
  w = met(
    w,
    nat.AvailabilityMode === 'regional'
      ? 'NAT gateway, regional'
      : nat.ConnectivityType === 'private'
        ? 'NAT gateway, private'
        : 'NAT gateway, public',
  );
  if (w.enteredBy === 'transit-gateway' || w.enteredBy === 'core-network') w = met(w, 'NAT gateway for another VPC');
  if (nat.State !== 'available') w = marked(w, 'blocked', `I7 ${id} is ${nat.State}`);
  if (![6, 17, 1, 58].includes(w.header.protocol)) w = marked(w, 'blocked', `I7 ${id} carries TCP, UDP and ICMP`);
  w = encrypted(w, vpcId, 'NatGateway');
  const before = w.header;
  let { dst, protocol, type } = before;
  if (dst.family === 6) {
    w = met(w, 'NAT64');
    if (!inside(dst, NAT64)) return lost(w, 'I13 IPv6 only to 64:ff9b::/96');
    dst = { family: 4, value: dst.value & 0xffffffffn };
    if (protocol === 58) {
      protocol = 1;
      type = type === 128 ? 8 : type;
    }
  }
  const pass = (src: Header['src']): Walk => ({
    ...crossed(w, { kind: 'nat', id }),
    header: { ...before, src, dst, protocol, type },
    connection: { ...w.connection, nats: [...w.connection.nats, { id, before, to: dst }] },
    lastEndpointSubnet: undefined,
    enteredBy: undefined,
  });
  if (nat.AvailabilityMode === 'regional') return regional(w, nat, fromSubnet, pass);
  const addresses = (nat.NatGatewayAddresses ?? []).filter((it: Data) => it.Status === undefined || it.Status === 'succeeded');
  const chosen = addresses.find((it: Data) => it.IsPrimary) ?? addresses[0];
  if (!chosen) return lost(w, `I7 ${id} has no address that works`);
  const own = address(chosen.PrivateIp);
  if (same(before.src, own)) return lost(w, 'I11 the route of the NAT gateway leads back to it');
  return leave(pass(own), nat.SubnetId);
}

/** I12: a NAT gateway without a subnet; its own table, no ACL. */
function regional(w: Walk, nat: Data, fromSubnet: string | undefined, pass: (src: Header['src']) => Walk): Tree {
  const zone = fromSubnet ? subnetOf(w.world, fromSubnet)?.AvailabilityZone : w.zone;
  const addresses = (nat.NatGatewayAddresses ?? []).filter((it: Data) => it.Status === undefined || it.Status === 'succeeded');
  const here = addresses.find((it: Data) => it.AvailabilityZone === zone);
  if (!here && nat.AutoProvisionZones === 'disabled') return lost(w, `I12 ${nat.NatGatewayId} is not in ${zone}`);
  const chosen = here ?? addresses[0];
  if (!chosen) return lost(w, `I7 ${nat.NatGatewayId} has no address that works`);
  const own = address(chosen.PublicIp);
  if (same(w.header.src, own)) return lost(w, 'I11 the route of the NAT gateway leads back to it');
  const table = first(w.world, 'route-table', (it) => it.RouteTableId === nat.RouteTableId);
  if (!table) return lost(w, `I12 ${nat.RouteTableId} was not collected`, 'unknown');
  return byTable({ ...pass(own), zone }, table, nat.VpcId, undefined);
}

/** The reply at a zonal NAT gateway: its translation is undone, and it leaves by the gateway's own subnet (I15). */
export function natGatewayReply(w: Walk, eni: Data): Tree {
  const nat = first(w.world, 'nat-gateway', (it) =>
    (it.NatGatewayAddresses ?? []).some((one: Data) => one.NetworkInterfaceId === eni.NetworkInterfaceId),
  );
  if (!nat) return lost(w, 'I7 the NAT gateway of this interface was not collected', 'unknown');
  const state = w.back?.nats.find((it) => it.id === nat.NatGatewayId && same(it.to, w.header.src));
  if (!state) return lost(w, 'I7 unsolicited packet to a NAT gateway');
  return leave(undone(w, state.before), nat.SubnetId);
}

function regionalReply(w: Walk, nat: Data): Tree {
  const state = w.back?.nats.find((it) => it.id === nat.NatGatewayId && same(it.to, w.header.src));
  if (!state) return lost(w, 'I7 unsolicited packet to a NAT gateway');
  const table = first(w.world, 'route-table', (it) => it.RouteTableId === nat.RouteTableId);
  if (!table) return lost(w, `I12 ${nat.RouteTableId} was not collected`, 'unknown');
  return byTable(undone(w, state.before), table, nat.VpcId, undefined);
}

function undone(w: Walk, before: Header): Walk {
  const header = { ...w.header, src: before.dst, dst: before.src };
  if (before.protocol === 58) Object.assign(header, { protocol: 58, type: w.header.type === 0 ? 129 : w.header.type });
  return { ...w, header, enteredBy: undefined };
}
