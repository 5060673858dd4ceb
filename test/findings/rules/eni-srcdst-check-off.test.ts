import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const unchecked = (more: object = {}) => office().change('network-interface', 'eni-app', { SourceDestCheck: false, ...more });

test('an interface that may speak for others, and to which no route leads, is found', () => {
  rule('eni-srcdst-check-off')
    .flags(unchecked(), { subject: 'eni-app', severity: 'low', fix: '--source-dest-check' })
    .ignores(office(), unchecked({ RequesterManaged: true }))
    .cannotJudge(unchecked().denied('route-table'));
});

test('where a route leads to it, over IPv4 or IPv6, it is an appliance', () => {
  rule('eni-srcdst-check-off')
    .flags(unchecked().route('rtb-main', '0.0.0.0/0 eni-app'), { subject: 'eni-app', severity: 'info', by: ['rtb-main'] })
    .flags(unchecked().route('rtb-main', '::/0 eni-app'), { subject: 'eni-app', severity: 'info' });
});
