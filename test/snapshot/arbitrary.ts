/** What properties are tried on: any JSON, and resources with ties, volatile values and secrets. */
import fc from 'fast-check';
import { resource } from './rows.ts';

/** Numbers between 0 and 1, to shuffle by. */
export const random = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));

/** Any JSON, with member names that try to break a reader. */
const hostile = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  '1',
  '10',
  '2',
  'é',
  '\u{1f600}',
  '~',
  '/',
  '',
  'Key',
  'Value',
);
export const json = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
      ),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(hostile, tie('value')), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
    ),
  }))
  .value.map((value) => JSON.parse(JSON.stringify(value)) as unknown);

const scalar = fc.oneof(fc.string(), fc.integer(), fc.constantFrom('a', 'b'));
const telemetry = fc.record(
  {
    Ip: fc.constantFrom('10.0.0.1', '10.0.0.2'),
    LastChange: scalar,
    Deep: fc.array(fc.record({ Moves: scalar, Stays: scalar }), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** Items of the kind `tunnel`, with ties everywhere. */
export const item = fc.record(
  {
    Id: fc.constantFrom('vpn-1', 'vpn-2', 'vpn-3'),
    Count: fc.integer(),
    Config: fc.string({ minLength: 1 }),
    Options: fc.array(fc.record({ Psk: fc.string({ minLength: 1 }), Cidr: scalar }, { requiredKeys: ['Cidr'] }), {
      maxLength: 3,
    }),
    Telemetry: fc.array(telemetry, { maxLength: 4 }),
    Servers: fc.array(scalar, { maxLength: 3 }),
    Health: fc.oneof(json, fc.array(scalar, { maxLength: 3 })),
    Tags: fc.array(fc.record({ Key: fc.string(), Value: fc.string() }), { maxLength: 4 }),
    Other: json,
  },
  { requiredKeys: ['Id'] },
);

export const resources = fc.array(
  fc
    .tuple(item, fc.option(fc.constantFrom('p', 'q'), { nil: undefined }))
    .map(([data, parent]) => resource(data.Id, data, 'tunnel', parent)),
  { maxLength: 8 },
);
