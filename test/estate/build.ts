/** The builder of estates: what tests, the sample and the random generator are made with. */
export { Balancer } from './balancers.ts';
export { Estate, type Mistake } from './estate.ts';
export * as managed from './managed.ts';
export { Peering } from './peering.ts';
export { CoreNetwork } from './wan.ts';
