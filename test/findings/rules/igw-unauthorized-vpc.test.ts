import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

test('a gateway at a VPC that is not on the list is found; without a list nothing is said', () => {
  rule('igw-unauthorized-vpc')
    .ignores(office())
    .where({ internetVpcs: ['vpc-b'] })
    .flags(office(), { subject: 'igw-a', severity: 'high', key: 'vpc-a', fix: 'detach-internet-gateway' })
    .cannotJudge(office().denied('internet-gateway'))
    .where({ internetVpcs: ['vpc-a', 'vpc-b'] })
    .ignores(office());
});
