/** Load balancers (L): from a node to each target, as a second leg. */
import { address, show } from './address.ts';
import type { Component } from './components.ts';
import { done, groupIds, lost, pendEgress } from './interfaces.ts';
import { leave } from './routes.ts';
import { crossed, marked, met, said, type Tree, type Walk } from './state.ts';
import {
  all,
  azOf,
  cidrsOfVpc,
  type Data,
  first,
  gap,
  type Header,
  inAny,
  ownerIn,
  owns,
  vpcOf,
  vpcRegion,
  type World,
} from './world.ts';

/** `app/name/id` of the description of a node's interface, or the name of a classic load balancer. */
const described = (eni: Data): string | undefined => /^ELB (.+)$/.exec(eni.Description ?? '')?.[1];

export const isNode = (eni: Data): boolean => described(eni) !== undefined;

export const nodesOf = (world: World, arn: string): Data[] =>
  all(world, 'network-interface').filter((eni) => {
    const name = described(eni);
    return name !== undefined && arn.endsWith(`/${name}`);
  });

/** An attribute of a load balancer or target group, in either shape of the answer. */
function attribute(world: World, kind: string, arn: string, key: string): string | undefined {
  for (const resource of world.resources) {
    if (resource.kind !== kind || resource.parent !== arn) continue;
    const list: Data[] = resource.data.Attributes ?? [resource.data];
    for (const it of list) if (it.Key === key) return it.Value;
  }
  return undefined;
}

/** A packet arrived at a node. */
export function balance(w: Walk, node: Data): Tree {
  const name = described(node)!;
  const balancer = first(w.world, 'load-balancer', (it) => it.LoadBalancerArn.endsWith(`/${name}`));
  if (balancer?.Type === 'network') return balanceNetwork(w, node, node, balancer, false);
  if (balancer?.Type === 'application') return balanceApplication(w, node, balancer);
  const classic = first(w.world, 'classic-load-balancer', (it) => it.LoadBalancerName === name);
  if (classic) return balanceClassic(w, node, classic);
  return lost(w, `L6 the load balancer of ${node.NetworkInterfaceId} was not collected`, 'unknown');
}

const NETWORK: Record<string, number[]> = { TCP: [6], TLS: [6], UDP: [17], TCP_UDP: [6, 17], QUIC: [17], TCP_QUIC: [6, 17] };

/** L6, L11: every target group that a listener for this protocol and port may forward to; nothing: no listener. */
function groupsFor(w: Walk, arn: string, protocols: (listener: Data) => number[]): Data[] | undefined {
  const listeners = all(w.world, 'listener').filter(
    (it) => it.LoadBalancerArn === arn && it.Port === w.header.dport && protocols(it).includes(w.header.protocol),
  );
  if (listeners.length === 0) return undefined;
  const arns: string[] = [];
  const note = (actions: Data[]) => {
    for (const action of actions) {
      if (action.TargetGroupArn) arns.push(action.TargetGroupArn);
      for (const it of action.ForwardConfig?.TargetGroups ?? []) arns.push(it.TargetGroupArn);
    }
  };
  for (const listener of listeners) {
    note(listener.DefaultActions ?? []);
    for (const it of w.world.resources)
      if (it.kind === 'listener-rule' && it.parent === listener.ListenerArn) note(it.data.Actions ?? []);
  }
  return all(w.world, 'target-group').filter((it) => arns.includes(it.TargetGroupArn));
}

const targetsOf = (world: World, group: Data): Data[] =>
  world.resources.filter((it) => it.kind === 'target-health' && it.parent === group.TargetGroupArn).map((it) => it.data.Target);

interface Goal {
  ip: Header['dst'];
  port: number;
  zone?: string;
  eni?: Data;
}

/** Where a registered target is. Nothing: not to be found. */
function goalsOf(world: World, group: Data, target: Data): Goal[] {
  const port = target.Port ?? group.Port;
  if (group.TargetType === 'alb')
    return nodesOf(world, target.Id).map((eni) => ({
      ip: address(eni.PrivateIpAddress),
      port,
      zone: azOf(world, eni.SubnetId),
      eni,
    }));
  if (group.TargetType === 'ip') {
    const ip = address(target.Id);
    const eni = ownerIn(world, group.VpcId, ip);
    const known = eni && eni !== 'unknown' ? eni : undefined;
    const zone = target.AvailabilityZone ?? (known && azOf(world, known.SubnetId));
    return [{ ip, port, zone, eni: known }];
  }
  const eni = primaryOf(world, target.Id);
  const ip = eni && (group.IpAddressType === 'ipv6' ? eni.Ipv6Addresses?.[0]?.Ipv6Address : eni.PrivateIpAddress);
  return ip ? [{ ip: address(ip), port, zone: azOf(world, eni.SubnetId), eni }] : [];
}

