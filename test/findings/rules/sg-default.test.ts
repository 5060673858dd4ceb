import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const having = (ingress: string[], egress: string[], name = 'default') =>
  office().group('sg-x', 'vpc-a', ingress, egress).change('security-group', 'sg-x', { GroupName: name });

test('a default group with rules is found', () => {
  const lonely = having([], [])
    .vpc('vpc-z', '10.9.0.0/16')
    .group('sg-z', 'vpc-z', ['-1 sg-z'])
    .change('security-group', 'sg-z', { GroupName: 'default' });
  rule('sg-default-has-rules')
    .flags(having(['-1 sg-x'], ['-1 ::/0']), {
      subject: 'sg-x',
      severity: 'medium',
      says: 'has 2 rules: all traffic from sg-x, all traffic to ::/0',
      fix: 'revoke-security-group-ingress --group-id sg-x',
    })
    .flags(lonely, { subject: 'sg-z', severity: 'info' })
    .ignores(having([], []), having(['-1 sg-x'], [], 'mine'))
    .cannotJudge(having(['-1 sg-x'], []).denied('security-group'));
});

test('a default group that something wears is found', () => {
  const worn = (name?: string) => having([], [], name).change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-x' }] });
  rule('sg-default-in-use')
    .flags(worn(), {
      subject: 'sg-x',
      severity: 'medium',
      says: 'eni-app wears sg-x',
      by: ['eni-app'],
      fix: /^GROUP=\$\(aws ec2 create-security-group .* --groups \$GROUP /,
    })
    .flags(worn().change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-x' }, { GroupId: 'sg-app' }] }), {
      subject: 'sg-x',
      fix: '--network-interface-id eni-app --groups sg-app ',
    })
    .ignores(having(['-1 sg-x'], []), worn('mine'))
    .cannotJudge(worn().denied('network-interface'));
});
