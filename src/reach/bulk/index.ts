/** Answers for everything at once: the engine's own walk, charted for classes of interfaces instead of walked for each. */

export { letIn, mayEnter } from './contacts/let-in.ts';
export { crossingsOf } from './exposure/crossings.ts';
export { exposuresAfterChange } from './exposure/edit.ts';
export type { Entry } from './exposure/entry.ts';
export { type Exposures, exposureIn, exposuresOf, inboundOf } from './exposure/exposures.ts';
export { Pairs, type Row } from './pairs/pairs.ts';
export { type Service, tcpServices } from './pairs/service-masks.ts';
