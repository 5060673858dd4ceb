import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const held = (state: string) =>
  office()
    .instance('i-1', 'eni-web', state)
    .add('elastic-ip', 'eipalloc-1', { PublicIp: '203.0.113.10', InstanceId: 'i-1', AssociationId: 'eipassoc-1' });

test('the address of a stopped instance is found, that of a running one is not', () => {
  rule('eip-on-stopped-instance')
    .flags(held('stopped'), { subject: 'eipalloc-1', severity: 'low', says: 'i-1', fix: '--association-id eipassoc-1' })
    .ignores(held('running'), held('stopping'), held('stopped').remove('elastic-ip', 'eipalloc-1'))
    .cannotJudge(held('stopped').denied('instance'));
});
