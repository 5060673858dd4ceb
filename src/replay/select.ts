/** What a request is answered with: the rows that its operation answers, and of their resources those that it asks for. */
import { type Kind, kindNamed } from '../kinds/index.ts';
import { services } from '../kinds/services.ts';
import { canonicalJson } from '../snapshot/canonical.ts';
import type { Gap, Place, Resource } from '../snapshot/snapshot.ts';
import { type Estate, placeOf } from './estate.ts';
import { filtered } from './filters.ts';
import { idListsOf, named, notFound, singularOf } from './ids.ts';
import { refuseIdsWithPages } from './pages.ts';
import { Refusal, statusOf } from './refusal.ts';
import { regionsOfPlaces } from './regions.ts';
import type { Asked, ServedService } from './wire.ts';

export interface Who {
  account: string;
  region: string;
}

export interface Selection {
  parts: { row: Kind; resources: readonly Resource[] }[];
  /** What stopped the scan before it had everything. */
  gap?: Gap;
}

/** One row's share in the answer to a request. */
interface Question {
  estate: Estate;
  row: Kind;
  place: Place;
  asked: Asked;
  service: ServedService;
}

/** Throws `Refusal` for what cannot be answered: not in the snapshot, unknown ids, unknown filters. */
export function select(estate: Estate, who: Who, asked: Asked, name: string, service: ServedService): Selection {
  const rows = rowsFor(estate.rows(name, asked.operation), asked.input);
  if (rows.length === 0) {
    throw new Refusal('UnsupportedOperation', `A snapshot holds nothing that ${name}:${asked.operation} answers.`);
  }
  const parts: Selection['parts'] = [];
  let gap: Gap | undefined;
  let stranger: Refusal | undefined;
  const scanned = rows.filter((row) => row.kind === 'region' || estate.holds(row, who.account, who.region));
  if (scanned.length === 0) throw notScanned(estate, rows[0]!, who, asked);
  for (const row of scanned) {
    const question = { estate, row, place: placeOf(row, who.account, who.region), asked, service };
    const found = row.call.over ? ofPoints(question) : ofPlace(question);
    if (found instanceof Refusal) {
      stranger ??= found;
      continue;
    }
    gap ??= found.gap;
    parts.push({ row, resources: narrowed(question, found.resources) });
  }
  if (parts.length === 0 && stranger) throw stranger;
  return { parts, gap };
}

/** Where several rows share an operation, a constant in a row's request tells which of them is asked. */
function rowsFor(rows: readonly Kind[], input: Record<string, unknown>): readonly Kind[] {
  if (rows.length < 2) return rows;
  const own = rows.filter((row) =>
    Object.entries(typeof row.call.input === 'function' ? {} : (row.call.input ?? {})).every(
      ([name, value]) => canonicalJson(value) === canonicalJson(input[name] ?? null),
    ),
  );
  return own.length > 0 ? own : rows;
}

function notScanned(estate: Estate, row: Kind, who: Who, asked: Asked): Refusal {
  const { id, places } = estate.snapshot.manifest;
  const what = `Snapshot ${id} cannot answer ${asked.operation}: ${row.kind} was not scanned in ${who.account} ${who.region}.`;
  const regions = places
    .filter(({ account, region }) => account === who.account && region !== 'global')
    .map(({ region }) => region);
  const hint = regions.includes(who.region) ? '' : ` Of this account it holds ${regions.join(', ') || 'no Region'}: ask there.`;
  return new Refusal('NotInSnapshot', what + hint);
}

/** Whether the snapshot holds this thing among those that could have been asked about, such as a public zone among the hosted zones. */
function holds(estate: Estate, { detailOf }: Kind, place: Place, id: unknown): boolean {
  if (!detailOf) return false;
  const parent = kindNamed(detailOf);
  const there = estate.resources(parent, placeOf(parent, place.account, place.region));
  return there.some((one) => one.id === id) || holds(estate, parent, place, id);
}

