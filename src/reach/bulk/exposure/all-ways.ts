/**
 * Ends that are alike: what gets to them hangs on nothing but the groups of who is asked for. Where ways, the traffic they are for and the ACLs
 * on them are the same, so is what they let through, in each one's own addresses.
 */
import { type Address, type Box, familyOf, type Interval, type Traffic } from '../../../net/index.ts';
import { Missing } from '../../network/coverage.ts';
import { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import { aclSide } from '../charts/acl-sides.ts';
import { type End, type Lane, ownField } from '../charts/lanes.ts';
import type { Member } from '../charts/members.ts';
import type { Check } from '../charts/notes.ts';

/** The ways to an end, and for whom they were charted. */
export interface Ways extends Pick<End, 'stretches'> {
  readonly number: number;
  readonly charted: Interface;
  /** Whether others have them too: then nothing but what groups say of the internet tells their members apart. */
  readonly isCommon: boolean;
}

/** Who stands for a class, and at which field the internet is. */
interface Asked {
  readonly network: Network;
  readonly member: Member;
  readonly open: 'src' | 'dst';
}

/** The ways of a network, numbered; of those that are alike the first are kept, and stand for the others. */
export class AllWays {
  readonly #known = new Map<string, Ways>();
  #count = 0;

  /** Those of ends that are alike; an end that is like no other has its own. */
  common(asked: Asked, end: End): Ways {
    const text = textOf(asked, end);
    const known = text === undefined ? undefined : this.#known.get(text);
    if (known) return known;
    const { stretches } = end;
    const found = { number: this.#count++, stretches, charted: asked.member.one, isCommon: text !== undefined };
    if (text !== undefined) this.#known.set(text, found);
    return found;
  }

  own({ stretches }: End, charted: Interface): Ways {
    return { number: this.#count++, stretches, charted, isCommon: false };
  }
}

/** The same for ends that are alike; nothing for one that is like no other. */
function textOf(asked: Asked, { stretches }: End): string | undefined {
  let text = '';
  for (const { territory, lanes, alsoIcmp } of stretches) {
    const mine = territoryText(asked, territory);
    if (mine === undefined) return undefined;
    text += `${mine}${alsoIcmp ? '!' : '='}`;
    for (const lane of lanes) {
      const said = laneText(asked, lane);
      if (said === undefined) return undefined;
      text += said;
    }
  }
  return text;
}

/** Traffic in which the own address stands for itself. */
function territoryText({ member: { range }, open }: Asked, territory: Traffic): string | undefined {
  let text = `${familyOf(range.lo)} `;
  for (const box of territory) {
    const own = box[ownField(open)];
    if (own.lo !== range.lo || own.hi !== range.hi) return undefined;
    text += boxText(open, box);
  }
  return text;
}

const boxText = (open: 'src' | 'dst', { [open]: other, protocol, sourcePort, destinationPort }: Box): string =>
  `${rangeText(other)} ${rangeText(protocol)} ${rangeText(sourcePort)} ${rangeText(destinationPort)};`;

const rangeText = ({ lo, hi }: Interval<Address>): string => (lo === hi ? `${lo}` : `${lo}-${hi}`);

function laneText(asked: Asked, { forward, both, there, back, choices }: Lane): string | undefined {
  // What is made of several ways depends on which of them AWS picks where.
  if (choices.length > 0) return undefined;
  let text = `/${forward} ${both}`;
  for (const checks of [there, back]) {
    for (const check of checks) {
      const said = check.at instanceof Interface ? groupsText(asked, check, check.at) : aclText(asked, check);
      if (said === undefined) return undefined;
      text += said;
    }
    text += '<';
  }
  return text;
}

/** The member's own groups, met by packets of the internet, or sent there. Those of others are somebody's alone. */
function groupsText({ member, open }: Asked, check: Check, at: Interface): string | undefined {
  const isOwn = at === member.one && check.other.link === open && check.side === (open === 'src' ? 'ingress' : 'egress');
  // Rules that name a group do not count for who comes from the internet.
  if (!isOwn || (open === 'src' && check.identity !== undefined)) return undefined;
  return `>own ${fieldText(check.protocol)} ${fieldText(check.port)}`;
}

function aclText({ network, member, open }: Asked, check: Check): string | undefined {
  const acl = network.aclOf(check.at as Exclude<Check['at'], Interface>);
  if (acl instanceof Missing) return undefined;
  const { link, value } = check.other;
  const side = aclSide(acl, check.side, familyOf(value));
  const said = link === open ? side.text : side.textAt(link === undefined ? { lo: value, hi: value } : member.range);
  return said === undefined
    ? undefined
    : `>${link === open ? 'all' : 'at'} ${said} ${fieldText(check.protocol)} ${fieldText(check.port)}`;
}

const fieldText = ({ link, value }: Check['protocol']): string => link ?? `${value}`;
