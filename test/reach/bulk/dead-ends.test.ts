/** Where nothing of the internet comes or goes nobody is walked; and what is not walked is what tracing says passes nowhere. */
import { expect, test } from 'vitest';
import { exposureIn, exposuresAfterChange, exposuresOf } from '../../../src/reach/bulk/index.ts';
import { buildNetwork, type Change } from '../../../src/reach/index.ts';
import type { World } from '../scenario.ts';
import { office } from '../worlds.ts';
import { compareWhole } from './whole.ts';

const place = { account: '111111111111', region: 'eu-west-1' };

/** Who reaches the internet by IPv4, and by what. */
const leaving = (exposures: ReturnType<typeof exposuresOf>): string[] =>
  exposureIn(exposures)
    .outbound.filter(({ family }) => family === 4)
    .map(({ interface: { id }, exit }) => `${id} by ${exit.by.id}`)
    .sort();

const agrees = (world: World): void => expect(compareWhole(buildNetwork(world.snapshot()), 'office').disagreements).toEqual([]);

const plain = (): World => office().eni('eni-plain', 'subnet-public', '10.0.1.11', ['sg-web']);

test('who has no public address leaves by no internet gateway', () => {
  const world = plain();
  const network = buildNetwork(world.snapshot());
  expect(leaving(exposuresOf(network))).toEqual(['eni-app by nat-a', 'eni-app2 by nat-a', 'eni-web by igw-a']);
  agrees(world);
});

test('a route that an edit brings leads out of where nothing left before', () => {
  const target = { NatGatewayId: 'nat-a' };
  const change: Change = { ...place, do: 'create route', tableId: 'rtb-main', cidr: '0.0.0.0/0', target };
  const before = exposuresOf(buildNetwork(plain().snapshot()));
  const after = exposuresAfterChange(before, change);
  expect(leaving(before)).not.toContain('eni-db by nat-a');
  expect(leaving(after)).toContain('eni-db by nat-a');
  expect(leaving(after)).toEqual(leaving(exposuresOf(after.network)));
  expect(compareWhole(after.network, 'office').disagreements).toEqual([]);
});

test('a stopped instance sends nothing and takes nothing', () => {
  const world = plain().instance('i-web', 'eni-web', 'stopped');
  const { inbound, outbound } = exposureIn(exposuresOf(buildNetwork(world.snapshot())));
  expect([...inbound, ...outbound].map((one) => one.interface.id)).not.toContain('eni-web');
  agrees(world);
});

test('an instance that is not in the snapshot may send and take', () => {
  const world = plain()
    .change('network-interface', 'eni-web', { Attachment: { InstanceId: 'i-web', Status: 'attached' } })
    .denied('instance');
  const { inbound } = exposureIn(exposuresOf(buildNetwork(world.snapshot())));
  expect(inbound.map(({ interface: { id }, doubtful }) => `${id} ${doubtful.length > 0}`)).toContain('eni-web true');
  agrees(world);
});

test('what comes in by a table of the gateway’s own may go elsewhere than to who is stopped', () => {
  const world = plain()
    .eni('eni-box', 'subnet-other', '10.0.3.20', ['sg-app'], { SourceDestCheck: false, publicIp: '203.0.113.20' })
    .instance('i-web', 'eni-web', 'stopped')
    .table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.0.0/16 local', '10.0.1.0/24 eni-box']);
  agrees(world);
});

test('a gateway endpoint leads to its service, and the rest of the table to the internet', () => {
  const world = plain()
    .prefixList('pl-s3', ['52.218.0.0/17', '3.5.64.0/21'])
    .add('vpc-endpoint', 'vpce-s3', { VpcEndpointId: 'vpce-s3', VpcId: 'vpc-a', VpcEndpointType: 'Gateway', State: 'available' })
    .route('rtb-private', 'pl-s3 vpce-s3')
    .route('rtb-main', 'pl-s3 vpce-s3');
  const { outbound } = exposureIn(exposuresOf(buildNetwork(world.snapshot())));
  expect(outbound.filter(({ family }) => family === 4).map(({ interface: { id } }) => id)).not.toContain('eni-db');
  agrees(world);
});

test('messages that nobody answers pass where no answer comes home', () => {
  const world = office().change('route-table', 'rtb-public', (data) => {
    data.Routes = data.Routes.filter((one: { DestinationIpv6CidrBlock?: string }) => one.DestinationIpv6CidrBlock !== '::/0');
  });
  agrees(
    world.change('security-group', 'sg-web', (data) =>
      data.IpPermissions.push({ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }),
    ),
  );
});
