/** Who may talk to whom, segment by segment, and by which services: the contacts of every interface, added up. */
import type { Path } from './answer.ts';
import type { Missing } from './coverage.ts';
import { resolve } from './endpoints.ts';
import { beginsConnections } from './exposure.ts';
import { foreignNetworks } from './foreign.ts';
import type { Interface } from './interface.ts';
import type { Meant } from './meant.ts';
import type { Network } from './network.ts';
import { mergedPassing, type Passing, servicesPassing } from './passing.ts';
import { type Contact, outsideRanges, reachesFrom } from './reaches.ts';
import { tagOf } from './tag.ts';
import { unseenIn } from './unseen.ts';
import type { Options } from './walk.ts';

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

/** `meant`: what of a contact counts, while its traffic still says whose it is; nothing where none does. */
export function segmentsIn(
  network: Network,
  by: SegmentedBy,
  options: Options = {},
  meant: (contact: Contact) => Contact | undefined = (contact) => contact,
): Segments {
  const segments = segmentsBy(network, by);
  const ofInterface = new Map<Interface, Segment[]>();
  for (const segment of segments)
    for (const one of segment.interfaces) ofInterface.set(one, [...(ofInterface.get(one) ?? []), segment]);
  const [internet, outside] = segments.slice(-2) as [Segment, Segment];
  const sides: Partial<Record<Contact['at'], Segment[]>> = {
    internet: [internet],
    'on-premises': [outside],
    unknown: [internet, outside],
  };
  const cells = new Map<string, { from: Segment; to: Segment; contacts: Contact[]; pairs: Set<string> }>();
  const add = (from: Segment, to: Segment, contact: Contact, pair: string): void => {
    const key = `${segments.indexOf(from)} ${segments.indexOf(to)}`;
    const cell = cells.get(key) ?? { from, to, contacts: [], pairs: new Set() };
    cell.contacts.push(contact);
    if (contact.passes.length > 0) cell.pairs.add(pair);
    cells.set(key, cell);
  };
  const ends = (contact: Contact): Segment[] =>
    contact.interface && contact.at === 'interface' ? (ofInterface.get(contact.interface) ?? []) : (sides[contact.at] ?? []);
  const contactsOf = (means: readonly Meant[]): Contact[] =>
    reachesFrom(network, means, options).contacts.flatMap((contact) => meant(contact) ?? []);
  for (const one of network.interfaces.values()) {
    if (!beginsConnections(one)) continue;
    for (const contact of contactsOf(resolve(network, one.id)))
      for (const from of ofInterface.get(one) ?? [])
        for (const to of ends(contact)) add(from, to, contact, `${one.id} ${contact.interface?.id}`);
  }
  for (const [from, outsiders] of [
    [internet, resolve(network, 'internet')],
    [outside, foreignNetworks(network, outsideRanges(network))],
  ] as const)
    for (const contact of contactsOf(outsiders))
      if (contact.interface) for (const to of ends(contact)) add(from, to, contact, contact.interface.id);
  return { by, segments, cells: [...cells.values()].map(cellOf), unseen: unseenIn(network) };
}

function cellOf({ from, to, contacts, pairs }: { from: Segment; to: Segment; contacts: Contact[]; pairs: Set<string> }): Cell {
  const shown =
    contacts.find(({ passes }) => passes.length > 0) ?? contacts.find(({ doubtful }) => doubtful.length > 0) ?? contacts[0]!;
  return { from, to, ...mergedPassing(contacts.map(servicesPassing)), pairs: pairs.size, path: shown.path };
}
