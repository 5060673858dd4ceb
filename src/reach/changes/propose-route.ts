/** Routes and public addresses that would lead a packet on, where none does or one leads astray. */
import { type Address, formatAddress, formatPrefix } from '../../net/index.ts';
import type { Entity } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { Route, RouteTable } from '../network/route-table.ts';
import { realmAt } from '../network/special.ts';
import type { Vpc } from '../network/vpc.ts';
import type { Path } from '../walk/answer.ts';
import type { Step } from '../walk/step.ts';
import type { Change } from './change.ts';

/** A route in a table; where the table has one to the same destination, instead of it. */
function routeIn(table: RouteTable, cidr: string, target: Record<string, string>): Change {
  const exists = table.routes.entries.some(({ value }) => !value.prefixListId && formatPrefix(value.prefix) === cidr);
  const { account, region, id: tableId } = table;
  return { do: exists ? 'replace route' : 'create route', account, region, tableId, cidr, target };
}

/** Routes of a VPC's table to the other VPCs that have the destination, by whatever joins them. */
function overJoins(network: Network, table: RouteTable, dst: Address): Change[] {
  const vpc = network.vpcs.get(table.vpcId);
  if (!vpc) return [];
  const far = network
    .ownersOf(dst)
    .map((owner) => owner.vpc)
    .filter((other) => other !== vpc);
  return far.flatMap((other) =>
    joinsOf(network, vpc, other).map((target) => routeIn(table, formatPrefix(other.blockOf(dst)!), target)),
  );
}

export function addRoute(network: Network, step: Step): Change[] {
  const table = network.table(step.at.id);
  const vpc = network.vpcs.get(table?.vpcId ?? '');
  if (!table || !vpc) return [];
  const { src, dst } = step.header;
  const six = typeof dst === 'bigint';
  const joins = overJoins(network, table, dst);
  if (realmAt(dst).entry) return joins;
  const blackhole = step.code === 'BAD_STATE_ROUTE' ? (step.evidence?.label.split(' ')[0] ?? '') : '';
  const cidr = blackhole.includes('/') ? blackhole : six ? '::/0' : '0.0.0.0/0';
  const gateways = network.attached('internet-gateway', vpc.id).map((one) => routeIn(table, cidr, { GatewayId: one.id }));
  const nats = [...network.entities('nat-gateway').values()]
    .filter((one) => one.data.VpcId === vpc.id && one.data.ConnectivityType !== 'private')
    .map((one) => routeIn(table, cidr, { NatGatewayId: one.id }));
  const egressOnly = network
    .attached('egress-only-internet-gateway', vpc.id)
    .map((one) => routeIn(table, cidr, { EgressOnlyInternetGatewayId: one.id }));
  const shown = vpc.ownerOf(src)?.publicOf(src) !== undefined;
  return [...joins, ...(six ? [...egressOnly, ...gateways] : shown ? [...gateways, ...nats] : [...nats, ...gateways])];
}

/** A broader route, often the default one, took the packet to where it cannot go on: a narrower one to where it can. */
export function steerAway(network: Network, step: Step, path: Path): Change[] {
  const steps = step.direction === 'forward' ? path.forward : path.reply;
  const before = steps.slice(0, steps.indexOf(step)).filter(({ at }) => at.kind === 'route-table');
  return before.flatMap(({ at, header, evidence }) => {
    const table = network.table(at.id);
    const taken = evidence?.source as Route | undefined;
    return table && taken && taken.target.kind !== 'local' ? overJoins(network, table, header.dst) : [];
  });
}

/** The sender's subnet leads elsewhere than to the internet gateway that its VPC has. */
export function routeToInternetGateway(network: Network, step: Step): Change[] {
  if (!['internet-gateway', 'nat-gateway', 'egress-only-internet-gateway'].includes(step.at.kind)) return [];
  const owner = network.ownersOf(step.header.src)[0];
  const table = owner && network.tableOf(owner.subnet);
  if (!owner || !table || !('routes' in table)) return [];
  const cidr = typeof step.header.dst === 'bigint' ? '::/0' : '0.0.0.0/0';
  return network.attached('internet-gateway', owner.vpc.id).map((one) => routeIn(table, cidr, { GatewayId: one.id }));
}

/** What joins two VPCs: peerings, core networks with both of them, transit gateways with both of them, then those with one, to which the other can be attached. */
function joinsOf(network: Network, near: Vpc, far: Vpc): Record<string, string>[] {
  const peerings = [...network.entities('vpc-peering-connection').values()].filter(({ data }) => {
    const ids = [data.RequesterVpcInfo?.VpcId, data.AccepterVpcInfo?.VpcId];
    return ids.includes(near.id) && ids.includes(far.id) && ['active', 'pending-acceptance'].includes(data.Status?.Code);
  });
  const attached = (id: string): number =>
    [near, far].filter((vpc) => network.transit.ofVpc(vpc.id, id)?.state === 'available').length;
  const gateways = [...network.entities('transit-gateway').values()]
    .filter(({ region }) => region === near.region && region === far.region)
    .map(({ id }) => ({ id, count: attached(id) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const cores = [...network.entities('core-network').values()].filter(({ id }) =>
    [near, far].every((vpc) => network.cloudWan.ofVpc(vpc.id, id)?.state === 'AVAILABLE'),
  );
  return [
    ...peerings.map((one) => ({ VpcPeeringConnectionId: one.id })),
    ...cores.map((one) => ({ CoreNetworkArn: one.data.CoreNetworkArn ?? coreArn(one) })),
    ...gateways.map(({ id }) => ({ TransitGatewayId: id })),
  ];
}

const coreArn = ({ account, id }: Entity): string => `arn:aws:networkmanager::${account}:core-network/${id}`;

export function giveAddress(network: Network, step: Step, inner: Address): Change[] {
  const one = network.ownersOf(inner)[0];
  if (!one || typeof inner !== 'number') return [];
  // An address that nobody has: AWS chooses the real one.
  return [
    {
      do: 'associate address',
      account: one.account,
      region: step.at.region,
      interfaceId: one.id,
      privateAddress: formatAddress(inner),
      publicAddress: '192.0.2.1',
    },
  ];
}
