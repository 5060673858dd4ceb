/** A Site-to-Site VPN connection: up while one of its tunnels is. */
import type { Data, Entity } from '../network/entity.ts';

export function isUp({ data }: Pick<Entity, 'data'>): boolean {
  if (data.State !== undefined && data.State !== 'available') return false;
  const tunnels: Data[] = data.VgwTelemetry ?? [];
  return tunnels.length === 0 || tunnels.some((one) => one.Status === 'UP');
}
