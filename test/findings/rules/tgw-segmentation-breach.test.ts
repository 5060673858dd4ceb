import { test } from 'vitest';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const env = (value: string) => ({ key: 'env', value });
const isolated = [[env('prod'), env('dev')]] as const;
const tagged = (one: string, other: string) =>
  transit()
    .change('vpc', 'vpc-a', { Tags: [{ Key: 'env', Value: one }] })
    .change('vpc', 'vpc-b', { Tags: [{ Key: 'env', Value: other }] });

test('a table that joins what must be isolated is found, in each direction', () => {
  rule('tgw-segmentation-breach')
    .where({ isolated })
    .flags(
      tagged('prod', 'dev'),
      { subject: 'tgw-rtb-1', key: 'env=prod att-b', severity: 'high', by: ['10.1.0.0/16', '2600:b::/56'] },
      { subject: 'tgw-rtb-1', key: 'env=dev att-a' },
    );
});

test('where nobody asked for it, or nothing leads there, nothing is breached', () => {
  const apart = tagged('prod', 'dev');
  for (const cidr of ['10.0.0.0/16', '10.1.0.0/16', '2600:a::/56', '2600:b::/56'])
    apart.remove('transit-gateway-route', `tgw-rtb-1/${cidr}`);
  rule('tgw-segmentation-breach').ignores(tagged('prod', 'dev'));
  rule('tgw-segmentation-breach')
    .where({ isolated })
    .ignores(tagged('prod', 'prod'), tagged('prod', 'test'), apart)
    .cannotJudge(tagged('prod', 'dev').remove('vpc', 'vpc-b'), 'att-b')
    .cannotJudge(tagged('prod', 'dev').denied('transit-gateway-route'));
});
