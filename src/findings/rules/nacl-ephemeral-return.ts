/** Network ACLs that let requests pass and not their answers. */
import {
  and,
  type Box,
  box,
  EPHEMERAL,
  type Family,
  formatPrefix,
  holds,
  type Interval,
  isEmpty,
  meet,
  minus,
  protocolName,
  TCP,
  UDP,
} from '../../net/index.ts';
import { type Acl, type AclEntry, matchedBy, type RuleDirection } from '../../reach/index.ts';
import { aclsInUse, entryEvidence, isCrossed, lettingAnswers, passes } from '../acls.ts';
import type { Estate } from '../estate.ts';
import { family, type Rule } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html';
const needs: Rule['needs'] = ['network-acl', 'subnet', 'vpc', 'network-interface'];
const how =
  'ACLs have no memory: answers go to the port from which the client asked, anything in 1024–65535, and must be let by themselves. An entry ' +
  'for ports below 1024 or for at most a thousand ports is one for requests, a wider one is for answers; answers have a way where more than a ' +
  'thousand of these ports are open. What an entry denies by name is meant so. UDP is judged where an entry names it. Where no interface is in ' +
  'a subnet of the ACL it is low.';

const inward: Rule = {
  id: 'nacl-ephemeral-return-blocked-in',
  title: 'A network ACL lets requests out and does not let their answers in',
  severity: 'high',
  why: `Connections from the subnets hang until they time out. ${how}`,
  fix: 'Let in 1024–65535 from where the subnets send requests to.',
  see,
  needs,
};

const outward: Rule = {
  id: 'nacl-ephemeral-return-blocked-out',
  title: 'A network ACL lets requests in and does not let their answers out',
  severity: 'high',
  why: `Clients of what the subnets serve hang until they time out. ${how}`,
  fix: 'Let out 1024–65535 to where requests come from.',
  see,
  needs,
};

const ways = [
  { rule: inward, asks: 'egress', answers: 'ingress', said: 'requests out and not their answers in' },
  { rule: outward, asks: 'ingress', answers: 'egress', said: 'requests in and not their answers out' },
] as const;

/** More ports than this are no service. */
const MOST = 1000;

export default family({
  rules: [inward, outward],
  *check(estate) {
    for (const used of aclsInUse(estate)) {
      const { acl, subnets } = used;
      for (const { rule, asks, answers, said } of ways) {
        for (const family of [4, 6] as const) {
          for (const protocol of [TCP, UDP]) {
            const lost = unanswered(estate, acl, asks, answers, family, protocol);
            if (lost.length === 0) continue;
            const name = protocolName(protocol);
            const cidrs = [...new Set(lost.map(({ prefix }) => formatPrefix(prefix)))];
            yield {
              rule: rule.id,
              subject: acl,
              key: `IPv${family} ${name}`,
              severity: isCrossed(estate, used) ? 'high' : 'low',
              message: `${acl.id} of ${subnets.map(({ id }) => id).join(', ')} lets ${name} ${said}: ${lost.map((entry) => `#${entry.number} ${entry.text}`).join(', ')}.`,
              evidence: lost.map((entry) => entryEvidence(acl, asks, entry)),
              fix: lettingAnswers(acl, answers, name, cidrs),
            };
          }
        }
      }
    }
  },
});

/** Entries for requests of a protocol that have no answer from some of those to whom they lead. */
function unanswered(
  estate: Estate,
  acl: Acl,
  asks: RuleDirection,
  answers: RuleDirection,
  family: Family,
  protocol: number,
): AclEntry[] {
  const asked = asks === 'ingress' ? 'src' : 'dst';
  const peers = (side: 'src' | 'dst', boxes: readonly Box[]): Box[] => boxes.map((one) => box({ dst: one[side] }, family));
  const answering = passes(estate, acl, answers, family).filter(
    (one) => holds(one.protocol, protocol) && countOf(meet(one.destinationPort, EPHEMERAL)) > MOST,
  );
  const denied = acl.entries[answers][family].filter((entry) => !entry.allows && entry.prefix.length > 0);
  const settled = [
    ...peers(asked === 'src' ? 'dst' : 'src', answering),
    ...denied.map(({ prefix }) => box({ dst: prefix }, family)),
  ];
  return acl.entries[asks][family].filter((entry) => {
    const named =
      protocol === TCP ? holds(entry.protocol, TCP) : entry.protocol.lo === protocol && entry.protocol.hi === protocol;
    if (!entry.allows || !named || (entry.ports.lo >= EPHEMERAL.lo && countOf(entry.ports) > MOST)) return false;
    const sent = and(passes(estate, acl, asks, family), [matchedBy(entry, asks)]);
    return !isEmpty(minus(peers(asked, sent), settled));
  });
}

const countOf = (ports: Interval<number> | undefined): number => (ports ? ports.hi - ports.lo + 1 : 0);
