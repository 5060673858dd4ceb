/** Questions about security groups: who wears them, who names them, what their rules let in. */
import { type Group, type GroupRule, type Interface, Missing } from '../reach/index.ts';
import type { Estate } from './estate.ts';
import type { Evidence } from './rule.ts';

/** Interfaces that wear a group. */
export const membersOf = (estate: Estate, groupId: string): readonly Interface[] =>
  estate
    .once('interfaces by group', () => {
      const found = new Map<string, Interface[]>();
      for (const one of estate.network.interfaces.values()) {
        for (const id of one.groupIds) {
          const list = found.get(id);
          if (list) list.push(one);
          else found.set(id, [one]);
        }
      }
      return found;
    })
    .get(groupId) ?? [];

/** Every group that belongs to what was scanned, its rules compiled. */
export const groups = (estate: Estate): readonly Group[] =>
  estate.once('groups', () =>
    estate.all('security-group').flatMap((thing) => {
      const group = estate.network.group(thing.id, thing);
      return group instanceof Missing ? [] : [group];
    }),
  );

/** Rules of any group that name this one. */
export const referencesTo = (estate: Estate, groupId: string): readonly GroupRule[] =>
  estate
    .once('references by group', () =>
      Map.groupBy(
        groups(estate).flatMap((group) => [...group.ingress, ...group.egress]),
        (rule) => rule.groupId,
      ),
    )
    .get(groupId) ?? [];

/** `sgr-1`, else the group: the snapshot may lack the ids of rules. */
export const ruleEvidence = ({ id, group, text }: GroupRule): Evidence => ({
  kind: id ? 'security-group-rule' : 'security-group',
  id: id ?? group.id,
  text: `${group.id}: ${text}`,
});

/** `tcp 22 from 0.0.0.0/0`: tells a rule from the others of its group, and stays when AWS gives it another id. */
export const ruleKey = ({ text }: GroupRule): string => text;

/** The account of the group that a rule names; the group's own, where it names none. */
export const accountNamed = ({ groupId, permission, group }: GroupRule): string =>
  permission.UserIdGroupPairs?.find((pair: { GroupId?: string }) => groupId !== undefined && pair.GroupId === groupId)?.UserId ??
  group.account;
