import { test } from 'vitest';
import { type Data, World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

const all = (more: Data = {}) => ({
  RuleNumber: 100,
  RuleAction: 'accept',
  SourceCidrBlock: '0.0.0.0/0',
  DestinationCidrBlock: '0.0.0.0/0',
  ...more,
});
const filter = (ingress: Data[], egress: Data[]) =>
  new World().add('traffic-mirror-filter', 'tmf-1', { IngressFilterRules: ingress, EgressFilterRules: egress });

test('a filter that takes everything both ways is found, IPv4 and IPv6', () => {
  const six = all({ SourceCidrBlock: '::/0', DestinationCidrBlock: '::/0', Protocol: 0 });
  rule('traffic-mirror-all-traffic')
    .flags(filter([all()], [all(), all({ RuleNumber: 200, RuleAction: 'reject' })]), {
      subject: 'tmf-1',
      severity: 'low',
      by: ['#100'],
    })
    .flags(filter([six], [six]), 'tmf-1');
});

test('one that leaves something out is fine', () => {
  rule('traffic-mirror-all-traffic').ignores(
    filter([all()], []),
    filter([all()], [all({ Protocol: 6 })]),
    filter([all({ SourceCidrBlock: '10.0.0.0/8' })], [all()]),
    filter([all({ RuleNumber: 10, RuleAction: 'reject', SourceCidrBlock: '10.0.0.0/8' }), all()], [all()]),
  );
});
