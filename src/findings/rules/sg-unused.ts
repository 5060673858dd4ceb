/** Groups that nothing wears and no rule names. */
import { ANY_PORT, familyOf, TCP } from '../../net/index.ts';
import type { Group } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { unlistedServices } from '../exposure.ts';
import { groups, referencesTo } from '../groups.ts';
import { remove } from '../remedy.ts';
import { type Maps, rule } from '../rule.ts';
import { worldControls } from '../world-controls.ts';

/** What may name a group. Functions and builds that run without an interface of their own are not looked at. */
const users = [
  'network-interface',
  'launch-template-version',
  'vpc-endpoint',
  'load-balancer',
  'classic-load-balancer',
  'instance-connect-endpoint',
  'client-vpn-endpoint',
  'resolver-endpoint',
  'security-group-vpc-association',
  'security-group-reference',
] as const;

/** The controls about groups ask of all of them, worn or not. */
const unusedAnd = (open: readonly Maps[]): Maps => ({
  fsbp: [...new Set(['EC2.22', ...open.flatMap(({ fsbp = [] }) => fsbp)])],
  cis: [...new Set(open.flatMap(({ cis = [] }) => cis))],
});

const controlsOf = (estate: Estate, { ingress }: Group): Maps =>
  unusedAnd(
    ingress
      .filter((open) => open.prefix?.length === 0)
      .map((open) => worldControls(unlistedServices(estate, open), [familyOf(open.prefix!.lo)])),
  );

export default rule({
  id: 'sg-unused',
  title: 'A security group is worn by nothing and named by nothing',
  severity: 'low',
  why:
    'One day somebody picks it for its name, with rules that nobody has looked at for years. Interfaces, launch templates, load balancers, ' +
    'endpoints, associations with VPCs and the rules of all groups, peers’ too, are looked at; Lambda functions that never ran, CodeBuild ' +
    'and Batch are not. The default group cannot be deleted and is left out.',
  fix: 'Delete it.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/deleting-security-groups.html',
  needs: ['security-group', ...users],
  maps: unusedAnd([worldControls([{ protocol: TCP, ports: ANY_PORT }])]),
  *check(estate) {
    const used = estate.named('security-group', users);
    for (const group of groups(estate)) {
      if (group.data.GroupName === 'default' || used.has(group.id)) continue;
      if (referencesTo(estate, group.id).some((reference) => reference.group.id !== group.id)) continue;
      yield {
        subject: group,
        message: `${group.id} (${group.data.GroupName ?? 'no name'}) in ${group.data.VpcId} is worn by no interface and named by no rule.`,
        evidence: [{ kind: 'security-group', id: group.id, text: `${group.ingress.length + group.egress.length} rules` }],
        fix: [remove(group)],
        maps: controlsOf(estate, group),
      };
    }
  },
});
