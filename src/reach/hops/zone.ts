/** Availability Zones by id; a Local Zone counts as the zone that it belongs to (T5). */
import type { Network } from '../network.ts';
import type { Subnet } from '../vpc.ts';

export function zoneOf({ network }: { readonly network: Network }, subnet: Subnet): string {
  const parents = network.once('zones', () => {
    const found = new Map<string, string>();
    for (const { data } of network.snapshot.resources('availability-zone')) {
      if (data.ZoneType === 'local-zone' && data.ParentZoneId) found.set(data.ZoneId, data.ParentZoneId);
    }
    return found;
  });
  return parents.get(subnet.zone) ?? subnet.zone;
}