interface Found {
  resources: readonly Resource[];
  gap?: Gap;
}

function ofPlace({ estate, row, place, asked, service }: Question): Found | Refusal {
  const found = { resources: estate.resources(row, place), gap: estate.gaps(row, place)[0] };
  const absent = services[row.call.service].absent[0];
  if (row.call.items === '.' && absent && found.resources.length === 0 && !found.gap) {
    // Such an answer is never empty where AWS offers the operation at all.
    return new Refusal(absent, `${asked.operation} is not offered here.`, statusOf(service.wording, absent));
  }
  if (row.kind !== 'region' || found.resources.length > 0 || found.gap) return found;
  return { resources: regionsOfPlaces(estate, place.account) };
}

function ofPoints({ estate, row, place, asked: { operation, input, shape }, service }: Question): Found | Refusal {
  const points = estate.points(row, place);
  const inputs = row.call.over?.batch ? oneByOne(input, points.elements) : [input];
  const answers = inputs.map((one) => points.find(one));
  const found = answers.flat();
  const unknown = answers.findIndex((answer) => answer.length === 0);
  if (unknown >= 0) {
    const [list] = row.call.over?.batch ? listsOf(inputs[unknown]!) : [];
    if (list) return notFound(service, singularOf(list), String((inputs[unknown]![list] as unknown[])[0]));
    const member = points.stranger(input);
    if (member && holds(estate, row, place, input[member])) {
      return new Refusal('NotInSnapshot', `${operation} was not asked for ${String(input[member])}.`);
    }
    if (member && /(Id|Arn)$/.test(member)) return notFound(service, member, String(input[member]));
    return new Refusal('NotInSnapshot', `The snapshot holds no answer of ${operation} to ${canonicalJson(input)}.`);
  }
  const asked = found.filter((point) => point.asked);
  if (asked.length === 0) {
    return new Refusal('NotInSnapshot', `${operation} was not asked for ${found[0]!.key}: another account owns it.`);
  }
  const keys = asked.map((point) => point.key);
  const resources = keys.flatMap((key) => estate.children(row, place, key));
  const gap = estate.gaps(row, place).find(({ parents }) => !parents || parents.some((parent) => keys.includes(parent)));
  const absent = row.call.absent?.[0];
  if (resources.length === 0 && !gap && absent && !shape.isList(row.call.items)) {
    return new Refusal(absent, `${operation} found nothing for ${keys.join(', ')}.`, statusOf(service.wording, absent));
  }
  return { resources, gap };
}

const listsOf = (input: Record<string, unknown>): string[] =>
  Object.keys(input).filter((name) => Array.isArray(input[name]) && !/^Filters?$/.test(name));

/** A request for several points, as requests for each of them: its list cut into as many elements as a point has. */
function oneByOne(input: Record<string, unknown>, size: number): Record<string, unknown>[] {
  const [list] = listsOf(input);
  if (!list) return [input];
  const values = input[list] as unknown[];
  return Array.from({ length: Math.ceil(values.length / size) }, (_, at) => ({
    ...input,
    [list]: values.slice(at * size, (at + 1) * size),
  }));
}

/** Flags that make AWS list more than it does without them. */
const widening = ['AllRegions', 'AllAvailabilityZones'];

function narrowed({ estate, row, place, asked, service }: Question, resources: readonly Resource[]): readonly Resource[] {
  const { input, shape } = asked;
  const lists = row.call.over ? [] : idListsOf(input);
  refuseIdsWithPages(asked, lists[0]?.member);
  const optedIn = widening.some((flag) => row.call.input && flag in row.call.input && input[flag] !== true);
  let left = lists.length > 0 ? named(resources, estate.byId(row, place), lists, service) : resources;
  if (optedIn && lists.length === 0) left = left.filter((resource) => resource.data.OptInStatus !== 'not-opted-in');
  return filtered(row, left, input, shape.tagged(row.call.items, row.call.within?.list));
}
