/** Doors that AWS keeps for its own services, addresses that people brought, firewall proxies (I17, I20–I22, N13, G1, E6, F11). */
import { claim } from './claim.ts';
import { aclEntry, routeData, tcp, udp, type World } from './scenario.ts';
import { office } from './worlds.ts';

const accelerated = (): World =>
  office()
    .eni('eni-accelerator', 'subnet-private', '10.0.2.200', [], { InterfaceType: 'global_accelerator_managed' })
    .change('security-group', 'sg-app', (data) =>
      data.IpPermissions.push({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
    );
const withAcl =
  (id: string, ...entries: string[]) =>
  (world: World) =>
    world.change('network-acl', id, { Entries: entries.map(aclEntry) });
const answersOnly = ['out 100 allow tcp 1024-65535 0.0.0.0/0'];

claim(
  'I20: an accelerator reaches a private instance, without a public address or a route to the internet gateway',
  ['eni-accelerator', 'eni-app', tcp(443)],
  accelerated,
  'reachable',
  'the VPC has no internet gateway',
  (world) => world.remove('internet-gateway', 'igw-a'),
  ['blocked', 'HOPSCOPE_NO_INTERNET_GATEWAY'],
);
claim(
  'I20: the group of the target sees the client’s public address',
  ['eni-accelerator', 'eni-app', tcp(443)],
  accelerated,
  'reachable',
  'the group admits only the VPC',
  (world) => world.change('security-group', 'sg-app', (data) => data.IpPermissions.pop()),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
);
claim(
  'N13: inbound rules of the ACL are not asked for what an accelerator brings',
  ['eni-accelerator', 'eni-app', tcp(443)],
  () => withAcl('acl-private', 'in 10 deny -1 0.0.0.0/0', ...answersOnly)(accelerated()),
  'reachable',
  'the outbound rules deny the answers',
  withAcl('acl-private', 'in 10 allow -1 0.0.0.0/0', 'out 100 deny -1 0.0.0.0/0'),
  ['blocked', 'SUBNET_ACL_RESTRICTION'],
);
claim(
  'I6: Block Public Access stops an accelerator, even to targets without a public address',
  ['eni-accelerator', 'eni-app', tcp(443)],
  () => accelerated().add('block-public-access-options', 'eu-west-1', { InternetGatewayBlockMode: 'block-ingress' }),
  ['blocked', 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED'],
  'it is off',
  (world) => world.change('block-public-access-options', 'eu-west-1', { InternetGatewayBlockMode: 'off' }),
  'reachable',
);
claim(
  'I20: to a Network Load Balancer without groups an accelerator does not keep the client’s address',
  ['eni-accelerator', 'eni-app', tcp(443)],
  () => accelerated().change('network-interface', 'eni-app', { InterfaceType: 'network_load_balancer', Groups: [] }),
  'unknown',
  'it is an instance with a group',
  (world) => world.change('network-interface', 'eni-app', { InterfaceType: 'interface', Groups: [{ GroupId: 'sg-app' }] }),
  'reachable',
);

const fromCloudFront = (): World =>
  office()
    .group('sg-service', 'vpc-a', [])
    .change('security-group', 'sg-service', { GroupName: 'CloudFront-VPCOrigins-Service-SG' })
    .eni('eni-cloudfront', 'subnet-private', '10.0.2.201', [])
    .change('network-interface', 'eni-cloudfront', {
      Groups: [{ GroupId: 'sg-service', GroupName: 'CloudFront-VPCOrigins-Service-SG' }],
    })
    .group('sg-origin', 'vpc-a', ['tcp 443 sg-service'])
    .eni('eni-origin', 'subnet-other', '10.0.3.20', ['sg-origin']);

claim(
  'I21: CloudFront reaches an origin whose group names the group of its service, past the inbound ACL',
  ['eni-cloudfront', 'eni-origin', tcp(443)],
  () => withAcl('acl-other', 'in 10 deny -1 0.0.0.0/0', ...answersOnly)(fromCloudFront()),
  'reachable',
  'the group names another',
  (world) =>
    world.change('security-group', 'sg-origin', (data) => (data.IpPermissions[0].UserIdGroupPairs[0].GroupId = 'sg-app')),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
);
claim(
  'I21: CloudFront’s list of addresses admits it too',
  ['eni-cloudfront', 'eni-origin', tcp(443)],
  () =>
    fromCloudFront()
      .prefixList('pl-cf', ['130.176.0.0/16'])
      .change('prefix-list', 'pl-cf', { PrefixListName: 'com.amazonaws.global.cloudfront.origin-facing' })
      .change('security-group', 'sg-origin', {
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId: 'pl-cf' }] }],
      }),
  'reachable',
  'it is a list of other addresses',
  (world) => world.change('prefix-list', 'pl-cf', { PrefixListName: 'offices' }),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
);
claim(
  'I21: CloudFront needs an internet gateway to be there',
  ['eni-cloudfront', 'eni-origin', tcp(443)],
  fromCloudFront,
  'reachable',
  'there is none',
  (world) => world.remove('internet-gateway', 'igw-a'),
  ['blocked', 'HOPSCOPE_NO_INTERNET_GATEWAY'],
);