const primaryOf = (world: World, instanceId: string): Data | undefined =>
  first(world, 'network-interface', (it) => it.Attachment?.InstanceId === instanceId && (it.Attachment.DeviceIndex ?? 0) === 0);

const ownAddress = (node: Data, family: 4 | 6): Header['src'] | undefined => {
  const text = family === 4 ? node.PrivateIpAddress : node.Ipv6Addresses?.[0]?.Ipv6Address;
  return text && address(text);
};

/** W12: ends the leg at `arrivedAt`, and begins the next at `node`. */
function nextLeg(w: Walk, arrivedAt: Data, node: Data, header: Header, keepsClient: boolean): Walk {
  const ended = { ...w.connection, end: { kind: 'eni' as const, eni: arrivedAt, header: w.header } };
  const connection = {
    startEni: node,
    startHeader: header,
    nats: [],
    boxes: [],
    zones: [],
    passed: [],
    node: keepsClient ? node : undefined,
  };
  const way = keepsClient ? crossed(w, { kind: 'balancer', id: node.NetworkInterfaceId, groups: groupIds(node) }).way : [];
  const began: Walk = {
    ...w,
    header,
    connection,
    way,
    past: [...w.past, ended],
    pending: [],
    enteredBy: undefined,
    lastEndpointSubnet: undefined,
  };
  return said(began, `W12 from ${node.NetworkInterfaceId}`);
}

const zoneEnabled = (balancer: Data, zone: string | undefined): boolean =>
  zone === 'all' || (balancer.AvailabilityZones ?? []).some((it: Data) => it.ZoneName === zone);

const atLeastOne = (w: Walk, branches: Tree[], why: string): Tree =>
  branches.length === 0 ? lost(w, why) : { kind: 'any', branches };

/** L1 to L5, L9. `arrivedAt` is the node, or the consumer's endpoint for what came by PrivateLink. */
export function balanceNetwork(w: Walk, arrivedAt: Data, node: Data, balancer: Data, privateLink: boolean): Tree {
  const arn: string = balancer.LoadBalancerArn;
  const groups = groupsFor(w, arn, (listener) => NETWORK[listener.Protocol] ?? []);
  if (!groups) return lost(w, 'L6 no listener takes it');
  const zone = azOf(w.world, node.SubnetId);
  const branches: Tree[] = [];
  for (const group of groups)
    for (const target of targetsOf(w.world, group))
      for (const goal of goalsOf(w.world, group, target)) {
        let leg = w;
        const own = attribute(w.world, 'target-group-attributes', group.TargetGroupArn, 'load_balancing.cross_zone.enabled');
        const whole = attribute(w.world, 'load-balancer-attributes', arn, 'load_balancing.cross_zone.enabled') === 'true';
        const crossZone = own === 'true' || (own !== 'false' && whole);
        if (!zoneEnabled(balancer, goal.zone)) leg = marked(leg, 'blocked', `L5 ${goal.zone} is not enabled`);
        if (!crossZone && goal.zone !== 'all' && goal.zone !== zone)
          leg = marked(leg, 'blocked', `L5 ${goal.zone} is not the node's zone`);
        branches.push(networkLeg(leg, arrivedAt, node, group, goal, privateLink));
      }
  return atLeastOne(w, branches, 'L6 no target');
}

function networkLeg(start: Walk, arrivedAt: Data, node: Data, group: Data, goal: Goal, privateLink: boolean): Tree {
  let w = met(start, ...goesTo(start.world, node, group, goal));
  const keeps = !privateLink && goal.ip.family === w.header.src.family && preserves(w.world, group);
  if (keeps && goal.eni && owns(goal.eni, w.header.src)) w = marked(w, 'blocked', 'L2 a target cannot reach itself');
  if (keeps && !near(w.world, node, goal.ip))
    w = marked(w, 'blocked', 'L2 the target is neither in the VPC nor in a peer of its Region');
  w = met(w, keeps ? 'network load balancer, client kept' : 'network load balancer, client hidden');
  const src = keeps ? w.header.src : ownAddress(node, goal.ip.family);
  if (!src) return lost(w, 'L2 the node has no address of the family of the target');
  const header = { ...w.header, src, dst: goal.ip, dport: goal.port };
  return leave(pendEgress(nextLeg(w, arrivedAt, node, header, keeps), node), node.SubnetId);
}

const goesTo = (world: World, node: Data, group: Data, { ip }: Goal): Component[] => {
  const own = vpcOf(world, node.VpcId);
  return [
    ...(group.TargetType === 'alb' ? (['application load balancer behind a network one'] as const) : []),
    ...(own && inAny(ip, cidrsOfVpc(own)) ? [] : (['target in a peered VPC'] as const)),
  ];
};

