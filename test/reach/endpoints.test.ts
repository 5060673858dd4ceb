/** What people type, and who is meant. */
import { expect, test } from 'vitest';
import { address, formatAddress, parsePrefix } from '../../src/net/index.ts';
import {
  buildNetwork,
  checklistsOf,
  fromInternet,
  type Question,
  reply,
  resolve,
  toInternet,
  tracePacket,
} from '../../src/reach/index.ts';
import { CLIENT, type World } from './scenario.ts';
import { hybrid, office } from './worlds.ts';

const world = (): World =>
  office()
    .instance('i-web', 'eni-web')
    .change('instance', 'i-web', {
      Tags: [
        { Key: 'Name', Value: 'shop' },
        { Key: 'team', Value: 'red' },
      ],
    })
    .change('network-interface', 'eni-web', { PrivateDnsName: 'ip-10-0-1-10.eu-west-1.compute.internal' })
    .change('security-group', 'sg-app', { GroupName: 'application' })
    .add('vpc-endpoint', 'vpce-1', {
      VpcEndpointType: 'Interface',
      NetworkInterfaceIds: ['eni-db'],
      DnsEntries: [{ DnsName: 'vpce-1.sqs.eu-west-1.vpce.amazonaws.com' }],
    });

test.each([
  ['eni-web', ['eni-web']],
  ['i-web', ['eni-web']],
  ['10.0.1.10', ['eni-web']],
  ['203.0.113.10', ['eni-web']],
  ['[2600:a:0:1::10]', ['eni-web']],
  ['shop', ['eni-web']],
  ['team=red', ['eni-web']],
  ['sg-app', ['eni-app', 'eni-app2']],
  ['application', ['eni-app', 'eni-app2']],
  ['subnet-private', ['eni-app', 'eni-app2']],
  ['10.0.2.0/24', ['eni-app', 'eni-app2']],
  ['vpce-1', ['eni-db']],
  ['ip-10-0-1-10.eu-west-1.compute.internal', ['eni-web']],
  ['VPCE-1.sqs.eu-west-1.vpce.amazonaws.com.', ['eni-db']],
  ['internet', []],
  ['8.8.8.8', []],
])('%s is %j', (text, ids) => {
  const meant = resolve(buildNetwork(world().snapshot()), text);
  expect(meant).toHaveLength(1);
  expect(meant[0]?.interfaces.map((one) => one.id).sort()).toEqual(ids);
});

test('what nobody is called means nothing', () => {
  expect(resolve(buildNetwork(world().snapshot()), 'nobody')).toEqual([]);
});

test('an address that two VPCs have means both', () => {
  const twice = world()
    .vpc('vpc-z', '10.0.0.0/16')
    .subnet('subnet-z', 'vpc-z', '10.0.1.0/24')
    .eni('eni-z', 'subnet-z', '10.0.1.10', ['sg-web']);
  expect(resolve(buildNetwork(twice.snapshot()), '10.0.1.10').map((one) => one.what.id)).toEqual(['eni-web', 'eni-z']);
});

test('the internet is every public address, and no other', () => {
  const [meant] = resolve(buildNetwork(world().snapshot()), 'internet');
  const holds = (text: string): boolean =>
    meant!.addresses.some(({ lo, hi }) => typeof lo === typeof address(text) && lo <= address(text) && address(text) <= hi);
  expect(['8.8.8.8', '100.128.0.0', '2a00::1'].filter(holds)).toHaveLength(3);
  expect(
    ['10.0.0.1', '172.16.0.1', '192.168.1.1', '100.64.0.1', '127.0.0.1', '224.0.0.1', 'fd00::1', 'fe80::1'].filter(holds),
  ).toEqual([]);
});

test('behind a virtual private gateway anyone may be', () => {
  const [meant] = resolve(buildNetwork(hybrid().snapshot()), 'vgw-a');
  expect(meant?.sources[0]?.from).toEqual({ vpnGateway: 'vgw-a' });
});

test('a subnet is all its addresses', () => {
  const [meant] = resolve(buildNetwork(world().snapshot()), 'subnet-other');
  expect(meant?.addresses[0]).toEqual(parsePrefix('10.0.3.0/24'));
});

const ticks = (list: readonly { about: string; ok: boolean | undefined }[]) =>
  Object.fromEntries(list.map(({ about, ok }) => [about, ok]));

test('to the internet: three things', () => {
  const network = buildNetwork(world().snapshot());
  const of = (id: string) => {
    const one = network.interfaces.get(id)!;
    return ticks(toInternet(network, one, one.addresses[0]!));
  };
  expect(of('eni-web')).toEqual({ gateway: true, 'public address': true, route: true });
  expect(of('eni-app')).toEqual({ gateway: true, 'public address': true, route: true });
  expect(of('eni-db')).toEqual({ gateway: true, 'public address': false, route: false });
});

test('from the internet: five things', () => {
  const network = buildNetwork(world().snapshot());
  const of = (id: string, port: number) => {
    const one = network.interfaces.get(id)!;
    const own = one.addresses[0]!;
    const dst = formatAddress(one.publicOf(own) ?? own);
    const path = tracePacket(
      network,
      { internet: true, near: one.vpc.id },
      { src: CLIENT, dst, protocol: 6, srcPort: 40000, dstPort: port },
    );
    return ticks(fromInternet(network, one, own, path));
  };
  expect(of('eni-web', 443)).toEqual({
    'public address': true,
    'security group': true,
    'network ACL': true,
    gateway: true,
    route: true,
  });
  expect(of('eni-web', 22)).toEqual({
    'public address': true,
    'security group': false,
    'network ACL': true,
    gateway: true,
    route: true,
  });
  expect(of('eni-db', 5432)).toEqual({
    'public address': false,
    'security group': false,
    'network ACL': true,
    gateway: true,
    route: false,
  });
});

