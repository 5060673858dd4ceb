/** The findings of the first wave, by what they are about, and those of them that no rule finds yet: that list only shrinks. */

export const firstWave: readonly string[] = [
  // Internet exposure by service
  'exposed-ssh',
  'exposed-rdp',
  'exposed-winrm',
  'exposed-telnet',
  'exposed-vnc',
  'exposed-ftp',
  'exposed-smb-netbios',
  'exposed-mysql',
  'exposed-postgres',
  'exposed-mssql',
  'exposed-oracle',
  'exposed-mongodb',
  'exposed-redis',
  'exposed-memcached',
  'exposed-elasticsearch',
  'exposed-cassandra',
  'exposed-kafka',
  'exposed-docker',
  'exposed-kubernetes',
  'exposed-ldap',
  'exposed-nfs',
  'exposed-all-ports',
  'exposed-unlisted-port',
  // Exposure context
  'sg-open-latent',
  'exposed-instance-with-role',
  'exposed-imdsv1',
  'exposed-ipv6-only-path',
  'ssh-open-though-eice-available',
  // Security groups
  'sg-wide-public-cidr',
  'sg-split-default-bypass',
  'sg-prefix-list-open',
  'sg-egress-all',
  'sg-default-has-rules',
  'sg-default-in-use',
  'sg-unused',
  'sg-stale-reference',
  'sg-reference-not-preserved',
  'sg-cross-account-reference',
  // Network ACLs
  'nacl-allows-all-ingress',
  'nacl-unused',
  'nacl-ephemeral-return-blocked-in',
  'nacl-ephemeral-return-blocked-out',
  'nacl-nat-ephemeral-blocked',
  'nacl-blocks-allowed-sg',
  'nacl-shadowed-rule',
  'nacl-ipv6-gap',
  // Route tables
  'route-blackhole',
  'route-public-subnet-no-public-ip',
  'subnet-public-ip-no-igw-route',
  'subnet-no-default-route',
  'route-igw-detached',
  'route-nat-not-available',
  'route-nat-in-private-subnet',
  'route-nat-loop',
  'route-nat-cross-az',
  'route-main-has-igw',
  'route-table-orphan',
  'route-ipv6-default-missing',
  'route-ipv6-private-via-igw',
  'route-eigw-detached',
  'route-peering-one-sided',
  'route-return-missing',
  'route-asymmetric',
  'route-to-tgw-without-attachment',
  'route-tgw-az-gap',
  'route-eni-target-srcdst-check',
  'route-eni-target-down',
  'route-core-network-missing',
  'route-peering-too-broad',
  'route-transitive-peering',
  // VPCs, subnets, addresses, DNS
  'vpc-default-in-use',
  'subnet-auto-public-ip',
  'subnet-ip-low',
  'subnet-ip-exhausted',
  'vpc-cidr-overlap-connected',
  'igw-unattached',
  'igw-unused',
  'dns-support-disabled',
  'dns-hostnames-disabled',
  'dhcp-custom-dns',
  'vpc-bpa-off',
  'vpc-bpa-exclusion',
  'vpc-bpa-breaks-path',
  // Interfaces, addresses, instances
  'eip-unassociated',
  'eip-on-stopped-instance',
  'eni-unused',
  'eni-srcdst-check-off',
  'imds-v1-allowed',
  // NAT gateways
  'nat-unused',
  'nat-single-az',
  'nat-failed',
  'nat-no-s3-gateway-endpoint',
  // VPC endpoints and PrivateLink
  'vpce-policy-full-access',
  'vpce-policy-untrusted',
  'vpce-state-bad',
  'vpce-gateway-no-route-table',
  'vpce-gateway-partial',
  'vpce-private-dns-off',
  'vpce-private-dns-ineffective',
  'vpce-sg-blocks-443',
  'vpce-single-az',
  'vpce-missing-for-isolated',
  'vpces-auto-accept',
  'vpces-open-principals',
  // Peering
  'pcx-not-active',
  'pcx-cross-account-untrusted',
  'pcx-dns-resolution-off',
  'pcx-unused',
  'pcx-cidr-overlap',
  // Transit gateways
  'tgw-auto-accept',
  'tgw-default-association',
  'tgw-route-blackhole',
  'tgw-attachment-no-association',
  'tgw-attachment-not-propagated',
  'tgw-one-way-route',
  'tgw-attachment-bad-state',
  'tgw-appliance-mode-off',
  // VPN and Direct Connect
  'vpn-tunnel-down',
  'vpn-all-tunnels-down',
  'vpn-ikev1',
  'vpn-no-routes',
  'vpn-logging-off',
  'vgw-unattached',
  // Flow logs and mirroring
  'flow-logs-missing',
  'flow-logs-delivery-failed',
  'flow-logs-traffic-type',
  'traffic-mirror-session-active',
  'traffic-mirror-cross-account-target',
  'traffic-mirror-dangling',
  // Instance Connect
  'eice-failed',
  'eice-sg-egress-wide',
  'eice-target-blocked',
  // Cloud WAN
  'cwan-attachment-pending',
  'cwan-acceptance-not-required',
  'cwan-policy-not-live',
  'cwan-route-blackhole',
];

/** Whoever builds a rule takes its line away. */
export const notBuilt: readonly string[] = [
  // Exposure context
  // Security groups
  // Network ACLs
  // Route tables
  'route-asymmetric',
  // VPCs, subnets, addresses, DNS
  // Interfaces, addresses, instances
  // NAT gateways
  // VPC endpoints and PrivateLink
  // Peering
  // Transit gateways
  // VPN and Direct Connect
  // Flow logs and mirroring
  // Instance Connect
  // Cloud WAN
];
