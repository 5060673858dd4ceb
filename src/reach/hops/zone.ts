/** Availability Zones by id; a Local Zone counts as the zone that it belongs to (T5). */
import type { Network } from '../network/network.ts';
import type { Subnet } from '../network/subnet.ts';

/** The id of the zone that a subnet counts as: of a Local Zone its parent’s. */
export function zoneOf({ network }: { readonly network: Network }, subnet: Subnet): string {
  subnet.parentZone ??= parentsIn(network).get(subnet.zone) ?? subnet.zone;
  return subnet.parentZone;
}

const parentsIn = (network: Network): ReadonlyMap<string, string> =>
  network.once('zones', () => {
    const found = new Map<string, string>();
    for (const { data } of network.snapshot.resources('availability-zone')) {
      if (data.ZoneType === 'local-zone' && data.ParentZoneId) found.set(data.ZoneId, data.ParentZoneId);
    }
    return found;
  });
