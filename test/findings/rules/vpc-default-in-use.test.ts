import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const byDefault = () => office().change('vpc', 'vpc-a', { IsDefault: true });

test('a default VPC with a machine in it is found, and one that only AWS’s services are in is not', () => {
  const served = byDefault();
  for (const one of served.resources) if (one.kind === 'network-interface') one.data.RequesterManaged = true;
  rule('vpc-default-in-use')
    .flags(byDefault().instance('i-1', 'eni-app'), { subject: 'vpc-a', severity: 'medium', says: 'i-1', by: ['eni-app'] })
    .ignores(served, office(), office().vpc('vpc-z', '172.31.0.0/16', { IsDefault: true }))
    .cannotJudge(byDefault().denied('network-interface'));
});
