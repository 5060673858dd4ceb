/** The hub in Frankfurt: inspection VPC, shared services, transit gateway and the way to Leipzig. */
import type { Company } from './company.ts';
import { EVERYWHERE, INSIDE, LABEL_SERVICE, LEIPZIG, ownAccountsOnly } from './company.ts';

export type Hub = ReturnType<typeof hub>;

export function hub({ estate, network, parcel }: Company) {
  const region = network.frankfurt;

  const transit = region.transitGateway('haldenpost-hub', {
    asn: 64600,
    description: 'Hub of all VPCs and of the sorting centres',
    shared: [parcel.frankfurt],
    options: {
      AutoAcceptSharedAttachments: 'enable',
      VpnEcmpSupport: 'disable',
      TransitGatewayCidrBlocks: ['10.252.0.0/24'],
    },
  });
  estate.mistake('tgw-auto-accept', transit, 'whoever it is shared with attaches without being asked');
  const spokes = transit.table('spokes');
  const inspected = transit.table('inspected');

  // Inspection: everything that leaves passes a firewall endpoint, then a NAT gateway, both in its own zone. ------------------
  const inspection = region.vpc('inspection', { cidr: '10.20.0.0/22', tags: { env: 'prod' } });
  const [transitA, transitB, firewallA, firewallB, publicA, publicB] = [
    inspection.subnet('inspection-transit-a', { cidr: '10.20.0.0/28', zone: 'a' }),
    inspection.subnet('inspection-transit-b', { cidr: '10.20.0.16/28', zone: 'b' }),
    inspection.subnet('inspection-firewall-a', { cidr: '10.20.0.32/28', zone: 'a' }),
    inspection.subnet('inspection-firewall-b', { cidr: '10.20.0.48/28', zone: 'b' }),
    inspection.subnet('inspection-public-a', { cidr: '10.20.1.0/26', zone: 'a' }),
    inspection.subnet('inspection-public-b', { cidr: '10.20.1.64/26', zone: 'b' }),
  ];
  const internet = inspection.internetGateway('inspection');
  const firewall = region.arn('network-firewall', 'firewall/haldenpost-egress');
  const lanes = [
    { letter: 'a', inner: transitA, middle: firewallA, outer: publicA },
    { letter: 'b', inner: transitB, middle: firewallB, outer: publicB },
  ];
  const walls = lanes.map(({ letter, inner, middle, outer }) => {
    const nat = outer.natGateway(`inspection-${letter}`, { elasticIp: region.elasticIp(`inspection-nat-${letter}`) });
    const service = 'com.amazonaws.vpce.eu-central-1.vpce-svc-0a8c25e19f7b3d604';
    const wall = inspection.interfaceEndpoint(`firewall-${letter}`, { service, subnets: [middle], firewall });
    inspection.table(`inspection-transit-${letter}`, [inner]).route(EVERYWHERE, wall);
    inspection.table(`inspection-firewall-${letter}`, [middle]).route(EVERYWHERE, nat).route(INSIDE, transit);
    inspection.table(`inspection-public-${letter}`, [outer]).route(EVERYWHERE, internet).route(INSIDE, wall);
    return { subnet: middle, wall };
  });
  const toInspection = transit.attach('inspection', inspection, [transitA, transitB]).associate(inspected);
  estate.mistake('tgw-appliance-mode-off', toInspection, 'a flow between zones meets two firewall endpoints, which drop it');
  region.flowLog('inspection', { of: inspection, to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-euc1' } });
  region.flowLog('haldenpost-hub', { of: transit, to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-euc1' } });

  // Shared services: directory, runners, and doors to services for everyone. ------------------------------------------------
  const names = region.dhcpOptions('corp-names', { domain: 'corp.haldenpost.internal', servers: ['10.20.16.10', '10.20.17.10'] });
  estate.mistake(
    'dhcp-custom-dns',
    names,
    'the names of the endpoints below are asked of the domain controllers, which do not know them',
  );
  const shared = region.vpc('shared', { cidr: '10.20.16.0/20', dhcp: names, tags: { env: 'shared' } });
  const [sharedA, sharedB] = [
    shared.subnet('shared-a', { cidr: '10.20.16.0/24', zone: 'a' }),
    shared.subnet('shared-b', { cidr: '10.20.17.0/24', zone: 'b' }),
  ];
  const privateTable = shared.table('shared-private', [sharedA, sharedB]).route(EVERYWHERE, transit);
  const directory = shared
    .group('directory', 'Domain controllers')
    .allow('udp', 53, INSIDE, 'names')
    .allow('tcp', 389, INSIDE, 'LDAP')
    .allow('tcp', 445, '10.20.0.0/16', 'group policy');
  const runners = shared.group('ci-runner', 'Build runners');
  sharedA.instance('dc-1', { type: 'm6i.large', groups: [directory], windows: true, address: '10.20.16.10' });
  sharedB.instance('dc-2', { type: 'm6i.large', groups: [directory], windows: true, address: '10.20.17.10' });
  sharedA.instance('ci-runner-1', { type: 'c6g.xlarge', groups: [runners], profile: 'ci-runner' });

  const doors = shared.group('endpoints', 'Doors to AWS services').allow('tcp', 443, INSIDE, 'everyone inside').closed();
  const endpoint = { subnets: [sharedA, sharedB], groups: [doors], privateDns: true, policy: ownAccountsOnly };
  shared.interfaceEndpoint('ssm', { service: 'ssm', ...endpoint });
  const monitoring = shared
    .group('monitoring', 'Door to CloudWatch')
    .allow('tcp', 443, '10.20.32.0/20', 'monitoring subnets')
    .closed();
  const watch = shared.interfaceEndpoint('monitoring', { service: 'monitoring', ...endpoint, groups: [monitoring] });
  estate.mistake('vpce-sg-blocks-443', watch, 'its group admits a block in which there is no subnet');
  const labelDoor = shared.interfaceEndpoint('label-api', { ...endpoint, service: LABEL_SERVICE, privateDns: false });
  const toShared = transit.attach('shared', shared, [sharedA, sharedB]).associate(spokes).propagate(inspected);
  estate.mistake('tgw-attachment-subnet-shared', toShared, 'workloads have the tables and lists of the attachment');
  region.flowLog('shared', { of: shared, to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-euc1' } });

  // Leipzig ------------------------------------------------------------------------------------------------------------------
  const leipzig = region.customerGateway('leipzig', { address: '198.51.100.18', asn: 65101, device: 'lej-edge-1' });
  const vpn = region.vpnConnection('leipzig', {
    from: leipzig,
    on: transit,
    tunnels: [
      { up: true, routes: 4, since: new Date('2026-09-02T11:40:08Z') },
      { up: false, since: new Date('2026-11-09T03:12:55Z') },
    ],
    ike: ['ikev2'],
    logs: '/vpn/leipzig',
  });
  estate.mistake('vpn-tunnel-down', vpn, 'one tunnel has been down for a week');
  const toLeipzig = transit.attachVpn('leipzig', vpn, [LEIPZIG]).associate(spokes).propagate(inspected);

  spokes.route(EVERYWHERE, toInspection).route('10.99.0.0/16', 'blackhole');
  estate.mistake('tgw-route-blackhole', spokes, 'the VPC of 10.99.0.0/16 was detached, its route was left');

  const orphan = region.vpnGateway('leipzig-old', { asn: 64512 });
  estate.mistake('vgw-unattached', orphan, 'left over from before the transit gateway');
  const ftp = region.elasticIp('ftp-old');
  estate.mistake('eip-unassociated', ftp, 'its server is long gone');
  const centres = region.prefixList('sorting-centres', {
    entries: { [LEIPZIG]: 'Leipzig', '10.129.0.0/16': 'Dublin', '10.130.0.0/16': 'Newark' },
  });

  return {
    centres,
    doors,
    toInspection,
    walls,
    labelDoor,
    leipzig,
    transit,
    spokes,
    inspected,
    inspection,
    shared,
    sharedA,
    sharedB,
    privateTable,
    vpn,
    toShared,
    toLeipzig,
    ftp,
  };
}
