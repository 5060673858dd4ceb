import { expect, test } from 'vitest';
import quotas from '../../../src/findings/rules/quotas.ts';
import { usualSettings } from '../../../src/findings/settings.ts';
import { type Data, World } from '../../reach/scenario.ts';
import { office, peered, transit } from '../../reach/worlds.ts';
import { everyRuleOf, rule } from '../rule.ts';

/** What AWS applies to a quota. */
const allowing = (world: World, code: string, Value: number): World => {
  const [ServiceCode = '', QuotaCode = ''] = code.split('/');
  return world.add('service-quota', code, { ServiceCode, QuotaCode, Value }, { parent: ServiceCode });
};
/** A world in which something is counted: as many as AWS applies, or ten times fewer. */
const counted = (code: string, count: number, world: () => World, ...subjects: string[]) => ({
  full: () => allowing(world(), code, count),
  empty: () => allowing(world(), code, count * 10),
  subjects: subjects.length > 0 ? subjects : [code],
});
/** One where the quota is fixed, or the thing itself says it. */
const fixed = (most: number, few: number, world: (count: number) => World, subject: string) => ({
  full: () => world(most),
  empty: () => world(few),
  subjects: [subject],
});
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

const endpoint = (VpcEndpointType: string) => () =>
  office().add('vpc-endpoint', 'vpce-1', { VpcEndpointId: 'vpce-1', VpcEndpointType, VpcId: 'vpc-a', State: 'available' });
const waiting = () => peered().change('vpc-peering-connection', 'pcx-ab', { Status: { Code: 'pending-acceptance' } });
const learned = (count: number) => office().route('rtb-main', ...times(count, (at) => `172.16.${at}.0/24 vgw-a propagated`));
const routes = () => office().route('rtb-main', ...times(8, (at) => `172.16.${at}.0/24 nat-a`));
const listed = (MaxEntries: number) =>
  office()
    .prefixList(
      'pl-1',
      times(4, (at) => `10.${at}.0.0/16`),
    )
    .change('prefix-list', 'pl-1', { MaxEntries });
const big = () =>
  office().group(
    'sg-big',
    'vpc-a',
    times(10, (at) => `tcp ${at} 10.0.0.0/8`),
  );
const longAcl = () =>
  office().acl(
    'acl-big',
    'vpc-a',
    [],
    times(10, (at) => `in ${at + 1} allow tcp ${at} 10.0.0.0/8`),
  );
const clothed = () => office().change('network-interface', 'eni-app', { Groups: times(5, (at) => ({ GroupId: `sg-${at}` })) });
const attachedTo = (count: number) => {
  const world = office();
  for (const id of times(count, (at) => `tgw-${at}`)) world.attach(`att-${id}`, id, 'vpc-a', ['subnet-other']);
  return world;
};
const lined = (count: number) => {
  const world = new World().add('direct-connect-gateway', 'dxgw', {});
  for (const id of times(count, (at) => `tgw-${at}`)) {
    const data: Data = { associatedGateway: { id }, associationState: 'associated' };
    world.add('direct-connect-gateway-association', `a-${id}`, data, { region: 'global', parent: 'dxgw' });
  }
  return world;
};

const cases: Readonly<Record<string, ReturnType<typeof counted>>> = {
  'quota-vpcs-region': counted('vpc/L-F678F1CE', 1, office),
  'quota-subnets-vpc': counted('vpc/L-407747CB', 3, office, 'vpc-a'),
  'quota-cidrs-vpc': counted('vpc/L-83CA0A9D', 1, office, 'vpc-a'),
  'quota-route-tables-vpc': counted('vpc/L-589F43AA', 3, office, 'vpc-a'),
  'quota-nacls-vpc': counted('vpc/L-B4A6D682', 3, office, 'vpc-a'),
  'quota-peerings-vpc': counted('vpc/L-7E9ECCDB', 1, peered, 'vpc-a', 'vpc-b'),
  'quota-peering-requests': counted('vpc/L-DC9F7029', 1, waiting),
  'quota-igw-region': counted('vpc/L-A4707A72', 1, office),
  'quota-nat-az': counted('vpc/L-FE5A380F', 1, office),
  'quota-gateway-endpoints': counted('vpc/L-1B52E74A', 1, endpoint('Gateway')),
  'quota-interface-endpoints': counted('vpc/L-29B6F2EB', 1, endpoint('Interface'), 'vpc-a'),
  // Four hosts with two addresses each, and a NAT gateway.
  'quota-nau-vpc': counted('vpc/L-BB24F6E5', 14, office, 'vpc-a'),
  'quota-routes-table': counted('vpc/L-93826ACB', 9, routes, 'rtb-main'),
  'quota-propagated-routes': fixed(100, 79, learned, 'rtb-main'),
  'quota-sg-region': counted('vpc/L-E79EC296', 3, office),
  'quota-rules-sg': counted('vpc/L-0EA8095F', 10, big, 'sg-big'),
  'quota-sg-eni': counted('vpc/L-2AFB9258', 5, clothed, 'eni-app'),
  'quota-rules-nacl': counted('vpc/L-2AEEBF1A', 10, longAcl, 'acl-big'),
  'quota-enis-region': counted('vpc/L-DF5E4CA3', 5, office),
  'quota-eips-region': counted('ec2/L-0263D0A3', 1, () => office().add('elastic-ip', 'eipalloc-1', {})),
  'quota-prefix-list-entries': fixed(4, 40, listed, 'pl-1'),
  'quota-tgw-attachments': counted('ec2/L-E0233F82', 2, transit, 'tgw-1'),
  'quota-tgw-per-vpc': fixed(5, 3, attachedTo, 'vpc-a'),
  'quota-tgw-route-tables': counted('ec2/L-43872EB7', 1, transit, 'tgw-1'),
  'quota-tgw-routes': counted('ec2/L-BCC1FB47', 4, transit, 'tgw-1'),
  'quota-tgw-peerings': counted('ec2/L-A1B5A36F', 1, () => transit().attachment('att-p', 'tgw-1', 'peering', 'tgw-2'), 'tgw-1'),
  'quota-dxgw-tgw': fixed(6, 4, lined, 'dxgw'),
};

