/** What the internet reaches and what reaches it, as the explorer shows it: each row knows its proof. */
import { describeAddresses, type Traffic } from '../../net/index.ts';
import type { Entry } from '../../reach/bulk/index.ts';
import { classed, type Exposed, type Network, type Outgoing, type Passing, theInternet } from '../../reach/index.ts';
import { forTerminal } from '../../report/escape.ts';
import { exposureBlocks, exposureHead } from '../../report/exposure.ts';
import { exposureCsv, exposureJson } from '../../report/exposure-data.ts';
import { behindText, namedServices, type WayTold } from '../../report/exposure-parts.ts';
import { ladderLines, rungs } from '../../report/ladder.ts';
import { exposureNarrowed, exposureOf, type Found } from '../../report/narrowed.ts';
import { thingText } from '../../report/owner-text.ts';
import { readWhere } from '../../report/read-where.ts';
import { whenceOf } from '../../report/sources-text.ts';
import type { Meaning } from '../../report/style.ts';
import { wrap } from '../../report/table.ts';
import type { Named } from '../model/tree.ts';
import type { Answer, Line, Section } from './answers.ts';
import { fileOf } from './file.ts';
import { pathAsked } from './packet.ts';
import type { ExposureAsked, FileFormat, Proof } from './questions.ts';
import { rollOf } from './roll.ts';
import { ladderSection, linesOf, paneStyle, section, sheet } from './sheet.ts';
import { asTyped } from './wording.ts';

export class ExposedThings {
  readonly #network: Network;
  #found: Found | undefined;

  constructor(network: Network) {
    this.#network = network;
  }

