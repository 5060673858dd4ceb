/** What closes a path really closes it, and what else that cuts off is told. */
import { expect, test } from 'vitest';
import { only } from '../../src/net/index.ts';
import {
  applyChange,
  buildNetwork,
  type Closing,
  closingsOf,
  fixesOf,
  type Network,
  type Question,
  reply,
  resolve,
} from '../../src/reach/index.ts';
import type { World } from './scenario.ts';
import { office, peered, transit } from './worlds.ts';

function asked(world: World, from: string, to: string, port?: number): { network: Network; question: Question } {
  const network = buildNetwork(world.snapshot());
  const service = { protocol: 6, ...(port !== undefined && { ports: [only(port)] }) };
  return { network, question: { from: resolve(network, from), to: resolve(network, to), service } };
}

function close(world: World, from: string, to: string, port?: number): Closing[] {
  const { network, question } = asked(world, from, to, port);
  const closings = closingsOf(network, question, reply(network, question)!);
  for (const { changes } of closings) {
    const after = buildNetwork(changes.map(({ change }) => change).reduce(applyChange, network.snapshot));
    expect(reply(after, question)?.verdicts.forward ?? 'blocked').toBe('blocked');
  }
  return closings;
}

const texts = (closings: readonly Closing[]): string[] =>
  closings.map(({ changes }) => changes.map(({ text }) => text).join(' + '));

const saying = (closings: readonly Closing[], text: string): Closing =>
  closings.find(({ changes }) => changes.some((one) => one.text.startsWith(text)))!;

test('the internet is shut out by a group or an ACL, both families of it', () => {
  expect(texts(close(office(), 'internet', 'eni-web', 443)).sort()).toEqual([
    'Add ingress rule 99 to network ACL acl-public: deny tcp 443 0.0.0.0/0 + Add ingress rule 98 to network ACL acl-public: deny tcp 443 ::/0',
    'Remove tcp 443 from 0.0.0.0/0 from security group sg-web + Remove tcp 443 from ::/0 from security group sg-web',
  ]);
});

test('closing a path names the others that the same rule lets in', () => {
  const world = office().eni('eni-web2', 'subnet-public', '10.0.1.11', ['sg-web'], { publicIp: '203.0.113.11' });
  const { alsoCuts } = saying(close(world, 'internet', 'eni-web', 443), 'Remove tcp 443');
  expect(alsoCuts.to.map(({ id }) => id)).toEqual(['eni-web2']);
});

test('a rule that names a group is taken away by its group, and its other members lose it too', () => {
  const closing = saying(close(office(), 'eni-app', 'eni-db', 5432), 'Remove tcp 5432');
  expect(closing.changes[0]?.text).toBe('Remove tcp 5432 from sg-app from security group sg-db');
  expect(closing.changes[0]?.command).toBe(
    `aws ec2 revoke-security-group-ingress --group-id sg-db --ip-permissions '[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"UserIdGroupPairs":[{"GroupId":"sg-app"}]}]' --region eu-west-1`,
  );
  expect(closing.changes[0]?.terraform).toContain('#   referenced_security_group_id = "sg-app"');
  expect(closing.alsoCuts.from.map(({ id }) => id)).toEqual(['eni-app2']);
});

