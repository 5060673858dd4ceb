/** Public ranges of Amazon, out of which any customer may be given an address. */
import { type Address, type Interval, type Prefix, parseAddress, prefix } from '../net/index.ts';
import type { Estate } from './estate.ts';

/**
 * Blocks that are Amazon’s as a whole, by the registries of addresses (ARIN), as of 2026-11-23. There are many smaller ones, and AWS publishes all of them
 * in https://ip-ranges.amazonaws.com/ip-ranges.json, which changes every few days: whoever is in one of these is Amazon’s, who is in none may be.
 */
export const amazonRanges: readonly Prefix[] = [
  '3.0.0.0/8',
  '18.128.0.0/9',
  '34.192.0.0/10',
  '44.192.0.0/10',
  '52.0.0.0/11',
  '52.192.0.0/11',
  '54.144.0.0/12',
  '54.160.0.0/11',
  '54.224.0.0/12',
  '2600:1f00::/24',
].map((text) => prefix(text));

/** Ranges that somebody brought to AWS. */
export const broughtRanges = (estate: Estate): readonly Interval<Address>[] =>
  estate.once('ranges of public pools', () =>
    estate.all('public-ipv4-pool').flatMap(({ data }) =>
      (data.PoolAddressRanges ?? []).flatMap(({ FirstAddress, LastAddress }) => {
        const [lo, hi] = [parseAddress(FirstAddress ?? ''), parseAddress(LastAddress ?? '')];
        return lo === undefined || hi === undefined ? [] : [{ lo, hi }];
      }),
    ),
  );
