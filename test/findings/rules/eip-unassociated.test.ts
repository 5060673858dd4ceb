import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const address = (more: object = {}) => office().add('elastic-ip', 'eipalloc-1', { PublicIp: '203.0.113.77', ...more });

test('an address that nothing has is found; one that an interface or instance has is not', () => {
  rule('eip-unassociated')
    .flags(address(), { subject: 'eipalloc-1', says: '203.0.113.77', fix: 'release-address --allocation-id eipalloc-1' })
    .ignores(address({ AssociationId: 'eipassoc-1' }), address({ NetworkInterfaceId: 'eni-1' }))
    .cannotJudge(address().denied('elastic-ip'));
});
