/** Who may talk to whom, segment by segment, and by which services: the contacts of every interface, added up. */
import { stepsBeyond } from './bulk/contacts/contacts.ts';
import { betweenSegments } from './bulk/segments/between.ts';
import type { Missing } from './network/coverage.ts';
import type { Interface } from './network/interface.ts';
import type { Network } from './network/network.ts';
import { tagOf } from './network/tag.ts';
import type { Passing } from './passing.ts';
import { unseenIn } from './unseen.ts';
import type { Path } from './walk/answer.ts';

import type { Options } from './walk/walk.ts';
import { withOutside } from './with-outside.ts';
import { Work, type Working } from './working.ts';

export type SegmentedBy = 'account' | 'vpc' | 'subnet' | 'group' | { readonly tag: string };

export interface Segment {
  /** Unique: an id, a tag's value, `internet`, `on-premises`; empty for interfaces without the tag. */
  readonly id: string;
  readonly kind: 'account' | 'vpc' | 'subnet' | 'security-group' | 'tag' | 'untagged' | 'internet' | 'on-premises';
  readonly name: string | undefined;
  readonly interfaces: readonly Interface[];
}

/** What may be opened from one segment to another. Its traffic is services alone: whose address it was does not matter any more. */
export interface Cell extends Passing {
  readonly from: Segment;
  readonly to: Segment;
  /** How many pairs of interfaces some of it passes between, both ways; outside there is one for each interface inside. */
  readonly pairs: number;
  path(): Path;
}

export interface Segments {
  readonly by: SegmentedBy;
  readonly segments: readonly Segment[];
  /** Where something passes, arrives or may pass; the others are blocked. */
  readonly cells: readonly Cell[];
  readonly unseen: readonly Missing[];
}

/** The segments that interfaces are in, by id; `internet` and `on-premises` come last. */
export function segmentsBy(network: Network, by: SegmentedBy): Segment[] {
  const found = new Map<string, Segment & { interfaces: Interface[] }>();
  for (const one of network.interfaces.values()) {
    for (const segment of segmentsOf(network, one, by)) {
      const known = found.get(segment.id);
      if (known) known.interfaces.push(one);
      else found.set(segment.id, { ...segment, interfaces: [one] });
    }
  }
  const inside = [...found.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const outside = (['internet', 'on-premises'] as const).map((kind) => ({ id: kind, kind, name: undefined, interfaces: [] }));
  return [...inside, ...outside];
}

const order = ({ id, name, kind }: Segment): string => `${kind === 'untagged'} ${(name ?? id).toLowerCase()} ${id}`;

type Named = Omit<Segment, 'interfaces'>;

function segmentsOf(network: Network, one: Interface, by: SegmentedBy): Named[] {
  if (by === 'account') {
    const alias = network.snapshot.manifest.accounts.find(({ account }) => account === one.account)?.alias;
    return [{ id: one.account, kind: 'account', name: alias }];
  }
  if (by === 'vpc') return [{ id: one.vpc.id, kind: 'vpc', name: one.vpc.name }];
  if (by === 'subnet') return [{ id: one.subnet.id, kind: 'subnet', name: one.subnet.name }];
  if (by === 'group')
    return one.groupIds.map((id) => {
      const group = network.entity('security-group', id);
      return { id, kind: 'security-group', name: group?.name ?? group?.data.GroupName };
    });
  const value = tagOf(network, one, by.tag);
  return [value === undefined ? { id: '', kind: 'untagged', name: undefined } : { id: value, kind: 'tag', name: undefined }];
}

/** `meant`: what of some traffic counts; nothing where none does. `working` hears how far it is, seat by seat. */
export function segmentsIn(
  network: Network,
  by: SegmentedBy,
  options: Options = {},
  meant: (passing: Passing) => Passing | undefined = (passing) => passing,
  working?: Working,
): Segments {
  const work = new Work(working);
  work.expect(stepsBeyond(network));
  const segments = segmentsBy(network, by);
  const numbers = new Map<Interface, number[]>();
  for (const [at, { interfaces }] of segments.entries())
    for (const one of interfaces) numbers.set(one, [...(numbers.get(one) ?? []), at]);
  const numbersOf = (one: Interface): readonly number[] => numbers.get(one) ?? [];
  const [internet, outside] = [segments.length - 2, segments.length - 1];
  const found = [
    ...betweenSegments(network, numbersOf, options, meant, work),
    ...withOutside(network, { numbersOf, internet, outside }, options, meant, work),
  ];
  const cells = found.map((cell): Cell => ({ ...cell, from: segments[cell.from]!, to: segments[cell.to]! }));
  return { by, segments, cells, unseen: unseenIn(network) };
}