const latticed = (): World =>
  office()
    .prefixList('pl-lattice', ['169.254.171.0/24'])
    .group('sg-target', 'vpc-a', ['tcp 443 pl-lattice'])
    .eni('eni-target', 'subnet-other', '10.0.3.30', ['sg-target']);

claim(
  'E6: a service of VPC Lattice reaches a target whose group admits Lattice’s list',
  ['lattice', 'eni-target', tcp(443)],
  latticed,
  'reachable',
  'the group names the group of the client, which cannot match',
  (world) =>
    world.change('security-group', 'sg-target', {
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: 'sg-app' }] }],
    }),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
);
claim(
  'E6: the ACL of the target’s subnet is asked for what comes from Lattice',
  ['lattice', 'eni-target', tcp(443)],
  latticed,
  'reachable',
  'it denies Lattice’s addresses',
  withAcl('acl-other', 'in 10 deny -1 169.254.171.0/24', 'in 100 allow -1 0.0.0.0/0', ...answersOnly),
  ['blocked', 'SUBNET_ACL_RESTRICTION'],
);

const POOLED = '192.0.2.77';
/** 192.0.2.0/24 is the company's own; what comes for it goes to `eni-router`. */
const brought = (): World =>
  office()
    .add('public-ipv4-pool', 'ipv4pool-ec2-1', {
      PoolId: 'ipv4pool-ec2-1',
      PoolAddressRanges: [{ FirstAddress: '192.0.2.0', LastAddress: '192.0.2.255' }],
    })
    .group('sg-router', 'vpc-a', ['-1 0.0.0.0/0'])
    .eni('eni-router', 'subnet-public', '10.0.1.30', ['sg-router'], { SourceDestCheck: false })
    .table('rtb-pool', 'vpc-a', [], ['10.0.0.0/16 local', '192.0.2.0/24 eni-router'])
    .change('route-table', 'rtb-pool', { Associations: [{ Main: false, PublicIpv4Pool: 'ipv4pool-ec2-1' }] });

claim(
  'G1: what comes in for a brought pool follows its table to an interface without a public address, untranslated',
  ['internet', POOLED, tcp(443)],
  brought,
  'reachable',
  'no table is associated with the pool',
  (world) => world.change('route-table', 'rtb-pool', { Associations: [] }),
  ['blocked', 'NO_POSSIBLE_DESTINATION'],
);
claim(
  'G1: that interface takes what is not addressed to it',
  ['internet', POOLED, tcp(443)],
  brought,
  'reachable',
  'its source/destination check is on',
  (world) => world.change('network-interface', 'eni-router', { SourceDestCheck: true }),
  ['blocked', 'ENI_ADDRESS_RESTRICTION'],
);
claim(
  'G1: its answers need a route to the internet gateway, which lets them out as they are',
  ['internet', POOLED, tcp(443)],
  brought,
  'reachable',
  'its subnet has none',
  (world) => world.change('route-table', 'rtb-public', { Routes: [routeData('10.0.0.0/16 local')] }),
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
);

const proxied = (): World =>
  office()
    .group('sg-proxy', 'vpc-a', ['-1 10.0.0.0/16'])
    .eni('eni-proxy', 'subnet-other', '10.0.3.40', ['sg-proxy'], { InterfaceType: 'vpc_endpoint' })
    .add('vpc-endpoint', 'vpce-proxy', {
      VpcEndpointId: 'vpce-proxy',
      VpcEndpointType: 'Interface',
      State: 'available',
      ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-proxy',
      NetworkInterfaceIds: ['eni-proxy'],
    })
    .change('nat-gateway', 'nat-a', {
      AttachedAppliances: [{ Type: 'network-firewall-proxy', VpcEndpointId: 'vpce-proxy', AttachmentState: 'attached' }],
    });

claim(
  'F11: a firewall proxy ends the client’s connection at its endpoint',
  ['eni-app', 'eni-proxy', tcp(1080)],
  proxied,
  'reachable',
  'it is detached from its NAT gateway',
  (world) => world.change('nat-gateway', 'nat-a', (data) => (data.AttachedAppliances[0].AttachmentState = 'detached')),
  ['blocked', 'BAD_STATE_ATTACHMENT'],
);
claim(
  'F11: a firewall proxy takes TCP only',
  ['eni-app', 'eni-proxy', udp(1080)],
  proxied,
  ['blocked', 'PROTOCOL_RESTRICTION'],
  'the endpoint is that of a service of AWS',
  (world) =>
    world
      .change('nat-gateway', 'nat-a', { AttachedAppliances: [] })
      .change('vpc-endpoint', 'vpce-proxy', { ServiceName: 'com.amazonaws.eu-west-1.logs' }),
  'reachable',
);
