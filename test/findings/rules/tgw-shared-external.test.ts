import { test } from 'vitest';
import type { Data } from '../../reach/scenario.ts';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const share = 'arn:aws:ram:eu-west-1:111111111111:resource-share/s';
const shared = (id: string, external: boolean, resource = 'transit-gateway/tgw-1', more: Data = {}) =>
  transit()
    .add('resource-share', share, {
      resourceShareArn: share,
      name: 'hub',
      owningAccountId: '111111111111',
      status: 'ACTIVE',
      ...more,
    })
    .add('shared-resource', 's/tgw-1', { arn: `arn:aws:ec2:eu-west-1:111111111111:${resource}`, resourceShareArn: share })
    .add('shared-with', `s/${id}`, { id, external, resourceShareArn: share });

test('a transit gateway that is shared with a stranger is found', () => {
  rule('tgw-shared-external')
    .flags(shared('999999999999', true), {
      subject: 'tgw-1',
      key: '999999999999',
      severity: 'high',
      fix: '--principals 999999999999',
    })
    .where({ trustedAccounts: ['999999999999'] })
    .ignores(shared('999999999999', true));
});

test('what is shared within the organization, or is something else, is not meant', () => {
  rule('tgw-shared-external')
    .ignores(
      shared('999999999999', false),
      shared('arn:aws:organizations::111111111111:organization/o-1', false),
      shared('999999999999', true, 'subnet/subnet-private'),
      shared('999999999999', true, 'transit-gateway/tgw-1', { status: 'DELETED' }),
    )
    .cannotJudge(shared('999999999999', true).denied('shared-with'));
});
