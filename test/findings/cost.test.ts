import { expect, test } from 'vitest';
import { costOf } from '../../src/findings/cost.ts';
import { priceList, prices } from '../../src/findings/prices.ts';
import type { Evidence } from '../../src/findings/rule.ts';

const cost = (rule: string, subject: Parameters<typeof costOf>[1], evidence: readonly Evidence[] = []) =>
  costOf(rule, subject, evidence);

const at = (region: string, data: object = {}, kind = 'x') => ({
  kind,
  id: 'x-1',
  account: '111111111111',
  region,
  data: data as Record<string, unknown>,
});

test('what nobody needs is estimated by the month, at the price of its Region', () => {
  expect(cost('eip-unassociated', at('eu-west-1'))?.monthly).toBe(3.65);
  expect(cost('nat-unused', at('eu-central-1'))?.monthly).toBe(37.96);
  expect(cost('nat-unused', at('sa-east-1'))?.because).toBe(
    `730 hours of 1 × NAT gateway at 0.093 USD, list price of ${prices['nat-gateway'].asOf}`,
  );
});

test('an endpoint is paid for in each of its zones', () => {
  expect(cost('vpce-idle', at('us-east-1', { SubnetIds: ['subnet-1', 'subnet-2'] }))?.monthly).toBe(14.6);
});

test('where the price of the Region is not known there is no estimate, and that is said', () => {
  const none = cost('nat-unused', at('cn-north-1'));
  expect(none?.monthly).toBeUndefined();
  expect(none?.because).toContain('cn-north-1 is not in the list');
});

test('each type of load balancer has its own price', () => {
  const of = (data: object, kind?: string) => cost('lb-no-targets', at('eu-central-1', data, kind))?.because;
  expect(of({ Type: 'application' })).toContain('Application Load Balancer');
  expect(of({ Type: 'network' })).toContain('Network Load Balancer');
  expect(of({}, 'classic-load-balancer')).toContain('Classic Load Balancer at 0.03 USD');
});

test('a VPN connection without a tunnel is paid for, and so are those that end at a gateway without a VPC', () => {
  expect(cost('vpn-all-tunnels-down', at('eu-west-1'))?.monthly).toBe(36.5);
  const ends = ['vpn-1', 'vpn-2'].map((id) => ({ kind: 'vpn-connection', id, text: 'ends at vgw-1' }));
  expect(cost('vgw-unattached', at('eu-west-1'), ends)?.monthly).toBe(73);
  expect(
    cost('vgw-unattached', at('eu-west-1'), [{ kind: 'vpn-gateway', id: 'vgw-1', text: 'no VPC attached' }]),
  ).toBeUndefined();
});

test('what costs nothing has no cost', () => {
  expect(cost('sg-unused', at('eu-west-1'))).toBeUndefined();
  expect(cost('lb-no-targets', at('eu-west-1', { Type: 'gateway' }))).toBeUndefined();
});

test('prices are dated, have a source, and are cents or dollars an hour', () => {
  const lists = Object.values(prices);
  expect(
    lists.filter(({ asOf, source }) => !/^\d{4}-\d\d-\d\d$/.test(asOf) || !source.includes('https://aws.amazon.com/')),
  ).toEqual([]);
  expect(lists.map(({ asOf }) => asOf).sort()[0]).toBe(priceList.asOf);
  const all = lists.flatMap(({ hourly }) => [...hourly]);
  expect(all.length).toBeGreaterThan(150);
  expect(all.filter(([region, price]) => !/^[a-z]{2}-(?:gov-)?[a-z]+-\d$/.test(region) || price < 0.004 || price > 0.2)).toEqual(
    [],
  );
});
