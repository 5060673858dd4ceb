/** What an ACL lets through, as a list of boxes: made once for each from its own compiled entries. */
import { type Address, and, type Box, box, type Family, type Interval, minus, type Traffic } from '../../../net/index.ts';
import type { Acl } from '../../network/network-acl.ts';
import type { RuleDirection } from '../../network/security-group.ts';
import { type Allowance, serviceText } from './conditions.ts';
import { isEverybody } from './ground.ts';

/** One side of an ACL for one family. */
class AclSide {
  readonly allowed: readonly Allowance[];
  readonly #isForAll: boolean;
  #text: string | undefined;
  #textForAll: string | undefined;

  constructor(allowed: readonly Allowance[]) {
    this.allowed = allowed;
    this.#isForAll = allowed.every(({ other }) => isEverybody(other));
  }

  /** All that it says. */
  get text(): string {
    this.#text ??= this.allowed.map((one) => `${one.other.lo}-${one.other.hi} ${serviceText(one)}`).join();
    return this.#text;
  }

  /** All that it says of a range; nothing where it says one thing of some of it and another of the rest. */
  textAt({ lo, hi }: Interval<Address>): string | undefined {
    if (this.#isForAll) {
      this.#textForAll ??= this.allowed.map(serviceText).join();
      return this.#textForAll;
    }
    const holding = this.allowed.filter(({ other }) => typeof other.lo === typeof lo && other.lo <= hi && lo <= other.hi);
    const isWhole = holding.every(({ other }) => other.lo <= lo && hi <= other.hi);
    return isWhole ? holding.map(serviceText).join() : undefined;
  }
}

const known = new WeakMap<Acl, Record<RuleDirection, { 4?: AclSide; 6?: AclSide }>>();

/** What an ACL lets through on one side: its entries in order, each for what none before it matched (N2). */
export function aclSide(acl: Acl, side: RuleDirection, family: Family): AclSide {
  let all = known.get(acl);
  if (!all) {
    all = { ingress: {}, egress: {} };
    known.set(acl, all);
  }
  all[side][family] ??= new AclSide(compiled(acl, side, family));
  return all[side][family];
}

function compiled(acl: Acl, side: RuleDirection, family: Family): Allowance[] {
  const allowed: Box[] = [];
  let rest: Traffic = [box({}, family)];
  for (const { prefix: src, protocol, ports: destinationPort, allows } of acl.entries[side][family]) {
    const entry = box({ src, protocol, destinationPort });
    if (allows) allowed.push(...and(rest, [entry]));
    rest = minus(rest, [entry]);
  }
  return allowed.map(({ src: other, protocol, destinationPort: port }) => ({ other, protocol, port }));
}
