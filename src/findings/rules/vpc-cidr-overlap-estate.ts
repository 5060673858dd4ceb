/** Addresses that VPCs have in common with each other, connected or not. */
import { type Address, formatPrefix, meet, type Prefix } from '../../net/index.ts';
import type { Vpc } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { family, type Rule, type Said } from '../rule.ts';

const inEstate: Rule = {
  id: 'vpc-cidr-overlap-estate',
  title: 'VPCs of the estate have addresses in common',
  severity: 'info',
  why:
    'They can never be connected without renumbering one of them or translating. Each VPC is told once for each of its blocks, connected or not: where ' +
    'they are connected, vpc-cidr-overlap-connected and pcx-cidr-overlap say so. Default VPCs, which all have 172.31.0.0/16, are left out.',
  fix: 'Give new VPCs ranges of their own, best from a pool of IPAM.',
  see: 'https://docs.aws.amazon.com/vpc/latest/ipam/what-it-is-ipam.html',
  needs: ['vpc'],
};

export default family({ rules: [inEstate], check: overlaps });

interface Held {
  readonly vpc: Vpc;
  readonly block: Prefix;
}

/** So many of the others are named. */
const MOST = 6;

/** A sweep over all blocks by their first address: those that hang together are compared until enough are found. */
function* overlaps(estate: Estate): Iterable<Said> {
  const unseen = estate.network.snapshot.manifest.places
    .map((place) => estate.missing('vpc', place))
    .find((one) => one !== undefined);
  for (const version of ['number', 'bigint']) {
    const held = [...estate.network.vpcs.values()]
      .filter(({ data }) => data.IsDefault !== true)
      .flatMap((vpc) => vpc.blocks.filter(({ lo }) => typeof lo === version).map((block): Held => ({ vpc, block })))
      .sort((a, b) => (a.block.lo < b.block.lo ? -1 : a.block.lo > b.block.lo ? 1 : 0));
    for (const cluster of clusters(held)) {
      for (const one of cluster) {
        const others = new Set<Vpc>();
        for (const { vpc, block } of cluster) {
          if (vpc !== one.vpc && meet<Address>(block, one.block)) others.add(vpc);
          if (others.size > MOST) break;
        }
        if (others.size > 0) yield overlapping(one, [...others]);
        else if (unseen) yield { rule: inEstate.id, subject: one.vpc, unknown: unseen };
      }
    }
  }
}

/** Blocks that overlap, or are joined by others that do. */
function* clusters(sorted: readonly Held[]): Iterable<Held[]> {
  let cluster: Held[] = [];
  let end: Address | undefined;
  for (const one of sorted) {
    if (end !== undefined && one.block.lo > end) {
      yield cluster;
      cluster = [];
      end = undefined;
    }
    cluster.push(one);
    end = end === undefined || one.block.hi > end ? one.block.hi : end;
  }
  if (cluster.length > 0) yield cluster;
}

function overlapping({ vpc, block }: Held, others: readonly Vpc[]): Said {
  const named = others.slice(0, MOST).map(({ id }) => id);
  return {
    rule: inEstate.id,
    subject: vpc,
    key: formatPrefix(block),
    message: `${vpc.id} has addresses of ${formatPrefix(block)} in common with ${named.join(', ')}${others.length > MOST ? ' and more' : ''}.`,
    evidence: named.map((id, at) => ({ kind: 'vpc', id, text: `has ${others[at]!.blocks.map(formatPrefix).join(', ')}` })),
    fix: [],
  };
}
