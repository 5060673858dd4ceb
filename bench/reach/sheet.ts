/** The sheet that an estate is drawn on: resources by kind, ids like AWS's, and the shape that is wanted. */
import { kinds } from '../../src/kinds/index.ts';
import { manifestOf } from '../../src/snapshot/manifest.ts';
import { type Place, type Resource, type Shard, type Snapshot, snapshotOf } from '../../src/snapshot/snapshot.ts';
import { type Dice, dice } from '../../test/oracle/random.ts';

/** How much of everything there is. */
export interface Shape {
  /** Interfaces in a VPC, on average. */
  perVpc: number;
  /** The length of a VPC's block; its subnets share it evenly. */
  block: number;
  subnets: number;
  groups: number;
  /** How many groups an interface has at most. */
  groupsEach: number;
  rules: number;
  /** Entries of an ACL before the one that lets everything through. */
  aclEntries: number;
  routes: number;
  listEntries: number;
  peerings: number;
  /** In appliance mode a transit gateway may hand over in any zone: each is walked. */
  appliance: boolean;
}

export const shapes = {
  regular: {
    perVpc: 50,
    block: 20,
    subnets: 4,
    groups: 10,
    groupsEach: 3,
    rules: 7,
    aclEntries: 3,
    routes: 6,
    listEntries: 10,
    peerings: 0.1,
    appliance: false,
  },
  /** Few and crowded VPCs; what decides comes last in long lists, behind much that nearly matches. */
  adversarial: {
    perVpc: 2000,
    block: 16,
    subnets: 8,
    groups: 40,
    groupsEach: 5,
    rules: 50,
    aclEntries: 38,
    routes: 90,
    listEntries: 200,
    peerings: 10,
    appliance: true,
  },
} as const satisfies Record<string, Shape>;

// biome-ignore lint/suspicious/noExplicitAny: AWS's own shapes
export type Data = any;

const TAKEN = '2026-11-22T16:31:05.000Z';

export class Sheet {
  readonly dice: Dice;
  readonly shape: Shape;
  readonly #shards = new Map<string, Resource[]>();
  #serial = 0;
  #publics = 0;

  constructor(seed: number, shape: Shape) {
    this.dice = dice(seed);
    this.shape = shape;
  }

  add(kind: string, { account, region }: Place, id: string, data: Data, parent?: string): Data {
    const key = `${kind} ${account} ${region}`;
    const shard = this.#shards.get(key);
    const resource = { kind, account, region, id, ...(parent && { parent }), data };
    if (shard) shard.push(resource);
    else this.#shards.set(key, [resource]);
    return data;
  }

  /** `eni-0000000000000002a`: seventeen digits, in the order of making, so that what is made in turn is sorted. */
  id(prefix: string): string {
    return `${prefix}-${(this.#serial++).toString(16).padStart(17, '0')}`;
  }

  publicAddress(): string {
    return dotted(0x0300_0000 + this.#publics++);
  }

  count(kind: string): number {
    return [...this.#shards.values()].reduce((sum, [first, ...rest]) => sum + (first!.kind === kind ? 1 + rest.length : 0), 0);
  }

  /** Everything as a scan that asked for every kind in these places would have left it. */
  snapshot(places: readonly Place[]): Snapshot {
    const held = new Map<Shard, Resource[]>();
    for (const resources of this.#shards.values()) {
      const { kind, account, region } = resources[0]!;
      held.set({ kind, account, region, count: resources.length, digest: '', bytes: 0 }, resources);
    }
    const manifest = manifestOf({
      takenAt: TAKEN,
      tool: { name: 'hopscope', version: '0.0.0' },
      accounts: [],
      places: [...places],
      kinds: kinds.map((row) => row.kind),
      shards: [...held.keys()],
      gaps: [],
      timing: { startedAt: TAKEN, finishedAt: TAKEN, calls: 0, throttles: 0 },
    });
    return snapshotOf(manifest, {
      load: (shard) => held.get(shard) ?? [],
      text: () => {
        throw new Error('an estate that was made up has no text');
      },
    });
  }
}

export const dotted = (value: number): string => `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
