/** What would break if something went: facts, each asked of the engine in the network as it is and as it would be. */
import { formatAddress } from '../net/index.ts';
import {
  buildNetwork,
  type Entity,
  type Interface,
  Missing,
  type Network,
  type Ref,
  resolve,
  trace,
  trafficBetween,
  without,
} from '../reach/index.ts';
import { Estate } from './estate.ts';
import { exposed } from './exposure.ts';
import { membersOf, referencesTo } from './groups.ts';
import { routesTo, subnetsOf, tables, wayOut } from './routes.ts';

/** In the order in which they are told. */
export const lossKinds = {
  interface: 'Network interfaces that go with it',
  'way out': 'Subnets that lose their way out',
  outbound: 'No longer reach the internet',
  inbound: 'No longer reached from the internet',
  route: 'Routes that would be black holes',
  table: 'Subnets that would use another route table',
  acl: 'Subnets that would have their VPC’s default ACL',
  group: 'Network interfaces that lose the group',
  rule: 'Rules that would name nothing',
  listed: 'Routes and rules that would name no prefix list',
  target: 'Targets that load balancers would lose',
  forward: 'Listeners that would have nowhere to forward',
  service: 'Endpoints whose service would be gone',
  address: 'Public addresses that it would give up',
  untried: 'Not tried',
} as const;

export type LossKind = keyof typeof lossKinds;

export interface Loss {
  readonly what: LossKind;
  readonly at: Ref;
  readonly text: string;
}

/** More interfaces than these are not asked one by one whether they still reach the internet. */
const MOST = 500;

/** What packets pass or are judged by. Without other kinds of things nothing else reaches the internet or ceases to. */
const carries: ReadonlySet<string> = new Set([
  'internet-gateway',
  'egress-only-internet-gateway',
  'nat-gateway',
  'transit-gateway',
  'transit-gateway-attachment',
  'transit-gateway-vpc-attachment',
  'transit-gateway-route-table',
  'core-network',
  'core-network-attachment',
  'vpc-peering-connection',
  'vpn-gateway',
  'vpc-endpoint',
  'route-table',
  'network-acl',
  'security-group',
  'prefix-list',
  'elastic-ip',
  'network-interface',
  'instance',
  'subnet',
  'vpc',
  'firewall',
  'load-balancer',
]);

/** `interfaces`: those that it owns, or that it is. */
export function lossesOf(estate: Estate, subject: Entity, interfaces: readonly Interface[]): Loss[] {
  const leaving = interfaces.filter((one) => goesWith(subject, one));
  const inside = [...estate.network.interfaces.values()].filter(({ subnet, vpc }) => [subnet.id, vpc.id].includes(subject.id));
  const gone = new Set([subject.id, ...leaving.map(({ id }) => id), ...inside.map(({ id }) => id)]);
  const after = new Estate(buildNetwork(without(estate.network.snapshot, gone)), estate.settings);
  const lost = [...leaving, ...inside].filter(({ id }) => id !== subject.id);
  return [
    ...lost.map((one): Loss => ({ what: 'interface', at: one, text: one.id })),
    ...(carries.has(subject.kind) ? [...waysOut(estate, after), ...worldLosses(estate, after, gone)] : []),
    ...routeLosses(estate, gone),
    ...subnetLosses(estate, after, subject),
    ...groupLosses(estate, subject),
    ...listLosses(estate, subject),
    ...balancingLosses(estate, subject, [...leaving, ...inside]),
    ...addressLosses(subject, [...leaving, ...inside]),
  ];
}

/** An instance leaves interfaces behind that are not deleted with it. */
const goesWith = ({ kind }: Ref, { data }: Interface): boolean =>
  kind !== 'instance' || data.Attachment?.DeleteOnTermination !== false;

