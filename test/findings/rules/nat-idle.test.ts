import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const month = (value: number) => Array.from({ length: 30 }, () => value);

/** The office whose NAT gateway carried so many bytes a day. */
const carrying = (out: number[], back: number[] = out) => {
  const world = office();
  for (const [metric, Values] of [['BytesOutToDestination', out] as const, ['BytesInFromDestination', back] as const])
    world.add('nat-gateway-metric', `nat_a_${metric}`, { Id: `nat_a_${metric}`, Values }, { parent: 'nat-a' });
  return world;
};
const second = (world: ReturnType<typeof office>) => world.nat('nat-b', 'vpc-a', 'subnet-public', '10.0.1.6', '203.0.113.6');

test('a gateway that carried nothing for a month is found; the only one of a VPC may be a stand-by', () => {
  rule('nat-idle')
    .flags(second(carrying(month(0))), { subject: 'nat-a', severity: 'low', says: 'subnet-private', fix: 'delete-nat-gateway' })
    .flags(carrying(month(0)), { subject: 'nat-a', severity: 'info', by: ['nat_a_BytesOutToDestination'] });
});

test('one byte, an age of less than a month and a gateway without subnets are something else', () => {
  const idle = () => carrying(month(0));
  rule('nat-idle').ignores(
    carrying(month(0), [...month(0).slice(1), 1]),
    idle().change('nat-gateway', 'nat-a', { CreateTime: idle().snapshot().manifest.takenAt }),
    idle().change('nat-gateway', 'nat-a', { State: 'deleting' }),
    idle().change('route-table', 'rtb-private', (data) => data.Routes.splice(2, 1)),
  );
});

test('without metrics nothing is idle', () => {
  rule('nat-idle')
    .ignores(carrying(month(0)).unasked('nat-gateway-metric'))
    .cannotJudge(carrying([]), 'nat-a')
    .cannotJudge(office(), 'nat-a')
    .cannotJudge(carrying(month(0)).denied('nat-gateway-metric'));
});
