import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const door = (egress: string[], State = 'create-complete') =>
  office()
    .group('sg-eice', 'vpc-a', [], egress)
    .add('instance-connect-endpoint', 'eice-1', { VpcId: 'vpc-a', State, SecurityGroupIds: ['sg-eice'] });

test('an endpoint that may connect to everywhere is found, each family for itself', () => {
  rule('eice-sg-egress-wide')
    .flags(
      door(['-1 0.0.0.0/0', 'tcp 22 ::/0']),
      {
        subject: 'eice-1',
        severity: 'low',
        key: 'sg-eice all traffic to 0.0.0.0/0',
        by: ['sg-eice: all traffic to 0.0.0.0/0'],
        fix: 'revoke-security-group-egress --group-id sg-eice',
      },
      { subject: 'eice-1', key: 'sg-eice tcp 22 to ::/0', fix: /authorize-security-group-egress.*2600:a::\/56/ },
    )
    .flags(door(['tcp 22 pl-1']).prefixList('pl-1', ['0.0.0.0/0']), { subject: 'eice-1', says: 'tcp 22 to pl-1' });
});

test('targets by group, by block or by list are fine', () => {
  rule('eice-sg-egress-wide').ignores(
    office(),
    door(['tcp 22 sg-app', 'tcp 3389 10.0.0.0/16', 'tcp 22 2600:a::/56']),
    door(['tcp 22 pl-1']).prefixList('pl-1', ['10.0.0.0/16']),
    door(['-1 0.0.0.0/0'], 'delete-complete'),
  );
});

test('a group or a list that is not known leaves it open', () => {
  const list = door(['tcp 22 pl-1']).prefixList('pl-1', []);
  rule('eice-sg-egress-wide')
    .cannotJudge(door(['-1 0.0.0.0/0']).remove('security-group', 'sg-eice'), 'eice-1')
    .cannotJudge(list.denied('prefix-list-entry', { parents: ['pl-1'] }), 'eice-1')
    .cannotJudge(door(['-1 0.0.0.0/0']).denied('security-group'));
});
