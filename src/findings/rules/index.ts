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
export { default as sgOpenLatent } from './sg-open-latent.ts';
// Security groups
export { default as sgSplitDefaultBypass } from './sg-split-default-bypass.ts';
export { default as sgUnused } from './sg-unused.ts';
// VPC endpoints and PrivateLink
// Peering
// Transit gateways
export { default as tgwApplianceModeOff } from './tgw-appliance-mode-off.ts';
export { default as tgwAttachmentBadState } from './tgw-attachment-bad-state.ts';
export { default as tgwAttachmentNoAssociation } from './tgw-attachment-no-association.ts';
export { default as tgwAttachmentNotPropagated } from './tgw-attachment-not-propagated.ts';
export { default as tgwAutoAccept } from './tgw-auto-accept.ts';
export { default as tgwDefaultAssociation } from './tgw-default-association.ts';
export { default as tgwOneWayRoute } from './tgw-one-way-route.ts';
export { default as tgwRouteBlackhole } from './tgw-route-blackhole.ts';
export { default as trafficMirroring } from './traffic-mirroring.ts';
// VPN
export { default as vgwUnattached } from './vgw-unattached.ts';
export { default as vpnSettings } from './vpn-settings.ts';
export { default as vpnTunnels } from './vpn-tunnels.ts';