test('every rule that lets it by is taken away, not just the first', () => {
  const world = office().change('security-group', 'sg-db', (data) =>
    data.IpPermissions.push({ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.2.0/24' }] }),
  );
  const closing = saying(close(world, 'eni-app', 'eni-db', 5432), 'Remove tcp 5432');
  expect(closing.changes.map(({ text }) => text).sort()).toEqual([
    'Remove all traffic from 10.0.2.0/24 from security group sg-db',
    'Remove tcp 5432 from sg-app from security group sg-db',
  ]);
  expect(closing.alsoCuts.services.length).toBeGreaterThan(0);
});

test('a route over a peering can be removed, and then the default route, by which NAT would still reach the peer', () => {
  expect(texts(close(peered(), 'eni-app', '10.1.1.10', 22))).toContain(
    'Remove the route to 10.1.0.0/16 from rtb-private + Remove the route to 0.0.0.0/0 from rtb-private',
  );
});

test('a static route of a transit gateway can be removed; a propagated one cannot', () => {
  const over = (type: string): World => transit().change('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16', { Type: type });
  expect(texts(close(over('static'), 'eni-app', '10.1.1.10', 22))).toContain('Remove the route to 10.1.0.0/16 from tgw-rtb-1');
  expect(texts(close(over('propagated'), 'eni-app', '10.1.1.10', 22)).join()).not.toContain('from tgw-rtb-1');
});

test('an Elastic IP address can be taken away; one that AWS lent cannot', () => {
  const lent = office().change('network-interface', 'eni-web', { Ipv6Addresses: [] });
  expect(texts(close(lent, 'internet', 'eni-web', 443)).join()).not.toContain('Elastic IP');
  const own = lent.change('network-interface', 'eni-web', (data) => {
    data.PrivateIpAddresses[0].Association.AssociationId = 'eipassoc-1';
  });
  const closing = saying(close(own, 'internet', 'eni-web', 443), 'Take the Elastic IP');
  expect(closing.changes[0]?.command).toBe('aws ec2 disassociate-address --association-id eipassoc-1 --region eu-west-1');
});

test('where an end is a subnet the whole of it is shut out', () => {
  const closing = saying(close(office(), 'subnet-private', 'eni-db', 5432), 'Add ingress rule');
  expect(closing.changes[0]?.text).toBe('Add ingress rule 99 to network ACL acl-other: deny tcp 5432 10.0.2.0/24');
});

test('what is blocked needs no closing', () => {
  expect(close(office(), 'internet', 'eni-app', 22)).toEqual([]);
});

test.each([
  ['sg-app', 'Allow tcp 5433 from sg-app in security group sg-db'],
  ['subnet-private', 'Allow tcp 5433 from 10.0.2.0/24 in security group sg-db'],
  ['vpc-a', 'Allow tcp 5433 from 10.0.0.0/16 in security group sg-db'],
  ['10.0.2.0/25', 'Allow tcp 5433 from 10.0.2.0/25 in security group sg-db'],
  ['eni-app', 'Allow tcp 5433 from 10.0.2.10/32 in security group sg-db'],
])('a fix for %s is for all of it', (from, text) => {
  const world = office();
  for (const id of ['eni-app', 'eni-app2', 'eni-db']) world.change('network-interface', id, { Ipv6Addresses: [] });
  const { network, question } = asked(world, from, 'eni-db', 5433);
  const [fix] = fixesOf(network, question, reply(network, question)!);
  expect(fix?.changes.map((one) => one.text)).toEqual([text]);
  expect(fix?.whole).toBe(true);
});

test('where a group reference is lost on the way the addresses are proposed', () => {
  const world = transit();
  for (const id of ['eni-app', 'eni-app2', 'eni-far']) world.change('network-interface', id, { Ipv6Addresses: [] });
  world.change('security-group', 'sg-far', { IpPermissions: [] });
  const { network, question } = asked(world, 'sg-app', 'eni-far', 22);
  const fixes = fixesOf(network, question, reply(network, question)!);
  expect(fixes.flatMap(({ changes }) => changes.map(({ text }) => text))).toContain(
    'Allow tcp 22 from 10.0.2.10/32 in security group sg-far',
  );
});

test('a fix tells whom else its rule lets in, and what it opens beyond what was asked about', () => {
  const world = office().eni('eni-web2', 'subnet-public', '10.0.1.11', ['sg-web'], { publicIp: '203.0.113.11' });
  const { network, question } = asked(world, 'internet', 'eni-web', 8443);
  const [fix] = fixesOf(network, { ...question, family: 4 }, reply(network, { ...question, family: 4 })!);
  expect(fix).toMatchObject({ whole: true, uncertain: false });
  expect(fix?.alsoOpens?.to.map(({ id }) => id)).toEqual(['eni-web2']);
  expect(fix?.alsoOpens?.from.map(({ id }) => id)).toContain('eni-app');
  expect(fix?.alsoOpens?.services).toEqual([]);
});

test('of several fixes the one that opens nothing else comes first', () => {
  const { network, question } = asked(office(), 'sg-app', 'eni-db', 5433);
  const fixes = fixesOf(network, question, reply(network, question)!);
  const others = fixes.map(({ whole, alsoOpens }) => [whole, (alsoOpens?.from.length ?? 0) + (alsoOpens?.to.length ?? 0)]);
  expect(fixes.length).toBeGreaterThan(1);
  expect(others[0]).toEqual([true, 0]);
});

test('a fix that gives a public address is asked about at that address', () => {
  const world = office().change('network-interface', 'eni-web', (data) => {
    delete data.Association;
    for (const one of data.PrivateIpAddresses ?? []) delete one.Association;
  });
  const { network, question } = asked(world, 'internet', 'eni-web', 443);
  const four = { ...question, family: 4 } as const;
  const [fix] = fixesOf(network, four, reply(network, four)!);
  expect(fix?.changes.map(({ text }) => text)).toEqual(['Give eni-web a public address']);
  expect(fix?.whole).toBe(true);
});
