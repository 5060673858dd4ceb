/** Availability Zones by id; a Local Zone counts as the zone that it belongs to (T5). */
import type { Subnet } from '../vpc.ts';
import type { Walk } from '../walk.ts';

export function zoneOf(walk: Walk, subnet: Subnet): string {
  const parents = walk.network.once('zones', () => {
    const found = new Map<string, string>();
    for (const { data } of walk.network.snapshot.resources('availability-zone')) {
      if (data.ZoneType === 'local-zone' && data.ParentZoneId) found.set(data.ZoneId, data.ParentZoneId);
    }
    return found;
  });
  return parents.get(subnet.zone) ?? subnet.zone;
}
