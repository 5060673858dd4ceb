import { expect, test } from 'vitest';
import { costOf } from '../../src/findings/cost.ts';
import { priceList, prices } from '../../src/findings/prices.ts';

const at = (region: string, data: object = {}) => ({
  kind: 'x',
  id: 'x-1',
  account: '111111111111',
  region,
  data: data as Record<string, unknown>,
});

test('what nobody needs is estimated by the month, at the price of its Region', () => {
  expect(costOf('eip-unassociated', at('eu-west-1'))?.monthly).toBe(3.65);
  expect(costOf('nat-unused', at('eu-central-1'))?.monthly).toBe(37.96);
  expect(costOf('nat-unused', at('sa-east-1'))?.because).toBe(
    `730 hours of 1 × NAT gateway at 0.093 USD, list price of ${priceList.asOf}`,
  );
});

test('an endpoint is paid for in each of its zones', () => {
  expect(costOf('vpce-idle', at('us-east-1', { SubnetIds: ['subnet-1', 'subnet-2'] }))?.monthly).toBe(14.6);
});

test('where the price of the Region is not known there is no estimate, and that is said', () => {
  const cost = costOf('nat-unused', at('cn-north-1'));
  expect(cost?.monthly).toBeUndefined();
  expect(cost?.because).toContain('cn-north-1 is not in the list');
});

test('what costs nothing has no cost', () => {
  expect(costOf('sg-unused', at('eu-west-1'))).toBeUndefined();
  expect(costOf('lb-no-targets', at('eu-west-1', { Type: 'gateway' }))).toBeUndefined();
});

test('prices are dated, have a source, and are cents or dollars an hour', () => {
  expect(priceList.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(priceList.source).toContain('https://aws.amazon.com/');
  const all = Object.values(prices).flatMap(({ hourly }) => Object.entries(hourly));
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter(([region, price]) => !/^[a-z]{2}-[a-z]+-\d$/.test(region) || price < 0.004 || price > 0.2)).toEqual([]);
});
