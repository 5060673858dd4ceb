/** The list of rules, one line a file, by the sections of the catalogue. */

// VPCs, subnets, addresses, DNS
export { default as blockPublicAccess } from './block-public-access.ts';
// Instance Connect
// Cloud WAN
export { default as cwanAttachments } from './cwan-attachments.ts';
export { default as cwanPolicy } from './cwan-policy.ts';
export { default as cwanRouteBlackhole } from './cwan-route-blackhole.ts';
export { default as dhcpCustomDns } from './dhcp-custom-dns.ts';
// Interfaces, addresses, instances
export { default as eipOnStoppedInstance } from './eip-on-stopped-instance.ts';
export { default as eipUnassociated } from './eip-unassociated.ts';
export { default as eniSrcdstCheckOff } from './eni-srcdst-check-off.ts';
export { default as eniUnused } from './eni-unused.ts';
// Internet exposure
export { default as exposedInstances } from './exposed-instances.ts';
export { default as exposedIpv6OnlyPath } from './exposed-ipv6-only-path.ts';
export { default as exposedServices } from './exposed-services.ts';
// Flow logs and mirroring
export { default as flowLogs } from './flow-logs.ts';
export { default as flowLogsMissing } from './flow-logs-missing.ts';
export { default as imdsV1Allowed } from './imds-v1-allowed.ts';
export { default as internetGateways } from './internet-gateways.ts';
// Network ACLs
export { default as naclUnused } from './nacl-unused.ts';
// NAT gateways
export { default as natFailed } from './nat-failed.ts';
export { default as natNoS3GatewayEndpoint } from './nat-no-s3-gateway-endpoint.ts';
export { default as natSingleAz } from './nat-single-az.ts';
export { default as natUnused } from './nat-unused.ts';
// Route tables
export { default as routeBlackhole } from './route-blackhole.ts';
export { default as routeNatInPrivateSubnet } from './route-nat-in-private-subnet.ts';
export { default as routePeeringOneSided } from './route-peering-one-sided.ts';
export { default as sgDefault } from './sg-default.ts';
export { default as sgEgressAll } from './sg-egress-all.ts';
export { default as sgOpenLatent } from './sg-open-latent.ts';
// Security groups
export { default as sgReferenceNotPreserved } from './sg-reference-not-preserved.ts';
export { default as sgReferences } from './sg-references.ts';
export { default as sgSplitDefaultBypass } from './sg-split-default-bypass.ts';
export { default as sgUnused } from './sg-unused.ts';
export { default as sgWideRanges } from './sg-wide-ranges.ts';
export { default as sshOpenThoughEiceAvailable } from './ssh-open-though-eice-available.ts';
export { default as subnetAddresses } from './subnet-addresses.ts';
export { default as subnetAutoPublicIp } from './subnet-auto-public-ip.ts';
export { default as trafficMirroring } from './traffic-mirroring.ts';
// VPC endpoints and PrivateLink
// Peering
// Transit gateways
// VPN
export { default as vgwUnattached } from './vgw-unattached.ts';
export { default as vpcBpaBreaksPath } from './vpc-bpa-breaks-path.ts';
export { default as vpcCidrOverlapConnected } from './vpc-cidr-overlap-connected.ts';
export { default as vpcDefaultInUse } from './vpc-default-in-use.ts';
export { default as vpcDns } from './vpc-dns.ts';
export { default as vpnSettings } from './vpn-settings.ts';
export { default as vpnTunnels } from './vpn-tunnels.ts';
