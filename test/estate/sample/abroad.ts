/** Ireland and Virginia: track and trace, the customs gateway, a forgotten trial, and the Cloud WAN that joins them. */
import { CoreNetwork, managed, Peering } from '../build.ts';
import type { Company } from './company.ts';
import { DUBLIN, EVERYWHERE, NEWARK, ownAccountsOnly, tagsOf } from './company.ts';
import type { Hub } from './hub.ts';
import type { Parcel } from './parcel.ts';

/** The dock in Newark, which took its addresses out of the wrong table. */
const DOCK = '10.40.14.0/24';

export function abroad(company: Company, hub: Hub, prod: Parcel) {
  const { estate, network, parcel } = company;
  const wan = new CoreNetwork(network.account, 'haldenpost-wan', {
    description: 'Between the Regions',
    asns: '64700-64755',
    edges: {
      'eu-central-1': { asn: 64700, inside: '10.250.0.0/24' },
      'eu-west-1': { asn: 64701, inside: '10.250.1.0/24' },
      'us-east-1': { asn: 64702, inside: '10.250.2.0/24' },
      'eu-north-1': { asn: 64703, inside: '10.250.3.0/24' },
    },
    segments: [
      { name: 'prod', shares: ['shared'], acceptance: true },
      { name: 'shared', shares: ['prod'] },
      { name: 'sites', open: true },
    ],
    functions: ['inspection'],
    ahead: 1,
    seen: new Date('2026-11-16T05:28:44Z'),
  });
  estate.mistake('cwan-policy-not-live', wan, 'version 4 was written and never put to work');
  estate.mistake('cwan-edge-unused', wan, 'nothing hangs on its edge in Stockholm');
  estate.mistake('cwan-segment-open', wan, 'every segment knows the sites, and they know all of them');
  estate.mistake('cwan-no-inspection', wan, 'its policy has a group of firewalls, and nothing is led through it');
  wan.attach('shared-wan', hub.shared, [hub.sharedA, hub.sharedB], 'shared');

  // tracking-prod ------------------------------------------------------------------------------------------------------------
  const west = parcel.ireland;
  const tracking = west.vpc('tracking-prod', { cidr: '10.30.0.0/16', tags: tagsOf('prod', 'tracking', '4430') });
  const [publicA, publicB, appA, appB] = [
    tracking.subnet('tracking-public-a', { cidr: '10.30.0.0/24', zone: 'a' }),
    tracking.subnet('tracking-public-b', { cidr: '10.30.1.0/24', zone: 'b' }),
    tracking.subnet('tracking-app-a', { cidr: '10.30.16.0/20', zone: 'a' }),
    tracking.subnet('tracking-app-b', { cidr: '10.30.32.0/20', zone: 'b' }),
  ];
  tracking.table('tracking-public', [publicA, publicB]).route(EVERYWHERE, tracking.internetGateway('tracking-prod'));
  const depot = west.vpnGateway('dublin', { vpc: tracking, asn: 64620, knows: [DUBLIN] });
  west.customerGateway('dublin', { address: '198.51.100.34', asn: 65102, device: 'dub-edge-1' });
  const toParcel = new Peering('tracking-to-parcel', {
    requester: tracking,
    accepter: prod.vpc,
    dns: [true, true],
    tags: { env: 'prod' },
  });
  const [tableA, tableB] = [tracking.table('tracking-app-a', [appA]), tracking.table('tracking-app-b', [appB])];
  const nat = publicA.natGateway('tracking-a', { elasticIp: west.elasticIp('tracking-nat-a') });
  tableA.route(EVERYWHERE, nat);
  tableB.route(EVERYWHERE, publicB.natGateway('tracking-b', { elasticIp: west.elasticIp('tracking-nat-b') }));
  for (const table of [tableA, tableB]) table.route('10.20.16.0/20', wan).route('10.21.0.0/16', toParcel).propagate(depot);
  for (const table of [prod.tableA, prod.tableB]) table.route('10.30.0.0/16', toParcel);
  tracking.gatewayEndpoint('s3', { tables: [tableA, tableB], policy: ownAccountsOnly });
  wan.attach('tracking-wan', tracking, [appA, appB], 'prod');
  hub.privateTable.route('10.30.0.0/16', wan);

  const web = tracking.group('tracking-web', 'Public load balancer').allow('tcp', 443, EVERYWHERE, 'recipients');
  const scan = tracking
    .group('tracking-scan', 'Scans from the depots')
    .allow('tcp', 8080, web, 'from the load balancer')
    .allow('tcp', 22, '10.0.0.0/8', 'administration');
  estate.mistake('sg-rfc1918-wide', scan, 'SSH from every private address there is');
  const data = tracking.group('tracking-data', 'Databases').allow('tcp', 3306, scan).closed();
  for (const subnet of [publicA, publicB]) managed.applicationBalancer(subnet, 'track', [web], true);
  const scans = [appA, appB].map((subnet, index) => managed.task(subnet, 'track-and-trace', index + 1, [scan]));
  managed.database(appA, 'tracking-events', [data]);
  managed.mountTarget(appA, 'proof-images', [data]);
  const feed = appB.instance('scan-feed', { type: 'c7g.large', groups: [scan], imdsV1: true });
  estate.mistake('imds-v1-allowed', feed, 'started from an old template');
  west.flowLog('tracking-prod', {
    of: tracking,
    to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-euw1' },
    traffic: 'REJECT',
    tags: { env: 'prod' },
  });

  // A trial that somebody forgot in the network account ----------------------------------------------------------------------
  const trial = network.ireland.defaultVpc();
  const wizard = trial
    .group('launch-wizard-1', 'launch-wizard-1 created 2024-05-13T08:42:10.114Z')
    .allow('tcp', 5432, EVERYWHERE);
  const geocoder = trial.subnets[0]!.instance('geocoder-trial', { type: 't3.medium', groups: [wizard], publicAddress: true });
  estate.mistake('vpc-default-in-use', trial, 'the geocoder trial of 2024 still runs in it');
  estate.mistake('exposed-postgres', geocoder.interface, 'PostgreSQL from everywhere');

  // us-gateway ---------------------------------------------------------------------------------------------------------------
  const east = parcel.virginia;
  east.defaultVpc();
  const gateway = east.vpc('us-gateway', { cidr: '10.40.0.0/20', tags: tagsOf('prod', 'customs', '4460') });
  const [frontA, backA, backB] = [
    gateway.subnet('us-public-a', { cidr: '10.40.0.0/24', zone: 'a' }),
    gateway.subnet('us-private-a', { cidr: '10.40.4.0/23', zone: 'a' }),
    gateway.subnet('us-private-b', { cidr: '10.40.6.0/23', zone: 'b' }),
  ];
  gateway.table('us-public', [frontA]).route(EVERYWHERE, gateway.internetGateway('us-gateway'));
  const out = frontA.natGateway('us-gateway', { elasticIp: east.elasticIp('us-gateway-nat') });
  const newark = east.vpnGateway('newark', { vpc: gateway, asn: 64630, knows: [NEWARK, DOCK] });
  estate.mistake('vpc-cidr-overlap-onprem', gateway, 'the dock in Newark has addresses of this very VPC');
  const back = gateway.table('us-private', [backA, backB]).route(EVERYWHERE, out).propagate(newark);
  gateway.gatewayEndpoint('s3', { tables: [back], policy: ownAccountsOnly });
  const vpn = east.vpnConnection('newark', {
    from: east.customerGateway('newark', { address: '198.51.100.50', asn: 65103, device: 'ewr-edge-1' }),
    on: newark,
    tunnels: [{ up: true }, { up: true }],
    static: [NEWARK, DOCK],
    logs: '/vpn/newark',
  });
  estate.mistake('vpn-ikev1', vpn, 'its tunnels were never told to refuse version 1');
  estate.mistake('vpn-static-routing', vpn, 'its routes were written down in 2023');
  estate.mistake('vpn-single-connection', vpn, 'one router in Newark, and nothing besides');
  const relayGroup = gateway.group('customs-relay', 'Customs declarations').allow('tcp', 443, '198.51.100.64/26', 'Zollkontor');
  const relay = frontA.instance('customs-relay', {
    type: 't3.large',
    groups: [relayGroup],
    windows: true,
    publicAddress: east.elasticIp('customs-relay'),
  });
  const batch = gateway.group('manifest-batch', 'Manifests');
  backB.instance('manifest-batch-1', { type: 'c7g.large', groups: [batch], profile: 'manifest-batch' });
  const loader = frontA.instance('manifest-loader', {
    type: 't3.small',
    groups: [batch],
    stopped: true,
    publicAddress: east.elasticIp('manifest-loader'),
  });
  estate.mistake('eip-on-stopped-instance', { id: loader.elasticIp!.id }, 'stopped since August, its address is still paid for');
  const toWan = wan.attach('us-gateway-wan', gateway, [backA, backB], 'prod', true);
  estate.mistake('cwan-attachment-pending', toWan, 'nobody has accepted it');
  east.flowLog('us-gateway', { of: gateway, to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-use1' }, tags: { env: 'prod' } });

  return {
    publics: [publicA, publicB],
    web,
    scans,
    depot,
    wan,
    tracking,
    tableA,
    tableB,
    toParcel,
    relay,
    relayGroup,
    toWan,
    back,
    feed,
  };
}
