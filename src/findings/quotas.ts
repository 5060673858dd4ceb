/** How much of something there may be, and how much there is: what one quota is, and where AWS says how high it is today. */
import type { KindName } from '../kinds/index.ts';
import type { Ref } from '../reach/index.ts';
import type { Place } from '../snapshot/snapshot.ts';
import type { Estate, Thing } from './estate.ts';
import type { Remedy } from './remedy.ts';
import type { Undecided } from './rule.ts';

/** How many there are of what a quota counts, around one thing. */
export interface Use {
  readonly subject: Ref;
  readonly count: number;
  /** Tells apart what is counted apart: a direction, a family, a zone. */
  readonly key?: string;
  /** Where another than the quota's own value holds: what the thing itself says, or a quota of its own. */
  readonly limit?: number;
  /** Where Service Quotas has that other one. */
  readonly at?: QuotaAt;
  /** How the thing itself is told to hold more. */
  readonly more?: (wanted: number) => Remedy;
}

export interface QuotaAt {
  readonly service: string;
  readonly code: string;
}

export interface Quota {
  readonly id: string;
  readonly title: string;
  /** What is counted, in the plural: `subnets`. */
  readonly what: string;
  /** What AWS gives when nobody asked for more. */
  readonly usual: number;
  /** Where Service Quotas has it; nothing where it is fixed. */
  readonly at?: QuotaAt;
  /** What happens when it is reached, and how it is counted, where that is not plain. */
  readonly why: string;
  readonly needs: readonly KindName[];
  used(estate: Estate): Iterable<Use | Undecided>;
}

/** What AWS lets an account have today in a Region; nothing where it does not say. */
export const applied = (estate: Estate, { account, region }: Place, code: string): number | undefined =>
  estate
    .once(
      'quotas by code',
      () => new Map(estate.all('service-quota').map((one) => [`${one.account} ${one.region} ${codeOf(one)}`, one.data.Value])),
    )
    .get(`${account} ${region} ${code}`);

const codeOf = ({ data }: Thing<'service-quota'>): string => `${data.ServiceCode}/${data.QuotaCode}`;

/** The quota itself, of an account in a Region, where nothing else stands for what is counted. */
export const ofPlace = ({ account, region }: Place, at: QuotaAt): Ref => ({
  kind: 'service-quota',
  id: `${at.service}/${at.code}`,
  account,
  region,
});

/** How many of some things each account has in each Region. */
export function* perRegion(things: Iterable<Place>, at: QuotaAt): Iterable<Use> {
  const counts = new Map<string, { place: Place; count: number }>();
  for (const { account, region } of things) {
    const key = `${account} ${region}`;
    const found = counts.get(key);
    if (found) found.count += 1;
    else counts.set(key, { place: { account, region }, count: 1 });
  }
  for (const { place, count } of counts.values()) yield { subject: ofPlace(place, at), count };
}

/** How many of some things each VPC has. */
export function* perVpc<T>(estate: Estate, things: Iterable<T>, vpcOf: (thing: T) => string | undefined): Iterable<Use> {
  const counts = new Map<string, number>();
  for (const one of things) {
    const id = vpcOf(one);
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  for (const [id, count] of counts) {
    const subject = estate.network.vpcs.get(id);
    if (subject && estate.network.coverage.scanned(subject)) yield { subject, count };
  }
}
