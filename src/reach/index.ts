/** Who can reach whom: the index of a snapshot, and the questions that it answers. Pure and synchronous. */

export type { Change } from './changes/change.ts';
export { applyChange } from './changes/change-apply.ts';
export { type Closing, closingsOf, revocationOf } from './changes/closings.ts';
export { breadth, type Cuts, cutOff, openUp, passesOn } from './changes/cut-off.ts';
export { type Ask, type Fix, fixesFor, toInterface, type Written, written } from './changes/fixes.ts';
export { changed, networkWithout } from './changes/network-after.ts';
export { without } from './changes/without.ts';
export { fromInternet, type Tick, toInternet } from './checklist.ts';
export type { Check, Explanation } from './crosscheck.ts';
export { namedKinds } from './ends/endpoint-name.ts';
export { resolve } from './ends/endpoints.ts';
export { type Meant, trafficBetween } from './ends/meant.ts';
export { type Destination, readDestination, saysService, withoutBrackets } from './ends/typed.ts';
export { Unclear } from './ends/unclear.ts';
export { type Service, theInternet, type Way } from './ends/ways.ts';
export { type Checklist, checklistsOf, fixesOf, meantIn, type Opening } from './explain.ts';
export type { Exit, Exposed, Exposure, Outgoing } from './exposure.ts';
export { zoneOf } from './hops/zone.ts';
export { primaryOf, serves, type Target as BalancedTarget, targetsOf } from './network/balancers.ts';
export { Missing } from './network/coverage.ts';
export { type Entity, entityOf, type Ref, shortId } from './network/entity.ts';
export type { Interface } from './network/interface.ts';
export { buildNetwork, Network } from './network/network.ts';
export { type Acl, type AclEntry, matchedBy, passedBy } from './network/network-acl.ts';
export type { Owner } from './network/owner.ts';
export type { PrefixList } from './network/prefix-list.ts';
export type { Route, RouteTable } from './network/route-table.ts';
export { type Target, targetOf } from './network/route-target.ts';
export type { Group, Rule as GroupRule, RuleDirection } from './network/security-group.ts';
export type { Subnet } from './network/subnet.ts';
export type { Attachment, TransitRoute } from './network/transit.ts';
export { Vpc } from './network/vpc.ts';
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
export { type Part, type Question, type Reply, reply } from './question.ts';
export type { Contact, Reaches } from './reaches.ts';
export type { Cell, Segment, SegmentedBy, Segments } from './segments.ts';
export * from './walk/answer.ts';
export { type AssumptionId, assumptions } from './walk/assumptions.ts';
export { type Code, codes, type Trouble, troubleOf } from './walk/codes.ts';
export type { From } from './walk/start.ts';
export { type Direction, type Does, type Evidence, Step, type Verdict } from './walk/step.ts';
export { type Answer, type Packet, packetTraffic, trace, tracePacket, tracePoint } from './walk/trace.ts';
export type { Options } from './walk/walk.ts';
export type { Working } from './working.ts';
