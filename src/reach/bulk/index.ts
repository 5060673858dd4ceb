/** Answers for everything at once: the engine's own walk, charted for classes of interfaces instead of walked for each. */
export { exposuresAfterChange, networkAfter } from './edit.ts';
export type { Entry } from './exposure.ts';
export { type Affected, type Exposures, exposureIn, exposuresAfter, exposuresOf, inboundOf } from './exposures.ts';
export { Pairs, type Row } from './pairs.ts';
