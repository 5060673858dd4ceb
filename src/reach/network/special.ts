/** Addresses with a meaning of their own. */
import { type Address, holds, type Prefix, type PrefixTable, prefix, prefixTable, wordsOf } from '../../net/index.ts';

const prefixes = (...texts: string[]): Prefix[] => texts.map(prefix);

export const RFC1918 = prefixes('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16');
export const RFC6598 = prefixes('100.64.0.0/10');
export const NAT64 = prefix('64:ff9b::/96');
/** Where networks number themselves as they like. */
export const PRIVATE = [...RFC1918, ...RFC6598, prefix('fc00::/7')];
export const LATTICE = prefixes('169.254.171.0/24', 'fd00:ec2:80::/64');

/** Answered by the VPC itself: no group, ACL or route table is asked (S14, X13). */
export const serviceAddresses: readonly { prefix: Prefix; name: string }[] = [
  { prefix: prefix('169.254.169.253/32'), name: 'Amazon DNS' },
  { prefix: prefix('fd00:ec2::253/128'), name: 'Amazon DNS' },
  { prefix: prefix('169.254.169.254/32'), name: 'the instance metadata service' },
  { prefix: prefix('fd00:ec2::254/128'), name: 'the instance metadata service' },
  { prefix: prefix('169.254.170.2/32'), name: 'ECS task metadata' },
  { prefix: prefix('169.254.169.123/32'), name: 'Amazon Time Sync' },
  { prefix: prefix('fd00:ec2::123/128'), name: 'Amazon Time Sync' },
  { prefix: prefix('169.254.169.250/31'), name: 'Windows activation' },
  { prefix: prefix('fd00:ec2::250/127'), name: 'Windows activation' },
];

/** All that is in `serviceAddresses` or Lattice's, and more: a quick look. */
export const mayBeService = (value: Address): boolean =>
  typeof value === 'number' ? value >>> 16 === 0xa9fe : wordsOf(value)[0] === 0xfd00_0ec2;

export const isLattice = (value: Address): boolean => mayBeService(value) && LATTICE.some((one) => holds(one, value));

/** Surely an address that networks carry: a quick look. */
export const isOrdinary = (value: Address): boolean =>
  typeof value === 'number'
    ? value >= 0x0100_0000 && value < 0xe000_0000 && value >>> 24 !== 127 && value >>> 16 !== 0xa9fe
    : isGlobal(value);

/** 2000::/3, in which nothing has a meaning of its own. */
const isGlobal = (value: bigint): boolean => wordsOf(value)[0]! >>> 29 === 1;

/** Never forwarded by routes of a user, broader ones included (R9, X13, W13). */
const unroutable = prefixTable([
  ...prefixes('169.254.0.0/16', 'fe80::/10', 'fd00:ec2::/32').map((one) => ({
    prefix: one,
    value: 'a link-local address, which is not forwarded',
  })),
  ...prefixes('0.0.0.0/8', '127.0.0.0/8', '::1/128', '::/128').map((one) => ({
    prefix: one,
    value: 'not an address of a network',
  })),
  ...prefixes('224.0.0.0/4', 'ff00::/8').map((one) => ({ prefix: one, value: 'a multicast address' })),
  { prefix: prefix('255.255.255.255/32'), value: 'the broadcast address' },
]);

/** What the address is, if no network carries it; with the interval on which the answer is the same. */
export const unroutableAt = (value: Address): ReturnType<PrefixTable<string>['lookup']> => unroutable.lookup(value);

export type Realm = 'RFC1918' | 'RFC6598' | 'ULA' | 'unroutable';

const realms = prefixTable<Realm>([
  ...RFC1918.map((one) => ({ prefix: one, value: 'RFC1918' as const })),
  ...RFC6598.map((one) => ({ prefix: one, value: 'RFC6598' as const })),
  { prefix: prefix('fc00::/7'), value: 'ULA' },
  ...unroutable.entries.map((entry) => ({ prefix: entry.prefix, value: 'unroutable' as const })),
]);

/** What keeps an address off the internet; no entry for a public one. */
export const realmAt = (value: Address): ReturnType<PrefixTable<Realm>['lookup']> => realms.lookup(value);

/** The same without the interval, sooner. */
export const realmOf = (value: Address): Realm | undefined =>
  typeof value === 'bigint' && isGlobal(value) ? undefined : realms.find(value);

/** Everything that is not public, for asking about `internet`. */
export const notPublic: readonly Prefix[] = realms.entries.map((entry) => entry.prefix);
