/** Holds our reader against the SDK's: what both accept is equal, what differs is listed. */
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { NormalizedSchema } from '@smithy/core/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindNamed, kinds } from '../../../src/kinds/index.ts';
import { hasSchemas, outputOf } from '../../kinds/sdk.ts';
import { fullValue } from '../../replay/full-item.ts';
import { answer, isEqual, isRefused, laidOut, ours, theirs, valuesOf } from './answers.ts';
import { harmful, harmless } from './mutations.ts';

const rows = kinds.filter(hasSchemas);
const operations = [...new Map(rows.map((row) => [row.call.operation, row])).values()];
const isNested = (service: string) => service !== 'ec2';

const interfaces = outputOf(kindNamed('network-interface'));
const OPERATION = 'DescribeNetworkInterfaces';
/** Why we refuse what the SDK reads; each is shown below. */
const DELIBERATE = new RegExp(
  [
    'has text where an element belongs',
    'has an element other than <item> in the list',
    'has an element inside <',
    'has <\\w+> twice in one structure',
    'holds ".*", which is no character of XML',
    'has <\\w+> with ".*" where',
    'does not begin with <',
    'goes on after <',
    'has a declaration',
    'broken attributes',
    'is empty',
    'has a tag without a name',
  ].join('|'),
  's',
);
const sample = laidOut(
  answer(OPERATION, interfaces, {
    NetworkInterfaces: [0, 1].map((n) => fullValue(interfaces.getMemberSchema('NetworkInterfaces').getValueSchema(), 'x', n)),
  }),
);

describe('what the SDK reads, we read the same', () => {
  it.each(operations.map((row) => [row.call.operation, row] as const))('%s', (operation, row) => {
    const schema = outputOf(row);
    const nested = isNested(row.call.service);
    const agree = (value: unknown) => {
      const line = answer(operation, schema, value as Record<string, unknown>, nested);
      for (const text of [line, laidOut(line), line.replaceAll('\n', '\r\n')]) {
        expect(ours(operation, schema, text, nested)).toStrictEqual(
          theirs(schema, text, nested ? `${operation}Result` : undefined),
        );
      }
    };
    agree(fullValue(schema, operation, 7));
    fc.assert(fc.property(valuesOf(schema), agree), { numRuns: 12 });
  });

  it.each(['DescribeLoadBalancers', 'DescribeListeners', 'DescribeRules', 'DescribeTargetHealth'])(
    '%s, with its result in an element of its own',
    (operation) => {
      const schema = NormalizedSchema.of((elb as unknown as Record<string, [0, 0, 0, 0, 0, never]>)[`${operation}$`]![5]);
      fc.assert(
        fc.property(valuesOf(schema), (value) => {
          const text = laidOut(answer(operation, schema, value as Record<string, unknown>, true));
          expect(ours(operation, schema, text, true)).toStrictEqual(theirs(schema, text, `${operation}Result`));
        }),
        { numRuns: 30 },
      );
    },
  );
});

