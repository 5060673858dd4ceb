/** Blocks of VPCs: full, or of ranges that mean something else. */
import { type Address, formatPrefix, type Interval, meet, type Prefix, parseAddress, prefix } from '../../net/index.ts';
import type { Vpc } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { privateRanges } from '../private.ts';
import { anotherBlock, freeBlocks } from '../room.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html';

const full: Rule = {
  id: 'vpc-cidr-space-exhausted',
  title: 'A VPC has no room for another subnet',
  severity: 'low',
  why:
    'The next zone, endpoint or cluster finds no place. It is said where the largest free part of all IPv4 blocks is smaller than `smallest_subnet` (a ' +
    '/28, the smallest that AWS makes); of VPCs with a subnet.',
  fix: 'Add a block to the VPC.',
  see,
  needs: ['vpc', 'subnet'],
};

const docker: Rule = {
  id: 'vpc-cidr-docker-overlap',
  title: 'A VPC has addresses that software on its machines uses for itself',
  severity: 'low',
  why:
    'A machine sends packets for such an address to its own bridge, and they never leave it. It is said of blocks that share addresses with 172.17.0.0/16 ' +
    '(Docker’s bridge, Cloud9, SageMaker), 192.168.65.0/24 (Docker Desktop) or 198.19.0.0/16 (the management network of WorkSpaces and AppStream). Default ' +
    'VPCs have 172.31.0.0/16 and none of these.',
  fix: 'Use another block, or set the bridges of the machines to another range.',
  see,
  needs: ['vpc'],
};

const foreign: Rule = {
  id: 'vpc-cidr-public-space',
  title: 'A VPC has public IPv4 addresses of somebody else',
  severity: 'medium',
  why:
    'Whoever really has them on the internet cannot be reached from there: the local route takes the packets. It is said of IPv4 blocks outside RFC 1918, ' +
    '100.64.0.0/10 and 198.18.0.0/15 that no pool of addresses brought to AWS by the account holds.',
  fix: 'Renumber it into a private range.',
  see,
  needs: ['vpc', 'public-ipv4-pool'],
};

export default family({
  rules: [full, docker, foreign],
  *check(estate) {
    for (const { id } of estate.all('vpc')) {
      const vpc = estate.network.vpcs.get(id);
      if (!vpc) continue;
      const blocks = vpc.blocks.filter(({ lo }) => typeof lo === 'number');
      if (vpc.subnets.length > 0) yield* judgedRoom(estate, vpc, blocks);
      for (const block of blocks) yield* judgedBlock(estate, vpc, block);
    }
  },
});

function* judgedRoom(estate: Estate, vpc: Vpc, blocks: readonly Prefix[]): Iterable<Said> {
  const most = estate.settings.thresholds.smallest_subnet;
  const free = freeBlocks(vpc);
  if (blocks.length === 0 || free.some(({ length }) => length <= most)) return;
  yield {
    rule: full.id,
    subject: vpc,
    message: `${vpc.id} has no room for another subnet of a /${most} in ${blocks.map(formatPrefix).join(', ')}.`,
    evidence: [
      { kind: 'vpc', id: vpc.id, text: `${vpc.subnets.length} subnets; free: ${free.map(formatPrefix).join(', ') || 'nothing'}` },
    ],
    fix: [anotherBlock(vpc)],
  };
}

const meant: readonly { range: Prefix; by: string }[] = [
  { range: prefix('172.17.0.0/16'), by: 'the bridge of Docker' },
  { range: prefix('192.168.65.0/24'), by: 'Docker Desktop' },
  { range: prefix('198.19.0.0/16'), by: 'the management network of WorkSpaces and AppStream' },
];

const known: readonly Interval<Address>[] = [...privateRanges, prefix('198.18.0.0/15')];

function* judgedBlock(estate: Estate, vpc: Vpc, block: Prefix): Iterable<Said> {
  const about = { subject: vpc, key: formatPrefix(block), fix: [] };
  const evidence = [{ kind: 'vpc', id: vpc.id, text: `has ${formatPrefix(block)}` }];
  const user = meant.find(({ range }) => meet<Address>(range, block));
  if (user)
    yield {
      ...about,
      rule: docker.id,
      message: `${vpc.id} has ${formatPrefix(block)}, and ${formatPrefix(user.range)} is ${user.by}.`,
      evidence,
    };
  if ([...known, ...poolsOf(estate)].some(({ lo, hi }) => lo <= block.lo && block.hi <= hi)) return;
  yield {
    ...about,
    rule: foreign.id,
    message: `${vpc.id} has ${formatPrefix(block)}, which is public and of no pool of its own.`,
    evidence,
  };
}

/** Ranges that somebody brought to AWS. */
const poolsOf = (estate: Estate): readonly Interval<Address>[] =>
  estate.once('ranges of public pools', () =>
    estate.all('public-ipv4-pool').flatMap(({ data }) =>
      (data.PoolAddressRanges ?? []).flatMap(({ FirstAddress, LastAddress }) => {
        const [lo, hi] = [parseAddress(FirstAddress ?? ''), parseAddress(LastAddress ?? '')];
        return lo === undefined || hi === undefined ? [] : [{ lo, hi }];
      }),
    ),
  );
