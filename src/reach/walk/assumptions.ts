/**
 * Where AWS's behaviour is not certain, or something is not in the snapshot: the side that is taken, in one place. `strict` turns each
 * into *unknown*. What AWS documents is no assumption, nor is what is not network: policies, authentication, what an application answers.
 */

export interface Assumption {
  /** Number in the specification's list of what to verify on a live account (§20), where it is there. */
  readonly open?: number;
  readonly says: string;
}

/** What an answer takes for granted where AWS does not say; each step that rests on one names it. */
export const assumptions = {
  'bpa-off': { says: 'Block Public Access was not collected; it is off unless someone switched it on' },
  'encryption-off': { says: 'VPC encryption controls were not collected; they are off unless someone switched them on' },
  'zone-not-subnet': {
    open: 2,
    says: 'every subnet of a zone may send to a transit gateway that has an attachment in the zone, not only the attachment subnet',
  },
  'nat-from-transit': { open: 3, says: 'a NAT gateway carries traffic that a transit gateway brings' },
  'nat-same-subnet': {
    open: 5,
    says: 'a NAT gateway in the sender’s own subnet works unless its subnet’s route leads to itself',
  },
  'regional-nat-acl': { open: 6, says: 'no ACL is evaluated at a regional NAT gateway, which has no subnet' },
  'gateway-endpoint-inside-only': {
    open: 7,
    says: 'a gateway endpoint carries nothing that came in by peering, VPN, Direct Connect or transit gateway',
  },
  hairpin: { open: 11, says: 'traffic to one’s own Elastic IP is turned round at the internet gateway like any other' },
  'transit-references-cross-account': { open: 12, says: 'group references over a transit gateway work across accounts' },
  'references-ipv6': { open: 14, says: 'a group reference matches IPv6 addresses of its members too' },
  'client-vpn-source': { open: 15, says: 'Client VPN traffic carries the address of the association’s interface' },
  'lattice-acl': { open: 19, says: 'network ACLs apply to traffic to VPC Lattice' },
  'vgw-to-gateway-load-balancer': {
    open: 21,
    says: 'a virtual private gateway’s edge table may lead to a Gateway Load Balancer endpoint',
  },
  'chained-transit-peering': { open: 22, says: 'peered transit gateways pass traffic on to further peers by static routes' },
  'appliance-forwards': { says: 'the appliance forwards packets unchanged' },
  'gateway-load-balancer-forwards': { says: 'the appliances behind the Gateway Load Balancer hand every packet back unchanged' },
  'unknown-interface-type': { says: 'an interface of an unknown type behaves like that of an instance' },
  'listener-rules': {
    says: 'the load balancer’s listener rules may send the request to any of its target groups',
  },
  'client-ip-preserved': { says: 'the target group’s attributes were not collected; client IP preservation is on' },
  'client-ip-not-preserved': { says: 'the target group’s attributes were not collected; client IP preservation is off' },
  'byoip-advertised': { says: 'AWS announces the range that the account brought, and of which the public address is' },
  'accelerator-endpoint': {
    open: 24,
    says: 'an accelerator has this endpoint and a listener for this port, keeps the client’s address, and passes over inbound ACL rules',
  },
  'cloudfront-origin': { open: 24, says: 'a distribution has this VPC origin, and inbound ACL rules are passed over' },
  'lattice-target': { says: 'a service of VPC Lattice has this target' },
  'proxy-forwards': {
    says: 'the firewall proxy behind the endpoint allows the request, and leaves in a connection of its own with the NAT gateway’s address',
  },
  'cross-zone-default': { says: 'the load balancer’s attributes were not collected; cross-zone balancing is as by default' },
} as const satisfies Record<string, Assumption>;

export type AssumptionId = keyof typeof assumptions;