describe('a changed answer', () => {
  it('that is cut at any character is refused', () => {
    const whole = sample.trimEnd().length;
    for (let at = 0; at < whole; at += 1) {
      expect(ours(OPERATION, interfaces, sample.slice(0, at)), `cut at ${at}`).toHaveProperty('refused');
    }
    expect(ours(OPERATION, interfaces, sample.slice(0, whole))).not.toHaveProperty('refused');
  });

  it('that says the same in other markup is read the same', () => {
    const whole = ours(OPERATION, interfaces, sample);
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = changes.reduce((text, change) => change(text), sample);
        expect(ours(OPERATION, interfaces, changed)).toStrictEqual(whole);
        expect(theirs(interfaces, changed)).toStrictEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('that is broken is refused, or read as the SDK reads it', () => {
    fc.assert(
      fc.property(fc.array(harmful, { minLength: 1, maxLength: 2 }), (changes) => {
        const changed = changes.reduce((text, change) => change(text), sample);
        const [result, sdk] = [ours(OPERATION, interfaces, changed), theirs(interfaces, changed)];
        if (!isRefused(result)) expect(isEqual(result, sdk), changed).toBe(true);
        else if (!isRefused(sdk)) expect(result.refused, changed).toMatch(DELIBERATE);
      }),
      { numRuns: 1500 },
    );
  });
});

/** The body of an answer with one interface; `tags` are what its tag set holds. */
const one = (inside: string) =>
  `<${OPERATION}Response><networkInterfaceSet><item>${inside}</item></networkInterfaceSet></${OPERATION}Response>`;
const withoutRoot = (text: string) => text.replace(/<\/?Desc[^>]*>/g, '');
const read = (text: string) => ours(OPERATION, interfaces, text);
const item = (text: string) => (read(text) as { value: { NetworkInterfaces: unknown[] } }).value.NetworkInterfaces[0];

describe('where the SDK reads rubbish without a word, we refuse', () => {
  it.each([
    ['nothing', '', 'is empty'],
    ['another root', one('').replaceAll(OPERATION, 'DescribeVpcs'), `does not begin with <${OPERATION}Response>`],
    ['a prefixed root', one('').replaceAll(`${OPERATION}R`, `ec2:${OPERATION}R`), `does not begin with <${OPERATION}Response>`],
    ['something after the root', `${one('')}<x/>`, `goes on after </${OPERATION}Response>`],
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${one('')}`, 'has a declaration'],
    ['an entity of its own', one('<vpcId>a&b;c</vpcId>'), 'holds "&b;"'],
    ['a bare ampersand', one('<vpcId>a & b</vpcId>'), 'holds "&"'],
    ['a member twice', one('<groupSet><item/></groupSet><groupSet/>'), 'has <groupSet> twice'],
    ['text in a structure', one('vpc-1'), 'has text where an element belongs'],
    ['text in a list', one('<tagSet>none</tagSet>'), 'has text where an element belongs'],
    ['a CDATA section in a structure', one('<![CDATA[vpc-1]]>'), 'has text where an element belongs'],
    ['another element in a list', one('<tagSet><member/></tagSet>'), 'has an element other than <item> in the list <tagSet>'],
    ['an element inside text', one('<vpcId>vpc-<b>1</b></vpcId>'), 'has an element inside <vpcId>'],
    [
      'a number that is none',
      one('<attachment><deviceIndex>one</deviceIndex></attachment>'),
      'has <deviceIndex> with "one" where a number belongs',
    ],
    [
      'a number that is empty',
      one('<attachment><deviceIndex/></attachment>'),
      'has <deviceIndex> with "" where a number belongs',
    ],
    [
      'a boolean that is none',
      one('<sourceDestCheck>1</sourceDestCheck>'),
      'has <sourceDestCheck> with "1" where true or false belongs',
    ],
    [
      'unquoted attributes',
      one('<vpcId a=b>vpc-1</vpcId a=b>').replace('</vpcId a=b>', '</vpcId>').replace('a=b', 'a=bvpcb'),
      'broken attributes',
    ],
    ['a tag without a name', one('< />'), 'has a tag without a name'],
    ['an attribute without a value', one('<vpcId a>vpc-1</vpcId>'), 'broken attributes'],
    ['a hundred unknown levels', one(`${'<x>'.repeat(101)}${'</x>'.repeat(101)}`), 'is nested deeper than 100 levels'],
  ])('%s', (_what, text, why) => {
    expect(read(text)).toEqual({ refused: expect.stringContaining(why) });
    expect(isRefused(theirs(interfaces, text)), 'the SDK reads it').toBe(false);
  });

  it('a result that is missing', () => {
    const schema = NormalizedSchema.of((elb as unknown as Record<string, [0, 0, 0, 0, 0, never]>).DescribeLoadBalancers$![5]);
    const text = '<DescribeLoadBalancersResponse><ResponseMetadata/></DescribeLoadBalancersResponse>';
    expect(ours('DescribeLoadBalancers', schema, text, true)).toEqual({
      refused: expect.stringContaining('has no <DescribeLoadBalancersResult>'),
    });
    expect(theirs(schema, text, 'DescribeLoadBalancersResult')).toEqual({ value: {} });
  });
});

describe('where the SDK loses or changes what AWS wrote, we do not', () => {
  it.each([
    ['space without a line break before an element', ' <vpcId>vpc-1</vpcId>', { VpcId: 'vpc-1' }],
    [
      'an attribute that has a member’s name',
      '<vpcId>vpc-1</vpcId><attachment status="attached"/>',
      { VpcId: 'vpc-1', Attachment: {} },
    ],
    ['an attribute on an empty element', '<vpcId nil="true"/>', { VpcId: '' }],
    ['a numeric reference beyond 16 bits', '<description>&#x1F600;</description>', { Description: '😀' }],
  ])('%s', (_what, inside, expected) => {
    expect(item(one(inside))).toStrictEqual(expected);
    expect(isEqual(read(one(inside)), theirs(interfaces, one(inside)))).toBe(false);
  });
});

describe('both refuse', () => {
  it.each([
    ['space', ' \n'],
    ['no XML', 'Service Unavailable'],
    ['a tag that does not fit', one('<vpcId>a</vpcID>')],
    ['a tag that does not fit in what is not known', one('<new><a></b></new>')],
    ['a time that is none', one('<attachment><attachTime>yesterday</attachTime></attachment>')],
    ['an end that is missing', withoutRoot(one('')).slice(0, -3)],
    ['a comment without an end', one('<!-- ')],
    ['a CDATA section without an end', one('<vpcId><![CDATA[x')],
  ])('%s', (_what, text) => {
    expect(read(text)).toHaveProperty('refused');
    expect(theirs(interfaces, text)).toHaveProperty('refused');
  });
});

describe('what is not known', () => {
  it('is passed over, whatever it holds', () => {
    const unknown =
      '<new a=">"><vpcId>x</vpcId><!-- </new> --><![CDATA[</new>]]>&x;<b/></new><__proto__><vpcId>x</vpcId></__proto__><ec2:vpcId>x</ec2:vpcId>';
    expect(item(one(`${unknown}<vpcId>vpc-1</vpcId>`))).toStrictEqual({ VpcId: 'vpc-1' });
  });

  it('does not grow the stack', () => {
    expect(read(one('<x>'.repeat(100_000)))).toEqual({ refused: expect.stringContaining('nested deeper') });
  });
});
