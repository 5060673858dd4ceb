/** Public addresses that the account brought, and route tables that take what comes for them (I17, G1). */
import { type Address, parseAddress } from '../../net/index.ts';
import type { Data, Entity } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { RouteTable } from '../network/route-table.ts';

interface Range {
  readonly lo: Address;
  readonly hi: Address;
  readonly pool: Entity;
}

/** The pool that a public address is of; nothing for addresses that are Amazon's. */
export function poolOf(network: Network, address: Address): Entity | undefined {
  const ranges = network.once('ranges of public pools', () =>
    [...network.entities('public-ipv4-pool').values()].flatMap((pool) =>
      (pool.data.PoolAddressRanges ?? []).flatMap(({ FirstAddress, LastAddress }: Data): Range[] => {
        const [lo, hi] = [parseAddress(FirstAddress ?? ''), parseAddress(LastAddress ?? '')];
        return lo === undefined || hi === undefined ? [] : [{ lo, hi, pool }];
      }),
    ),
  ) as Range[];
  return ranges.find(({ lo, hi }) => typeof lo === typeof address && lo <= address && address <= hi)?.pool;
}

/** The table that what comes in for an address of a pool follows, where one is associated with the pool. */
export function poolTableOf(network: Network, address: Address): RouteTable | undefined {
  const pool = poolOf(network, address);
  if (!pool) return undefined;
  const tables = network.once('tables of public pools', () => {
    const found = new Map<string, string>();
    for (const { id, data } of network.routeTables.values()) {
      for (const one of (data.Associations ?? []) as Data[]) if (one.PublicIpv4Pool) found.set(one.PublicIpv4Pool, id);
    }
    return found;
  });
  return network.table(tables.get(pool.id));
}
