import { test } from 'vitest';
import { World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

const gateway = (AutoAcceptSharedAttachments: string, more = {}) =>
  new World().tgw('tgw-1', { Options: { AutoAcceptSharedAttachments }, State: 'available', ...more });

test('a gateway that accepts everybody is found', () => {
  rule('tgw-auto-accept').flags(gateway('enable'), {
    subject: 'tgw-1',
    severity: 'high',
    by: ['AutoAcceptSharedAttachments = enable'],
    fix: 'modify-transit-gateway --transit-gateway-id tgw-1 --options AutoAcceptSharedAttachments=disable',
  });
});

test('one that asks, that is going, or that is somebody else’s is not', () => {
  rule('tgw-auto-accept')
    .ignores(gateway('disable'), gateway('enable', { State: 'deleting' }), gateway('enable', { OwnerId: '999999999999' }))
    .cannotJudge(gateway('enable').denied('transit-gateway'));
});