function waysOut(estate: Estate, after: Estate): Loss[] {
  return [...estate.network.subnets.values()].flatMap((subnet) => {
    const left = after.network.subnets.get(subnet.id);
    if (!left) return [];
    return ([4, 6] as const).flatMap((family): Loss[] => {
      const [before, then] = [wayOut(estate, subnet, family), wayOut(after, left, family)];
      if (!before || before instanceof Missing || before.route.state !== 'active') return [];
      if (then && (then instanceof Missing || then.route.state === 'active')) return [];
      return [{ what: 'way out', at: subnet, text: `IPv${family}, by ${before.route.text} of ${before.table.id}` }];
    });
  });
}

/** What the engine says before and not after, of the internet; of what is left. */
function worldLosses(estate: Estate, after: Estate, gone: ReadonlySet<string>): Loss[] {
  const still = new Set(exposed(after).flatMap((one) => (one.passes.length > 0 ? [keyOf(one)] : [])));
  const inbound = exposed(estate)
    .filter((one) => one.passes.length > 0 && !gone.has(one.interface.id) && !still.has(keyOf(one)))
    .map((one): Loss => ({ what: 'inbound', at: one.interface, text: formatAddress(one.address.lo) }));
  const all = [...estate.network.interfaces.values()].filter(({ id, attached }) => attached && !gone.has(id));
  const near = concernedFirst(all, gone, estate);
  const outbound = near
    .slice(0, MOST)
    .filter((one) => leaves(estate.network, one.id) && !leaves(after.network, one.id))
    .map((one): Loss => ({ what: 'outbound', at: one, text: one.id }));
  const rest = near.length - MOST;
  const untried: Loss[] =
    rest > 0
      ? [
          {
            what: 'untried',
            at: near[MOST]!,
            text: `${rest} more interfaces were not asked whether they still reach the internet`,
          },
        ]
      : [];
  return [...inbound, ...outbound, ...untried];
}

const keyOf = ({ interface: one, address }: { interface: Interface; address: { lo: number | bigint } }): string =>
  `${one.id} ${address.lo}`;

/** Interfaces in VPCs that have to do with what goes stand first. */
function concernedFirst(all: readonly Interface[], gone: ReadonlySet<string>, estate: Estate): Interface[] {
  const vpcs = new Set([...gone].flatMap((id) => estate.network.interfaces.get(id)?.vpc.id ?? []));
  for (const table of tables(estate)) if (routesOf(estate, table.id, gone)) vpcs.add(table.vpcId);
  return [...all].sort((a, b) => Number(vpcs.has(b.vpc.id)) - Number(vpcs.has(a.vpc.id)));
}

const routesOf = (estate: Estate, tableId: string, gone: ReadonlySet<string>): boolean =>
  gone.has(tableId) || [...gone].some((id) => routesTo(estate, id).some(({ table }) => table.id === tableId));

/** Whether some of what an interface sends to the internet is answered. */
function leaves(network: Network, id: string): boolean {
  const [one] = resolve(network, id);
  const world = resolve(network, 'internet')[0]!.addresses;
  return (one?.sources ?? []).some(({ from, addresses }) => {
    const traffic = trafficBetween(addresses, world, {});
    return trace(network, { from, traffic }).passes.length > 0;
  });
}

function routeLosses(estate: Estate, gone: ReadonlySet<string>): Loss[] {
  return [...gone].flatMap((id) =>
    routesTo(estate, id)
      .filter(({ table, route }) => route.state === 'active' && !gone.has(table.id))
      .map(({ table, route }): Loss => ({ what: 'route', at: table, text: route.text })),
  );
}

function subnetLosses(estate: Estate, after: Estate, { kind, id }: Ref): Loss[] {
  if (kind === 'route-table')
    return subnetsOf(estate, id).map((subnet): Loss => {
      const then = after.network.tableOf(after.network.subnets.get(subnet.id)!);
      return { what: 'table', at: subnet, text: then instanceof Missing ? 'which one is not known' : then.id };
    });
  if (kind !== 'network-acl') return [];
  return [...estate.network.subnets.values()].flatMap((subnet): Loss[] => {
    const [before, then] = [estate.network.aclOf(subnet), after.network.aclOf(after.network.subnets.get(subnet.id)!)];
    if (before instanceof Missing || before.id !== id) return [];
    return [{ what: 'acl', at: subnet, text: then instanceof Missing ? 'which one is not known' : then.id }];
  });
}

