/** Pieces of what is told of exposure: traffic by classes, what it lies behind, where a thing is, and lines that know whose way they tell. */
import type { Traffic } from '../net/index.ts';
import {
  type Classed,
  classed,
  type Exposed,
  type Network,
  type Outgoing,
  type Passing,
  type PortClassId,
  theInternet,
} from '../reach/index.ts';
import { ownerOfInterface } from '../reach/network/owner.ts';
import { ladderLines, rungs } from './ladder.ts';
import { nameText } from './owner-text.ts';
import { whenceOf } from './sources-text.ts';
import type { Style } from './style.ts';
import { servicesText } from './traffic-text.ts';
import { digits } from './words.ts';

export interface ExposureOptions {
  /** Which directions are shown. */
  readonly inbound: boolean;
  readonly outbound: boolean;
  /** Every row, however many. */
  readonly all: boolean;
  /** Below each row the way there, hop by hop. */
  readonly proof: boolean;
  /** A line for each thing that leaves by a way, instead of their names in sentences. */
  readonly each?: boolean;
}

/** Whose way is told, and what of its traffic: of a class of ports, where the line is of one. */
export interface WayTold {
  readonly entry: Exposed | Outgoing;
  readonly lot: keyof Passing;
  readonly class?: PortClassId;
}

/** `of`: whose way the line tells, where it is one. */
export interface ExposureLine {
  readonly text: string;
  readonly of?: WayTold | undefined;
}

export const plainLines = (texts: readonly string[]): ExposureLine[] => texts.map((text) => ({ text }));

export const lots = [
  { lot: 'passes', title: undefined },
  { lot: 'doubtful', title: 'Not known whether the internet reaches it' },
  { lot: 'arrives', title: 'What is sent arrives, but no reply comes back' },
] as const satisfies { lot: keyof Passing; title: string | undefined }[];

/** How many things some of it is of. */
export const things = (entries: readonly (Exposed | Outgoing)[], lot: keyof Passing): number =>
  new Set(entries.filter((one) => one[lot].length > 0).map(({ owner }) => `${owner.kind} ${owner.id}`)).size;

/** A class of some traffic, in words. */
export interface PartText {
  readonly class: PortClassId;
  readonly services: string;
  readonly known: Classed['services'];
  readonly whence: string;
  readonly anywhere: boolean;
}

/** Reads traffic by classes; many things have the same but for their own addresses. `side`: which end is on the internet. */
export function partsReader(network: Network, side: 'src' | 'dst'): (traffic: Traffic) => readonly PartText[] {
  const world = theInternet(network);
  const read = new Map<string, readonly PartText[]>();
  return (traffic) => {
    const key = traffic
      .map(({ [side]: at, protocol, destinationPort }) =>
        [at, protocol, destinationPort].map(({ lo, hi }) => `${lo}-${hi}`).join(),
      )
      .join(' ');
    let found = read.get(key);
    if (!found) {
      found = classed(traffic).map((part) => {
        const { text: whence, anywhere } = whenceOf(part.traffic, world, side);
        return { class: part.class, known: part.services, services: namedServices(part), whence, anywhere };
      });
      read.set(key, found);
    }
    return found;
  };
}

/** `tcp 22 SSH` */
export const namedServices = ({ traffic, services }: Classed): string =>
  [servicesText(traffic), ...(services.length > 0 ? [services.map(({ title }) => title).join(', ')] : [])].join(' ');

/** `behind parcel-web at port 8080` */
export function behindText(network: Network, { through, port }: Pick<Exposed, 'through' | 'port'>): string | undefined {
  if (through.length === 0) return undefined;
  const names = [...new Set(through.map((one) => nameText(ownerOfInterface(network, one))))];
  return `behind ${names.join(', ')}${port === undefined ? '' : `, port ${port}`}`;
}

/** `eu-central-1 806214937720` */
export const placeText = (network: Network, { interface: one }: Pick<Exposed, 'interface'>): string =>
  `${one.region} ${network.snapshot.manifest.accounts.find(({ account }) => account === one.account)?.alias ?? one.account}`;

/** More rows of a group than these are counted. */
export const MOST = 12;

export const more = (count: number, style: Style): string[] =>
  count > 0 ? [style.paint('quiet', `  … and ${digits(count)} more: --all shows them`)] : [];

/** The way there of one of them, indented. */
export const proofLines = (entry: Exposed | Outgoing, style: Style): string[] =>
  ladderLines(rungs(entry.path().forward), { ...style, width: style.width - 4 }).map((line) => `    ${line}`);
