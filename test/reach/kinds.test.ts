/** The engine reads kinds by name and by parent: all of them are rows of the catalogue, and their parents are what it takes them for. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isKind, kindNamed } from '../../src/kinds/index.ts';
import { buildNetwork, tracePacket } from '../../src/reach/index.ts';
import { allKinds } from './scenario.ts';
import { office } from './worlds.ts';

const folder = new URL('../../src/reach/', import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'));

/** Where a kind's name stands: in calls that look resources up, and in lists of them. */
const lookUps = /\b(?:entity|entities|resources|grouped|missing|absent|attached|stranger)\(\s*'([a-z0-9-]+)'/g;
const read = new Set(sources.flatMap((text) => [...text.matchAll(lookUps)].map(([, kind]) => kind!)));

test('every kind that the engine reads is in the catalogue', () => {
  expect(read.size).toBeGreaterThan(50);
  expect([...read].filter((kind) => !isKind(kind))).toEqual([]);
});

test('every kind that the scenarios hold is in the catalogue', () => {
  expect(allKinds.filter((kind) => !isKind(kind))).toEqual([]);
});

test('the engine asks a snapshot for no kind that is not in the catalogue', () => {
  const asked = new Set<string>();
  const snapshot = office().snapshot();
  const resources: typeof snapshot.resources = (kind, place) => {
    asked.add(kind);
    return snapshot.resources(kind, place);
  };
  const network = buildNetwork({ ...snapshot, resources });
  for (const [from, src, dst] of [
    ['eni-app', '10.0.2.10', '1.1.1.1'],
    ['internet', '198.51.100.7', '203.0.113.10'],
    ['internet', '198.51.100.7', '192.0.2.1'],
  ] as const)
    tracePacket(network, from, { src, dst, protocol: 6, srcPort: 40000, dstPort: 443 });
  expect(asked.size).toBeGreaterThan(8);
  expect([...asked].filter((kind) => !isKind(kind))).toEqual([]);
});

test.each([
  ['listener', 'load-balancer'],
  ['listener-rule', 'listener'],
  ['load-balancer-attributes', 'load-balancer'],
  ['target-group-attributes', 'target-group'],
  ['target-health', 'target-group'],
  ['prefix-list-entry', 'prefix-list'],
  ['transit-gateway-route', 'transit-gateway-route-table'],
  ['transit-gateway-association', 'transit-gateway-route-table'],
  ['transit-gateway-propagation', 'transit-gateway-route-table'],
  ['client-vpn-route', 'client-vpn-endpoint'],
  ['client-vpn-authorization-rule', 'client-vpn-endpoint'],
])('the parent of a %s is its %s', (kind, parent) => {
  const row = kindNamed(kind as Parameters<typeof kindNamed>[0]);
  expect(row.refs?.[parent]?.({}, 'the parent')).toBe('the parent');
});
