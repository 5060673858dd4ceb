/** The slow second reader of segments: what a survey of every pair says, added up. */
import { resolve } from '../../src/reach/ends/endpoints.ts';
import { foreignNetworks } from '../../src/reach/ends/foreign.ts';
import { beginsConnections } from '../../src/reach/exposure.ts';
import type { Cell, Contact, Interface, Meant, Network, Options, Segment, SegmentedBy, Segments } from '../../src/reach/index.ts';
import { mergedPassing, servicesPassing } from '../../src/reach/passing.ts';
import { outsideRanges } from '../../src/reach/reaches.ts';
import { segmentsBy } from '../../src/reach/segments.ts';
import { unseenIn } from '../../src/reach/unseen.ts';
import { surveyedFrom } from './surveyed-reaches.ts';

/** What every interface reaches, and who outside reaches it, added up. */
export function surveyedSegments(network: Network, by: SegmentedBy, options: Options = {}): Segments {
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
  const contactsOf = (means: readonly Meant[]): Contact[] => [...surveyedFrom(network, means, options).contacts];
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
