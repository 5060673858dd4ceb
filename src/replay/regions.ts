/** The Regions of an account of the snapshot: which exist, and which it has not opted into. */
import { kindNamed } from '../kinds/index.ts';
import { hostOf } from '../kinds/partition.ts';
import type { Resource } from '../snapshot/snapshot.ts';
import type { Estate } from './estate.ts';

/** Whether the account has not enabled this Region, as far as the snapshot knows. */
export function notOptedIn(estate: Estate, account: string, region: string): boolean {
  const regions = estate.resources(kindNamed('region'), { account, region: 'global' });
  return regions.some((resource) => resource.id === region && resource.data.OptInStatus === 'not-opted-in');
}

/** The Regions that were scanned, for a snapshot that was not asked for Regions. */
export function regionsOfPlaces(estate: Estate, account: string): Resource[] {
  const names = estate.snapshot.manifest.places.filter((place) => place.account === account).map((place) => place.region);
  return [...new Set(names)]
    .filter((name) => name !== 'global')
    .sort()
    .map((name) => ({
      kind: 'region',
      account,
      region: 'global',
      id: name,
      data: { RegionName: name, Endpoint: hostOf('ec2', name), OptInStatus: 'opt-in-not-required' },
    }));
}
