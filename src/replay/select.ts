/** What a request is answered with: the rows that its operation answers, and of their resources those that it asks for. */
import type { Kind } from '../kinds/index.ts';
import { canonicalJson } from '../snapshot/canonical.ts';
import type { Gap, Place, Resource } from '../snapshot/snapshot.ts';
import { type Estate, placeOf } from './estate.ts';
import { filtered } from './filters.ts';
import { idListsOf, named, notFound } from './ids.ts';
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
export function select(estate: Estate, who: Who, asked: Asked, signs: string, service: ServedService): Selection {
  const rows = rowsFor(estate.rows(signs, asked.operation), asked.input);
  if (rows.length === 0) {
    throw new Refusal('UnsupportedOperation', `A snapshot holds nothing that ${signs}:${asked.operation} answers.`);
  }
  const parts: Selection['parts'] = [];
  let gap: Gap | undefined;
  let stranger: Refusal | undefined;
  for (const row of rows) {
    if (row.kind !== 'region') refuseUnlessScanned(estate, row, who, asked);
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
    Object.entries(row.call.input ?? {}).every(([name, value]) => canonicalJson(value) === canonicalJson(input[name] ?? null)),
  );
  return own.length > 0 ? own : rows;
}

function refuseUnlessScanned(estate: Estate, row: Kind, who: Who, asked: Asked): void {
  if (estate.holds(row, who.account, who.region)) return;
  const { id } = estate.snapshot.manifest;
  throw new Refusal(
    'NotInSnapshot',
    `Snapshot ${id} cannot answer ${asked.operation}: ${row.kind} was not scanned in ${who.account} ${who.region}.`,
  );
}

interface Found {
  resources: readonly Resource[];
  gap?: Gap;
}

function ofPlace({ estate, row, place }: Question): Found {
  const found = { resources: estate.resources(row, place), gap: estate.gaps(row, place)[0] };
  if (row.kind !== 'region' || found.resources.length > 0 || found.gap) return found;
  return { resources: regionsOfPlaces(estate, place.account) };
}

function ofPoints({ estate, row, place, asked: { operation, input, shape }, service }: Question): Found | Refusal {
  const points = estate.points(row, place);
  const found = points.find(input);
  if (found.length === 0) {
    const member = points.stranger(input);
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
