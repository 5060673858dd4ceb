/** Answers for everything at once: the engine's own walk, charted for classes of interfaces instead of walked for each. */
export { crossingsOf } from './crossings.ts';
export { exposuresAfterChange } from './edit.ts';
export type { Entry } from './entry.ts';
export { type Exposures, exposureIn, exposuresOf, inboundOf } from './exposures.ts';
export { letIn, mayEnter } from './let-in.ts';
export { Pairs, type Row } from './pairs.ts';
export { type Service, tcpServices } from './service-masks.ts';
