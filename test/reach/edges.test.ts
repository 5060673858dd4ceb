/** §5: where what enters a VPC through a gateway is led first. */
import { expect, test } from 'vitest';
import { claim } from './claim.ts';
import { path, tcp, type World } from './scenario.ts';
import { hybrid, office } from './worlds.ts';

const box = (world: World) =>
  world.eni('eni-box', 'subnet-other', '10.0.3.99', ['sg-app'], { SourceDestCheck: false, ipv6: '2600:a:0:3::99' });
const codes = (world: World, from: string, to: string, port = 443): (string | undefined)[] =>
  path(from, to, tcp(port))
    .in(world)
    .path()
    .blockers.map((step) => step.code);

claim(
  'G5: what an edge table has no route for is dropped',
  ['vgw-a', 'eni-app', tcp(22)],
  () => hybrid().table('rtb-edge', 'vpc-a', ['vgw-a'], ['10.0.9.0/24 local']),
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
  'with the local row of the VPC',
  (world) => world.route('rtb-edge', '10.0.0.0/16 local'),
  'reachable',
);
claim(
  'G1: an edge table that leads nowhere special delivers',
  ['internet', 'eni-web public', tcp(443)],
  () => office().table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.0.0/16 local']),
  'reachable',
  'into a black hole',
  (world) => world.route('rtb-edge', '10.0.1.0/24 eni-x blackhole'),
  ['blocked', 'BAD_STATE_ROUTE'],
);

test('G3: only a middlebox on the way in from the internet, over IPv4, needs a public address', () => {
  const fromVpn = box(hybrid()).table('rtb-edge', 'vpc-a', ['vgw-a'], ['10.0.0.0/16 local', '10.0.2.0/24 eni-box']);
  expect(codes(fromVpn, 'vgw-a', 'eni-app', 22)).not.toContain('INGRESS_RTB_NO_PUBLIC_IP');
  const steered = ['10.0.0.0/16 local', '10.0.1.0/24 eni-box', '2600:a:0:1::/64 eni-box'];
  const fromInternet = box(office()).table('rtb-edge', 'vpc-a', ['igw-a'], steered);
  expect(codes(fromInternet, 'internet', 'eni-web public')).toContain('INGRESS_RTB_NO_PUBLIC_IP');
  expect(codes(fromInternet, 'internet6', 'eni-web ipv6')).not.toContain('INGRESS_RTB_NO_PUBLIC_IP');
});

test('G3: nothing is said of the address of a middlebox that the snapshot has not, or that is an endpoint', () => {
  for (const target of ['eni-gone', 'vpce-gone']) {
    const world = office().table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.0.0/16 local', `10.0.1.0/24 ${target}`]);
    expect(codes(world, 'internet', 'eni-web public')).not.toContain('INGRESS_RTB_NO_PUBLIC_IP');
  }
});

test('G4: who is steered by no row, or by the local one, may leave directly', () => {
  for (const rows of [['10.0.9.0/24 local'], ['10.0.0.0/16 local'], ['10.0.0.0/16 local', '10.0.2.0/24 eni-box']]) {
    const world = box(office()).table('rtb-edge', 'vpc-a', ['igw-a'], rows);
    expect(codes(world, 'eni-web', '1.1.1.1')).not.toContain('INGRESS_RTB_TRAFFIC_REDIRECTION');
  }
  const steered = box(office()).table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.0.0/16 local', '10.0.1.0/24 eni-box']);
  expect(codes(steered, 'eni-web', '1.1.1.1')).toContain('INGRESS_RTB_TRAFFIC_REDIRECTION');
});
