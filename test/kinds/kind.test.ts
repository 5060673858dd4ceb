/** Rows are held against the SDK's types: the compiler refuses what is wrong, and `npm run typecheck` fails where it stops doing so. */
import { expect, it } from 'vitest';
import { kind } from '../../src/kinds/kind.ts';

const words = { title: 'VPC', about: 'A private network.' } as const;

it('a row that names what AWS has compiles', () => {
  const row = kind({
    kind: 'x',
    ...words,
    call: { service: 'ec2', operation: 'DescribeVpcs', items: 'Vpcs' },
    id: (item) => item.VpcId,
  });
  expect(row.id({ VpcId: 'vpc-1' }, '')).toBe('vpc-1');
});

it('a row with an operation that writes does not compile', () => {
  // @ts-expect-error: `DeleteVpc` does not read
  const row = kind({ kind: 'x', ...words, call: { service: 'ec2', operation: 'DeleteVpc', items: '.' }, id: () => 'x' });
  expect(row.kind).toBe('x');
});

it('a row with a misspelt operation, member or field does not compile', () => {
  const call = { service: 'ec2', operation: 'DescribeVpcs', items: 'Vpcs' } as const;
  // @ts-expect-error: no such operation
  const one = kind({ kind: 'one', ...words, call: { ...call, operation: 'DescribeVpcz' }, id: () => 'x' });
  // @ts-expect-error: the answer has no such member
  const two = kind({ kind: 'two', ...words, call: { ...call, items: 'Vpcz' }, id: () => 'x' });
  // @ts-expect-error: a VPC has no such field
  const three = kind({ kind: 'three', ...words, call, id: (item) => item.Id });
  expect([one.kind, two.kind, three.kind]).toEqual(['one', 'two', 'three']);
});
