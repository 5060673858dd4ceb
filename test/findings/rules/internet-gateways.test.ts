import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const routed = (...routes: string[]) =>
  office()
    .change('route-table', 'rtb-public', (data) => data.Routes.splice(2))
    .route('rtb-public', ...routes);

test('a gateway without a VPC is found', () => {
  const apart = office().change('internet-gateway', 'igw-a', { Attachments: [] });
  rule('igw-unattached')
    .flags(apart, { subject: 'igw-a', severity: 'low', fix: 'delete-internet-gateway --internet-gateway-id igw-a' })
    .ignores(office())
    .cannotJudge(apart.denied('internet-gateway'));
});

test('a gateway that no live route leads to is found', () => {
  rule('igw-unused')
    .flags(routed(), { subject: 'igw-a', severity: 'low', says: 'attached to vpc-a', fix: 'detach-internet-gateway' })
    .flags(routed('0.0.0.0/0 igw-a blackhole', '::/0 eigw-a'), 'igw-a')
    .ignores(
      routed('0.0.0.0/0 igw-a'),
      routed('::/0 igw-a'),
      routed('pl-1 igw-a'),
      routed().change('internet-gateway', 'igw-a', { Attachments: [] }),
    )
    .cannotJudge(routed().denied('route-table'));
});