/** L2. */
function preserves(world: World, group: Data): boolean {
  if (group.TargetType === 'alb') return true;
  if (group.Protocol !== 'TCP' && group.Protocol !== 'TLS') return true;
  const set = attribute(world, 'target-group-attributes', group.TargetGroupArn, 'preserve_client_ip.enabled');
  return set === undefined ? group.TargetType === 'instance' : set === 'true';
}

function near(world: World, node: Data, ip: Header['dst']): boolean {
  const own = vpcOf(world, node.VpcId);
  if (own && inAny(ip, cidrsOfVpc(own))) return true;
  for (const peering of all(world, 'vpc-peering-connection')) {
    if (peering.Status.Code !== 'active') continue;
    const sides: string[] = [peering.RequesterVpcInfo.VpcId, peering.AccepterVpcInfo.VpcId];
    if (!sides.includes(node.VpcId)) continue;
    const other = vpcOf(world, sides.find((id) => id !== node.VpcId) ?? '');
    if (other && vpcRegion(world, other.VpcId) === vpcRegion(world, node.VpcId) && inAny(ip, cidrsOfVpc(other))) return true;
  }
  return false;
}

/** L4, L5. */
function balanceApplication(start: Walk, node: Data, balancer: Data): Tree {
  const w = met(start, 'application load balancer');
  const groups = groupsFor(w, balancer.LoadBalancerArn, (listener) => (/^HTTPS?$/.test(listener.Protocol) ? [6] : []));
  if (!groups) return lost(w, 'L6 no listener takes it');
  const branches: Tree[] = [];
  for (const group of groups) {
    for (const target of targetsOf(w.world, group)) {
      if (group.TargetType === 'lambda') {
        branches.push(done(w, { kind: 'eni', eni: node, header: w.header }));
        continue;
      }
      for (const goal of goalsOf(w.world, group, target)) {
        const own = attribute(w.world, 'target-group-attributes', group.TargetGroupArn, 'load_balancing.cross_zone.enabled');
        let leg = zoneEnabled(balancer, goal.zone) ? w : marked(w, 'blocked', `L5 ${goal.zone} is not enabled`);
        if (own === 'false' && goal.zone !== 'all' && goal.zone !== azOf(w.world, node.SubnetId))
          leg = marked(leg, 'blocked', 'L5 not across zones');
        leg = met(leg, ...goesTo(w.world, node, group, goal));
        branches.push(proxyLeg(leg, node, goal, false));
      }
    }
  }
  return atLeastOne(w, branches, 'L6 no target');
}

function proxyLeg(w: Walk, node: Data, goal: Goal, always: boolean): Tree {
  const src = ownAddress(node, goal.ip.family);
  if (!src) return lost(w, `L4 the node has no address towards ${show(goal.ip)}`);
  const header = { ...w.header, src, dst: goal.ip, dport: goal.port, protocol: 6 };
  return leave(pendEgress(nextLeg(w, node, node, header, false), node), node.SubnetId, always);
}

/** L7, N10. */
function balanceClassic(start: Walk, node: Data, balancer: Data): Tree {
  const w = met(start, 'classic load balancer');
  const listener = (balancer.ListenerDescriptions ?? [])
    .map((it: Data) => it.Listener)
    .find((it: Data) => it.LoadBalancerPort === w.header.dport && w.header.protocol === 6);
  if (!listener) return lost(w, 'L7 no listener takes it');
  const zone = azOf(w.world, node.SubnetId);
  const settings = w.world.resources.find(
    (it) => it.kind === 'classic-load-balancer-attributes' && it.parent === balancer.LoadBalancerName,
  );
  const crossZone = settings?.data.CrossZoneLoadBalancing?.Enabled === true;
  const branches: Tree[] = [];
  for (const { InstanceId } of balancer.Instances ?? []) {
    const eni = primaryOf(w.world, InstanceId);
    if (!eni) {
      if (gap(w.world, 'network-interface')) branches.push(lost(w, `L7 ${InstanceId} was not collected`, 'unknown'));
      continue;
    }
    const there = azOf(w.world, eni.SubnetId);
    let leg = balancer.AvailabilityZones.includes(there) ? w : marked(w, 'blocked', `L5 ${there} is not enabled`);
    if (!crossZone && there !== zone) leg = marked(leg, 'blocked', 'L5 not across zones');
    branches.push(proxyLeg(leg, node, { ip: address(eni.PrivateIpAddress), port: listener.InstancePort, eni }, true));
  }
  return atLeastOne(w, branches, 'L6 no target');
}
