/** What a chart notes: the filters that a packet meets, and where it comes into a transit gateway. */
import type { Address, Box, Dimension } from '../../../net/index.ts';
import { Interface } from '../../network/interface.ts';
import type { RuleDirection } from '../../network/security-group.ts';
import type { Subnet } from '../../network/subnet.ts';
import type { Attachment } from '../../network/transit.ts';
import { isAssumed } from '../../walk/groups.ts';
import { unrecognisedAt } from '../../walk/rule-match.ts';
import type { Direction } from '../../walk/step.ts';
import type { Walk } from '../../walk/walk.ts';

/** A field of the packet where a filter meets it: a field of the question still, or the value that somebody wrote. */
interface Field<T extends Address> {
  readonly link: Dimension | undefined;
  readonly value: T;
}

/** A filter that a packet meets, and how the packet looks there. */
export interface Check {
  readonly at: Interface | Subnet;
  readonly side: RuleDirection;
  readonly direction: Direction;
  readonly other: Field<Address>;
  /** The address at the filter's own side. */
  readonly own: Field<Address>;
  readonly protocol: Field<number>;
  readonly port: Field<number>;
  readonly identity: Walk['identity'];
  readonly unrecognised: Walk['unrecognised'];
  /** The packet came into the VPC by a transit gateway: between accounts rules that name a group count there by an assumption. */
  readonly isOverTransit: boolean;
  /** Rules that name a group count by an assumption, where nothing is to be assumed. */
  readonly isDoubted: boolean;
  /** Egress rules that name a group count nothing. */
  referencesVoid: boolean;
}

/** Where a transit gateway first looks the packet up: the way up to there is the sender's own. */
export interface Junction {
  readonly came: Attachment;
  readonly direction: Direction;
  /** How many checks there were before. */
  readonly checks: number;
  readonly verdict: Walk['verdict'];
  readonly territory: Box;
  /** How many holes the territory has of those of the chart. */
  readonly holes: number;
  /** What the rest of the way depends on, of all that a walk remembers; nothing where it remembers too much. */
  readonly key: string | undefined;
}

/** The filters of one connection. */
export interface Notes {
  readonly checks: Check[];
  readonly junctions: Junction[];
}

export function checkOf(walk: Walk, at: Interface | Subnet, side: RuleDirection): Check {
  const { header, direction, identity } = walk;
  const unrecognised = side === 'ingress' && at instanceof Interface ? unrecognisedAt(walk, at.number) : walk.unrecognised;
  const [other, own] = side === 'ingress' ? (['src', 'dst'] as const) : (['dst', 'src'] as const);
  return {
    at,
    side,
    direction,
    other: { link: header.links[other], value: header[other] },
    own: { link: header.links[own], value: header[own] },
    protocol: { link: header.links.protocol, value: header.protocol },
    port: { link: header.links.destinationPort, value: header.destinationPort },
    identity,
    isOverTransit: walk.entry === 'transit-gateway',
    isDoubted: walk.options.strict === true && at instanceof Interface && isAssumed(walk, at),
    unrecognised,
    referencesVoid: false,
  };
}

/** All that a packet carries into a transit gateway, as far as its way on from there can depend on it; but for its addresses. */
export function rememberedBy(walk: Walk, came: Attachment): string | undefined {
  const plain =
    walk.translations.length === 0 &&
    walk.inspections.length === 0 &&
    walk.passed.length === 0 &&
    !walk.appliance &&
    !walk.balanced &&
    !walk.privateLink &&
    !walk.egressOnly &&
    !walk.returnTo &&
    walk.entry === undefined &&
    walk.transitPeerings === 0 &&
    (walk.direction === 'reply' || !walk.flowZones) &&
    walk.choices.made.length === 0 &&
    typeof walk.unrecognised !== 'object';
  if (!plain) return undefined;
  return [
    came.gatewayId,
    came.tableId ?? came.id,
    came.type,
    came.groupReferences !== 'disable',
    walk.zone,
    walk.unrecognised ?? '',
  ].join(' ');
}
