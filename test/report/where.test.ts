import { expect, test } from 'vitest';
import { conditionOf, matches } from '../../src/report/where.ts';
import { resource, vpc } from './small.ts';

const routes = [
  { DestinationCidrBlock: '0.0.0.0/0', State: 'blackhole' },
  { DestinationCidrBlock: '10.0.0.0/16', State: 'active' },
];
const table = resource('route-table', 'rtb-1', {
  RouteTableId: 'rtb-1',
  VpcId: 'vpc-1',
  Routes: routes,
  Tags: [
    { Key: 'Name', Value: 'prod-app.a' },
    { Key: '__proto__', Value: 'odd' },
  ],
});
const holds = (condition: string): boolean => matches(table, [conditionOf(condition)!]);

test.each([
  ['a column', 'blackholes=1'],
  ['the id', 'id=rtb-1'],
  ['the place', 'region=eu-central-1'],
  ['the name', 'name=prod-app.a'],
  ['the name, however it is written', 'name=PROD-app.a'],
  ['a tag', 'tag:Name=prod-app.a'],
  ['a tag called like a member of every object', 'tag:__proto__=odd'],
  ["a member of AWS's data", 'VpcId=vpc-1'],
  ['a member in any element of a list', 'Routes.State=blackhole'],
  ['a pattern', 'name=prod-*'],
])('%s can be asked for', (_, condition) => {
  expect(holds(condition)).toBe(true);
});

test.each(['name=prod', 'name=prod-app-a', 'Routes.State=black', 'tag:Owner=x', 'constructor=x', 'Routes.length=2', 'Routes=*'])(
  '%s does not match by accident',
  (condition) => {
    expect(holds(condition)).toBe(false);
  },
);

test('booleans are asked for as AWS writes them', () => {
  expect(matches(vpc('vpc-1', { IsDefault: true }), [{ key: 'default', value: 'true' }])).toBe(true);
});

test('all conditions must hold', () => {
  expect(
    matches(table, [
      { key: 'id', value: 'rtb-1' },
      { key: 'VpcId', value: 'vpc-2' },
    ]),
  ).toBe(false);
});

test('a value may hold an equals sign, a key may not be empty', () => {
  expect(conditionOf('tag:Query=a=b')).toEqual({ key: 'tag:Query', value: 'a=b' });
  expect(conditionOf('=b')).toBeUndefined();
  expect(conditionOf('name')).toBeUndefined();
});
