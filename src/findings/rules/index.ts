/** The list of rules, one line a file, by the sections of the catalogue. */

// Instance Connect
// Cloud WAN
export { default as cwanAttachments } from './cwan-attachments.ts';
export { default as cwanPolicy } from './cwan-policy.ts';
export { default as cwanRouteBlackhole } from './cwan-route-blackhole.ts';
// VPCs, subnets, addresses, DNS
// Interfaces, addresses, instances
export { default as eipOnStoppedInstance } from './eip-on-stopped-instance.ts';
export { default as eipUnassociated } from './eip-unassociated.ts';
export { default as eniSrcdstCheckOff } from './eni-srcdst-check-off.ts';
export { default as eniUnused } from './eni-unused.ts';
// Internet exposure
export { default as exposedServices } from './exposed-services.ts';
// Flow logs and mirroring
export { default as flowLogs } from './flow-logs.ts';
export { default as flowLogsMissing } from './flow-logs-missing.ts';
export { default as imdsV1Allowed } from './imds-v1-allowed.ts';
export { default as naclAllowsAllIngress } from './nacl-allows-all-ingress.ts';
export { default as naclBlocksAllowedSg } from './nacl-blocks-allowed-sg.ts';
export { default as naclEphemeralReturn } from './nacl-ephemeral-return.ts';
export { default as naclIpv6Gap } from './nacl-ipv6-gap.ts';
export { default as naclNatEphemeralBlocked } from './nacl-nat-ephemeral-blocked.ts';
export { default as naclShadowedRule } from './nacl-shadowed-rule.ts';
// Network ACLs
export { default as naclUnused } from './nacl-unused.ts';
// NAT gateways
export { default as natFailed } from './nat-failed.ts';
export { default as natNoS3GatewayEndpoint } from './nat-no-s3-gateway-endpoint.ts';
export { default as natSingleAz } from './nat-single-az.ts';
export { default as natUnused } from './nat-unused.ts';
// Route tables
export { default as routeBlackhole } from './route-blackhole.ts';
export { default as routeCoreNetworkMissing } from './route-core-network-missing.ts';
export { default as routeEniTarget } from './route-eni-target.ts';
export { default as routeGatewayDetached } from './route-gateway-detached.ts';
export { default as routeIpv6DefaultMissing } from './route-ipv6-default-missing.ts';
export { default as routeIpv6PrivateViaIgw } from './route-ipv6-private-via-igw.ts';
export { default as routeMainHasIgw } from './route-main-has-igw.ts';
export { default as routeNatCrossAz } from './route-nat-cross-az.ts';
export { default as routeNatInPrivateSubnet } from './route-nat-in-private-subnet.ts';
export { default as routeNatLoop } from './route-nat-loop.ts';
export { default as routeNatNotAvailable } from './route-nat-not-available.ts';
export { default as routePeeringBreadth } from './route-peering-breadth.ts';
export { default as routePeeringOneSided } from './route-peering-one-sided.ts';
export { default as routePublicSubnetNoPublicIp } from './route-public-subnet-no-public-ip.ts';
export { default as routeReturnMissing } from './route-return-missing.ts';
export { default as routeTableOrphan } from './route-table-orphan.ts';
export { default as routeTgwAzGap } from './route-tgw-az-gap.ts';
export { default as routeToTgwWithoutAttachment } from './route-to-tgw-without-attachment.ts';
export { default as sgOpenLatent } from './sg-open-latent.ts';
// Security groups
export { default as sgSplitDefaultBypass } from './sg-split-default-bypass.ts';
export { default as sgUnused } from './sg-unused.ts';
export { default as subnetNoDefaultRoute } from './subnet-no-default-route.ts';
export { default as subnetPublicIpNoIgwRoute } from './subnet-public-ip-no-igw-route.ts';
export { default as trafficMirroring } from './traffic-mirroring.ts';
// VPC endpoints and PrivateLink
// Peering
// Transit gateways
// VPN
export { default as vgwUnattached } from './vgw-unattached.ts';
export { default as vpnSettings } from './vpn-settings.ts';
export { default as vpnTunnels } from './vpn-tunnels.ts';
