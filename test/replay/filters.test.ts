import { DescribeInstancesCommand, SearchTransitGatewayRoutesCommand } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyOf } from '../../src/replay/wildcard.ts';
import { ec2Of, HERE, refusalOf, replaying, vpc, vpcIds } from './endpoint.ts';

const named = (id: string, name: string, more: object = {}) => vpc(id, { Tags: [{ Key: 'Name', Value: name }], ...more });
const content = {
  resources: [
    named('vpc-1', 'hub', { IsDefault: false, CidrBlock: '10.0.0.0/16', State: 'available' }),
    named('vpc-2', 'Hub', { IsDefault: true, CidrBlock: '10.1.0.0/16', State: 'available' }),
    named('vpc-3', 'spoke-a*', { IsDefault: false, CidrBlock: '10.2.0.0/16', State: 'pending' }),
    vpc('vpc-4', {
      CidrBlock: '10.3.0.0/16',
      CidrBlockAssociationSet: [{ CidrBlock: '10.3.0.0/16' }, { CidrBlock: '10.4.0.0/16' }],
    }),
  ],
};
const asked = async (...filters: [name: string, ...values: string[]][]) =>
  vpcIds(ec2Of(await replaying(content)), { Filters: filters.map(([Name, ...Values]) => ({ Name, Values })) });

describe('filters work as AWS documents them', () => {
  test.each([
    ['one value', [['state', 'pending']], ['vpc-3']],
    ['several values are alternatives', [['vpc-id', 'vpc-1', 'vpc-4', 'vpc-9']], ['vpc-1', 'vpc-4']],
    [
      'several filters all count',
      [
        ['state', 'available'],
        ['is-default', 'true'],
      ],
      ['vpc-2'],
    ],
    ['case counts', [['tag:Name', 'hub']], ['vpc-1']],
    ['* stands for anything', [['cidr', '10.*.0.0/16']], ['vpc-1', 'vpc-2', 'vpc-3', 'vpc-4']],
    ['? stands for one character', [['tag:Name', '?ub']], ['vpc-1', 'vpc-2']],
    ['a backslash makes * a plain character', [['tag:Name', 'spoke-a\\*']], ['vpc-3']],
    ['a tag by its key alone', [['tag-key', 'N*']], ['vpc-1', 'vpc-2', 'vpc-3']],
    ['a tag that nothing has', [['tag:Owner', '*']], []],
    ['the elements of a list', [['cidr-block-association.cidr-block', '10.4.0.0/16']], ['vpc-4']],
    ['what is absent matches nothing, not even *', [['is-default', '*']], ['vpc-1', 'vpc-2', 'vpc-3']],
  ] as [string, [string, ...string[]][], string[]][])('%s', async (_what, filters, ids) => {
    expect(await asked(...filters)).toEqual(ids);
  });
});

test('a filter that the operation does not have is refused by name', async () => {
  const refused = await refusalOf(asked(['colour', 'red']));
  expect(refused).toMatchObject({ code: 'InvalidParameterValue', message: "The filter 'colour' is invalid", status: 400 });
});

test('more than 200 values are refused', async () => {
  expect((await refusalOf(asked(['vpc-id', ...Array.from({ length: 201 }, (_, at) => `vpc-${at}`)]))).code).toBe(
    'FilterLimitExceeded',
  );
});

test('a date is compared by its text', async () => {
  const instance = (id: string, LaunchTime: string) => ({
    ...HERE,
    kind: 'instance',
    id,
    data: { InstanceId: id, LaunchTime, Reservation: { ReservationId: `r-${id}` } },
  });
  const replay = await replaying({
    resources: [instance('i-1', '2026-11-22T16:31:05.000Z'), instance('i-2', '2025-01-01T00:00:00.000Z')],
  });
  const command = new DescribeInstancesCommand({ Filters: [{ Name: 'launch-time', Values: ['2026-11-22T*'] }] });
  const { Reservations } = await ec2Of(replay).send(command);
  expect(Reservations?.map((reservation) => reservation.Instances?.[0]?.InstanceId)).toEqual(['i-1']);
});

describe('routes are searched by prefix', () => {
  const table = {
    ...HERE,
    kind: 'transit-gateway-route-table',
    id: 'tgw-rtb-1',
    data: { TransitGatewayRouteTableId: 'tgw-rtb-1' },
  };
  const routes = ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '2001:db8::/32'].map((DestinationCidrBlock) => ({
    ...HERE,
    kind: 'transit-gateway-route',
    id: DestinationCidrBlock,
    parent: 'tgw-rtb-1',
    data: { DestinationCidrBlock, State: 'active' },
  }));
  const searched = async (name: string, ...Values: string[]) => {
    const client = ec2Of(await replaying({ resources: [table, ...routes] }));
    const Filters = [{ Name: `route-search.${name}`, Values }];
    const { Routes } = await client.send(
      new SearchTransitGatewayRoutesCommand({ TransitGatewayRouteTableId: 'tgw-rtb-1', Filters }),
    );
    return Routes?.map((route) => route.DestinationCidrBlock);
  };
  test.each([
    ['exact-match', ['10.0.0.0/8'], ['10.0.0.0/8']],
    ['subnet-of-match', ['10.0.0.0/7'], ['10.0.0.0/8', '10.1.0.0/16']],
    ['supernet-of-match', ['10.1.0.0/24'], ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16']],
    ['longest-prefix-match', ['10.1.2.3'], ['10.1.0.0/16']],
    ['longest-prefix-match', ['10.200.0.1', '2001:db8::1'], ['10.0.0.0/8', '2001:db8::/32']],
  ])('%s of %s', async (name, values, expected) => {
    expect(await searched(name, ...values)).toEqual(expected);
  });

  test('what is no prefix is refused', async () => {
    expect((await refusalOf(searched('exact-match', 'ten'))).code).toBe('InvalidParameterValue');
  });
});

test('wildcards agree with the regular expression that they stand for', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '\\', '😀'), maxLength: 8 });
  const quoted = (character: string) => character.replace(/[\\*?.^$+()[\]{}|]/g, '\\$&');
  const expression = (value: string) =>
    value.replace(/\\(.)|\\$|([*?])|(.)/gsu, (whole, escaped, wild, plain) =>
      wild ? { '*': '.*', '?': '.' }[wild as '*' | '?'] : quoted(escaped ?? plain ?? whole),
    );
  fc.assert(
    fc.property(text, text, (value, candidate) => {
      expect(anyOf([value])(candidate)).toBe(new RegExp(`^${expression(value)}$`, 'su').test(candidate));
    }),
    { numRuns: 3000 },
  );
});
