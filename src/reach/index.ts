/** Who can reach whom: the index of a snapshot, and the questions that it answers. Pure and synchronous. */
export * from './answer.ts';
export { type AssumptionId, assumptions } from './assumptions.ts';
export { primaryOf, serves, type Target as BalancedTarget, targetsOf } from './balancers.ts';
export type { Change } from './change.ts';
export { applyChange } from './change-apply.ts';
export { fromInternet, type Tick, toInternet } from './checklist.ts';
export { type Closing, closingsOf, revocationOf } from './closings.ts';
export { type Code, codes, type Trouble, troubleOf } from './codes.ts';
export { Missing } from './coverage.ts';
export type { Check, Explanation } from './crosscheck.ts';
export { breadth, type Cuts, cutOff, openUp, passesOn } from './cut-off.ts';
export { namedKinds } from './endpoint-name.ts';
export { resolve } from './endpoints.ts';
export { type Entity, entityOf, type Ref, shortId } from './entity.ts';
export { type Checklist, checklistsOf, fixesOf, meantIn, type Opening } from './explain.ts';
export type { Exit, Exposed, Exposure, Outgoing } from './exposure.ts';
export { type Ask, type Fix, fixesFor, toInterface, type Written, written } from './fixes.ts';
export { zoneOf } from './hops/zone.ts';
export type { Interface } from './interface.ts';
export { type Meant, trafficBetween } from './meant.ts';
export { buildNetwork, Network } from './network.ts';
export { type Acl, type AclEntry, matchedBy, passedBy } from './network-acl.ts';
export { changed, networkWithout } from './network-after.ts';
export type { Owner } from './owner.ts';
export type { Passing } from './passing.ts';
export {
  type Classed,
  classed,
  type KnownService,
  knownServices,
  type PortClassId,
  portClasses,
  portsOf,
} from './port-classes.ts';
export type { PrefixList } from './prefix-list.ts';
export { type Part, type Question, type Reply, reply } from './question.ts';
export type { Contact, Reaches } from './reaches.ts';
export type { Route, RouteTable } from './route-table.ts';
export { type Target, targetOf } from './route-target.ts';
export type { Group, Rule as GroupRule, RuleDirection } from './security-group.ts';
export type { Cell, Segment, SegmentedBy, Segments } from './segments.ts';
export type { From } from './start.ts';
export { type Direction, type Does, type Evidence, Step, type Verdict } from './step.ts';
export { type Answer, type Packet, packetTraffic, trace, tracePacket, tracePoint } from './trace.ts';
export type { Attachment, TransitRoute } from './transit.ts';
export { type Destination, readDestination, saysService, withoutBrackets } from './typed.ts';
export { Unclear } from './unclear.ts';
export { type Subnet, Vpc } from './vpc.ts';
export type { Options } from './walk.ts';
export { type Service, theInternet, type Way } from './ways.ts';
export { without } from './without.ts';
