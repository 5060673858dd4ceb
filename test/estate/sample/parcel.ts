/** parcel-prod in Frankfurt: a dual-stack VPC with load balancers, tasks, instances and databases in three tiers. */
import { managed } from '../build.ts';
import type { Company } from './company.ts';
import { CUSTOMS_SERVICE, EVERYWHERE, EVERYWHERE_6, INSIDE, ownAccountsOnly, tagsOf } from './company.ts';
import type { Hub } from './hub.ts';

export type Parcel = ReturnType<typeof parcel>;

export function parcel({ estate, parcel: { frankfurt: region } }: Company, hub: Hub) {
  const vpc = region.vpc('parcel-prod', {
    cidr: '10.21.0.0/16',
    ipv6: '2001:db8:21:4b00::/56',
    dnsFailOpen: true,
    tags: tagsOf('prod', 'parcel-platform', '4410'),
  });
  const [publicA, publicB, appA, appB, appC, dataA, dataB, transitA, transitB, functions] = [
    vpc.subnet('prod-public-a', { cidr: '10.21.0.0/24', zone: 'a', ipv6: 0 }),
    vpc.subnet('prod-public-b', { cidr: '10.21.1.0/24', zone: 'b', ipv6: 1 }),
    vpc.subnet('prod-app-a', { cidr: '10.21.16.0/20', zone: 'a', ipv6: 16 }),
    vpc.subnet('prod-app-b', { cidr: '10.21.32.0/20', zone: 'b', ipv6: 17 }),
    vpc.subnet('prod-app-c', { cidr: '10.21.48.0/20', zone: 'c', ipv6: 18 }),
    vpc.subnet('prod-data-a', { cidr: '10.21.64.0/22', zone: 'a' }),
    vpc.subnet('prod-data-b', { cidr: '10.21.68.0/22', zone: 'b' }),
    vpc.subnet('prod-transit-a', { cidr: '10.21.255.0/28', zone: 'a' }),
    vpc.subnet('prod-transit-b', { cidr: '10.21.255.16/28', zone: 'b' }),
    vpc.subnet('prod-functions', { cidr: '10.21.254.0/28', zone: 'a' }),
  ];

  // Ways out -----------------------------------------------------------------------------------------------------------------
  const internet = vpc.internetGateway('parcel-prod');
  const outward = vpc.egressOnlyGateway('parcel-prod');
  const natA = publicA.natGateway('parcel-prod-a', { elasticIp: region.elasticIp('parcel-prod-nat-a') });
  const natB = publicB.natGateway('parcel-prod-b', { elasticIp: region.elasticIp('parcel-prod-nat-b') });
  const toHub = hub.transit.attach('parcel-prod', vpc, [transitA, transitB]).associate(hub.spokes).propagate(hub.inspected);
  vpc.table('prod-public', [publicA, publicB]).route(EVERYWHERE, internet).route(EVERYWHERE_6, internet);
  const tableA = vpc.table('prod-app-a', [appA, functions]).route(EVERYWHERE, natA).route(EVERYWHERE_6, outward);
  const tableB = vpc.table('prod-app-b', [appB, appC]).route(EVERYWHERE, natB).route(EVERYWHERE_6, outward);
  const dataTable = vpc.table('prod-data', [dataA, dataB]).route(EVERYWHERE, natA);
  for (const table of [tableA, tableB, dataTable]) table.route(INSIDE, hub.transit);
  estate.mistake('route-tgw-az-gap', appC, 'its zone has no attachment subnet, so what it sends to the hub is lost');

  for (const subnet of [publicA, publicB])
    estate.mistake('subnet-auto-ipv6', subnet, 'whatever starts there is on the internet over IPv6');

  // Groups -------------------------------------------------------------------------------------------------------------------
  const web = vpc
    .group('prod-web', 'Public load balancer')
    .allow('tcp', 443, EVERYWHERE, 'customers')
    .allow('tcp', 443, EVERYWHERE_6, 'customers');
  const app = vpc
    .group('prod-app', 'Application tier')
    .allow('tcp', 8080, web, 'from the load balancer')
    .allow('tcp', 8443, EVERYWHERE_6, 'IPv6 pilot, nothing reaches it from outside');
  estate.mistake('sg-open-latent', app, 'open to all of IPv6, and only the egress-only gateway keeps them out');
  const data = vpc
    .group('prod-data', 'Databases')
    .allow('tcp', 5432, app, 'application')
    .allow('tcp', 6379, app, 'sessions')
    .closed();
  const ops = vpc.group('prod-bastion', 'Way in for operations').allow('tcp', 22, EVERYWHERE, 'until the VPN is there');
  const console = vpc.group('prod-instance-connect', 'Instance Connect');
  app.allow('tcp', 22, console, 'Instance Connect').allow('tcp', 22, ops, 'bastion');
  const labels = vpc
    .group('prod-label-api', 'Labels for shippers')
    .allow('tcp', 8443, '0.0.0.0/1', 'shippers')
    .allow('tcp', 8443, '128.0.0.0/1', 'shippers');
  estate.mistake('sg-split-default-bypass', labels, 'two halves make the whole internet');
  const partners = region.prefixList('partner-networks', {
    entries: { '198.51.100.64/26': 'Zollkontor', '198.51.100.160/27': 'Fahrwerk', '0.0.0.0/0': 'temporary, NET-412' },
    tags: { owner: 'parcel-platform' },
  });
  const edi = vpc.group('prod-edi', 'Data interchange with carriers').allow('tcp', 443, partners, 'partners');
  estate.mistake('sg-prefix-list-open', edi, 'the list of partners has an entry for everyone');
  const functionGroup = vpc.group('prod-functions', 'Lambda functions');

  // What runs here -----------------------------------------------------------------------------------------------------------
  const balancer = [publicA, publicB].map((subnet) => managed.applicationBalancer(subnet, 'parcel-web', [web], true));
  for (const subnet of [appA, appB]) managed.networkBalancer(subnet, 'label-api', [labels]);
  const tasks = [appA, appB, appC].map((subnet, index) => managed.task(subnet, 'parcel-booking', index + 1, [app]));
  const apps = [appA, appB, appC].map((subnet, index) =>
    subnet.instance(`parcel-app-${index + 1}`, {
      type: 'm7g.large',
      groups: [app],
      profile: 'parcel-app',
      ipv6: true,
      scalingGroup: 'parcel-app',
    }),
  );
  for (const subnet of [dataA, dataB]) managed.database(subnet, `parcel-orders-${subnet.name}`, [data]);
  managed.cache(dataA, 'parcel-sessions-001', [data]);
  const work = ['route-planner', 'eta-predictor', 'label-render', 'address-check', 'tariff-lookup', 'pickup-slots'];
  for (const name of [...work, 'proof-of-delivery', 'customs-form', 'claims-intake'])
    managed.lambda(functions, name, [functionGroup]);
  estate.mistake('subnet-ip-low', functions, 'nine of its eleven addresses are taken');

  const bastion = publicA.instance('bastion', {
    type: 't3.micro',
    groups: [ops],
    profile: 'parcel-ops-admin',
    key: 'ops-2023',
    publicAddress: region.elasticIp('parcel-bastion'),
  });
  estate.mistake('exposed-ssh', bastion.interface, 'SSH from everywhere');
  estate.mistake('exposed-instance-with-role', bastion, 'whoever gets in has its role');
  const connect = vpc.instanceConnect('parcel-prod', { subnet: appA, groups: [console] });
  estate.mistake('ssh-open-though-eice-available', bastion.interface, 'the Instance Connect endpoint makes it needless');
  estate.mistake('eice-sg-egress-wide', connect, 'its group still has the rule that lets everything out');

  const carrier = publicB.instance('carrier-edi', { type: 'c6i.large', groups: [edi], secondary: 1 });
  const ediAddress = region.elasticIp('carrier-edi').associate(carrier.interface, 1);
  estate.mistake('exposed-secondary-ip', carrier.interface, 'its second address has an Elastic IP');
  const standby = publicB.interface('carrier-edi-standby', {
    groups: [edi],
    description: 'takes over the address of carrier-edi',
  });
  estate.mistake('eni-unused', standby, 'never attached');

  // Doors to services --------------------------------------------------------------------------------------------------------
  const storage = vpc.gatewayEndpoint('s3', { tables: [tableA, tableB] });
  estate.mistake('vpce-policy-full-access', storage, 'the policy that AWS gives when none is written');
  estate.mistake('vpce-gateway-partial', storage, 'the data subnets were left out and pay for their way through the NAT gateway');
  vpc.gatewayEndpoint('dynamodb', { tables: [tableA, tableB, dataTable], policy: ownAccountsOnly });
  const doors = vpc.group('prod-endpoints', 'Doors to services').allow('tcp', 443, '10.21.0.0/16', 'this VPC').closed();
  const both = { subnets: [appA, appB], groups: [doors] };
  const secrets = { service: 'secretsmanager', ...both, privateDns: true, policy: ownAccountsOnly };
  for (const door of [
    vpc.interfaceEndpoint('secretsmanager', secrets),
    vpc.interfaceEndpoint('customs-broker', { service: CUSTOMS_SERVICE, ...both }),
  ])
    estate.mistake('vpce-az-gap', door, 'what runs in the third zone pays for the way to another');

  // Network ACLs and logs ----------------------------------------------------------------------------------------------------
  const dataAcl = vpc
    .acl('prod-data', [dataA, dataB])
    .in(100, 'allow', 'tcp', 5432, '10.21.0.0/16')
    .in(110, 'allow', 'tcp', 6379, '10.21.0.0/16')
    .out(100, 'allow', 'tcp', 443, EVERYWHERE)
    .out(110, 'allow', 'tcp', [1024, 65535], '10.21.0.0/16');
  estate.mistake('nacl-ephemeral-return-blocked-in', dataAcl, 'lets requests for patches out and their answers not in');
  const log = region.flowLog('parcel-prod', {
    of: vpc,
    to: { group: '/vpc/parcel-prod' },
    failing: 'Access error',
    tags: { env: 'prod' },
  });
  estate.mistake('flow-logs-delivery-failed', log, 'its role was deleted, nothing has been recorded since');

  return {
    standby,
    edi: ediAddress,
    functionGroup,
    vpc,
    internet,
    publicA,
    publicB,
    web,
    labels,
    appA,
    appB,
    appC,
    dataA,
    dataB,
    tableA,
    tableB,
    app,
    data,
    apps,
    tasks,
    balancer,
    dataAcl,
    bastion,
    toHub,
  };
}
