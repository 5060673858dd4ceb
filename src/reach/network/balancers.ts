/** Load balancers: which one an interface is a node of, its listeners, and the targets behind each (L5–L7). */
import { type Address, parseAddress, TCP, UDP } from '../../net/index.ts';
import type { Missing } from './coverage.ts';
import type { Data, Entity } from './entity.ts';
import type { Interface } from './interface.ts';
import type { Network } from './network.ts';

export interface Balancer {
  readonly entity: Entity;
  readonly type: 'application' | 'network' | 'gateway' | 'classic';
}

export interface Target {
  readonly group: Entity;
  readonly address: Address;
  readonly port: number;
  /** The interface that has the address, where the snapshot has it. */
  readonly owner: Interface | undefined;
  /** Zone name or id as registered, for what lies outside. */
  readonly zone: string | undefined;
}

/** The load balancer whose node an interface is, by the description that AWS gives it; nothing for other interfaces. */
export function balancerOf(network: Network, one: Interface): Balancer | Missing | undefined {
  const description = one.description.startsWith('ELB ') ? /^ELB (.+)$/.exec(one.description)?.[1] : undefined;
  if (!description) return undefined;
  const [kind, path] = /^(app|net|gwy)\//.test(description)
    ? ['load-balancer', description]
    : ['classic-load-balancer', description];
  const known = network.once(`${kind} by path`, () =>
    Map.groupBy(network.entities(kind!).values(), ({ data }) =>
      kind === 'load-balancer' ? pathOf(String(data.LoadBalancerArn)) : String(data.LoadBalancerName),
    ),
  );
  const found = known.get(path!)?.find(({ account }) => kind === 'load-balancer' || account === one.account);
  if (!found) return network.absent(kind!, path!, one);
  return { entity: found, type: kind === 'load-balancer' ? found.data.Type : 'classic' };
}

/** What the description of a node says of its load balancer: `app/front/0123456789abcdef`. */
const pathOf = (arnOrName: string): string => arnOrName.split('loadbalancer/').at(-1)!;

/** The nodes of a load balancer, of its ARN or, of a classic one, its name. */
export const nodesOf = (network: Network, arnOrName: string): readonly Interface[] =>
  network
    .once('interfaces by description', () => Map.groupBy(network.interfaces.values(), ({ data }) => data.Description))
    .get(`ELB ${pathOf(arnOrName)}`) ?? [];

const services: Record<string, readonly number[]> = {
  HTTP: [TCP],
  HTTPS: [TCP],
  TCP: [TCP],
  TLS: [TCP],
  SSL: [TCP],
  UDP: [UDP],
  QUIC: [UDP],
  TCP_UDP: [TCP, UDP],
  TCP_QUIC: [TCP, UDP],
};

/** The numbers of the protocols that a listener or target group of a protocol carries: `TCP_UDP` 6 and 17. None of one that is not known. */
export const serves = (protocol: string | undefined): readonly number[] => services[protocol ?? ''] ?? [];

export function listenersOf(network: Network, balancer: Entity): readonly Data[] | Missing {
  const arn = balancer.data.LoadBalancerArn;
  const missing = network.coverage.missing('listener', balancer, arn);
  if (missing) return missing;
  return (network.grouped('listener', 'load balancer', ({ data }) => data.LoadBalancerArn).get(arn) ?? []).map((one) => one.data);
}

/** The target groups that a listener may forward to, by its default action and its rules (L11). */
export function groupsBehind(network: Network, listener: Data): Entity[] {
  const rules =
    network.grouped('listener-rule', 'listener', ({ parent, data }) => parent ?? data.ListenerArn).get(listener.ListenerArn) ??
    [];
  const actions: Data[] = [...(listener.DefaultActions ?? []), ...rules.flatMap(({ data }) => data.Actions ?? [])];
  const arns = actions
    .filter((one) => one.Type === 'forward')
    .flatMap((one) => [
      one.TargetGroupArn,
      ...(one.ForwardConfig?.TargetGroups ?? []).map((group: Data) => group.TargetGroupArn),
    ]);
  return [...new Set(arns)].flatMap((arn) => (arn ? (network.entity('target-group', arn) ?? []) : []));
}

export function attribute(network: Network, kind: string, arn: string, key: string): string | undefined {
  const found = network.grouped(kind, 'parent', ({ parent, id }) => parent ?? id).get(arn) ?? [];
  return found.flatMap(({ data }) => data.Attributes ?? [data]).find((one: Data) => one.Key === key)?.Value;
}

/** The registered targets of a group. Health is not looked at (L6). */
export function targetsOf(network: Network, group: Entity): Target[] | Missing {
  const arn = group.data.TargetGroupArn;
  const missing = network.coverage.missing('target-health', group, arn);
  if (missing) return missing;
  const registered = network.grouped('target-health', 'group', ({ parent }) => parent).get(arn) ?? [];
  return registered.flatMap(({ data }) => targetOf(network, group, data.Target ?? {}));
}

function targetOf(network: Network, group: Entity, { Id, Port, AvailabilityZone }: Data): Target[] {
  const port = Port ?? group.data.Port;
  if (group.data.TargetType === 'instance') {
    const owner = primaryOf(network, Id);
    const wanted = group.data.IpAddressType === 'ipv6' ? 'bigint' : 'number';
    const address = owner?.addresses.find((one) => typeof one === wanted);
    return owner && address !== undefined ? [{ group, address, port, owner, zone: owner.subnet.zone }] : [];
  }
  if (group.data.TargetType === 'alb') {
    return nodesOf(network, Id).flatMap((owner) =>
      owner.addresses[0] === undefined ? [] : [{ group, address: owner.addresses[0], port, owner, zone: owner.subnet.zone }],
    );
  }
  const address = parseAddress(Id ?? '');
  if (address === undefined) return [];
  const owner = ownerNear(network, group.data.VpcId, address);
  const zone = AvailabilityZone === 'all' ? undefined : (owner?.subnet.zone ?? AvailabilityZone);
  return [{ group, address, port, owner, zone }];
}

/** L2: in the group's own VPC, or in a peered one of the Region. */
function ownerNear(network: Network, vpcId: string, address: Address): Interface | undefined {
  const own = network.vpcs.get(vpcId);
  if (own?.blockOf(address)) return own.ownerOf(address);
  for (const id of network.peersOf(vpcId)) {
    const owner = network.vpcs.get(id)?.ownerOf(address);
    if (owner) return owner;
  }
  return undefined;
}

/** The interface with device index 0, else the first. Looked for in the instance's VPC, where the snapshot says which it is. */
export function primaryOf(network: Network, instanceId: string): Interface | undefined {
  const vpc = network.vpcs.get(network.entity('instance', instanceId)?.data.VpcId ?? '');
  const near = vpc && network.once(`primary interfaces in ${vpc.id}`, () => primariesOf(vpc.interfaces)).get(instanceId);
  return near ?? network.once('primary interfaces', () => primariesOf(network.interfaces.values())).get(instanceId);
}

function primariesOf(interfaces: Iterable<Interface>): ReadonlyMap<string, Interface> {
  const isPrimary = (one: Interface): boolean => one.data.Attachment?.DeviceIndex === 0;
  const found = new Map<string, Interface>();
  for (const one of interfaces) {
    if (one.instanceId === undefined) continue;
    const known = found.get(one.instanceId);
    if (!known || (!isPrimary(known) && isPrimary(one))) found.set(one.instanceId, one);
  }
  return found;
}
