/** Addresses that the VPC itself answers, whatever groups, ACLs and route tables say (S14, X13). */
import { type Address, holds } from '../../net/index.ts';
import type { Interface } from '../network/interface.ts';
import { isOrdinary, LATTICE, mayBeService, serviceAddresses, unroutableAt } from '../network/special.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Arrival, Walk } from '../walk/walk.ts';

export function answerAsService(walk: Walk, one: Interface, subnet: Subnet): Arrival | undefined {
  const name = nameOf(subnet, walk.header.dst);
  if (name) {
    walk.pin('dst');
    checkSwitches(walk, one, name);
    walk.deliver(one.vpc, () => `${name} answers; no group, ACL or route table is asked`);
    return { at: 'service', where: one.vpc, interface: one, vpc: one.vpc };
  }
  if (walk.scope) keepOutside(walk, one);
  return undefined;
}

function nameOf(subnet: Subnet, dst: Address): string | undefined {
  if (isResolver(subnet, dst)) return 'Amazon DNS';
  if (subnet.isSecond(dst)) return 'the router of the VPC';
  return mayBeService(dst) ? serviceAddresses.find(({ prefix }) => holds(prefix, dst))?.name : undefined;
}

/** Base of the primary block plus two, for hosts of its own VPC only. */
const isResolver = ({ resolver }: Subnet, dst: Address): boolean => dst === resolver;

function checkSwitches(walk: Walk, one: Interface, name: string): void {
  if (name === 'Amazon DNS') {
    const attribute = walk.network.entity('vpc-attribute', `${one.vpc.id}/enableDnsSupport`);
    if (attribute?.data.EnableDnsSupport?.Value === false)
      walk.block(one.vpc, 'HOPSCOPE_RESOLVER_OFF', 'DNS support of the VPC is off');
  }
  if (name === 'the instance metadata service' && one.instanceId) {
    const options = walk.network.entity('instance', one.instanceId)?.data.MetadataOptions;
    const off =
      options?.HttpEndpoint === 'disabled' || (typeof walk.header.dst === 'bigint' && options?.HttpProtocolIpv6 === 'disabled');
    if (off) walk.block(one, 'HOPSCOPE_METADATA_OFF', 'the metadata service of the instance is switched off');
  }
}

/** The same for every packet of the scope: not to one of these addresses. */
function keepOutside(walk: Walk, one: Interface): void {
  const singles = [...(one.vpc.resolver === undefined ? [] : [one.vpc.resolver]), ...one.subnet.routers];
  for (const address of singles) walk.keepMiss({ dst: { lo: address, hi: address } });
  for (const { prefix } of serviceAddresses) walk.keepMiss({ dst: prefix });
}

/** Whether the destination is nothing that a route may carry; ends the walk if so. */
export function isUnroutable(walk: Walk, at: Interface['subnet']): boolean {
  const { dst } = walk.header;
  if (!walk.scope && isOrdinary(dst)) return false;
  const lattice = LATTICE.find((prefix) => holds(prefix, dst));
  if (lattice) {
    walk.keep('dst', lattice);
    return false;
  }
  for (const prefix of LATTICE) walk.keepMiss({ dst: prefix });
  const match = unroutableAt(dst);
  walk.keep('dst', match);
  if (!match.entry) return false;
  const what = match.entry.value;
  walk.block(at, 'HOPSCOPE_UNROUTABLE_ADDRESS', `the destination is ${what}`);
  return true;
}
