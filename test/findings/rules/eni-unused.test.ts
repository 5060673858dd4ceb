import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const lying = (more: object = {}) => office().change('network-interface', 'eni-app2', { Status: 'available', ...more });

test('an interface that is attached to nothing is found, unless AWS manages it', () => {
  rule('eni-unused')
    .flags(lying(), { subject: 'eni-app2', severity: 'low', by: ['10.0.2.11'], fix: 'delete-network-interface' })
    .ignores(office(), lying({ RequesterManaged: true }))
    .cannotJudge(lying().denied('network-interface'));
});
