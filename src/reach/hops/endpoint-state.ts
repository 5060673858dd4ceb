/** Whether an endpoint takes packets at all. */
import type { Entity } from '../network/entity.ts';
import type { Walk } from '../walk/walk.ts';

export function checkState(walk: Walk, endpoint: Entity): void {
  const state: string = endpoint.data.State ?? 'available';
  if (state.toLowerCase() !== 'available') walk.block(endpoint, 'BAD_STATE', () => `the endpoint is ${state}`);
}
