import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const open = (...ingress: string[]) =>
  office()
    .group('sg-x', 'vpc-a', ingress)
    .change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-x' }] });

test('two halves are the whole internet, over IPv4 and IPv6', () => {
  rule('sg-split-default-bypass')
    .flags(open('tcp 8443 0.0.0.0/1', 'tcp 8443 128.0.0.0/1'), { subject: 'sg-x', severity: 'high', key: 'tcp 8443 IPv4' })
    .flags(open('tcp 22 2000::/4', 'tcp 22 3000::/4'), { subject: 'sg-x', severity: 'high', key: 'tcp 22 IPv6' })
    .flags(open('-1 0.0.0.0/1', 'tcp 22 128.0.0.0/1'), { subject: 'sg-x', key: 'tcp 22 IPv4' });
});

test('a block that holds all of 2000::/3 is the whole, too', () => {
  rule('sg-split-default-bypass').flags(open('tcp 22 ::/1'), { subject: 'sg-x', says: 'by one rule: tcp 22 from ::/1' });
});

test('a prefix list may hold the pieces', () => {
  rule('sg-split-default-bypass').flags(open('tcp 22 pl-1').prefixList('pl-1', ['0.0.0.0/1', '128.0.0.0/1']), 'sg-x');
});

test('pieces of different services, half of the world, and an honest 0.0.0.0/0 are something else', () => {
  rule('sg-split-default-bypass').ignores(
    open('tcp 22 0.0.0.0/1', 'tcp 80 128.0.0.0/1'),
    open('tcp 22 0.0.0.0/1', 'tcp 22 10.0.0.0/8'),
    open('tcp 22 0.0.0.0/1', 'tcp 22 128.0.0.0/1', 'tcp 22 0.0.0.0/0'),
    open('tcp 22 0.0.0.0/1', 'tcp 22 2000::/4'),
  );
});

test('where nobody gets in by it, it is low', () => {
  const inside = office()
    .group('sg-x', 'vpc-a', ['tcp 22 0.0.0.0/1', 'tcp 22 128.0.0.0/1'])
    .change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-x' }] });
  rule('sg-split-default-bypass').flags(inside, { subject: 'sg-x', severity: 'low' });
});
