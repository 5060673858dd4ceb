import { expect, test } from 'vitest';
import { address } from '../../src/net/index.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import { World } from './scenario.ts';

/** Two VPCs with the same blocks and the same addresses in them. */
const twins = (): World => {
  const world = new World();
  for (const one of ['a', 'b']) {
    world.vpc(`vpc-${one}`, '10.0.0.0/16', { ipv6: '2001:db8::/56' });
    world.subnet(`subnet-${one}`, `vpc-${one}`, '10.0.1.0/24', 'euw1-az1', { ipv6: '2001:db8::/64' });
    for (let n = 10; n < 40; n++) world.eni(`eni-${one}-${n}`, `subnet-${one}`, `10.0.1.${n}`, [], { ipv6: `2001:db8::${n}` });
  }
  return world;
};

test('VPCs with the same addresses each know their own interface, and nobody where there is none', () => {
  const network = buildNetwork(twins().snapshot());
  for (const one of ['a', 'b']) {
    const vpc = network.vpcs.get(`vpc-${one}`)!;
    for (let n = 10; n < 40; n++)
      for (const text of [`10.0.1.${n}`, `2001:db8::${n}`]) expect(vpc.ownerOf(address(text))?.id).toBe(`eni-${one}-${n}`);
    for (const text of ['10.0.1.9', '10.0.1.40', '2001:db8::9', '2001:db8:0:1::10'])
      expect(vpc.ownerOf(address(text))).toBeUndefined();
  }
});

test('an interface is found by its id, whether it has the address or another one has', () => {
  const network = buildNetwork(twins().snapshot());
  for (const likely of ['10.0.1.12', '10.0.1.13', '192.0.2.1', '2001:db8::12'])
    for (const id of ['eni-a-12', 'eni-b-12']) expect(network.book.all[network.numberOf(id, address(likely))]?.id).toBe(id);
  expect(network.numberOf('eni-gone', address('10.0.1.12'))).toBe(-1);
});
