/** What a finding about something that nobody needs would save, estimated from the list of prices. */
import type { Ref } from '../reach/index.ts';
import { type PriceId, priceList, prices } from './prices.ts';
import type { Evidence } from './rule.ts';

/** An estimate: none where the price of the Region is not known, and then that is said. */
export interface Cost {
  /** USD a month, to the cent; nothing where it is not known. */
  readonly monthly: number | undefined;
  readonly currency: typeof priceList.currency;
  /** `730 hours of 1 × NAT gateway at 0.052 USD, list price of 2026-10-15`. */
  readonly because: string;
}

type Data = Readonly<Record<string, unknown>>;
type Subject = Ref & { readonly data?: Data };

interface Paid {
  /** What is charged; nothing where this one is not charged by the hour. */
  readonly item: PriceId | ((subject: Subject) => PriceId | undefined);
  readonly count?: (subject: Subject, evidence: readonly Evidence[]) => number;
}

/** Zones that an endpoint has an interface in, each of which is charged. */
const zonesOf = ({ data }: Subject): number => (Array.isArray(data?.SubnetIds) ? data.SubnetIds.length : 0);

/** Gateway Load Balancers are left out: what they cost is not in the list. */
function balancerOf({ kind, data }: Subject): PriceId | undefined {
  if (kind === 'classic-load-balancer') return 'classic-load-balancer';
  if (data?.Type === 'network') return 'network-load-balancer';
  return data?.Type === 'gateway' ? undefined : 'application-load-balancer';
}

/** What is paid by the hour although, as these rules find, nobody needs it, or gets anything for it. */
const paidFor: Readonly<Record<string, Paid>> = {
  'eip-unassociated': { item: 'public-ipv4' },
  'eip-on-stopped-instance': { item: 'public-ipv4' },
  'eip-on-idle-eni': { item: 'public-ipv4' },
  'nat-unused': { item: 'nat-gateway' },
  'nat-idle': { item: 'nat-gateway' },
  'vpce-idle': { item: 'interface-endpoint', count: zonesOf },
  'vpce-duplicate': { item: 'interface-endpoint', count: zonesOf },
  'lb-no-targets': { item: balancerOf },
  'tgw-attachment-no-association': { item: 'transit-gateway-attachment' },
  'vpn-all-tunnels-down': { item: 'vpn-connection' },
  /** The gateway itself is free, the connections that end at it are not. */
  'vgw-unattached': {
    item: 'vpn-connection',
    count: (_gateway, evidence) => evidence.filter(({ kind }) => kind === 'vpn-connection').length,
  },
};

/** What a finding of a rule would save; nothing where nothing is paid for by the hour. */
export function costOf(rule: string, subject: Subject, evidence: readonly Evidence[]): Cost | undefined {
  const paid = paidFor[rule];
  const item = typeof paid?.item === 'function' ? paid.item(subject) : paid?.item;
  if (!paid || !item) return undefined;
  const count = paid.count?.(subject, evidence) ?? 1;
  if (count === 0) return undefined;
  const { what, hourly, asOf } = prices[item];
  const { hoursAMonth, currency } = priceList;
  const price = hourly.get(subject.region);
  if (price === undefined)
    return { monthly: undefined, currency, because: `the price of a ${what} in ${subject.region} is not in the list of ${asOf}` };
  return {
    monthly: Math.round(price * count * hoursAMonth * 100) / 100,
    currency,
    because: `${hoursAMonth} hours of ${count} × ${what} at ${price} ${currency}, list price of ${asOf}`,
  };
}
