/** *To the internet: three things*, *from the internet: five things* and *by gateway endpoint: three things*, ticked one by one with their evidence. */
import { type Address, formatAddress } from '../net/index.ts';
import type { Ref } from './network/entity.ts';
import type { Interface } from './network/interface.ts';
import type { Network } from './network/network.ts';
import type { RouteTable } from './network/route-table.ts';
import type { Path } from './walk/answer.ts';
import type { Code } from './walk/codes.ts';
import type { Step } from './walk/step.ts';

/** One thing that a way takes, and whether it is there. */
export interface Tick {
  readonly about: 'gateway' | 'gateway endpoint' | 'public address' | 'route' | 'security group' | 'network ACL';
  /** Nothing: not known. */
  readonly ok: boolean | undefined;
  readonly because: string;
}

/** A gateway attached, a public address (or a NAT gateway), a route. IPv4 and IPv6 are asked apart, by the address. */
export function toInternet(network: Network, one: Interface, own: Address): Tick[] {
  return [gateway(network, one), publicAddress(network, one, own, true), route(network, one, own, outward)];
}

/** A public address, a group, an ACL, a gateway attached, a route. `path`: the trace from the internet that is explained. */
export function fromInternet(network: Network, one: Interface, own: Address, path: Path): Tick[] {
  return [
    publicAddress(network, one, own, false),
    group(path),
    judged(path, 'network ACL', ['SUBNET_ACL_RESTRICTION', 'ELB_ACL_RESTRICTION'], (step) => step.at.kind === 'network-acl'),
    gateway(network, one),
    route(network, one, own, ['internet-gateway']),
  ];
}

/** A gateway endpoint, the route that it makes, a group: without the first two what goes to the service takes the way that all else takes. */
export function byEndpoint(network: Network, one: Interface, own: Address, list: Ref, path: Path): Tick[] {
  const free: Tick = { about: 'security group', ok: true, because: `${one.id} wears none` };
  return [gatewayEndpoint(network, one, list), listRoute(network, one, own, list), one.groupIds.length > 0 ? group(path) : free];
}

function gatewayEndpoint(network: Network, { vpc }: Interface, { name, region }: Ref): Tick {
  const about = 'gateway endpoint';
  if (region !== vpc.region)
    return { about, ok: false, because: `${name} is in another Region than ${vpc.id}, where gateway endpoints do not lead` };
  const found = [...network.entities('vpc-endpoint').values()].find(
    ({ data }) => data.VpcId === vpc.id && data.VpcEndpointType === 'Gateway' && data.ServiceName === name,
  );
  if (found) return { about, ok: true, because: `${found.id} of ${vpc.id} leads to ${name}` };
  const missing = network.coverage.missing('vpc-endpoint', { account: vpc.account, region: vpc.region });
  return { about, ok: missing ? undefined : false, because: missing?.text ?? `${vpc.id} has none for ${name}` };
}

function listRoute(network: Network, one: Interface, own: Address, { id }: Ref): Tick {
  const about = 'route';
  const table = network.tableOf(one.subnet);
  if (!('routes' in table)) return { about, ok: undefined, because: table.text };
  const found = (table as RouteTable).routes.entries.find(
    ({ value }) => value.prefixListId === id && value.target.kind === 'vpc-endpoint',
  )?.value;
  if (found && !found.isDead) return { about, ok: true, because: `${table.id} leads ${id} to ${found.target.id}` };
  const taken = defaultRoute(network, one, own);
  const instead = taken ? `, so it is ${taken.text} that is taken` : '';
  return { about, ok: false, because: `${table.id} has no route to ${id}${instead}` };
}

const group = (path: Path): Tick =>
  judged(path, 'security group', ['ENI_SG_RULES_MISMATCH', 'SG_HAS_NO_RULES'], (step) => step.at.kind === 'security-group');

function gateway(network: Network, { vpc }: Interface): Tick {
  const found = network.attached('internet-gateway', vpc.id)[0];
  if (found) return { about: 'gateway', ok: true, because: `${found.id} is attached to ${vpc.id}` };
  const missing = network.coverage.missing('internet-gateway', { account: vpc.account, region: vpc.region });
  return {
    about: 'gateway',
    ok: missing ? undefined : false,
    because: missing?.text ?? `no internet gateway is attached to ${vpc.id}`,
  };
}

function publicAddress(network: Network, one: Interface, own: Address, outward: boolean): Tick {
  const about = 'public address';
  if (typeof own === 'bigint') return { about, ok: true, because: `${formatAddress(own)} is reached as it is` };
  const shown = one.publicOf(own);
  if (shown !== undefined)
    return { about, ok: true, because: `${formatAddress(own)} is ${formatAddress(shown)} on the internet` };
  const target = defaultRoute(network, one, own);
  if (outward && target?.kind === 'nat-gateway') return { about, ok: true, because: `${target.id} lends its own` };
  return { about, ok: false, because: `${formatAddress(own)} of ${one.id} has no public address` };
}

/** The target of the route to some address of the internet. */
function defaultRoute(network: Network, one: Interface, own: Address): { kind: string; id: string; text: string } | undefined {
  const table = network.tableOf(one.subnet);
  if (!('routes' in table)) return undefined;
  const anywhere = typeof own === 'number' ? 0x01010101 : 0x2000n << 112n;
  const found = (table as RouteTable).routes.lookup(anywhere).entry?.value;
  return found && found.state === 'active' ? { ...found.target, text: found.text } : undefined;
}

const outward = ['internet-gateway', 'nat-gateway', 'egress-only-internet-gateway'];

/** What leads out does not always lead in: nothing outside begins through a NAT or egress-only gateway. */
function route(network: Network, one: Interface, own: Address, targets: readonly string[]): Tick {
  const table = network.tableOf(one.subnet);
  if (!('routes' in table)) return { about: 'route', ok: undefined, because: table.text };
  const found = defaultRoute(network, one, own);
  const leadsOut = targets.includes(found?.kind ?? '');
  return {
    about: 'route',
    ok: leadsOut,
    because: leadsOut ? `${table.id} has ${found!.text}` : `${table.id} has no route to an internet gateway`,
  };
}

function judged(path: Path, about: Tick['about'], codes: readonly Code[], mine: (step: Step) => boolean): Tick {
  const all = [...path.forward, ...path.reply];
  const bad = all.find((step) => step.does === 'blocks' && codes.includes(step.code!));
  if (bad) return { about, ok: false, because: bad.because };
  const good = all.find((step) => step.does === 'allows' && mine(step));
  return good
    ? { about, ok: true, because: good.because }
    : { about, ok: undefined, because: 'the packet does not get that far' };
}
