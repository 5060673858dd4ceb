import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const nat = (State: string) => office().change('nat-gateway', 'nat-a', { State });

test('a NAT gateway that failed or is gone is found where a subnet leaves through it, with another to use', () => {
  rule('route-nat-not-available')
    .flags(nat('failed'), {
      subject: 'nat-a',
      severity: 'critical',
      says: 'is failed, and subnet-private leaves',
      by: ['0.0.0.0/0 → nat-a'],
    })
    .flags(
      nat('deleted')
        .change('route-table', 'rtb-private', (data) => {
          data.Routes[2].State = 'blackhole';
        })
        .nat('nat-b', 'vpc-a', 'subnet-public', '10.0.1.6', '203.0.113.6'),
      { subject: 'nat-a', by: ['(blackhole)'], fix: '--nat-gateway-id nat-b' },
    );
});

test('one that works, will work in a moment, or that no subnet uses is fine', () => {
  rule('route-nat-not-available').ignores(
    office(),
    nat('pending'),
    nat('deleting').change('route-table', 'rtb-private', (data) => data.Routes.splice(2, 1)),
  );
});

test('without its kind nothing is said', () => rule('route-nat-not-available').cannotJudge(nat('failed').denied('nat-gateway')));
