/** Where there is room: blocks of a VPC that no subnet has, and subnets of other zones. */
import { type Address, familyOf, formatPrefix, type Interval, type Prefix, prefixAround, prefixesOf } from '../net/index.ts';
import { Missing, type Subnet, type Vpc } from '../reach/index.ts';
import type { Estate } from './estate.ts';
import { type Run, run } from './remedy.ts';
import { isPublic, wayOut } from './routes.ts';

/** What of a VPC's IPv4 blocks no subnet has. */
export function freeBlocks({ blocks, subnets }: Vpc): Prefix[] {
  const taken = subnets.flatMap((subnet) => subnet.blocks.filter(isFour)).sort((a, b) => Number(a.lo) - Number(b.lo));
  return blocks
    .filter(isFour)
    .flatMap((block) => gaps(block, taken))
    .flatMap(prefixesOf);
}

const isFour = ({ lo }: Prefix): boolean => familyOf(lo) === 4;

/** What of a block none of some sorted ranges takes. */
function gaps(block: Prefix, taken: readonly Prefix[]): Interval<Address>[] {
  let from = Number(block.lo);
  const found: Interval<Address>[] = [];
  for (const { lo, hi } of taken) {
    if (Number(hi) < from || Number(lo) > Number(block.hi)) continue;
    if (Number(lo) > from) found.push({ lo: from, hi: Number(lo) - 1 });
    from = Number(hi) + 1;
  }
  if (from <= Number(block.hi)) found.push({ lo: from, hi: block.hi });
  return found;
}

/** So many blocks of that length that are free, or as many as there are. */
export function freeOfLength(vpc: Vpc, length: number, count: number): Prefix[] {
  const found: Prefix[] = [];
  for (const free of freeBlocks(vpc)) {
    if (free.length > length) continue;
    for (let lo = Number(free.lo); lo <= Number(free.hi) && found.length < count; lo += 2 ** (32 - length))
      found.push(prefixAround(lo, length));
  }
  return found;
}

/** The first block of that length that is free; nothing where there is none. */
export const freeBlock = (vpc: Vpc, length: number): Prefix | undefined => freeOfLength(vpc, length, 1)[0];

/** A further subnet as large as one and in its zone; where the VPC has no room, a block for it first. */
export function anotherLike({ id, vpc, zone, data, blocks, ...place }: Subnet): Run {
  const length = blocks.find(isFour)?.length ?? 28;
  const block = freeBlock(vpc, length);
  if (!block) return anotherBlock(vpc);
  const cidr = formatPrefix(block);
  return run(
    place,
    `Make a further subnet like ${id}: ${cidr}`,
    `ec2 create-subnet --vpc-id ${vpc.id} --cidr-block ${cidr} --availability-zone-id ${zone}`,
    `resource "aws_subnet" "more" {\n  vpc_id               = "${vpc.id}"\n  cidr_block           = "${cidr}"\n  availability_zone_id = "${zone}"\n}`,
  );
}

/** Which block is free in all the networks around stands in no configuration. */
export const anotherBlock = ({ id, account, region }: { id: string; account: string; region: string }): Run =>
  run(
    { account, region },
    `Give ${id} a further block, which no network around it has`,
    `ec2 associate-vpc-cidr-block --vpc-id ${id} --cidr-block CIDR`,
    `resource "aws_vpc_ipv4_cidr_block_association" "more" {\n  vpc_id     = "${id}"\n  cidr_block = "CIDR"\n}`,
  );

/** A subnet of another zone than all of these that leads to the internet as they do, or does not as they do not. */
export function inAnotherZone(estate: Estate, some: readonly Subnet[]): Subnet | undefined {
  const [like] = some;
  if (!like) return undefined;
  const tableOf = (subnet: Subnet): string | undefined => {
    const table = estate.network.tableOf(subnet);
    return table instanceof Missing ? undefined : table.id;
  };
  const zones = new Set(some.map(({ zone }) => zone));
  const others = like.vpc.subnets.filter(({ zone }) => !zones.has(zone));
  return (
    others.find((one) => tableOf(one) === tableOf(like)) ?? others.find((one) => leadsOut(estate, one) === leadsOut(estate, like))
  );
}

const leadsOut = (estate: Estate, subnet: Subnet): boolean | undefined => {
  const out = wayOut(estate, subnet, 4);
  return out instanceof Missing ? undefined : isPublic(out);
};

/** A public subnet of the same VPC and zone. */
export const publicBeside = (estate: Estate, { id, vpc, zone }: Subnet): Subnet | undefined =>
  vpc.subnets.find((one) => one.id !== id && one.zone === zone && leadsOut(estate, one) === true);
