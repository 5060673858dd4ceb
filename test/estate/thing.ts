/** What an estate is made of: things that know how AWS would describe them. */
import type { Route, Tag } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';

export type Tags = Readonly<Record<string, string>>;

/** Something that exists in one account and Region, until it is removed. */
export abstract class Thing {
  /** Removed: described no more, and what still points to it points nowhere. */
  gone = false;
  tags: Tags;

  constructor(tags: Tags = {}) {
    this.tags = tags;
  }

  /** As AWS would describe it, in all the calls that mention it. */
  abstract resources(): Iterable<Resource>;

  /** Adds tags, or changes them. */
  tag(more: Tags): this {
    this.tags = { ...this.tags, ...more };
    return this;
  }
}

/** What a route can lead to. */
export interface Target {
  readonly gone?: boolean;
  /** The members of a route that name it. */
  target(): Pick<
    Route,
    | 'GatewayId'
    | 'NatGatewayId'
    | 'TransitGatewayId'
    | 'VpcPeeringConnectionId'
    | 'NetworkInterfaceId'
    | 'InstanceId'
    | 'InstanceOwnerId'
    | 'EgressOnlyInternetGatewayId'
    | 'CoreNetworkArn'
  >;
}

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** As `tagList`, for the calls that leave the member out when there are no tags. */
export const someTags = (tags: Tags): { Tags?: Tag[] } => (Object.keys(tags).length === 0 ? {} : { Tags: tagList(tags) });

/** One trip through JSON: dates become text, members without a value vanish. */
export function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const result: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) result[key] = plain(member);
  return result;
}
