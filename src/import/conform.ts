/** Brings an answer as the AWS CLI prints it into the form that a scan stores, and refuses what is not of the answer's form. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { isRecord, setMember } from '../snapshot/canonical.ts';

/** Why a value is not what the operation answers with, and where in the answer. */
export class FormFault extends Error {
  override name = 'FormFault';
  /** `Vpcs[3].VpcId` */
  readonly at: string;
  constructor(message: string, at: string) {
    super(message);
    this.at = at || 'the answer as a whole';
  }
}

/** A value of a schema: times in our one form, `null` members left out. Members that the SDK does not know yet stay. Throws `FormFault`. */
export function conform(schema: NormalizedSchema, value: unknown, at = ''): unknown {
  if (schema.isTimestampSchema()) return instant(value, at).toISOString();
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw wrong(value, 'a list', at);
    const element = schema.getValueSchema();
    return value.map((one, index) => conform(element, one, `${at}[${index}]`));
  }
  if (schema.isStructSchema() || schema.isMapSchema()) return conformMembers(schema, value, at);
  const expected = scalarOf(schema);
  if (expected && typeof value !== expected) throw wrong(value, `a ${expected}`, at);
  return value;
}

function conformMembers(schema: NormalizedSchema, value: unknown, at: string): Record<string, unknown> {
  if (!isRecord(value)) throw wrong(value, 'an object', at);
  const known = schema.isStructSchema() ? membersOf(schema) : undefined;
  const out: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner === null) continue;
    const member = known ? known.get(name) : schema.getValueSchema();
    setMember(out, name, member ? conform(member, inner, at ? `${at}.${name}` : name) : inner);
  }
  return out;
}

const structures = new WeakMap<object, ReadonlyMap<string, NormalizedSchema>>();

/** The members of a structure by name. */
export function membersOf(schema: NormalizedSchema): ReadonlyMap<string, NormalizedSchema> {
  const key = schema.getSchema() as object;
  const members = structures.get(key) ?? new Map(schema.structIterator());
  structures.set(key, members);
  return members;
}

function scalarOf(schema: NormalizedSchema): 'string' | 'number' | 'boolean' | undefined {
  if (schema.isStringSchema()) return 'string';
  if (schema.isNumericSchema()) return 'number';
  return schema.isBooleanSchema() ? 'boolean' : undefined;
}

/** As `conform`, where only the names of members tell what is a time. Times become seconds since 1970, as the service sends them. */
export function conformByName(times: ReadonlySet<string>, value: unknown, at = ''): unknown {
  if (Array.isArray(value)) return value.map((one, index) => conformByName(times, one, `${at}[${index}]`));
  if (!isRecord(value)) return value;
  const out: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const here = at ? `${at}.${name}` : name;
    setMember(out, name, times.has(name) && typeof inner === 'string' ? seconds(inner, here) : conformByName(times, inner, here));
  }
  return out;
}

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)$/;

/** A time as the AWS CLI prints it: ISO 8601 with an offset, or seconds since 1970. */
function instant(value: unknown, at: string): Date {
  if (typeof value !== 'number' && typeof value !== 'string') throw wrong(value, 'a time', at);
  const date = new Date(Math.round((typeof value === 'number' ? value : seconds(value, at)) * 1000));
  if (Number.isNaN(date.getTime())) throw new FormFault(`${value} is no time in seconds since 1970`, at);
  return date;
}

function seconds(text: string, at: string): number {
  const [, day, time, fraction, offset = ''] = TIME.exec(text) ?? [];
  const whole = Date.parse(`${day}T${time}${offset.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`) / 1000;
  // Written as digits, so that no fraction is rounded on the way.
  if (!Number.isNaN(whole)) return whole < 0 ? whole : Number(`${whole}.${fraction ?? 0}`);
  const lacks = /^\d{4}-\d\d-\d\d[T ][\d:.]+$/.test(text) ? ', and without an offset nobody knows which hour it means' : '';
  throw new FormFault(`${JSON.stringify(text.slice(0, 40))} is not a time like 2026-11-22T16:31:05+00:00${lacks}`, at);
}

function wrong(value: unknown, expected: string, at: string): FormFault {
  const what = Array.isArray(value) ? 'a list' : value === null ? 'null' : isRecord(value) ? 'an object' : `a ${typeof value}`;
  return new FormFault(`${expected} should be here, and it is ${what}`, at);
}