test('a checklist does not know what was not collected', () => {
  const network = buildNetwork(world().denied('route-table').denied('internet-gateway').snapshot());
  const one = network.interfaces.get('eni-web')!;
  expect(ticks(toInternet(network, one, one.addresses[0]!))).toEqual({
    gateway: undefined,
    'public address': true,
    route: undefined,
  });
});

const withS3 = (): World =>
  office()
    .prefixList('pl-s3', ['52.218.0.0/17', '3.5.64.0/21'])
    .change('prefix-list', 'pl-s3', { PrefixListName: 'com.amazonaws.eu-west-1.s3', OwnerId: 'AWS' });

const gatewayEndpoint = {
  VpcId: 'vpc-a',
  VpcEndpointType: 'Gateway',
  ServiceName: 'com.amazonaws.eu-west-1.s3',
  State: 'available',
};

const toS3 = (world: World) => {
  const network = buildNetwork(world.snapshot());
  const question: Question = {
    from: resolve(network, 'eni-app'),
    to: resolve(network, 'com.amazonaws.eu-west-1.s3'),
    service: { protocol: 6, ports: [{ lo: 443, hi: 443 }] },
  };
  const answer = reply(network, question)!;
  const [list] = checklistsOf(network, question, answer);
  return { verdict: answer.verdict, passed: answer.shown.path.forward.map(({ at }) => at.id), list };
};

test('S3 is reached over NAT where no gateway endpoint leads there, and the checklist says what is missing', () => {
  const over = toS3(withS3());
  expect(over.passed).toContain('nat-a');
  expect(over.list?.about).toBe('by gateway endpoint');
  expect(ticks(over.list!.ticks)).toEqual({ 'gateway endpoint': false, route: false, 'security group': true });
  expect(over.list!.ticks[1]!.because).toBe('rtb-private has no route to pl-s3, so it is 0.0.0.0/0 → nat-a that is taken');
  const partial = toS3(withS3().add('vpc-endpoint', 'vpce-s3', gatewayEndpoint));
  expect(ticks(partial.list!.ticks)).toEqual({ 'gateway endpoint': true, route: false, 'security group': true });
  const by = toS3(withS3().add('vpc-endpoint', 'vpce-s3', gatewayEndpoint).route('rtb-private', 'pl-s3 vpce-s3'));
  expect(by.passed).not.toContain('nat-a');
  expect(ticks(by.list!.ticks)).toEqual({ 'gateway endpoint': true, route: true, 'security group': true });
});

test('a service is meant by its list, its name or its host name, unless an interface endpoint has taken the name over', () => {
  const network = buildNetwork(withS3().snapshot());
  for (const text of [
    'pl-s3',
    'com.amazonaws.eu-west-1.s3',
    's3.eu-west-1.amazonaws.com',
    'parcels.s3.eu-west-1.amazonaws.com',
  ]) {
    const [meant, ...more] = resolve(network, text);
    expect(more).toEqual([]);
    expect(meant).toMatchObject({ what: { kind: 'prefix-list', id: 'pl-s3' }, sources: [] });
  }
  const taken = { ...gatewayEndpoint, VpcEndpointType: 'Interface', PrivateDnsEnabled: true };
  const other = buildNetwork(withS3().add('vpc-endpoint', 'vpce-i', taken).snapshot());
  expect(resolve(other, 's3.eu-west-1.amazonaws.com')).toEqual([]);
});

test.each([
  ['com.amazonaws.eu-west-1.dynamodb', 'dynamodb.eu-west-1.api.aws'],
  ['com.amazonaws.cn-north-1.s3', 's3.dualstack.cn-north-1.amazonaws.com.cn'],
  ['cn.com.amazonaws.cn-north-1.s3', 'parcels.s3.cn-north-1.amazonaws.com.cn'],
  ['com.amazonaws.eusc-de-east-1.s3', 's3.eusc-de-east-1.amazonaws.eu'],
  ['gov.ic.c2s.us-iso-east-1.dynamodb', 'DynamoDB.us-iso-east-1.c2s.ic.gov.'],
  ['com.amazonaws.us-isob-east-1.s3', 's3.us-isob-east-1.sc2s.sgov.gov'],
])('%s is meant by %s, in whichever partition', (PrefixListName, host) => {
  const network = buildNetwork(withS3().change('prefix-list', 'pl-s3', { PrefixListName }).snapshot());
  expect(resolve(network, host)).toMatchObject([{ what: { kind: 'prefix-list', id: 'pl-s3' }, sources: [] }]);
});

test('a name that ends otherwise is nothing of AWS’s', () => {
  const network = buildNetwork(withS3().snapshot());
  expect(resolve(network, 's3.eu-west-1.amazonaws.com.example')).toEqual([]);
});

test('a public network begins on the internet, and a list of such networks too', () => {
  const network = buildNetwork(office().prefixList('pl-1', ['130.176.0.0/16', '10.9.0.0/16']).snapshot());
  expect(resolve(network, '130.176.0.0/16')[0]?.sources.map(({ from }) => from)).toEqual([{ internet: true }]);
  expect(resolve(network, 'pl-1')[0]?.sources.map(({ from }) => from)).toEqual([{ internet: true }]);
});
