import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const open = (eni: string, ...ingress: string[]) =>
  office()
    .group('sg-x', 'vpc-a', ingress)
    .change('network-interface', eni, { Groups: [{ GroupId: 'sg-x' }] });

test('a group open to the world where no way leads in is latent, over IPv4 and IPv6', () => {
  rule('sg-open-latent')
    .flags(open('eni-app', 'tcp 22 0.0.0.0/0'), {
      subject: 'sg-x',
      severity: 'low',
      key: 'tcp 22 from 0.0.0.0/0',
      says: 'no public address',
    })
    .flags(open('eni-app', 'tcp 22 ::/0'), { subject: 'sg-x', key: 'tcp 22 from ::/0' })
    .flags(open('eni-app', '-1 0.0.0.0/0'), 'sg-x');
});

test('where the world gets in it is not latent, and what may be public, or waits for nobody, is left alone', () => {
  rule('sg-open-latent').ignores(
    open('eni-web', 'tcp 22 0.0.0.0/0', 'tcp 22 ::/0'),
    open('eni-app', 'tcp 443 0.0.0.0/0', 'icmp -1 0.0.0.0/0', 'tcp 22 10.0.0.0/8'),
    office().group('sg-x', 'vpc-a', ['tcp 22 0.0.0.0/0']),
  );
});

test('one interface that is reached is enough', () => {
  const both = open('eni-app', 'tcp 22 0.0.0.0/0').change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-x' }] });
  rule('sg-open-latent').ignores(both);
});

test('without the tables nobody knows whether it is latent', () => {
  rule('sg-open-latent').cannotJudge(open('eni-app', 'tcp 22 0.0.0.0/0').denied('route-table'));
});
