/** The list of rules, one line a file, by the sections of the catalogue. */

// VPCs, subnets, addresses, DNS
// Interfaces, addresses, instances
export { default as eipUnassociated } from './eip-unassociated.ts';
// Internet exposure
export { default as exposedServices } from './exposed-services.ts';
// Network ACLs
export { default as naclUnused } from './nacl-unused.ts';
// Route tables
export { default as routeBlackhole } from './route-blackhole.ts';
export { default as routeNatInPrivateSubnet } from './route-nat-in-private-subnet.ts';
export { default as routePeeringOneSided } from './route-peering-one-sided.ts';
export { default as sgOpenLatent } from './sg-open-latent.ts';
// Security groups
export { default as sgSplitDefaultBypass } from './sg-split-default-bypass.ts';
export { default as sgUnused } from './sg-unused.ts';
// NAT gateways
// VPC endpoints and PrivateLink
// Peering
// Transit gateways
// VPN
export { default as vpnTunnels } from './vpn-tunnels.ts';
// Flow logs and mirroring
// Instance Connect
// Cloud WAN