  get #all(): Found {
    this.#found ??= exposureOf(this.#network);
    return this.#found;
  }

  head(width: number): Answer {
    const lines = exposureHead(this.#all, { inbound: true, outbound: true }, paneStyle(width));
    return sheet([section(undefined, linesOf(lines.join('\n')))]);
  }

  list({ way, where }: ExposureAsked, width: number): Answer {
    const exposure = exposureNarrowed(this.#network, this.#all, { direction: way, conditions: readWhere(where, asTyped) });
    const options = { inbound: way === 'in', outbound: way === 'out', all: true, proof: false, each: true };
    const blocks = exposureBlocks(this.#network, exposure, options, paneStyle(width));
    return rollOf(
      blocks.map((block) =>
        block.map(({ text, of }) => ({ text, ...(of && { thing: named(of.entry.owner), lead: { proof: proofOf(of, way) } }) })),
      ),
    );
  }

  file({ way, where }: ExposureAsked, as: FileFormat): Answer {
    const exposure = exposureNarrowed(this.#network, this.#all, { direction: way, conditions: readWhere(where, asTyped) });
    return fileOf(
      'exposure',
      as,
      () => exposureCsv(this.#network, exposure),
      () => ({ snapshot: this.#network.snapshot.manifest.id, ...exposureJson(this.#network, exposure) }),
    );
  }

  /** How the internet reaches one thing, with the way of each. */
  of({ kind, id }: Named, width: number): Answer {
    const style = paneStyle(width);
    const sections = this.#all.inbound
      .filter((one) => (kind === 'network-interface' ? one.interface.id === id : one.owner.id === id))
      .flatMap((one) =>
        (['passes', 'doubtful'] as const).flatMap((lot): Section[] => {
          const said = this.#inwards(one, lot, one[lot]);
          if (said.length === 0) return [];
          const lines = said.flatMap((text) => wrap(style.paint(meanings[lot], text), style, '', '  '));
          return [section(undefined, linesOf([...lines, ...ladderLines(rungs(one.path().forward), style)].join('\n')))];
        }),
      );
    return sheet(sections);
  }

  /** The way of one row, hop by hop, there and back. */
  proof({ way, key, lot, class: id }: Proof, width: number): Answer {
    const style = paneStyle(width);
    const entries: readonly Entry[] = way === 'in' ? this.#all.inbound : this.#all.outbound;
    const entry = entries.find((one) => key.startsWith(one.interface.id) && keyOf(one, way) === key);
    if (!entry) throw new Error(`the snapshot has no way ${key}`);
    const part = id === undefined ? entry[lot] : (classed(entry[lot]).find((one) => one.class === id)?.traffic ?? entry[lot]);
    const path = entry.path(part);
    const said = way === 'in' ? this.#inwards(entry, lot, part) : [outwards(entry, lot)];
    const own = this.#idOf(entry);
    const asked = way === 'in' ? askedIn(entry, own, part) : pathAsked(own, 'internet', part, entry.family);
    const more: Line = {
      row: [
        { text: '→ ', means: 'command' },
        { text: way === 'in' ? 'Ask it as a path: other ports, what would close it' : 'Ask it as a path', means: 'key' },
      ],
      lead: { path: asked },
    };
    return sheet([
      section(undefined, [
        ...linesOf(said.flatMap((text) => wrap(style.paint(meanings[lot], text), style, '', '  ')).join('\n')),
        more,
        { row: [] },
        ...linesOf(style.paint('heading', 'There')),
        ...ladderSection(path.forward, style),
        ...(path.reply.length > 0
          ? [{ row: [] }, ...linesOf(style.paint('heading', 'Back')), ...ladderSection(path.reply, style)]
          : []),
      ]),
    ]);
  }

  /** By what people know it, where that means this interface and no other. */
  #idOf({ owner, interface: one }: Entry): string {
    const same = [...this.#network.interfaces.values()].filter(({ instanceId }) => instanceId === owner.id);
    return owner.kind === 'instance' && same.length === 1 ? owner.id : one.id;
  }

  /** A sentence for each class of ports; escaped. */
  #inwards(entry: Exposed, lot: keyof Passing, traffic: Traffic): string[] {
    const world = theInternet(this.#network);
    const behind = behindText(this.#network, entry);
    return classed(traffic).map((part) => {
      const rest = `on ${namedServices(part)} from ${whenceOf(part.traffic, world, 'src').text}${behind ? `, ${behind}` : ''}`;
      return forTerminal(`${sentences[lot](thingText(entry.owner), rest)}`);
    });
  }
}

const meanings: Record<keyof Passing, Meaning> = { passes: 'bad', doubtful: 'warning', arrives: 'quiet' };

const sentences: Record<keyof Passing, (who: string, rest: string) => string> = {
  passes: (who, rest) => `The internet reaches ${who} ${rest}.`,
  doubtful: (who, rest) => `The internet may reach ${who} ${rest}: not all on the way could be seen.`,
  arrives: (who, rest) => `What the internet sends to ${who} ${rest} arrives, but no reply comes back.`,
};

function outwards({ owner, exit }: Outgoing, lot: keyof Passing): string {
  const [who, by] = [thingText(owner), thingText(exit.by)];
  const to = exit.to === 'on-premises' ? 'another network' : 'the internet';
  const said = {
    passes: `${who} reaches ${to} by ${by}.`,
    doubtful: `${who} may reach ${to} by ${by}: not all on the way could be seen.`,
    arrives: `What ${who} sends to ${to} by ${by} arrives, but no reply comes back.`,
  };
  return forTerminal(said[lot].replace(/^./, (letter) => letter.toUpperCase()));
}

/** Itself; what lies behind a load balancer by the address that the internet knows. */
const askedIn = ({ through, address, family }: Exposed, own: string, part: Traffic) =>
  pathAsked('internet', through.length > 0 ? describeAddresses(address) : own, part, family);

const named = ({ kind, id, account, region }: Exposed['owner']): Named => ({ kind, id, account, region });

const proofOf = ({ entry, lot, class: id }: WayTold, way: Proof['way']): Proof => ({
  way,
  key: keyOf(entry, way),
  lot,
  ...(id !== undefined && { class: id }),
});

/** Interface, family, and by which way: what tells two entries apart. */
function keyOf(entry: WayTold['entry'] | Entry, way: Proof['way']): string {
  const { interface: one, family, address, through, port, exit } = entry as Exposed & Outgoing;
  const rest =
    way === 'in' ? [describeAddresses(address), ...through.map(({ id }) => id), port] : exit.gateways.map(({ id }) => id);
  return [one.id, family, ...rest].join(' ');
}
