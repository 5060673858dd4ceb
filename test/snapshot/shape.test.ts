import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/snapshot/canonical.ts';
import { arrange, joinVolatile, redact, splitVolatile } from '../../src/snapshot/shape.ts';
import { item, random } from './arbitrary.ts';
import { key, shuffled, tunnel } from './rows.ts';

describe('redaction', () => {
  const data = { Config: 'psk = hunter2', Options: [{ Psk: 'hunter2', Cidr: '169.254.1.0/30' }, { Psk: 'hunter3' }, {}] };

  it('replaces what is at a secret path by a keyed hash, also inside lists', () => {
    const redacted = redact(tunnel, data, key);
    expect(redacted.Config).toMatch(/^redacted:[0-9a-f]{32}$/);
    expect(redacted.Options[0]).toEqual({ Psk: expect.stringMatching(/^redacted:/), Cidr: '169.254.1.0/30' });
    expect(JSON.stringify(redacted)).not.toContain('hunter');
    expect(data.Config).toBe('psk = hunter2');
  });

  it('shows that a secret was rotated, and only to whoever holds the same key', () => {
    const hash = (secret: string, with_ = key) => redact(tunnel, { Config: secret }, with_).Config;
    expect(hash('one')).toBe(hash('one'));
    expect(hash('one')).not.toBe(hash('two'));
    expect(hash('one')).not.toBe(hash('one', new Uint8Array(32)));
  });

  it('leaves a redacted value as it is', () => {
    const once = redact(tunnel, data, key);
    expect(redact(tunnel, once, new Uint8Array(32))).toEqual(once);
  });

  it('does not take a value that only looks redacted for one', () => {
    const short = redact(tunnel, { Config: 'redacted:abc' }, key).Config;
    expect(short).not.toBe('redacted:abc');
  });

  it('hashes structures by their content, in whatever order, and lists element by element', () => {
    const structure = (Config: unknown) => redact(tunnel, { Config }, key).Config;
    expect(structure({ a: [1, 2], b: 'x' })).toBe(structure({ b: 'x', a: [2, 1] }));
    expect(structure(['one', 'two'])).toEqual([structure('one'), structure('two')]);
    expect(structure(null)).toBe(null);
  });

  it('leaves nothing of any secret in the bytes', () => {
    fc.assert(
      fc.property(item, (data) => {
        const marked = {
          ...data,
          Config: 'CANARY-1',
          Options: (data.Options ?? []).map((option) => ({ ...option, Psk: 'CANARY-2' })),
        };
        expect(canonicalJson(redact(tunnel, marked, key))).not.toContain('CANARY');
      }),
    );
  });
});

describe('arranging', () => {
  it('gives every set one order and leaves ordered lists alone', () => {
    const data = { Servers: ['b', 'a'], Tags: [{ Key: 'b' }, { Key: 'a' }], Nested: [[2, 1], [1]] };
    expect(arrange(tunnel, data)).toEqual({ Servers: ['b', 'a'], Tags: [{ Key: 'a' }, { Key: 'b' }], Nested: [[1, 2], [1]] });
  });

  it('does not let a volatile member move what is steady', () => {
    const data = (a: string, b: string) => ({
      Telemetry: [
        { Ip: '2', LastChange: a },
        { Ip: '1', LastChange: b },
      ],
    });
    expect(arrange(tunnel, data('x', 'y')).Telemetry.map((it) => it.Ip)).toEqual(['1', '2']);
    expect(arrange(tunnel, data('y', 'x')).Telemetry.map((it) => it.Ip)).toEqual(['1', '2']);
  });

  it('keeps a tag and a member named __proto__', () => {
    const data = JSON.parse('{"Tags":[{"Key":"b"},{"Key":"__proto__"}],"__proto__":{"__proto__":[2,1]}}');
    expect(canonicalJson(arrange(tunnel, data))).toBe(
      '{"Tags":[{"Key":"__proto__"},{"Key":"b"}],"__proto__":{"__proto__":[1,2]}}',
    );
  });

  it('yields the same from every order of lists and members', () => {
    fc.assert(
      fc.property(item, random, (data, stream) => {
        const other = shuffled(data, () => stream.next().value as number, ['Servers']);
        expect(JSON.stringify(arrange(tunnel, other))).toBe(JSON.stringify(arrange(tunnel, data)));
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(item, (data) => {
        const once = arrange(tunnel, data);
        expect(JSON.stringify(arrange(tunnel, once))).toBe(JSON.stringify(once));
      }),
    );
  });

  it('refuses what is nested too deeply, before it runs out of stack', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    expect(() => arrange(tunnel, deep)).toThrow('nested deeper than 100 levels');
  });
});

describe('volatile members', () => {
  const data = {
    Id: 'a',
    Count: 3,
    Telemetry: [{ Ip: '1', LastChange: 'x' }, { Ip: '2' }, { Ip: '3', LastChange: 'y' }],
    Health: [1],
  };

  it('are taken out wherever their path leads, and named by pointer', () => {
    const { steady, moving } = splitVolatile(tunnel, data);
    expect(steady).toEqual({ Id: 'a', Telemetry: [{ Ip: '1' }, { Ip: '2' }, { Ip: '3' }] });
    expect(moving).toEqual({ '/Count': 3, '/Telemetry/0/LastChange': 'x', '/Telemetry/2/LastChange': 'y', '/Health': [1] });
  });

  it('are absent, not empty, when there are none', () => {
    expect(splitVolatile(tunnel, { Id: 'a', Telemetry: [] })).toEqual({ steady: { Id: 'a', Telemetry: [] } });
  });

  it('come back exactly where they were', () => {
    fc.assert(
      fc.property(item, (data) => {
        const arranged = arrange(tunnel, data);
        const { steady, moving } = splitVolatile(tunnel, arranged);
        expect(JSON.stringify(joinVolatile(steady, moving))).toBe(JSON.stringify(arranged));
      }),
    );
  });

  it('never change the steady part, whatever their values and order', () => {
    fc.assert(
      fc.property(item, random, fc.integer(), (data, stream, value) => {
        const next = () => stream.next().value as number;
        const moved = structuredClone(data);
        if ('Count' in moved) moved.Count = value;
        for (const telemetry of moved.Telemetry ?? []) {
          telemetry.LastChange = next();
          for (const deep of telemetry.Deep ?? []) deep.Moves = next();
        }
        const steadyOf = (it: unknown) => canonicalJson(splitVolatile(tunnel, arrange(tunnel, it)).steady);
        expect(steadyOf(shuffled(moved, next, ['Servers']))).toBe(steadyOf(data));
      }),
    );
  });

  it.each([
    ['/Id', 'there already is a member "Id"'],
    ['/Nope/x', 'there is no member "Nope"'],
    ['/__proto__/polluted', 'there is no member "__proto__"'],
    ['/Telemetry/7/x', 'a list has no element 7'],
    ['/Telemetry/length', 'a list has no element length'],
    ['/Telemetry/0', 'a pointer has no steps'],
    ['/Id/x', 'nothing can hold a member "x"'],
    ['Id', '"Id" is not a JSON pointer to a member'],
  ])('with a pointer to %s are refused', (to, why) => {
    expect(() => joinVolatile({ Id: 'a', Telemetry: [{}] }, { [to]: 1 })).toThrow(why);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
