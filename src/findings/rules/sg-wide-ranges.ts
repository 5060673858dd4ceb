/** Groups that let large parts of the internet in, by a range of their own or by a prefix list. */
import { formatPrefix, type Prefix } from '../../net/index.ts';
import { type GroupRule, Missing, revocationOf } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { unlistedServices } from '../exposure.ts';
import { groups, ruleEvidence, ruleKey } from '../groups.ts';
import { family, type Rule, type Said } from '../rule.ts';
import { isWide } from '../world.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html';
const how =
  'Wide is a range with more public addresses than one of `wide_public_cidr` has (a /16; IPv6: a prefix of twice the bits). Inbound rules ' +
  'are looked at, whether a way leads in today or not. Addresses of `known_networks` (offices, partners) do not count.';

const wideCidr: Rule = {
  id: 'sg-wide-public-cidr',
  title: 'A security group lets a wide range of the internet in',
  severity: 'medium',
  why: `Nobody knows who all of them are: such a range belongs to a provider with thousands of customers. ${how} Ports of \`allowed_public_ports\` and ICMP are left out. 0.0.0.0/0 and ::/0 are matters of exposed-* and sg-open-latent.`,
  fix: 'Name the addresses that are meant, best in a prefix list of your own.',
  see,
  needs: ['security-group'],
};

const openList: Rule = {
  id: 'sg-prefix-list-open',
  title: 'A prefix list that a security group lets in holds the internet, or a wide range of it',
  severity: 'high',
  why: `The rule looks like an allow list, and who reads the group sees an id. ${how} 0.0.0.0/0 and ::/0 in a list count, too, and so does every port: who may be public needs no list. Lists of AWS itself are the addresses of one of its services, and left out.`,
  fix: 'Take the range out of the list, after a look at who else uses the list.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html',
  needs: ['security-group', 'prefix-list', 'prefix-list-entry'],
  partly: ['prefix-list-entry'],
};

export default family({
  rules: [wideCidr, openList],
  *check(estate) {
    for (const group of groups(estate)) {
      for (const one of group.ingress) {
        if (one.prefix) yield* judgedRange(estate, one, one.prefix);
        if (one.prefixListId !== undefined) yield* judgedList(estate, one, one.prefixListId);
      }
    }
  },
});

function* judgedRange(estate: Estate, one: GroupRule, range: Prefix): Iterable<Said> {
  const { group, peer, text } = one;
  if (range.length === 0 || !isWide(estate, range) || unlistedServices(estate, one).length === 0) return;
  yield {
    rule: wideCidr.id,
    subject: group,
    key: ruleKey(one),
    message: `${group.id} lets the wide public range ${peer} in: ${text}.`,
    evidence: [ruleEvidence(one)],
    fix: [revocationOf(one)],
  };
}

function* judgedList(estate: Estate, one: GroupRule, prefixListId: string): Iterable<Said> {
  const { group } = one;
  if (estate.get('prefix-list', prefixListId)?.data.OwnerId === 'AWS') return;
  const list = estate.network.prefixList(prefixListId, group);
  if (list instanceof Missing) {
    yield { rule: openList.id, subject: group, unknown: list };
    return;
  }
  const wide = list.table.entries.map((entry) => entry.prefix).filter((entry) => entry.length === 0 || isWide(estate, entry));
  if (wide.length === 0) return;
  const ranges = wide.map(formatPrefix);
  yield {
    rule: openList.id,
    subject: group,
    key: ruleKey(one),
    message: `${group.id} lets in (${one.text}) whoever ${prefixListId} holds, and that is ${ranges.join(', ')}.`,
    evidence: [ruleEvidence(one), ...ranges.map((text) => ({ kind: 'prefix-list', id: prefixListId, text }))],
    fix: [revocationOf(one)],
  };
}
