/** Inbound rules of groups that let in more than anybody needs: whole private ranges, many ports, the ports of answers, all of a crowd. */
import { type Address, familyOf, hasPorts, holds, type Interval, TCP, UDP } from '../../net/index.ts';
import { type Group, type GroupRule, revocationOf } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { PATH, PATH_PARTLY, reachable, type Service, unknownOf } from '../exposure.ts';
import { groups, membersOf, ruleEvidence, ruleKey } from '../groups.ts';
import { listening } from '../listening.ts';
import { isWholePrivate } from '../private.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html';

const wholePrivate: Rule = {
  id: 'sg-rfc1918-wide',
  title: 'A security group lets a whole private range in on a sensitive port',
  severity: 'medium',
  why:
    'Whatever is or will be connected, and whoever gets a foot into any of it, may talk to it. It is said of sources that hold all of ' +
    '10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or fd00::/8, on ports that exposed-* calls high or critical: logins, databases, file shares, clusters. ' +
    'All traffic holds them. 0.0.0.0/0 is a matter of exposed-* and sg-open-latent. Groups that an appliance wears (its source/destination check is off) are left out: ' +
    'it takes in what it forwards.',
  fix: 'Name the groups or the subnets that need it.',
  see,
  needs: ['security-group', 'network-interface'],
};

const wideRange: Rule = {
  id: 'sg-wide-port-range',
  title: 'A security group opens a wide range of ports',
  severity: 'low',
  why:
    'Nobody knows what will listen in it one day. Wide is a rule of TCP or UDP for `wide_port_range` (100) ports or more. Rules for all ' +
    'traffic, and of a group for its own members, are left out; so are the ports of answers for the whole internet, which are ' +
    'sg-ephemeral-inbound-open.',
  fix: 'Open the ports that something listens on.',
  see,
  needs: ['security-group'],
};

const answers: Rule = {
  id: 'sg-ephemeral-inbound-open',
  title: 'A security group opens the ports of answers to the internet',
  severity: 'medium',
  why:
    'Security groups remember connections and let answers in without a rule: this is the habit of network ACLs in the wrong place, and it ' +
    'opens every service on a high port. It is said of rules for 0.0.0.0/0 or ::/0 that begin between 1024 and 49152 and hold 49152–60999. Medium ' +
    'where the internet reaches an interface that wears the group on these ports, low where it does not today.',
  fix: 'Take the rule away: answers need none.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
  needs: PATH,
  partly: PATH_PARTLY,
};

const crowd: Rule = {
  id: 'sg-self-all-ports',
  title: 'A security group lets its many members talk to each other about everything',
  severity: 'low',
  why:
    'Whoever gets into one of them reaches every port of all. It is said of groups with a rule for all traffic from itself that ' +
    '`self_group_members` (20) network interfaces or more wear.',
  fix: 'Open the ports that the members need of each other.',
  see,
  needs: ['security-group', 'network-interface'],
};

export default family({
  rules: [wholePrivate, wideRange, answers, crowd],
  *check(estate) {
    for (const group of groups(estate)) {
      for (const one of group.ingress) {
        if (one.prefix && isWholePrivate(one.prefix) && sensitiveIn(one).length > 0 && !isOfAppliances(estate, group))
          yield violation(wholePrivate, one, privateText(one));
        if (opensAnswers(one)) yield* judgedAnswers(estate, group, one);
        else if (isWideRange(estate, one))
          yield violation(wideRange, one, `${one.ports.hi - one.ports.lo + 1} ports (${one.text})`);
        if (one.groupId === group.id && isAll(one)) yield* judgedCrowd(estate, group, one);
      }
    }
  },
});

/** Whether an interface that forwards for others wears it. */
const isOfAppliances = (estate: Estate, { id }: Group): boolean =>
  membersOf(estate, id).some(({ sourceDestCheck, isPlain }) => isPlain && !sourceDestCheck);

const isAll = ({ protocol, ports }: GroupRule): boolean =>
  protocol.lo === 0 && protocol.hi === 255 && ports.lo === 0 && ports.hi === 65535;

/** The names of what exposed-* calls grave and a rule lets in. */
const sensitiveIn = ({ protocol, ports }: GroupRule): string[] =>
  listening.flatMap(({ name, severity, ports: own }) =>
    (severity === 'critical' || severity === 'high') &&
    own.some((each) => holds(protocol, each.protocol) && meets(ports, each.ports))
      ? [name]
      : [],
  );

const meets = (a: Interval<number>, b: Interval<number>): boolean => a.lo <= b.hi && b.lo <= a.hi;

function privateText(one: GroupRule): string {
  const names = sensitiveIn(one);
  return `all of ${one.peer} (${one.text}), which holds ${names.length > 3 ? `${names.slice(0, 3).join('; ')} and more` : names.join('; ')}`;
}

const isWideRange = ({ settings }: Estate, { protocol, ports, groupId, group }: GroupRule): boolean =>
  groupId !== group.id &&
  protocol.lo === protocol.hi &&
  hasPorts(protocol.lo) &&
  ports.hi - ports.lo + 1 >= settings.thresholds.wide_port_range;

const first: Interval<number> = { lo: 1024, hi: 49152 };
const opensAnswers = ({ protocol, ports, prefix: source }: GroupRule): boolean =>
  source?.length === 0 &&
  protocol.lo === protocol.hi &&
  [TCP, UDP].includes(protocol.lo) &&
  holds(first as Interval<Address>, ports.lo) &&
  ports.hi >= 60999;

function* judgedAnswers(estate: Estate, group: Group, one: GroupRule): Iterable<Said> {
  const service: Service = { protocol: one.protocol.lo, ports: one.ports };
  const members = membersOf(estate, group.id).filter(({ attached }) => attached);
  const now = reachable(estate, members, familyOf(one.prefix!.lo), [service]);
  if (now.verdict === 'unknown') yield { rule: answers.id, subject: group, unknown: unknownOf(now.path) };
  else
    yield {
      ...violation(answers, one, `the whole internet on ports of answers (${one.text})`),
      severity: now.verdict === 'reachable' ? 'medium' : 'low',
      ...(now.path && { path: now.path }),
    };
}

function* judgedCrowd(estate: Estate, group: Group, one: GroupRule): Iterable<Said> {
  const members = membersOf(estate, group.id).length;
  if (members < estate.settings.thresholds.self_group_members) return;
  yield {
    rule: crowd.id,
    subject: group,
    message: `${group.id} lets all traffic between its members, and many network interfaces wear it.`,
    evidence: [ruleEvidence(one), { kind: 'security-group', id: group.id, text: `worn by ${members} network interfaces` }],
    fix: [revocationOf(one)],
  };
}

const violation = ({ id }: Rule, one: GroupRule, what: string) => ({
  rule: id,
  subject: one.group,
  key: ruleKey(one),
  message: `${one.group.id} lets in ${what}.`,
  evidence: [ruleEvidence(one)],
  fix: [revocationOf(one)],
});
