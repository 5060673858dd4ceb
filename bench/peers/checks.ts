/**
 * Every network check of the peers, and which findings of hopscope answer the same question. Where a peer names a thing that
 * hopscope does not, `differences` says whose mistake it is, or that the two ask different questions.
 */

export interface Difference {
  /** Names of the things, as the seed or AWS names them; * stands for anything. */
  on: string[];
  who: 'theirs is wrong' | 'ours is wrong' | 'another question' | 'the emulator is wrong';
  because: string;
}

export interface Check {
  /** Ids of findings; * stands for anything. */
  ours: string[];
  differences: Difference[];
}

const another = (because: string, ...on: string[]): Difference => ({
  on: on.length ? on : ['*'],
  who: 'another question',
  because,
});
const theirs = (because: string, ...on: string[]): Difference => ({ on, who: 'theirs is wrong', because });
const emulator = (because: string, ...on: string[]): Difference => ({ on, who: 'the emulator is wrong', because });

/** The same question. */
const same = (ours: string | string[], ...differences: Difference[]): Check => ({ ours: [ours].flat(), differences });
/** Nothing that hopscope asks. */
const unasked = (because: string): Check => same([], another(because));

const NOT_NETWORK = unasked('About data, images or machines, not about the network.');

/** What a service's port being open can be called: reachable, or open behind something that keeps the internet out. */
const open = (...rules: string[]): string[] => [...rules.map((rule) => `exposed-${rule}`), 'exposed-all-ports', 'sg-open-latent'];

const UNWORN = another('Nothing wears the group, so nobody is let in anywhere: hopscope says sg-unused.', 'launch-wizard-1');
const NO_ADDRESS = theirs(
  'It has no public address, as Prowler says itself, so the internet does not reach it. hopscope says once, of its group sg-0a976063652613892, that only this keeps the internet out (sg-open-latent).',
  'i-04f5a4137465adf16',
);
const port = (...rules: string[]): Check => same(open(...rules), UNWORN, NO_ADDRESS);

const FILTERS_NOTHING = [
  another('It filters no subnet: hopscope says nacl-unused.', 'unused list'),
  another(
    'It filters no subnet: it is the default list of vpc-05e07ebc970553079, whose subnets have another, and cannot be deleted.',
    'acl-0be2a1415f9000de0',
  ),
];

const BEHIND = [
  theirs(
    'It has no public address, as Prowler says itself, so the internet does not reach it. hopscope says exposed-* of others who wear its group.',
    'hidden admin',
  ),
  theirs('The network ACL of its subnet lets neither port in: nacl-blocks-allowed-sg says so.', 'guarded admin'),
  theirs(
    'The group is open to ::/0 alone and the host has no IPv6 address: hopscope says sg-open-latent of the group.',
    'bastion for IPv6',
  ),
];

