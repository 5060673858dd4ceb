import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

test('an ACL without a subnet is unused, but for the default one', () => {
  rule('nacl-unused')
    .flags(office().acl('acl-x', 'vpc-a', []), { subject: 'acl-x', fix: 'delete-network-acl --network-acl-id acl-x' })
    .ignores(office(), office().acl('acl-x', 'vpc-a', []).change('network-acl', 'acl-x', { IsDefault: true }))
    .cannotJudge(office().acl('acl-x', 'vpc-a', []).denied('network-acl'));
});
