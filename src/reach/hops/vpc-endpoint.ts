/** Routes to a VPC endpoint: a gateway endpoint, a Gateway Load Balancer endpoint, a firewall endpoint (E1, E3, E4, F1). */
import { ICMP, ICMPV6, icmp, isIcmp, only, TCP } from '../../net/index.ts';
import { type Entity, stranger } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import { judgeAcl } from '../walk/acls.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { speakFor } from './appliance.ts';
import { checkPublicEndpoint } from './block-public-access.ts';
import { checkState } from './endpoint-state.ts';
import { firewallOf, judgeFirewall } from './firewall-endpoint.ts';
import { pass, passAppliance } from './passed.ts';
import { deliver, leaveSubnet } from './subnet.ts';

/** Whether all that a route leads there comes to a service of AWS, or nowhere. */
export const isGatewayEndpoint = (network: Network, id: string): boolean =>
  network.entity('vpc-endpoint', id)?.data.VpcEndpointType === 'Gateway';

export function enterVpcEndpoint(walk: Walk, id: string, vpc: Vpc, from: Subnet | undefined): Arrival | undefined {
  const firewall = firewallOf(walk.network, id);
  const endpoint = walk.network.entity('vpc-endpoint', id);
  if (endpoint && isGatewayEndpoint(walk.network, id)) return gatewayEndpoint(walk, endpoint, vpc);
  const subnet = walk.network.subnets.get(firewall?.subnetId ?? endpoint?.data.SubnetIds?.[0]);
  const at = endpoint ?? stranger('vpc-endpoint', id, vpc);
  if (!subnet || (!endpoint && !firewall)) {
    const missing = walk.network.absent('vpc-endpoint', id, vpc);
    return walk.unknown(at, missing, () => `nothing is known of ${id}: ${missing.text}`);
  }
  if (!firewall && walk.network.coverage.missing('firewall', { account: vpc.account, region: vpc.region }) && mayBeFirewall(at)) {
    const missing = walk.network.coverage.missing('firewall', { account: vpc.account, region: vpc.region });
    walk.unknown(
      at,
      missing,
      () => `whether ${id} belongs to a network firewall, and to which rules, is not known: ${missing?.text}`,
    );
  }
  return inspect(walk, at, subnet, from, firewall);
}

const mayBeFirewall = ({ data }: Entity): boolean =>
  data.RequesterManaged === true || JSON.stringify(data.Tags ?? []).includes('AWSNetworkFirewall');

/** E3: in through the subnet's ACL even from the same subnet, looked at, and out again by the endpoint subnet's own table. */
function inspect(
  walk: Walk,
  at: Entity,
  subnet: Subnet,
  from: Subnet | undefined,
  firewall: ReturnType<typeof firewallOf>,
): Arrival | undefined {
  if (firewall && subnet === from) walk.note(at, 'sender and firewall endpoint are in one subnet');
  if (!firewall || subnet !== from) judgeAcl(walk, subnet, 'ingress');
  if (walk.serviceSubnet === subnet)
    walk.block(
      at,
      'HOPSCOPE_SERVICE_SUBNET_HAIRPIN',
      'a service’s own subnet cannot lead its traffic through a middlebox in the same subnet',
    );
  checkState(walk, at);
  if (firewall && firewall.status !== 'READY')
    walk.block(at, 'BAD_STATE', () => `the firewall behind the endpoint is ${firewall.status}`);
  checkPublicEndpoint(walk, at, subnet);
  if (firewall) {
    pass(walk, at);
    judgeFirewall(walk, at, firewall.firewall);
  } else {
    passAppliance(walk, at);
    walk.assume(at, 'gateway-load-balancer-forwards', { code: 'PATH_THROUGH_GWLB_NOT_CHECKED' });
  }
  return leaveSubnet(walk, subnet);
}

const echoes = [icmp(8, 0), icmp(0, 0), icmp(128, 0), icmp(129, 0)];

/** E1. The service behind it is an address of the endpoint's prefix list. */
function gatewayEndpoint(walk: Walk, endpoint: Entity, vpc: Vpc): Arrival | undefined {
  checkState(walk, endpoint);
  const { protocol, destinationPort } = walk.header;
  walk.keepProtocol(TCP, ICMP, ICMPV6);
  const echo = isIcmp(protocol) && echoes.includes(destinationPort);
  if (echo) walk.pin('destinationPort');
  else if (isIcmp(protocol)) for (const one of echoes) walk.keepMiss({ destinationPort: only(one) });
  if (protocol !== TCP && !echo)
    walk.block(endpoint, 'VPCE_GATEWAY_PROTOCOL_RESTRICTION', 'a gateway endpoint carries TCP and ICMP echo only');
  speakFor(walk, vpc);
  checkSource(walk, endpoint, vpc);
  if (walk.direction === 'reply')
    return walk.block(endpoint, 'HOPSCOPE_REPLY_ELSEWHERE', 'the reply would go to a service of AWS, not back');
  if (isRestricted(endpoint.data.PolicyDocument))
    walk.note(endpoint, 'its policy, which is IAM and not network, decides which requests the service takes');
  walk.deliver(endpoint, () => `to ${endpoint.data.ServiceName ?? 'the service'}`);
  return { at: 'service', where: endpoint, vpc };
}

/** Whether a policy is another than the one that AWS gives, which allows everything. */
const isRestricted = (policy: string | undefined): boolean =>
  policy !== undefined && !EVERYTHING.every((part) => policy.replaceAll(/\s/g, '').includes(part));

const EVERYTHING = ['"Effect":"Allow"', '"Action":"*"', '"Resource":"*"', '"Principal":"*"'];

/** E1: it serves the addresses of its own VPC, and nothing that came in from elsewhere. */
function checkSource(walk: Walk, endpoint: Entity, vpc: Vpc): void {
  if (walk.entry && walk.entry !== 'internet-gateway') {
    const why = `what came in by ${walk.entry.replace('-', ' ')} cannot use a gateway endpoint`;
    walk.assume(endpoint, 'gateway-endpoint-inside-only');
    walk.block(endpoint, 'HOPSCOPE_NO_EDGE_TO_EDGE', why);
    return;
  }
  const block = vpc.blockOf(walk.header.src);
  if (block) walk.keep('src', block);
  else for (const one of vpc.blocks) walk.keepMiss({ src: one });
  if (!block) walk.block(endpoint, 'HOPSCOPE_NO_EDGE_TO_EDGE', () => `the source is no address of ${vpc.id}`);
}

/** The reply of the service: straight to the client's subnet. */
export function replyFromGatewayEndpoint(walk: Walk, vpc: Vpc): Arrival | undefined {
  return deliver(walk, vpc, undefined);
}
