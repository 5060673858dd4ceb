/** Which Regions of an account are scanned. Never more than the account enabled, never another partition's. */
import { partitionOf } from '../kinds/partition.ts';
import { CallFailure } from './failure.ts';
import type { ScanRequest } from './request.ts';
import type { SignedIn } from './sign-in.ts';
import type { Walk, WalkedWith } from './walk.ts';

/** Throws when a Region that was asked for cannot be this identity's. */
export function refuseUnknownRegions(request: ScanRequest, identity: SignedIn): void {
  for (const region of request.regions ?? []) {
    if (partitionOf(region) === identity.partition) continue;
    throw unknownRegion(region, `is not in partition ${identity.partition}, where account ${identity.account} is`);
  }
}

/** The Regions to scan, sorted. Throws for one that was named and that the account does not have. */
export async function enabledRegions(
  identity: SignedIn,
  request: ScanRequest,
  globally: Walk,
  io: WalkedWith,
): Promise<string[]> {
  const { account, partition } = identity;
  const listed = (await globally.found('region'))!;
  const all = (listed.items as { RegionName: string; OptInStatus?: string }[]).filter(
    ({ RegionName }) => partitionOf(RegionName) === partition,
  );
  const excluded = new Set(request.excludeRegions);
  if (!listed.complete || !all.length) {
    const chosen = request.regions ?? [identity.bootstrapRegion];
    io.warn(
      `the Regions of account ${account} could not be listed, so only ${chosen.join(', ')} was looked at: allow ec2:DescribeRegions`,
    );
    return chosen.filter((region) => !excluded.has(region)).sort();
  }
  const names = new Set(all.map(({ RegionName }) => RegionName));
  const enabled = new Set(all.filter(({ OptInStatus }) => OptInStatus !== 'not-opted-in').map(({ RegionName }) => RegionName));
  for (const region of request.excludeRegions ?? []) {
    if (!names.has(region)) throw unknownRegion(region, `does not exist for account ${account}`);
  }
  for (const region of request.regions ?? []) {
    if (!enabled.has(region))
      throw unknownRegion(region, `is not enabled in account ${account} (enabled: ${[...enabled].sort().join(', ')})`);
  }
  return (request.regions ?? [...enabled]).filter((region) => !excluded.has(region)).sort();
}

const unknownRegion = (region: string, why: string) =>
  new CallFailure('UnknownRegion', `Region ${JSON.stringify(region)} ${why}; nothing was scanned`, 'none');
