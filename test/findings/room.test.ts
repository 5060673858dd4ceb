import { expect, test } from 'vitest';
import { Estate } from '../../src/findings/estate.ts';
import { anotherLike, freeBlock, freeOfLength, inAnotherZone, publicBeside } from '../../src/findings/room.ts';
import { formatPrefix } from '../../src/net/index.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import type { World } from '../reach/scenario.ts';
import { office } from '../reach/worlds.ts';

const networkOf = (world: World) => buildNetwork(world.snapshot());

test('a free block overlaps with no subnet, and there are none in a VPC that is full', () => {
  const vpc = networkOf(office()).vpcs.get('vpc-a')!;
  const found = freeOfLength(vpc, 24, 3);
  expect(found.map(({ length }) => length)).toEqual([24, 24, 24]);
  const taken = vpc.subnets.flatMap(({ blocks }) => blocks).filter(({ lo }) => typeof lo === 'number');
  expect(found.filter((one) => taken.some(({ lo, hi }) => lo <= one.hi && one.lo <= hi))).toEqual([]);
  expect(found.every((one) => vpc.blocks.some(({ lo, hi }) => lo <= one.lo && one.hi <= hi))).toBe(true);
  expect(freeBlock(vpc, 8)).toBeUndefined();
});

test('a further subnet is as large as the one that is full, or the VPC needs a block first', () => {
  const network = networkOf(office());
  const subnet = network.subnets.get('subnet-public')!;
  const own = subnet.blocks.find(({ lo }) => typeof lo === 'number')!;
  expect(anotherLike(subnet).command).toContain(`/${own.length} `);
  expect(anotherLike(subnet).command).not.toContain(formatPrefix(own));
  const full = office().vpc('vpc-full', '10.9.0.0/24').subnet('subnet-all', 'vpc-full', '10.9.0.0/24');
  const { command } = anotherLike(networkOf(full).subnets.get('subnet-all')!);
  expect(command).toContain('associate-vpc-cidr-block --vpc-id vpc-full --cidr-block CIDR');
});

test('a subnet of another zone is one that leads out alike, and a public one beside is of the same zone', () => {
  const estate = new Estate(networkOf(office()));
  const subnet = (id: string) => estate.network.subnets.get(id)!;
  expect(inAnotherZone(estate, [subnet('subnet-private')])?.id).toBe('subnet-other');
  expect(inAnotherZone(estate, [subnet('subnet-public')])).toBeUndefined();
  expect(inAnotherZone(estate, [])).toBeUndefined();
  expect(publicBeside(estate, subnet('subnet-private'))?.id).toBe('subnet-public');
  expect(publicBeside(estate, subnet('subnet-other'))).toBeUndefined();
});
