import { test } from 'vitest';
import { front, fronted } from '../../reach/fronted.ts';
import { rule } from '../rule.ts';

const targets = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/apps/1';
const listening = (port: number) => fronted().change('target-group', targets, { Port: port });

test('what listens on the port of a target decides how grave it is', () => {
  rule('exposed-via-load-balancer')
    .flags(listening(9200), { subject: 'eni-app', severity: 'critical', key: 'app/front/1 9200' }, 'eni-app2')
    .flags(
      fronted(),
      {
        subject: 'eni-app',
        severity: 'info',
        says: 'on port 8080 through app/front/1, at 203.0.113.80 on tcp 443',
        by: ['eni-front'],
      },
      { subject: 'eni-app2', severity: 'info' },
    )
    .flags(listening(7777), { subject: 'eni-app', severity: 'info' }, 'eni-app2')
    .where({ allowedPublicPorts: [] })
    .flags(listening(7777), { subject: 'eni-app', severity: 'medium', fix: 'revoke-security-group-ingress' }, 'eni-app2');
});

test('over IPv6 it is the same', () => {
  const six = fronted()
    .change('network-interface', 'eni-front', { Ipv6Addresses: [{ Ipv6Address: '2600:a:0:1::80' }], Association: undefined })
    .change('network-interface', 'eni-front', (data) => {
      data.PrivateIpAddresses[0].Association = undefined;
    })
    .change('load-balancer', front, { IpAddressType: 'dualstack' })
    .change('security-group', 'sg-front', (data) =>
      data.IpPermissions.push({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }),
    );
  rule('exposed-via-load-balancer').flags(six, { subject: 'eni-app', says: '2600:a:0:1::80' }, 'eni-app2');
});

test('what no client gets to is not said: an allow list, no route, a group of the targets that is closed', () => {
  rule('exposed-via-load-balancer').ignores(
    fronted().change('security-group', 'sg-front', { IpPermissions: [] }),
    fronted().change('security-group', 'sg-front', (data) => {
      for (const one of data.IpPermissions) one.IpRanges = [{ CidrIp: '198.51.100.0/24' }];
    }),
    fronted().change('route-table', 'rtb-public', (data) => data.Routes.splice(2)),
    fronted().change('security-group', 'sg-app', { IpPermissions: [] }),
  );
});

test('without the targets nobody knows', () => {
  rule('exposed-via-load-balancer').cannotJudge(fronted().denied('target-health')).cannotJudge(fronted().denied('listener'));
});

test('a list whose entries are not known leaves it open', () => {
  const listed = fronted().change('security-group', 'sg-front', {
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId: 'pl-gone' }] }],
  });
  rule('exposed-via-load-balancer').cannotJudge(listed, 'eni-app');
});
