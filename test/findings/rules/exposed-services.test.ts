import { test } from 'vitest';
import { listening } from '../../../src/findings/listening.ts';
import exposedServices from '../../../src/findings/rules/exposed-services.ts';
import { prefix, TCP } from '../../../src/net/index.ts';
import type { World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { everyRuleOf, rule } from '../rule.ts';

/** The office whose web server's group has these rules. */
const open = (...ingress: string[]): World =>
  office()
    .group('sg-x', 'vpc-a', ingress)
    .change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-x' }] });

const ruleFor = (id: string, from: string): string => {
  const { protocol, ports } = listening.find((one) => one.id === id)?.ports[0] ?? {
    protocol: TCP,
    ports: { lo: 31337, hi: 31337 },
  };
  if (id === 'exposed-icmp') return `${from.includes(':') ? 'icmpv6' : 'icmp'} -1 ${from}`;
  return id === 'exposed-all-ports' ? `-1 ${from}` : `${protocol === TCP ? 'tcp' : 'udp'} ${ports.lo}-${ports.hi} ${from}`;
};

test('each service is found over IPv4 and IPv6, and not where only an allow list gets in', () => {
  everyRuleOf(exposedServices, (claim) => {
    claim
      .flags(open(ruleFor(claim.id, '0.0.0.0/0')), { subject: 'eni-web', key: '203.0.113.10' })
      .flags(open(ruleFor(claim.id, '::/0')), { subject: 'eni-web', key: '2600:a:0:1::10' })
      .ignores(open(ruleFor(claim.id, '198.51.100.0/24'), ruleFor(claim.id, '2a00:7::/48'), ruleFor(claim.id, '10.0.0.0/8')));
  });
});

test('every port of the table has its finding', () => {
  for (const { id, ports } of listening) {
    const texts = ports.flatMap(({ protocol, ports: { lo, hi } }) =>
      [lo, hi].map((port) => `${protocol === TCP ? 'tcp' : 'udp'} ${port} 0.0.0.0/0`),
    );
    for (const text of new Set(texts)) rule(id).flags(open(text), 'eni-web');
  }
});

test('the finding carries the way in, the rule that opens it and the command that closes it', () => {
  rule('exposed-ssh').flags(open('tcp 22 0.0.0.0/0'), {
    subject: 'eni-web',
    severity: 'critical',
    says: '203.0.113.10 on tcp 22 (SSH)',
    by: ['rtb-public', '#100', 'sg-x: tcp 22 from 0.0.0.0/0'],
    fix: 'revoke-security-group-ingress --group-id sg-x',
  });
});

test('sources narrower than a /8 are one step less grave', () => {
  rule('exposed-ssh')
    .flags(open('tcp 22 8.0.0.0/9'), { subject: 'eni-web', severity: 'high' })
    .flags(open('tcp 22 8.0.0.0/8'), { subject: 'eni-web', severity: 'critical' })
    .flags(open('tcp 22 2a00::/20'), { subject: 'eni-web', severity: 'high' });
});

test('what is in the way keeps it from being said', () => {
  const ssh = () => open('tcp 22 0.0.0.0/0', 'tcp 22 ::/0');
  rule('exposed-ssh').ignores(
    ssh().change('route-table', 'rtb-public', (data) => data.Routes.splice(2)),
    ssh().change('network-acl', 'acl-public', { Entries: [] }),
    ssh().change('network-interface', 'eni-web', (data) => {
      data.Association = data.PrivateIpAddresses[0].Association = undefined;
      data.Ipv6Addresses = [];
    }),
  );
});

test('all ports stand for each of them, and need not be written as one rule', () => {
  const halves = () => open('tcp 0-40000 0.0.0.0/0', 'tcp 40001-65535 0.0.0.0/0');
  rule('exposed-all-ports').flags(halves(), 'eni-web');
  rule('exposed-ssh').ignores(halves());
});

test('what may be public is what people say', () => {
  rule('exposed-unlisted-port')
    .flags(open('tcp 31337 0.0.0.0/0'), { subject: 'eni-web', says: 'tcp 31337' })
    .ignores(open('tcp 80 0.0.0.0/0', 'tcp 443 0.0.0.0/0', 'tcp 22 0.0.0.0/0', 'icmp -1 0.0.0.0/0'))
    .where({ allowedPublicPorts: [{ protocol: TCP, ports: { lo: 31000, hi: 32000 } }] })
    .ignores(open('tcp 31337 0.0.0.0/0'))
    .flags(open('tcp 443 0.0.0.0/0'), 'eni-web');
});

test('mail, DNS and development may be public where people say so, and a login never', () => {
  const open53 = () => open('udp 53 0.0.0.0/0', 'tcp 22 0.0.0.0/0', 'tcp 8080 0.0.0.0/0');
  const ports = [8080, 22].map((port) => ({ protocol: TCP, ports: { lo: port, hi: port } }));
  rule('exposed-dns').flags(open53(), { subject: 'eni-web', severity: 'medium' });
  rule('exposed-dev-http').flags(open53(), 'eni-web').where({ allowedPublicPorts: ports }).ignores(open53());
  rule('exposed-ssh').where({ allowedPublicPorts: ports }).flags(open53(), 'eni-web');
  rule('exposed-unlisted-port').ignores(open53());
});

test('what is meant to be open is told as info, whatever is allowed', () => {
  rule('exposed-https').flags(office(), { subject: 'eni-web', severity: 'info' }, { subject: 'eni-web', key: '2600:a:0:1::10' });
  rule('exposed-icmp').flags(open('icmp 8 0.0.0.0/0'), { subject: 'eni-web', severity: 'info', says: 'on icmp' });
});

test('what could not be seen is said', () => {
  const listed = () => open('tcp 22 pl-1').prefixList('pl-1', ['0.0.0.0/0']);
  rule('exposed-ssh')
    .flags(listed(), 'eni-web')
    .cannotJudge(listed().denied('prefix-list-entry', { parents: ['pl-1'] }), 'eni-web')
    .cannotJudge(open('tcp 22 0.0.0.0/0').denied('network-acl'))
    .cannotJudge(open('tcp 22 0.0.0.0/0').unasked('route-table'));
});

test('what only known networks reach is no finding', () => {
  rule('exposed-ssh')
    .flags(open('tcp 22 8.8.0.0/15'), { subject: 'eni-web', severity: 'high' })
    .where({ knownNetworks: [{ name: 'offices', ranges: [prefix('8.8.0.0/15')] }] })
    .ignores(open('tcp 22 8.8.0.0/15'))
    .flags(open('tcp 22 8.8.0.0/14'), { subject: 'eni-web', severity: 'high' });
});
