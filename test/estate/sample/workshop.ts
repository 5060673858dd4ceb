/** parcel-dev and analytics in Frankfurt: where people try things out, and where they count. */
import { managed, Peering } from '../build.ts';
import type { Company } from './company.ts';
import { CONTRACTOR, EVERYWHERE, INSIDE, ownAccountsOnly, tagsOf } from './company.ts';
import type { Hub } from './hub.ts';

export type Workshop = ReturnType<typeof workshop>;

export function workshop({ estate, parcel: { frankfurt: region } }: Company, hub: Hub) {
  // parcel-dev ---------------------------------------------------------------------------------------------------------------
  const dev = region.vpc('parcel-dev', { cidr: '10.22.0.0/17', tags: tagsOf('dev', 'parcel-platform', '4411') });
  const [publicA, appA, appB] = [
    dev.subnet('dev-public-a', { cidr: '10.22.0.0/24', zone: 'a', publicAddresses: true }),
    dev.subnet('dev-app-a', { cidr: '10.22.16.0/22', zone: 'a' }),
    dev.subnet('dev-app-b', { cidr: '10.22.20.0/22', zone: 'b' }),
  ];
  dev.table('dev-public', [publicA]).route(EVERYWHERE, dev.internetGateway('parcel-dev'));
  const nat = publicA.natGateway('parcel-dev', { elasticIp: region.elasticIp('parcel-dev-nat') });
  estate.mistake('nat-single-az', nat, 'both zones leave through this one');
  const devToHub = hub.transit.attach('parcel-dev', dev, [appA, appB]).associate(hub.spokes).propagate(hub.inspected);
  estate.mistake('tgw-attachment-subnet-shared', devToHub, 'its subnets are those of the applications');

  const toShared = new Peering('dev-to-shared', { requester: dev, accepter: hub.shared });
  estate.mistake('route-peering-one-sided', toShared, 'the shared VPC has no route back');
  const contractor = { id: 'vpc-0b7d3f19a52ce8640', account: CONTRACTOR, region: 'eu-central-1', cidrs: ['192.168.40.0/22'] };
  const toContractor = new Peering('dev-to-contractor', { requester: dev, accepter: contractor });
  estate.mistake('pcx-cross-account-untrusted', toContractor, 'the contract ended in spring');
  const before = region.deleted('pcx', 'dev-to-design-agency');
  const apps = dev
    .table('dev-app', [appA, appB])
    .route(EVERYWHERE, nat)
    .route('10.20.16.0/20', toShared)
    .route('192.168.40.0/22', toContractor)
    .route('192.168.60.0/24', before);
  estate.mistake('route-blackhole', apps, 'the peering of 192.168.60.0/24 was deleted');

  const build = dev.group('dev-build', 'Build server').allow('tcp', 8080, EVERYWHERE, 'hooks').allow('tcp', 22, {
    GroupId: 'sg-0f3a6b81c7d2e4950',
    UserId: CONTRACTOR,
    VpcPeeringConnectionId: before.id,
    PeeringStatus: 'deleted',
  });
  estate.mistake('sg-stale-reference', build, 'trusts a group of a VPC that is no longer a peer');
  const server = publicA.instance('dev-build', { type: 't3.large', groups: [build], imdsV1: true, publicAddress: true });
  estate.mistake('exposed-imdsv1', server, 'a reachable web service whose instance answers version 1 of the metadata service');
  const hackday = dev.group('dev-hackday-2025', 'Hack day').allow('tcp', [3000, 3999], '10.22.0.0/17');
  estate.mistake('sg-unused', hackday, 'nothing uses it');
  appA.instance('dev-scratch', { type: 't4g.small', groups: [dev.defaultGroup], stopped: true });
  estate.mistake('sg-default-in-use', dev.defaultGroup, 'an instance was started without a group of its own');
  managed.database(appB, 'parcel-dev', [dev.group('dev-data', 'Databases').allow('tcp', 5432, '10.22.0.0/17')]);
  estate.mistake('flow-logs-missing', dev, 'nothing here is recorded');

  // analytics ----------------------------------------------------------------------------------------------------------------
  const analytics = region.vpc('analytics', {
    cidr: '10.23.0.0/20',
    dnsHostnames: false,
    tags: tagsOf('prod', 'data', '4520'),
  });
  const [countA, countB] = [
    analytics.subnet('analytics-a', { cidr: '10.23.0.0/23', zone: 'a' }),
    analytics.subnet('analytics-b', { cidr: '10.23.2.0/23', zone: 'b' }),
  ];
  const count = analytics.table('analytics', [countA, countB]).route(INSIDE, hub.transit);
  const toHub = hub.transit.attach('analytics', analytics, [countA, countB]).propagate(hub.inspected);
  estate.mistake('tgw-attachment-subnet-shared', toHub, 'its subnets are those of the notebooks');
  estate.mistake('tgw-attachment-no-association', toHub, 'nothing that it sends has a table to be looked up in');
  analytics.gatewayEndpoint('s3', { tables: [count], policy: ownAccountsOnly });
  const doors = analytics
    .group('analytics-endpoints', 'Doors to services')
    .allow('tcp', 443, '10.23.0.0/20', 'this VPC')
    .closed();
  const athena = analytics.interfaceEndpoint('athena', {
    service: 'athena',
    subnets: [countA],
    groups: [doors],
    privateDns: true,
    policy: ownAccountsOnly,
  });
  estate.mistake('vpce-private-dns-ineffective', athena, 'the VPC gives out no host names, so the private name does not resolve');
  const notebooks = analytics.group('analytics-notebooks', 'Notebooks');
  const notebook = countA.instance('notebook-1', { type: 'r6i.xlarge', groups: [notebooks], profile: 'analytics-notebook' });
  region.flowLog('analytics', { of: analytics, to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-euc1' } });

  return { dev, before, publicA, appA, appB, server, build, analytics, countA, countB, notebooks, notebook, toShared };
}
