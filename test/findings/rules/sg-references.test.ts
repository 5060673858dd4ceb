import { test } from 'vitest';
import type { Data, World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const OTHER = '222222222222';

/** A group whose one rule names another group. */
const naming = (pair: Data, side = 'IpPermissions'): World =>
  office()
    .group('sg-x', 'vpc-a', [], [])
    .change('security-group', 'sg-x', { [side]: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, UserIdGroupPairs: [pair] }] });

const told = (world: World, list: string, GroupId: string): World =>
  world.add(
    'stale-security-group',
    'sg-x',
    {
      GroupId: 'sg-x',
      VpcId: 'vpc-a',
      [list]: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, UserIdGroupPairs: [{ GroupId }] }],
    },
    { parent: 'vpc-a' },
  );

test('what AWS calls stale is found, in both directions', () => {
  rule('sg-stale-reference')
    .flags(told(naming({ GroupId: 'sg-far', UserId: OTHER }), 'StaleIpPermissions', 'sg-far'), {
      subject: 'sg-x',
      severity: 'medium',
      says: 'names sg-far, which is gone or no longer connected: tcp 22 from sg-far',
      by: ['tcp 22 from sg-far'],
      fix: 'revoke-security-group-ingress --group-id sg-x',
    })
    .flags(told(naming({ GroupId: 'sg-far', UserId: OTHER }, 'IpPermissionsEgress'), 'StaleIpPermissionsEgress', 'sg-far'), {
      subject: 'sg-x',
      fix: 'revoke-security-group-egress',
    })
    .flags(naming({ GroupId: 'sg-far', UserId: OTHER, PeeringStatus: 'deleted' }), 'sg-x');
});

test('a group that the account does not have is gone; one of an account that was not scanned is AWS’s to judge', () => {
  rule('sg-stale-reference')
    .flags(naming({ GroupId: 'sg-gone' }), 'sg-x')
    .ignores(
      naming({ GroupId: 'sg-web' }),
      naming({ GroupId: 'sg-far', UserId: OTHER }),
      told(naming({ GroupId: 'sg-web' }), 'StaleIpPermissionsEgress', 'sg-web'),
    )
    .cannotJudge(naming({ GroupId: 'sg-gone' }).denied('stale-security-group'));
});

test('a group of an account that nobody knows is found where it is let in', () => {
  rule('sg-cross-account-reference')
    .flags(naming({ GroupId: 'sg-far', UserId: OTHER }), {
      subject: 'sg-x',
      severity: 'medium',
      key: 'tcp 22 from sg-far',
      says: `account ${OTHER}`,
      fix: 'revoke-security-group-ingress',
    })
    .ignores(
      naming({ GroupId: 'sg-web', UserId: '111111111111' }),
      naming({ GroupId: 'sg-web' }),
      naming({ GroupId: 'sg-elb', UserId: 'amazon-elb' }),
      naming({ GroupId: 'sg-far', UserId: OTHER }, 'IpPermissionsEgress'),
      naming({ GroupId: 'sg-far', UserId: OTHER }).vpc('vpc-far', '10.9.0.0/16', {}, { account: OTHER }),
    )
    .cannotJudge(naming({ GroupId: 'sg-far', UserId: OTHER }).denied('security-group'))
    .where({ trustedAccounts: [OTHER] })
    .ignores(naming({ GroupId: 'sg-far', UserId: OTHER }));
});
