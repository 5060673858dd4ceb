import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** An endpoint that keeps the client's address; the one instance of the VPC lets in what these rules say. */
const keeping = (...ingress: string[]): World =>
  office()
    .group('sg-login', 'vpc-a', ingress)
    .change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-login' }] })
    .instance('i-app', 'eni-app')
    .add('instance-connect-endpoint', 'eice-1', { VpcId: 'vpc-a', State: 'create-complete', PreserveClientIp: true });

test('targets that admit only what is in the VPC are found', () => {
  rule('eice-preserve-ip-mismatch')
    .flags(keeping('tcp 22 sg-web'), { subject: 'eice-1', severity: 'low', by: ['sg-login'], fix: '--no-preserve-client-ip' })
    .flags(keeping('tcp 3389 10.0.0.0/16', 'tcp 22 2600:a::/56', 'tcp 443 0.0.0.0/0'), 'eice-1')
    .flags(keeping('tcp 22 pl-1').prefixList('pl-1', ['10.0.0.0/24']), 'eice-1');
});

test('where the networks of clients may come in, or nobody may, it is not said', () => {
  rule('eice-preserve-ip-mismatch')
    .ignores(
      keeping('tcp 22 sg-web', 'tcp 22 192.168.0.0/16'),
      keeping('tcp 22 2a00::/16'),
      keeping('tcp 22 pl-1').prefixList('pl-1', ['192.168.0.0/16']),
      keeping('tcp 443 sg-web'),
      keeping('tcp 22 sg-web').change('instance-connect-endpoint', 'eice-1', { PreserveClientIp: false }),
      keeping('tcp 22 sg-web').change('instance', 'i-app', { State: { Name: 'stopped' } }),
    )
    .cannotJudge(
      keeping('tcp 22 pl-1')
        .prefixList('pl-1', [])
        .denied('prefix-list-entry', { parents: ['pl-1'] }),
      'eice-1',
    )
    .cannotJudge(keeping('tcp 22 sg-web').denied('security-group'));
});