test('every quota is tried', () => expect(Object.keys(cases).sort()).toEqual(quotas.rules.map(({ id }) => id).sort()));

test('a quota that is reached is found, and one of which a tenth is used is not', () => {
  everyRuleOf(quotas, (claim) => {
    const { full, empty, subjects } = cases[claim.id]!;
    claim.flags(full(), ...subjects.map((subject) => ({ subject, severity: 'high' as const }))).ignores(empty());
  });
});

test('what AWS applies is asked, and the usual value is taken where it says nothing', () => {
  const five = office()
    .add('vpc', 'vpc-2', { VpcId: 'vpc-2' })
    .add('vpc', 'vpc-3', { VpcId: 'vpc-3' })
    .add('vpc', 'vpc-4', { VpcId: 'vpc-4' });
  rule('quota-vpcs-region')
    .flags(five, {
      subject: 'vpc/L-F678F1CE',
      severity: 'medium',
      says: '4 of 5',
      by: ['the usual value'],
      fix: '--desired-value 10',
    })
    .ignores(allowing(five, 'vpc/L-F678F1CE', 100))
    .cannotJudge(office().denied('service-quota'));
});

test('how near is near can be set', () => {
  rule('quota-subnets-vpc')
    .where({ thresholds: { ...usualSettings.thresholds, quota_used_percent: 30 } })
    .flags(allowing(office(), 'vpc/L-407747CB', 10), { subject: 'vpc-a', severity: 'medium' });
});

test('families are counted apart, a named group counts in both, and a prefix list as many as it may hold', () => {
  const six = office().group(
    'sg-six',
    'vpc-a',
    times(10, (at) => `tcp ${at} 2600::/16`),
  );
  const naming = office()
    .prefixList('pl-1', ['10.0.0.0/8'])
    .change('prefix-list', 'pl-1', { MaxEntries: 9 })
    .group('sg-list', 'vpc-a', ['tcp 22 pl-1', 'tcp 22 sg-web']);
  const code = 'vpc/L-0EA8095F';
  rule('quota-rules-sg')
    .flags(allowing(six, code, 10), { subject: 'sg-six', key: 'ingress IPv6' })
    .flags(allowing(naming, code, 10), { subject: 'sg-list', key: 'ingress IPv4' });
  rule('quota-routes-table').flags(allowing(naming.route('rtb-main', 'pl-1 nat-a'), 'vpc/L-93826ACB', 10), {
    subject: 'rtb-main',
    key: 'IPv4',
  });
});

test('a VPC with its peers has a quota of its own, and so has a transit gateway with its Direct Connect gateways', () => {
  rule('quota-nau-vpc')
    .flags(
      allowing(allowing(peered(), 'vpc/L-BB24F6E5', 1000), 'vpc/L-CD17FD4B', 16),
      { subject: 'vpc-a', key: 'with its peers' },
      'vpc-b',
    )
    .ignores(allowing(peered(), 'vpc/L-CD17FD4B', 160));
  const many = transit();
  for (const id of times(20, (at) => `dxgw-${at}`)) {
    const data = { associatedGateway: { id: 'tgw-1' }, associationState: 'associated' };
    many.add('direct-connect-gateway-association', `a-${id}`, data, { region: 'global', parent: id });
  }
  rule('quota-dxgw-tgw').flags(many, { subject: 'tgw-1', key: 'Direct Connect gateways' });
});
