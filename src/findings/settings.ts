/** What people may set for rules in `hopscope.yaml`, and what holds where they did not. */
import { type Interval, only, type Prefix, TCP } from '../net/index.ts';

/** Numbers that decide when a rule speaks. A rule that needs one adds its line. */
export const thresholds = {
  wide_public_cidr: { usual: 16, least: 1, most: 32, about: 'a public IPv4 range with a shorter prefix than this is wide' },
  subnet_used_percent: {
    usual: 80,
    least: 1,
    most: 100,
    about: 'a subnet with this share of its addresses in use is nearly full',
  },
  stale_hours: {
    usual: 24,
    least: 1,
    most: 8760,
    about: 'a snapshot that was taken longer ago than this is old',
  },
  quota_used_percent: {
    usual: 80,
    least: 1,
    most: 100,
    about: 'a quota with this share of it in use is nearly reached',
  },
  pending_hours: {
    usual: 24,
    least: 1,
    most: 8760,
    about: 'what waits longer than this for somebody to accept it was forgotten',
  },
  self_group_members: {
    usual: 20,
    least: 1,
    most: 10_000,
    about: 'a group that lets its members talk to each other about everything has too many from this number on',
  },
  smallest_subnet: {
    usual: 28,
    least: 16,
    most: 28,
    about: 'a VPC without room for a subnet of this prefix length is full',
  },
  wide_port_range: { usual: 100, least: 2, most: 65_536, about: 'a rule that opens so many ports or more is wide' },
  many_rules: { usual: 50, least: 1, most: 1_000, about: 'a group with so many rules or more in one direction is hard to read' },
} as const;

export type Threshold = keyof typeof thresholds;

export interface PublicPort {
  readonly protocol: number;
  readonly ports: Interval<number>;
}

/** Ranges of the internet that one knows: offices, partners. */
export interface KnownNetwork {
  readonly name: string;
  readonly ranges: readonly Prefix[];
}

/** A tag, as it is written: `env=prod`. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface Settings {
  /** Accounts of one's own that were not scanned, and partners. What was scanned is trusted too. */
  readonly trustedAccounts: readonly string[];
  /** What may be reachable from the internet without a word. */
  readonly allowedPublicPorts: readonly PublicPort[];
  /** What has the one tag must have no way to what has the other, nor back. */
  readonly isolated: readonly (readonly [Tag, Tag])[];
  /** Who comes from there is nobody of the wide world: these ranges make no rule wide, and no exposure public. */
  readonly knownNetworks: readonly KnownNetwork[];
  /** The VPCs that may have an internet gateway; empty: nobody has said. */
  readonly internetVpcs: readonly string[];
  readonly thresholds: Readonly<Record<Threshold, number>>;
}

export const usualSettings: Settings = {
  trustedAccounts: [],
  isolated: [],
  knownNetworks: [],
  allowedPublicPorts: [80, 443].map((port) => ({ protocol: TCP, ports: only(port) })),
  internetVpcs: [],
  thresholds: Object.fromEntries(Object.entries(thresholds).map(([name, { usual }]) => [name, usual])) as Record<
    Threshold,
    number
  >,
};
