/** What is an assumption, and makes a strict verdict unknown; and what AWS documents, which does not. */
import { expect, test } from 'vitest';
import { address, box, only } from '../../src/net/index.ts';
import { buildNetwork, type Path, trace } from '../../src/reach/index.ts';
import { type Data, path, type Service, tcp, type World } from './scenario.ts';
import { office, peered, transit } from './worlds.ts';

type Ask = readonly [from: string, to: string, service: Service];

const strictly = (world: World, ...ask: Ask): Path =>
  path(...ask)
    .in(world, { strict: true })
    .path();

const arn = (rest: string): string => `arn:aws:elasticloadbalancing:eu-west-1:111111111111:${rest}`;
const front = arn('loadbalancer/app/front/1');

/** A load balancer in `subnet-public` and as many target groups behind its listener, each with the instance of `eni-app`. */
function balanced(kind: 'app' | 'net', groups: number): World {
  const lb = arn(`loadbalancer/${kind}/front/1`);
  const targets = Array.from({ length: groups }, (_, at) => arn(`targetgroup/t${at}/1`));
  const world = office()
    .instance('i-app', 'eni-app')
    .group('sg-lb', 'vpc-a', ['-1 0.0.0.0/0'])
    .change('security-group', 'sg-app', (data) =>
      data.IpPermissions.push({ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
    )
    .eni('eni-lb', 'subnet-public', '10.0.1.50', ['sg-lb'], {
      Description: `ELB ${kind}/front/1`,
      publicIp: '203.0.113.50',
      InterfaceType: kind === 'net' ? 'network_load_balancer' : 'interface',
    })
    .add('load-balancer', lb, {
      LoadBalancerArn: lb,
      Type: kind === 'net' ? 'network' : 'application',
      State: { Code: 'active' },
      VpcId: 'vpc-a',
    })
    .add('load-balancer-attributes', lb, { Attributes: [] }, { parent: lb })
    .add(
      'listener',
      'l',
      { LoadBalancerArn: lb, ListenerArn: 'l', Port: 443, Protocol: kind === 'net' ? 'TCP' : 'HTTPS' },
      { parent: lb },
    );
  const forwards: Data[] = targets.map((TargetGroupArn) => ({ Type: 'forward', TargetGroupArn }));
  world.change('listener', 'l', { DefaultActions: forwards.slice(0, 1) });
  for (const [at, action] of forwards.slice(1).entries())
    world.add('listener-rule', `r${at}`, { RuleArn: `r${at}`, Actions: [action] }, { parent: 'l' });
  for (const TargetGroupArn of targets)
    world
      .add('target-group', TargetGroupArn, {
        TargetGroupArn,
        Protocol: 'TCP',
        Port: 8080,
        VpcId: 'vpc-a',
        TargetType: 'instance',
      })
      .add('target-group-attributes', TargetGroupArn, { Attributes: [] }, { parent: TargetGroupArn })
      .add('target-health', `${TargetGroupArn}/i`, { Target: { Id: 'i-app', Port: 8080 } }, { parent: TargetGroupArn });
  return world;
}

const S3 = '52.218.0.1';
const endpoint = (PolicyDocument?: string): World =>
  office().prefixList('pl-s3', ['52.218.0.0/17']).route('rtb-private', 'pl-s3 vpce-s3').add('vpc-endpoint', 'vpce-s3', {
    VpcEndpointId: 'vpce-s3',
    VpcEndpointType: 'Gateway',
    VpcId: 'vpc-a',
    State: 'available',
    ServiceName: 'com.amazonaws.eu-west-1.s3',
    PolicyDocument,
  });

test('a transit gateway’s own subnet rules are documented: no assumption from an attachment subnet', () => {
  const world = transit().change('transit-gateway-vpc-attachment', 'att-a', { SubnetIds: ['subnet-private'] });
  world.change('transit-gateway-vpc-attachment', 'att-b', { SubnetIds: ['subnet-far'] });
  expect(strictly(world, 'eni-app', 'eni-far', tcp(22)).verdict.both).toBe('reachable');
});

test('that other subnets of the zone may send is where AWS’s pages disagree, so it is assumed', () => {
  const found = strictly(transit(), 'eni-app', 'eni-far', tcp(22));
  expect(found.verdict.both).toBe('unknown');
  expect(new Set(found.assumptions.map(({ assumption }) => assumption))).toEqual(new Set(['zone-not-subnet']));
});

test('answers to a NAT gateway over peering are documented', () => {
  const world = peered()
    .change('route-table', 'rtb-private', (data) => data.Routes.splice(-2))
    .change('route-table', 'rtb-far', (data) => data.Routes.splice(-2));
  expect(strictly(world, 'eni-app', 'eni-far', tcp(22)).verdict.both).toBe('reachable');
});

test('an endpoint’s policy is not network: it is said where it says something, and decides nothing', () => {
  expect(strictly(endpoint(), 'eni-app', S3, tcp(443)).verdict.both).toBe('reachable');
  const everything = '{"Statement": [{"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}]}';
  const saying = (policy: string): boolean =>
    strictly(endpoint(policy), 'eni-app', S3, tcp(443)).forward.some(({ because }) => because.includes('its policy'));
  expect(saying(everything)).toBe(false);
  expect(saying('{"Statement": [{"Action": "s3:GetObject", "Effect": "Allow", "Principal": "*", "Resource": "*"}]}')).toBe(true);
});

test('a preserved client gets its answer through the load balancer, which is documented', () => {
  expect(strictly(balanced('net', 1), 'internet', 'eni-lb public', tcp(443)).verdict.both).toBe('reachable');
});

test('one target group is what a listener sends to; of several the rules choose, so that is assumed', () => {
  expect(strictly(balanced('app', 1), 'internet', 'eni-lb public', tcp(443)).verdict.both).toBe('reachable');
  const several = strictly(balanced('app', 2), 'internet', 'eni-lb public', tcp(443));
  expect(several.verdict.both).toBe('unknown');
  expect(several.assumptions.map(({ assumption, at }) => `${assumption} ${at.id}`)).toContain(`listener-rules ${front}`);
});

test('what a rule for a group lets in by an assumption, a rule for addresses that comes later lets in for sure', () => {
  const world = office().change('security-group', 'sg-db', (data) =>
    data.IpPermissions.push({
      IpProtocol: 'tcp',
      FromPort: 5432,
      ToPort: 5432,
      Ipv6Ranges: [{ CidrIpv6: '2600:a:0:2::10/128' }],
    }),
  );
  expect(strictly(office(), 'eni-app', 'eni-db ipv6', tcp(5432)).verdict.both).toBe('unknown');
  const found = strictly(world, 'eni-app', 'eni-db ipv6', tcp(5432));
  expect(found.verdict.both).toBe('reachable');
  const [from, src, dst] = [{ eni: 'eni-app' }, only(address('2600:a:0:2::10')), only(address('2600:a:0:3::10'))];
  const traffic = [box({ src, dst, protocol: only(6), destinationPort: only(5432) })];
  expect(trace(buildNetwork(world.snapshot()), { from, traffic, options: { strict: true } }).path.forward.at(-2)?.because).toBe(
    found.forward.at(-2)?.because,
  );
});