function groupLosses(estate: Estate, { kind, id }: Ref): Loss[] {
  if (kind !== 'security-group') return [];
  const members = membersOf(estate, id).map(
    (one): Loss => ({ what: 'group', at: one, text: one.groupIds.length > 1 ? '' : 'its only group' }),
  );
  const rules = referencesTo(estate, id).filter(({ group }) => group.id !== id);
  return [...members, ...rules.map(({ group, text }): Loss => ({ what: 'rule', at: group, text }))];
}

function listLosses(estate: Estate, { kind, id }: Ref): Loss[] {
  if (kind !== 'prefix-list') return [];
  const routes = tables(estate).flatMap((table) =>
    [...new Set(table.routes.entries.flatMap(({ value }) => (value.prefixListId === id ? [value.target.id] : [])))].map(
      (target): Loss => ({ what: 'listed', at: table, text: `${id} → ${target}` }),
    ),
  );
  const rules = estate.all('security-group').flatMap((thing) => {
    const group = estate.network.group(thing.id, thing);
    if (group instanceof Missing) return [];
    const named = [...group.ingress, ...group.egress].filter(({ prefixListId }) => prefixListId === id);
    return named.map(({ text }): Loss => ({ what: 'listed', at: group, text }));
  });
  return [...routes, ...rules];
}

function balancingLosses(estate: Estate, subject: Entity, leaving: readonly Interface[]): Loss[] {
  const addresses = new Set(leaving.flatMap((one) => one.addresses.map(formatAddress)));
  const vpcs = new Set(leaving.map(({ vpc }) => vpc.id));
  const targets = estate.all('target-health').flatMap(({ data, parent }): Loss[] => {
    const group = estate.get('target-group', parent);
    const isIt = data.Target?.Id === subject.id || (addresses.has(data.Target?.Id ?? '') && vpcs.has(group?.data.VpcId ?? ''));
    return isIt && group && group.id !== subject.id
      ? [{ what: 'target', at: group, text: `${data.Target?.Id}:${data.Target?.Port}` }]
      : [];
  });
  const named = (data: unknown): boolean => subject.kind === 'target-group' && JSON.stringify(data).includes(`"${subject.id}"`);
  const listeners = [...estate.all('listener'), ...estate.all('listener-rule')]
    .filter(({ data }) => named(data))
    .map((one): Loss => ({ what: 'forward', at: one, text: '' }));
  const isProvider = (arns: readonly string[] | undefined): boolean => arns?.includes(subject.id) ?? false;
  const services = new Set(
    estate
      .all('endpoint-service')
      .filter(
        ({ id, data }) =>
          id === subject.id || isProvider(data.NetworkLoadBalancerArns) || isProvider(data.GatewayLoadBalancerArns),
      )
      .map(({ data }) => data.ServiceName),
  );
  const consumers = estate
    .all('vpc-endpoint')
    .filter(({ data }) => data.ServiceName !== undefined && services.has(data.ServiceName))
    .map((one): Loss => ({ what: 'service', at: one, text: one.data.ServiceName! }));
  return [...targets, ...listeners, ...consumers];
}

/** An Elastic IP stays with the account; what AWS lent goes back, and nobody gets the same again. */
function addressLosses({ kind, data, ...subject }: Entity, leaving: readonly Interface[]): Loss[] {
  if (kind === 'elastic-ip') return [{ what: 'address', at: { kind, ...subject }, text: `${data.PublicIp}, for good` }];
  return leaving.flatMap((one) =>
    one.publicAddresses.map((pair): Loss => {
      const kept = [one.data, ...(one.data.PrivateIpAddresses ?? [])].some(
        ({ Association }) => Association?.AllocationId && Association.PublicIp === formatAddress(pair.public),
      );
      return {
        what: 'address',
        at: one,
        text: `${formatAddress(pair.public)}, ${kept ? 'an Elastic IP that stays yours' : 'for good'}`,
      };
    }),
  );
}
