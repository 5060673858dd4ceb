import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const withoutRoute = () => office().change('route-table', 'rtb-private', (data) => data.Routes.splice(2, 1));

test('a NAT gateway to which no route leads is found, and one that only a table without subnets knows', () => {
  rule('nat-unused')
    .flags(withoutRoute(), { subject: 'nat-a', severity: 'medium', says: 'No route leads', fix: 'delete-nat-gateway' })
    .flags(withoutRoute().table('rtb-spare', 'vpc-a', [], ['10.0.0.0/16 local', '0.0.0.0/0 nat-a']), {
      subject: 'nat-a',
      by: ['rtb-spare', 'no subnet'],
    });
});

test('a route of a subnet, for anything, uses it; what is new or gone is left out', () => {
  rule('nat-unused')
    .ignores(
      office(),
      withoutRoute().route('rtb-private', '64:ff9b::/96 nat-a'),
      withoutRoute().change('nat-gateway', 'nat-a', { State: 'deleting' }),
      withoutRoute().change('nat-gateway', 'nat-a', { CreateTime: withoutRoute().snapshot().manifest.takenAt }),
    )
    .cannotJudge(withoutRoute().denied('route-table'));
});
