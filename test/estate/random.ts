/** Estates by chance: consistent, of every kind, from a seed. Small ones for properties, large ones for benchmarks. */
import { kindNamed, usualKinds } from '../../src/kinds/index.ts';
import { type MemoryContent, memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import { ACCOUNT, oneOfEvery, REGION } from '../collect/every-kind.ts';
import { Estate } from './build.ts';
import { Dice } from './dice.ts';
import { withGaps } from './random-gaps.ts';
import { randomLinks } from './random-links.ts';
import { fillWithInterfaces, randomVpc } from './random-vpc.ts';
import { randomWan } from './random-wan.ts';
import { roughened } from './roughen.ts';
import type { Vpc } from './vpc.ts';

export interface RandomSpec {
  seed: number;
  accounts?: number;
  /** Regions of each account. */
  regions?: number;
  /** VPCs of each account and Region. */
  vpcs?: number;
  /** Interfaces of instances and services in the whole estate, besides those of gateways and endpoints. */
  interfaces?: number;
  /** Calls that were not answered. */
  gaps?: number;
  /** No hostile texts, no missing members: what a benchmark wants. */
  smooth?: boolean;
  /** Hash secrets with this key. Without it they are kept. */
  key?: Uint8Array;
}

const REGIONS = ['eu-central-1', 'us-east-1', 'ap-southeast-2', 'eu-west-1', 'sa-east-1', 'eu-central-2', 'us-west-1'];

/** What a scan of the estate would find. The same spec always gives the same. */
export function randomContent(spec: RandomSpec): MemoryContent {
  const dice = new Dice(spec.seed);
  const { accounts = dice.between(1, 2), regions = dice.between(1, 2), vpcs = dice.between(0, 3) } = spec;
  const estate = new Estate('198.18.0.0/15');
  const all: Vpc[] = [];
  for (let number = 0; number < accounts; number++) {
    const id = String(100_000_000_000 + dice.below(900_000_000_000));
    const account = estate.account(id, {
      role: 'Audit',
      zoneShift: number,
      optedIn: dice.some(['eu-central-2'], 0.5),
      ...(dice.chance(0.5) ? { alias: `estate-${number}` } : {}),
    });
    const open = REGIONS.filter((name) => name !== 'eu-central-2' || account.spec.optedIn?.includes(name));
    for (const name of open.slice(0, regions)) {
      const region = account.region(name);
      region.blockPublicAccess = dice.pick(['off', 'off', 'block-ingress', 'block-bidirectional'] as const);
      if (dice.chance(0.3)) region.defaultVpc();
      for (let n = 0; n < vpcs; n++) all.push(randomVpc(dice, region, all.length));
    }
  }
  fillWithInterfaces(dice, all, spec.interfaces ?? dice.below(40));
  randomLinks(dice, estate, all);
  randomWan(dice, estate, all);
  // Beside it, now and then, an account that makes no sense and has one of everything.
  const odd = !spec.smooth && spec.accounts === undefined && regions === 1 && dice.chance(0.5);
  const oddments = odd ? oneOfEvery().filter(({ kind }) => !kindNamed(kind).optional) : [];
  const resources = spec.smooth ? estate.resources() : roughened(dice, [...estate.resources(), ...oddments]);
  const places = [...estate.places(), ...(odd ? [REGION, 'global'].map((region) => ({ account: ACCOUNT, region })) : [])];
  const seen = odd ? [{ account: ACCOUNT, partition: 'aws', arn: `arn:aws:iam::${ACCOUNT}:root`, alias: 'everything' }] : [];
  const gaps = spec.gaps ?? (dice.chance(0.3) ? dice.between(1, 3) : 0);
  return {
    ...withGaps(dice, { resources, accounts: [...estate.seen(), ...seen] }, places, gaps),
    places,
    kinds: usualKinds.map((row) => row.kind),
    takenAt: '2026-11-16T05:30:00.000Z',
    ...(spec.key ? { key: spec.key } : {}),
  };
}

export const randomEstate = (spec: RandomSpec): Snapshot => memorySnapshot(randomContent(spec));
