import { test } from 'vitest';
import type { Data } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const profile = { IamInstanceProfile: { Arn: 'arn:aws:iam::111111111111:instance-profile/shop' } };
const version1 = { MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'optional' } };

/** The instance behind an interface, whose only group has these rules. */
const server = (data: Data, eni: string, ...ingress: string[]) =>
  office()
    .instance('i-1', eni)
    .change('instance', 'i-1', data)
    .group('sg-x', 'vpc-a', ingress)
    .change('network-interface', eni, { Groups: [{ GroupId: 'sg-x' }] });

test('an instance with a role is found where the internet reaches it, over IPv4 and IPv6', () => {
  rule('exposed-instance-with-role')
    .flags(server(profile, 'eni-web', 'tcp 443 0.0.0.0/0'), {
      subject: 'i-1',
      severity: 'high',
      says: /203\.0\.113\.10 on tcp 443, and it carries shop/,
      by: ['instance-profile/shop', 'tcp 443 from 0.0.0.0/0'],
      fix: 'revoke-security-group-ingress --group-id sg-x',
    })
    .flags(server(profile, 'eni-web', 'udp 53 ::/0'), { subject: 'i-1', says: '2600:a:0:1::10 on udp 53' });
});

test('without a role, without a way in, or with an allow list it is not', () => {
  rule('exposed-instance-with-role')
    .ignores(
      server({}, 'eni-web', 'tcp 443 0.0.0.0/0'),
      server(profile, 'eni-app', 'tcp 443 0.0.0.0/0', 'tcp 443 ::/0'),
      server(profile, 'eni-web', 'tcp 443 198.51.100.0/24', 'icmp -1 0.0.0.0/0'),
      server(profile, 'eni-web', 'tcp 443 0.0.0.0/0').change('instance', 'i-1', { State: { Name: 'stopped' } }),
    )
    .cannotJudge(server(profile, 'eni-web', 'tcp 443 0.0.0.0/0').denied('instance'))
    .cannotJudge(
      server(profile, 'eni-web', 'tcp 443 pl-1')
        .prefixList('pl-1', [])
        .denied('prefix-list-entry', { parents: ['pl-1'] }),
      'i-1',
    );
});

test('a web server that needs no token for its metadata is found', () => {
  rule('exposed-imdsv1')
    .flags(server(version1, 'eni-web', 'tcp 8080 0.0.0.0/0'), {
      subject: 'i-1',
      severity: 'high',
      says: 'without a token',
      fix: '--http-tokens required',
    })
    .flags(server(version1, 'eni-web', 'tcp 443 ::/0'), 'i-1')
    .ignores(
      server(version1, 'eni-web', 'tcp 22 0.0.0.0/0'),
      server(version1, 'eni-app', 'tcp 443 0.0.0.0/0'),
      server({ MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required' } }, 'eni-web', 'tcp 443 0.0.0.0/0'),
      server({ MetadataOptions: { HttpEndpoint: 'disabled', HttpTokens: 'optional' } }, 'eni-web', 'tcp 443 0.0.0.0/0'),
    )
    .cannotJudge(server(version1, 'eni-web', 'tcp 443 0.0.0.0/0').denied('route-table'));
});
