/** Reads the lines of a shard back into resources, and believes none of them: errors say what is wrong with the file. */
import { canonicalJson, isRecord } from './canonical.ts';
import { byKey, CAPS, isSame, type Key, NEWLINE } from './lines.ts';
import { joinVolatile, type Moving } from './shape.ts';
import type { Resource, Shard } from './snapshot.ts';

/** The resources in the text of a shard, with their volatile values back in place. Throws an `Error` about the first line that is wrong. */
export function resourcesIn(
  shard: Pick<Shard, 'account' | 'region' | 'kind' | 'count'>,
  steady: Buffer,
  moving?: Buffer,
): Resource[] {
  const { account, region, kind, count } = shard;
  const overlays = moving ? eachLine(moving) : [].values();
  const resources: Resource[] = [];
  let overlay = overlays.next();
  let nth = 0;
  for (const { id, parent, data } of eachLine(steady)) {
    const resource: Resource = { account, region, kind, id, ...(parent !== undefined && { parent }), data };
    const previous = resources.at(-1);
    if (previous && byKey(previous, resource) > 0) throw new Error(`is not sorted: ${id} comes after ${previous.id}`);
    nth = previous && isSame(previous, resource) ? nth + 1 : 0;
    if (!overlay.done && isSame(overlay.value, resource) && (overlay.value.nth ?? 0) === nth) {
      resource.data = joinVolatile(data, movingOf(overlay.value));
      overlay = overlays.next();
    }
    resources.push(resource);
  }
  if (resources.length !== count) throw new Error(`holds ${resources.length} resources, not the ${count} of its manifest`);
  if (!overlay.done) throw new Error(`has no resource for the volatile values of ${overlay.value.id}`);
  return resources;
}

export type Line = Key & { data: unknown };

/** The volatile values of a line. Throws for a line whose data is no object. */
export function movingOf(line: Line): Moving {
  if (!isRecord(line.data)) throw new Error(`has volatile values for ${line.id} that are no object`);
  return line.data;
}

/** One line at a time, so that no string is as long as the shard. */
export function* eachLine(bytes: Buffer): Generator<Line, undefined> {
  let records = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0) throw new Error('has a last line without an end');
    if (end - start > CAPS.lineBytes) throw new Error(`has a line of more than ${CAPS.lineBytes} bytes`);
    if (++records > CAPS.records) throw new Error(`holds more than ${CAPS.records} records`);
    yield parseLine(bytes.toString('utf8', start, end));
    start = end + 1;
  }
}

/** A line is what it was before it was written: a member named twice, a number with lost digits or too much depth would not come back. */
export function parseLine(text: string): Line {
  const line: unknown = JSON.parse(text);
  if (canonicalJson(line) !== text) throw new Error(`holds a line that is not canonical JSON: ${text.slice(0, 100)}`);
  if (!isLine(line)) throw new Error(`holds a line that is no resource: ${text.slice(0, 100)}`);
  return line;
}

const MEMBERS = new Set(['id', 'parent', 'nth', 'data']);

function isLine(line: unknown): line is Line {
  if (!isRecord(line) || typeof line.id !== 'string' || line.data === undefined) return false;
  if (line.parent !== undefined && typeof line.parent !== 'string') return false;
  if (line.nth !== undefined && !Number.isSafeInteger(line.nth)) return false;
  return Object.keys(line).every((name) => MEMBERS.has(name));
}