export const checks: Readonly<Record<string, Check>> = {
  // Prowler: instances
  ec2_instance_port_cassandra_exposed_to_internet: port('cassandra', 'unlisted-port', 'dev-http'),
  ec2_instance_port_cifs_exposed_to_internet: port('smb-netbios'),
  ec2_instance_port_elasticsearch_kibana_exposed_to_internet: port('elasticsearch'),
  ec2_instance_port_ftp_exposed_to_internet: port('ftp'),
  ec2_instance_port_kafka_exposed_to_internet: port('kafka'),
  ec2_instance_port_kerberos_exposed_to_internet: port('kerberos'),
  ec2_instance_port_ldap_exposed_to_internet: port('ldap'),
  ec2_instance_port_memcached_exposed_to_internet: port('memcached'),
  ec2_instance_port_mongodb_exposed_to_internet: port('mongodb'),
  ec2_instance_port_mysql_exposed_to_internet: port('mysql'),
  ec2_instance_port_oracle_exposed_to_internet: port('oracle'),
  ec2_instance_port_postgresql_exposed_to_internet: port('postgres'),
  ec2_instance_port_rdp_exposed_to_internet: same(open('rdp'), NO_ADDRESS, ...BEHIND),
  ec2_instance_port_redis_exposed_to_internet: port('redis'),
  ec2_instance_port_sqlserver_exposed_to_internet: port('mssql'),
  ec2_instance_port_ssh_exposed_to_internet: same(open('ssh'), ...BEHIND),
  ec2_instance_port_telnet_exposed_to_internet: port('telnet'),
  ec2_instance_public_ip: same(['instance-public-ip', 'public-ipv4-inventory', 'exposed-*']),
  ec2_instance_internet_facing_with_instance_profile: same('exposed-instance-with-role'),
  ec2_instance_imdsv2_enabled: same(['imds-v1-allowed', 'exposed-imdsv1']),
  ec2_instance_account_imdsv2_enabled: same(
    'imds-default-not-enforced',
    emulator(
      'It has no GetInstanceMetadataDefaults, and the empty answer that stands in holds no settings; of AWS’s answer hopscope says it.',
      '123456789012 *',
    ),
  ),
  ec2_instance_uses_single_eni: same(
    ['instance-multiple-enis', 'instance-bridges-zones'],
    another('Two interfaces in one subnet join nothing that is apart: hopscope speaks of legs in several subnets.'),
  ),
  ec2_launch_template_no_public_ip: same('launch-template-public-ip'),
  ec2_elastic_ip_unassigned: same('eip-unassociated'),
  // Prowler: security groups
  ec2_securitygroup_allow_ingress_from_internet_to_all_ports: same('exposed-all-ports'),
  ec2_securitygroup_allow_ingress_from_internet_to_any_port: same(['exposed-*', 'sg-open-latent'], UNWORN),
  ec2_securitygroup_allow_ingress_from_internet_to_any_port_from_ip: same([
    'sg-specific-public-ip',
    'sg-wide-public-cidr',
    'sg-split-default-bypass',
  ]),
  ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports: same(['exposed-*', 'sg-open-latent']),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22: port('ssh'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389: port('rdp'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_cassandra_7199_9160_8888: port('cassandra'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_elasticsearch_kibana_9200_9300_5601: port('elasticsearch'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_ftp_20_21: port('ftp'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_kafka_9092: port('kafka'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_memcached_11211: port('memcached'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mongodb_27017_27018: port('mongodb'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mysql_3306: port('mysql'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_oracle_1521_2483: port('oracle'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432: port('postgres'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_redis_6379: port('redis'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_sql_server_1433_1434: port('mssql'),
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_telnet_23: port('telnet'),
  ec2_securitygroup_allow_wide_open_public_ipv4: same(['sg-wide-public-cidr', 'sg-split-default-bypass']),
  ec2_securitygroup_default_restrict_traffic: same(['sg-default-has-rules', 'sg-default-in-use']),
  ec2_securitygroup_from_launch_wizard: same(
    'sg-launch-wizard',
    another('Worn by nothing: hopscope says sg-unused.', 'launch-wizard-1'),
  ),
  ec2_securitygroup_not_used: same('sg-unused'),
  ec2_securitygroup_with_many_ingress_egress_rules: same('sg-many-rules'),
  // Prowler: network ACLs
  ec2_networkacl_allow_ingress_any_port: same('nacl-allows-all-ingress', ...FILTERS_NOTHING),
  ec2_networkacl_allow_ingress_tcp_port_22: same(['nacl-admin-port-open', 'nacl-allows-all-ingress'], ...FILTERS_NOTHING),
  ec2_networkacl_allow_ingress_tcp_port_3389: same(['nacl-admin-port-open', 'nacl-allows-all-ingress'], ...FILTERS_NOTHING),
  ec2_networkacl_unused: same('nacl-unused'),
  // Prowler: VPCs
  vpc_different_regions: unasked('Whether somebody works in several Regions is a choice, not a mistake of the network.'),
  vpc_endpoint_connections_trust_boundaries: same(
    ['vpce-policy-full-access', 'vpce-policy-untrusted'],
    theirs(
      'The policy lets everybody of one organization through (aws:PrincipalOrgID), and nobody else. Prowler seeks the number of the account in the id of the organization.',
      'vpce-03ecd9348b4ea25f2',
      'vpce-0a51820394c013aa4',
      'vpce-005ec995898f68986',
      'vpce-046ae7cfc1535af8e',
      'vpce-071031ccc22376749',
      'vpce-08e366b5af9126171',
      'vpce-0ce7f2bc8e801c0c0',
      'vpce-0d7411d1f3619822f',
    ),
  ),
  vpc_endpoint_for_ec2_enabled: unasked(
    'An endpoint for the EC2 API is asked for where a subnet has no other way out and needs it: vpce-missing-for-isolated.',
  ),
  vpc_endpoint_multi_az_enabled: same('vpce-single-az'),
  vpc_endpoint_services_allowed_principals_trust_boundaries: same('vpces-open-principals'),
  vpc_flow_logs_enabled: same(['flow-logs-missing', 'flow-logs-partial']),
  vpc_peering_routing_tables_with_least_privilege: same('route-peering-too-broad'),
  vpc_subnet_different_az: same('vpc-single-az'),
  vpc_subnet_no_public_ip_by_default: same('subnet-auto-public-ip'),
  vpc_subnet_separate_private_public: same(
    'vpc-only-public-subnets',
    another(
      'That a VPC has private subnets alone is good.',
      'vpc-009edd9f809c48e4d',
      'vpc-03faa4b512bb87441',
      'vpc-06cc8138065ca66d0',
      'vpc-0ff65259e4bf88bab',
    ),
    another(
      'AWS makes default VPCs with public subnets: hopscope says that something is in it (vpc-default-in-use).',
      'vpc-0f1cc133d5e13f92a',
    ),
  ),
  vpc_vpn_connection_tunnels_up: same(['vpn-tunnel-down', 'vpn-all-tunnels-down']),
  ec2_client_vpn_endpoint_connection_logging_enabled: same('clientvpn-no-logging'),
  ec2_transitgateway_auto_accept_vpc_attachments: same(
    'tgw-auto-accept',
    theirs('It belongs to the network account, which shares it: hopscope says it there, once.', 'tgw-0cdb768f3b6ca659f'),
  ),
  // Prowler: load balancers
  elb_connection_draining_enabled: unasked('How a balancer lets go of a target is about deployments.'),
  elb_cross_zone_load_balancing_enabled: same(
    'lb-cross-zone-off-az-empty',
    another(
      'Cross-zone balancing costs traffic between zones; that it is off hurts where a zone has no healthy target, and of that hopscope speaks.',
    ),
  ),
  elb_desync_mitigation_mode: unasked('How HTTP is parsed is above the network.'),
  elb_insecure_ssl_ciphers: same('lb-weak-tls'),
  elb_internet_facing: same(
    'exposed-*',
    another(
      'To be internet-facing is what it is for; hopscope says what is reached at its interfaces, and the emulator gives a balancer none.',
    ),
  ),
  elb_is_in_multiple_az: same(
    'lb-single-az',
    emulator('It lists no zone of a classic balancer: neither tool can know how many there are.', 'old-shop'),
  ),
  elb_logging_enabled: unasked('Access logs of balancers are about requests, not packets.'),
  elb_ssl_listeners: same('lb-clear-text'),
  elb_ssl_listeners_use_acm_certificate: unasked('Who issued a certificate is not about the network.'),
  elbv2_alb_drop_invalid_header_fields_enabled: unasked('How HTTP is parsed is above the network.'),
  elbv2_cross_zone_load_balancing_enabled: same(
    'lb-cross-zone-off-az-empty',
    another(
      'Cross-zone balancing costs traffic between zones; that it is off hurts where a zone has no healthy target, and of that hopscope speaks.',
    ),
  ),
  elbv2_deletion_protection: unasked('Who may delete a balancer is about operation.'),
  elbv2_desync_mitigation_mode: unasked('How HTTP is parsed is above the network.'),
  elbv2_insecure_ssl_ciphers: same('lb-weak-tls'),
  elbv2_internet_facing: same('exposed-*'),
  elbv2_is_in_multiple_az: same('lb-single-az'),
  elbv2_listener_fips_tls_enabled: unasked('Whether FIPS policies are asked for depends on the company.'),
  elbv2_listener_pqc_tls_enabled: unasked('Whether post-quantum policies are asked for depends on the company.'),
  elbv2_listeners_underneath: same('lb-no-targets'),
  elbv2_logging_enabled: unasked('Access logs of balancers are about requests, not packets.'),
  elbv2_nlb_tls_termination_enabled: unasked('Passing TLS through to the target is as good as ending it at the balancer.'),
  elbv2_ssl_listeners: same('lb-clear-text'),
  elbv2_waf_acl_attached: unasked('AWS WAF looks at requests; it is not collected.'),
  // Prowler: firewalls, lines, names
  networkfirewall_deletion_protection: unasked('Who may delete a firewall is about operation.'),
  networkfirewall_in_all_vpc: same(
    ['nfw-not-in-path'],
    another('Not every VPC needs a firewall of its own. Where one is, hopscope asks whether packets go through it.'),
  ),
  networkfirewall_logging_enabled: same('nfw-no-logging'),
  networkfirewall_multi_az: same(
    'nfw-single-az',
    another(
      'hopscope says it where subnets of another zone depend on the endpoint; no route leads to this firewall at all: nfw-not-in-path.',
      'office firewall',
      'trial',
    ),
  ),
  networkfirewall_policy_default_action_fragmented_packets: same(
    'nfw-default-pass-fragments',
    theirs(
      'The emulator does not have the policy that the firewall names; what nobody could read is not empty. hopscope does not judge it.',
      'office firewall',
    ),
  ),
  networkfirewall_policy_default_action_full_packets: same(
    'nfw-default-pass-full',
    theirs(
      'The emulator does not have the policy that the firewall names; what nobody could read is not empty. hopscope does not judge it.',
      'office firewall',
    ),
  ),
  networkfirewall_policy_rule_group_associated: same(
    'nfw-no-rule-groups',
    theirs(
      'The emulator does not have the policy that the firewall names; what nobody could read is not empty. hopscope does not judge it.',
      'office firewall',
    ),
  ),
  directconnect_connection_redundancy: same(
    'dx-single-location',
    emulator(
      'It writes the times of DescribeConnections as text, AWS as numbers: the scan takes that answer for damaged, and hopscope says that it cannot judge.',
      '123456789012 *',
    ),
  ),
  directconnect_virtual_interface_redundancy: same('dx-single-vif'),
  route53_dangling_ip_subdomain_takeover: same('r53-dangling-record'),
  route53_public_hosted_zones_cloudwatch_logging_enabled: unasked(
    'Who asked a public zone for what tells of the world, not of a network: hopscope reads what its records lead to.',
  ),
  // ScoutSuite
  'ec2-default-security-group-in-use': same('sg-default-in-use'),
  'ec2-default-security-group-with-rules': same('sg-default-has-rules'),
  'ec2-security-group-opens-DNS-port-to-all': port('dns'),
  'ec2-security-group-opens-MongoDB-port-to-all': port('mongodb'),
  'ec2-security-group-opens-MsSQL-port-to-all': port('mssql'),
  'ec2-security-group-opens-MySQL-port-to-all': port('mysql'),
  'ec2-security-group-opens-NFS-port-to-all': port('nfs'),
  'ec2-security-group-opens-Oracle DB-port-to-all': port('oracle'),
  'ec2-security-group-opens-PostgreSQL-port-to-all': port('postgres'),
  'ec2-security-group-opens-RDP-port-to-all': port('rdp'),
  'ec2-security-group-opens-SMTP-port-to-all': port('smtp'),
  'ec2-security-group-opens-SSH-port-to-all': port('ssh'),
  'ec2-security-group-opens-TCP-port-to-all': same(['exposed-*', 'sg-open-latent'], UNWORN),
  'ec2-security-group-opens-UDP-port-to-all': same(['exposed-*', 'sg-open-latent'], UNWORN),
  'ec2-security-group-opens-all-ports': same(
    ['exposed-all-ports', 'sg-wide-port-range', 'sg-self-all-ports', 'sg-default-has-rules', 'sg-open-latent'],
    another('All ports, to members of one other group alone.', 'app-all-private-ports'),
    another('All ports, from private ranges alone.', 'sg-0fb785381b39d0f8c'),
  ),
  'ec2-security-group-opens-all-ports-to-all': same(['exposed-all-ports', 'sg-open-latent']),
  'ec2-security-group-opens-all-ports-to-self': same(['sg-self-all-ports', 'sg-default-has-rules']),
  'ec2-security-group-opens-icmp-to-all': same(['exposed-icmp', 'sg-open-latent']),
  'ec2-security-group-opens-plaintext-port-FTP': port('ftp'),
  'ec2-security-group-opens-plaintext-port-Telnet': port('telnet'),
  'ec2-security-group-opens-port-range': same(['sg-wide-port-range', 'exposed-*']),
  'ec2-security-group-whitelists-aws': same(['sg-wide-public-cidr', 'sg-specific-public-ip']),
  'ec2-unused-security-group': same('sg-unused'),
  'vpc-custom-network-acls-allow-all-egress': same('nacl-egress-all'),
  'vpc-custom-network-acls-allow-all-ingress': same('nacl-allows-all-ingress'),
  'vpc-default-network-acls-allow-all-egress': same('nacl-egress-all', ...FILTERS_NOTHING),
  'vpc-default-network-acls-allow-all-ingress': same('nacl-allows-all-ingress', ...FILTERS_NOTHING),
  'vpc-network-acl-not-used': same('nacl-unused'),
  'vpc-routing-tables-with-peering': same('route-peering-too-broad'),
  'vpc-subnet-with-allow-all-egress-acls': same('nacl-egress-all'),
  'vpc-subnet-with-allow-all-ingress-acls': same('nacl-allows-all-ingress'),
  'vpc-subnet-without-flow-log': same(
    ['flow-logs-missing', 'flow-logs-partial'],
    another('Nothing is in it: hopscope asks for flow logs where there is traffic to be logged.'),
  ),
  'elb-listener-allowing-cleartext': same('lb-clear-text'),
  'elb-no-access-logs': unasked('Access logs of balancers are about requests, not packets.'),
  'elb-older-ssl-policy': same('lb-weak-tls'),
  'elbv2-http-request-smuggling': unasked('How HTTP is parsed is above the network.'),
  'elbv2-listener-allowing-cleartext': same('lb-clear-text'),
  'elbv2-no-access-logs': unasked('Access logs of balancers are about requests, not packets.'),
  'elbv2-no-deletion-protection': unasked('Who may delete a balancer is about operation.'),
  'elbv2-older-ssl-policy': same('lb-weak-tls'),
  'route53-domain-no-autorenew': unasked('Registrations of domains are not part of a network.'),
  'route53-domain-no-transferlock': unasked('Registrations of domains are not part of a network.'),
  'route53-domain-transferlock-not-authorized': unasked('Registrations of domains are not part of a network.'),
  'ec2-ami-public': NOT_NETWORK,
  'ec2-ebs-default-encryption-disabled': NOT_NETWORK,
  'ec2-ebs-snapshot-not-encrypted': NOT_NETWORK,
  'ec2-ebs-snapshot-public': NOT_NETWORK,
  'ec2-ebs-volume-not-encrypted': NOT_NETWORK,
  'ec2-instance-with-user-data-secrets': NOT_NETWORK,
};

/** Their ids that are about networks. Prowler takes ids with underscores and is asked these alone; ScoutSuite, with hyphens, all of a service. */
export const networkChecks = Object.keys(checks).filter((id) => checks[id] !== NOT_NETWORK);

const TRACK =
  'Of the balancer track. Prowler passes groups whose interfaces are of balancers, and its elbv2_internet_facing asks for groups that are open on all 65536 ports: “internet facing scheme … but is not public”. ScoutSuite’s check leaves port 443 out.';

/**
 * What hopscope finds by a rule that some check maps to, where no peer names the thing: why hopscope is right. By rule, then by
 * the name of the thing; * stands for anything.
 */
export const oursAlone: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'clientvpn-no-logging': {
    'cvpn-endpoint-0db1eaeb088c5e746': 'Prowler’s check of it was not yet among those of the run that the results are of.',
  },
  'dx-single-vif': {
    '7c1f0b52-9a3e-4d68-8b70-2f5e61d9ac04':
      'Prowler’s directconnect_virtual_interface_redundancy reads virtualGatewayId of every virtual interface, and looks at none of a Region where one has no such field: this one is on a Direct Connect gateway, and the sample has it without.',
  },
  'exposed-https': {
    'eni-007e35396a23cbde7':
      'Its group lets in a prefix list that holds 0.0.0.0/0. Neither peer reads the prefix lists of rules.',
    'eni-01dafab6855495881': TRACK,
    'eni-08f72533ad08c69c5': TRACK,
  },
  'exposed-secondary-ip': { 'eni-007e35396a23cbde7': 'A second address of the interface; the peers look at the first.' },
  'exposed-via-load-balancer': {
    'eni-*': 'Hosts without a public address, reached through a load balancer: a peer looks at one thing at a time.',
  },
  'instance-public-ip': {
    'i-0e4256615676badec':
      'The Elastic IP is on its second private address. Prowler’s ec2_instance_public_ip reads PublicIpAddress of the instance, which is that of the first, and passes it.',
  },
  'launch-template-public-ip': {
    'lt-09cbd99dbbd396769/4':
      'Prowler finds templates by DescribeLaunchTemplates, which replay does not answer; it says it of the emulated account’s.',
  },
  'lb-no-targets': {
    '*': 'Prowler asks whether a balancer has listeners; these have, and nothing behind them.',
  },
  'nacl-admin-port-open': { 'acl-*': 'Lists of VPCs with nothing in them, at which Prowler does not look.' },
  'nfw-not-in-path': { '*': 'No route leads to the firewall; the peers ask only whether a VPC has one.' },
  'public-ipv4-inventory': { '*': 'The list of public addresses of a Region, for whoever pays for them.' },
  'r53-dangling-record': {
    'Z0917734PUBLICHALDEN/promo.*':
      'Prowler reads Amazon’s ranges from the internet as it goes; where it cannot, as on the machine of this run, it passes the record.',
    'Z0917734PUBLICHALDEN/haldenpost.example./A':
      'An alias of a load balancer in the company’s other account, which is not part of this scan; with both accounts scanned nothing is said.',
    'Z0917734PUBLICHALDEN/beta-track.*':
      'The record is of a load balancer that is gone, and Prowler asks about addresses and buckets.',
    'Z04417326P1KQ8Y5HALDN/*': 'The record is of a private address, and Prowler asks only about public ones.',
  },
  'route-peering-too-broad': {
    'rtb-0b5930c3f515e3a5d':
      'Prowler’s vpc_peering_routing_tables_with_least_privilege forgets the block of the accepter (it sets it to nothing before it reads it), and the routes are to all of that. ScoutSuite’s vpc-routing-tables-with-peering asks for connections without an id, and finds none ever.',
  },
  'sg-default-has-rules': {
    'sg-*':
      'Default groups of VPCs with nothing in them, at which Prowler does not look; they let everything out. ScoutSuite names default groups as AWS makes them, with the rule for their own members, which the emulator leaves out.',
  },
  'sg-many-rules': {
    'sg-0fc1f2beda4e69184':
      'Prowler’s ec2_securitygroup_with_many_ingress_egress_rules counts the sets of IpPermissions: 52 addresses on one port are “1 inbound rules”. AWS counts 52 against its quota of 60.',
  },
  'sg-specific-public-ip': {
    'sg-0b1b5e7e62f4c6566':
      'Its addresses stand for public ones and are of a range for documentation, 198.51.100.0/24, which Python’s is_global, and so Prowler, takes for private.',
  },
  'subnet-auto-public-ip': {
    'subnet-*':
      'Subnets of default VPCs with nothing in them, at which Prowler does not look: whatever is started there has a public address.',
  },
  'vpce-policy-full-access': {
    'S3 endpoint':
      'The emulator lists a gateway endpoint without VpcEndpointType, and Prowler passes over it; of AWS’s answer it judges gateway endpoints too.',
  },
  'vpces-open-principals': {
    'vpce-svc-07be3c51da8f20964': 'Prowler finds endpoint services by DescribeVpcEndpointServices, which replay does not answer.',
  },
};
