/** Prefix lists as ends: a customer's networks, or a service of AWS that gateway endpoints lead to (S18, E1). */
import { serviceNames, withoutSuffix } from '../../kinds/partition.ts';
import type { Address, Interval } from '../../net/index.ts';
import { Missing } from '../network/coverage.ts';
import type { Entity } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import { prefixMeant } from './endpoint-address.ts';
import type { Meant } from './meant.ts';

/** A list by its id or name, or AWS's list by the host name of its service. Nothing where its entries are not known. */
export function listMeant(network: Network, text: string): Meant[] {
  const names = serviceNamed(network, text) ?? [text];
  return [...network.entities('prefix-list').values()]
    .filter(({ id, data }) => names.includes(id) || names.includes(data.PrefixListName))
    .flatMap((list) => meant(network, list) ?? []);
}

/** What people call the list: AWS's by the service. */
export const listName = ({ data, name }: Entity): string | undefined => data.PrefixListName ?? name;

/** Whether it is a service that gateway endpoints lead to, which answers and never begins. */
export function hasEndpoints({ data }: Entity): boolean {
  const name: string = data.PrefixListName ?? '';
  const [, region, service] = /\.([\w-]+)\.(s3|dynamodb|s3express)$/.exec(name) ?? [];
  return region !== undefined && serviceNames(region, service!).includes(name);
}

function meant(network: Network, list: Entity): Meant | undefined {
  const known = network.prefixList(list.id);
  if (known instanceof Missing) return undefined;
  const { data: _, ...what } = list;
  const name = listName(list);
  const parts = known.table.entries.map(({ prefix, value }) => prefixMeant(network, value, prefix));
  const interfaces = [...new Set(parts.flatMap((one) => one.interfaces))];
  const addresses: Interval<Address>[] = parts.flatMap((one) => one.addresses);
  const sources = hasEndpoints(list) ? [] : parts.flatMap((one) => one.sources);
  return { what: { ...what, ...(name && { name }) }, sources, interfaces, addresses };
}

/**
 * What the list of the service may be called that answers at `s3.eu-west-1.amazonaws.com`, also of a bucket. Not where an interface
 * endpoint takes the name over: then it depends on who asks.
 */
function serviceNamed(network: Network, typed: string): string[] | undefined {
  const host = withoutSuffix(typed.toLowerCase().replace(/\.$/, '')) ?? '';
  const [, service, region] = /(?:^|\.)(s3|dynamodb)(?:\.dualstack)?\.([a-z]+(?:-[a-z]+)+-\d+)$/.exec(host) ?? [];
  if (!region) return undefined;
  const names = serviceNames(region, service!);
  const isTaken = [...network.entities('vpc-endpoint').values()].some(
    ({ data }) => names.includes(data.ServiceName) && data.VpcEndpointType === 'Interface' && data.PrivateDnsEnabled,
  );
  return isTaken ? undefined : names;
}
