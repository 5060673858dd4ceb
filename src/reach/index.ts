/** Who can reach whom: the index of a snapshot, and the questions that it answers. Pure and synchronous. */
export * from './answer.ts';
export { type AssumptionId, assumptions } from './assumptions.ts';
export { applyChange, type Change } from './change.ts';
export { awsCommand, sentence, terraform } from './change-text.ts';
export { fromInternet, type Tick, toInternet } from './checklist.ts';
export { type Code, codes, type Trouble, troubleOf } from './codes.ts';
export { Missing } from './coverage.ts';
export { type Meant, resolve, trafficBetween } from './endpoints.ts';
export type { Entity, Ref } from './entity.ts';
export { type Ask, type Closing, closingsFor, type Fix, fixesFor, toInterface } from './fixes.ts';
export { buildNetwork, Network } from './network.ts';
export type { From } from './start.ts';
export { type Direction, type Does, type Evidence, Step, type Verdict } from './step.ts';
export { type Answer, type Packet, packetTraffic, trace, tracePacket, tracePoint } from './trace.ts';
export type { Options } from './walk.ts';
