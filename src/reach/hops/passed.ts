/** Which middleboxes a packet has passed: what looked at it on the way out must look at its reply (F2, G4). */
import type { Ref } from '../network/entity.ts';
import type { Target } from '../network/route-target.ts';
import type { Walk } from '../walk/walk.ts';

export const targetKey = (target: Pick<Target, 'id'>): string => target.id;

/** Notes that the packet goes through an appliance, which keeps state (W7). */
export function passAppliance(walk: Walk, by: Ref): void {
  walk.inspections = [...walk.inspections, by.id];
  pass(walk, by);
}

/** Notes that the packet goes through a middlebox, by the id that routes name. */
export function pass(walk: Walk, by: Ref): void {
  walk.passed = [...walk.passed, by.id];
  walk.meetMiddlebox();
}
