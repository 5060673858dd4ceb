/** Groups that nobody can read any more: from a wizard, with very many rules, with rules that nobody has explained. */
import { covers, familyOf } from '../../net/index.ts';
import { type Group, type GroupRule, revocationOf } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { unlistedServices } from '../exposure.ts';
import { accountNamed, groups, membersOf, ruleEvidence } from '../groups.ts';
import { run } from '../remedy.ts';
import { family, type Rule, type Said } from '../rule.ts';
import { isOutside } from '../world.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html';

const wizard: Rule = {
  id: 'sg-launch-wizard',
  title: 'A security group that the launch wizard made is in use',
  severity: 'low',
  why:
    'The wizard of the console makes one for whoever is in a hurry, with SSH or RDP open to the world unless somebody says otherwise. It is ' +
    'said of groups whose name begins with launch-wizard- and that a network interface wears; the others are sg-unused.',
  fix: 'Give the machine a group that was made for what it does.',
  see,
  needs: ['security-group', 'network-interface'],
};

const many: Rule = {
  id: 'sg-many-rules',
  title: 'A security group has very many rules',
  severity: 'low',
  why:
    'Nobody can tell any more what it lets in, and rules that nobody needs stay. It is said of groups with `many_rules` (50) rules or more in one ' +
    'direction, a prefix list counted as one. How near that is to the quota is quota-rules-sg.',
  fix: 'Put ranges into a prefix list, and name groups in place of addresses.',
  see,
  needs: ['security-group'],
};

const undescribed: Rule = {
  id: 'sg-undescribed-rule',
  title: 'Rules for the public or for other accounts have no description',
  severity: 'info',
  why:
    'In a year nobody knows who they were made for, and nobody dares to take them away. Inbound rules are looked at: for public ranges on ports that ' +
    '`allowed_public_ports` does not list, and for groups of other accounts. Each group is told once.',
  fix: 'Say in the description who needs it and until when.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  needs: ['security-group'],
};

const stranger: Rule = {
  id: 'sg-specific-public-ip',
  title: 'A security group lets in a public address that nobody has named',
  severity: 'info',
  why:
    'It is somebody’s home, office or provider, and one day somebody else’s. It is said of inbound rules for public ranges of a /25 or less (IPv6: ' +
    'a /50 or less) that `known_networks` does not hold and that are no addresses of the estate. Each group is told once.',
  fix: 'Add the range to `known_networks` in hopscope.yaml, or take the rule away.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  needs: ['security-group'],
};

export default family({
  rules: [wizard, many, undescribed, stranger],
  *check(estate) {
    for (const group of groups(estate)) {
      yield* judgedWizard(estate, group);
      yield* judgedMany(estate, group);
      yield* told(
        undescribed,
        group,
        group.ingress.filter((one) => isSensitive(estate, one) && !descriptionOf(one)),
        'without a description',
      );
      const strangers = group.ingress.filter((one) => isStranger(estate, one));
      yield* told(stranger, group, strangers, 'for public addresses that nobody has named');
    }
  },
});

function* judgedWizard(estate: Estate, group: Group): Iterable<Said> {
  if (!String(group.data.GroupName ?? '').startsWith('launch-wizard-')) return;
  const members = membersOf(estate, group.id);
  if (members.length === 0) return;
  yield {
    rule: wizard.id,
    subject: group,
    message: `${group.id} (${group.data.GroupName}), made by the launch wizard, is worn by ${members.map(({ id }) => id).join(', ')}.`,
    evidence: [
      { kind: 'security-group', id: group.id, text: `named ${group.data.GroupName}` },
      ...members.map(({ id }) => ({ kind: 'network-interface', id, text: `wears ${group.id}` })),
    ],
    fix: [],
  };
}

function* judgedMany({ settings }: Estate, group: Group): Iterable<Said> {
  for (const direction of ['ingress', 'egress'] as const) {
    const count = group[direction].length;
    if (count < settings.thresholds.many_rules) continue;
    yield {
      rule: many.id,
      subject: group,
      key: direction,
      message: `${group.id} has ${count} ${direction === 'ingress' ? 'inbound' : 'outbound'} rules.`,
      evidence: [{ kind: 'security-group', id: group.id, text: `${count} rules of ${direction}` }],
      fix: [],
    };
  }
}

function* told({ id }: Rule, group: Group, rules: readonly GroupRule[], what: string): Iterable<Said> {
  if (rules.length === 0) return;
  yield {
    rule: id,
    subject: group,
    message: `${group.id} has ${rules.length === 1 ? 'a rule' : 'rules'} ${what}: ${rules.map(({ text }) => text).join(', ')}.`,
    evidence: rules.map(ruleEvidence),
    fix: id === stranger.id ? rules.map(revocationOf) : rules.flatMap(described),
  };
}

const isPublic = (estate: Estate, { prefix }: GroupRule): boolean => prefix !== undefined && isOutside(estate, prefix);

const isSensitive = (estate: Estate, one: GroupRule): boolean => {
  if (isPublic(estate, one)) return unlistedServices(estate, one).length > 0;
  return one.groupId !== undefined && accountNamed(one) !== one.group.account;
};

interface Described {
  readonly Description?: string;
}

/** What stands beside the peer of a rule. */
function descriptionOf({ permission, prefix, groupId, peer }: GroupRule): string | undefined {
  const list: readonly (Described & Record<string, string>)[] =
    (groupId ? permission.UserIdGroupPairs : permission[familyOf(prefix!.lo) === 4 ? 'IpRanges' : 'Ipv6Ranges']) ?? [];
  return list.find((one) => [one.CidrIp, one.CidrIpv6, one.GroupId].includes(peer))?.Description;
}

const described = ({ id, group }: GroupRule) =>
  id === undefined
    ? []
    : [
        run(
          group,
          `Describe ${id}`,
          `ec2 modify-security-group-rules --group-id ${group.id} --security-group-rules SecurityGroupRuleId=${id},SecurityGroupRule={Description=WHO_NEEDS_IT}`,
          `# in the aws_vpc_security_group_ingress_rule with id ${id}:\n#   description = "WHO_NEEDS_IT"`,
        ),
      ];

function isStranger(estate: Estate, one: GroupRule): boolean {
  const { prefix } = one;
  if (!prefix || prefix.length < (familyOf(prefix.lo) === 4 ? 25 : 50) || !isPublic(estate, one)) return false;
  if (estate.settings.knownNetworks.some(({ ranges }) => ranges.some((known) => covers(known, prefix)))) return false;
  return !(prefix.lo === prefix.hi && estate.network.publicAddresses.has(prefix.lo));
}
