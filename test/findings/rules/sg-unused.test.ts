import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const idle = () => office().group('sg-x', 'vpc-a', ['tcp 22 10.0.0.0/8', 'tcp 22 sg-x']);

test('a group that only names itself is unused', () => {
  rule('sg-unused').flags(idle(), { subject: 'sg-x', severity: 'low', fix: 'delete-security-group --group-id sg-x' });
});

test('whoever wears it, names it or will wear it uses it', () => {
  rule('sg-unused').ignores(
    idle().change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-x' }] }),
    idle()
      .group('sg-y', 'vpc-a', ['tcp 22 sg-x'])
      .change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-y' }, { GroupId: 'sg-app' }] }),
    idle().add('launch-template-version', 'lt-1/1', { LaunchTemplateData: { SecurityGroupIds: ['sg-x'] } }),
    idle().add('security-group-reference', 'sg-x/vpc-far', { GroupId: 'sg-x', ReferencingVpcId: 'vpc-far' }, { parent: 'sg-x' }),
    idle().change('security-group', 'sg-x', { GroupName: 'default' }),
  );
});

test('while something that may use it was not read, nobody knows', () => {
  rule('sg-unused').cannotJudge(idle().denied('launch-template-version')).cannotJudge(idle().unasked('network-interface'));
});
