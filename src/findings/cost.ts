/** What a finding about something that nobody needs would save, estimated from the list of prices. */
import type { Ref } from '../reach/index.ts';
import { type PriceId, priceList, prices } from './prices.ts';

/** An estimate: none where the price of the Region is not known, and then that is said. */
export interface Cost {
  /** USD a month, to the cent; nothing where it is not known. */
  readonly monthly: number | undefined;
  readonly currency: typeof priceList.currency;
  /** `730 hours of 1 NAT gateway at 0.052 USD, list price of 2026-11-22`. */
  readonly because: string;
}

type Data = Readonly<Record<string, unknown>>;

/** Zones that an endpoint has an interface in, each of which is charged. */
const zonesOf = ({ SubnetIds }: Data): number => (Array.isArray(SubnetIds) ? SubnetIds.length : 0);

/** What is paid by the hour although, as these rules find, nobody needs it. */
const paidFor: Readonly<Record<string, { readonly item: PriceId; readonly count?: (data: Data) => number }>> = {
  'eip-unassociated': { item: 'public-ipv4' },
  'eip-on-stopped-instance': { item: 'public-ipv4' },
  'eip-on-idle-eni': { item: 'public-ipv4' },
  'nat-unused': { item: 'nat-gateway' },
  'nat-idle': { item: 'nat-gateway' },
  'vpce-idle': { item: 'interface-endpoint', count: zonesOf },
  'vpce-duplicate': { item: 'interface-endpoint', count: zonesOf },
  'lb-no-targets': { item: 'load-balancer', count: ({ Type }) => (Type === 'gateway' ? 0 : 1) },
  'tgw-attachment-no-association': { item: 'transit-gateway-attachment' },
};

/** What a finding of a rule would save; nothing where nothing is paid for by the hour. */
export function costOf(rule: string, subject: Ref & { readonly data?: Data }): Cost | undefined {
  const paid = paidFor[rule];
  if (!paid) return undefined;
  const { what, hourly } = prices[paid.item];
  const count = paid.count?.(subject.data ?? {}) ?? 1;
  const { hoursAMonth, asOf, currency } = priceList;
  const price = (hourly as Readonly<Record<string, number>>)[subject.region];
  if (count === 0) return undefined;
  if (price === undefined)
    return { monthly: undefined, currency, because: `the price of a ${what} in ${subject.region} is not in the list of ${asOf}` };
  const monthly = Math.round(price * count * hoursAMonth * 100) / 100;
  return {
    monthly,
    currency,
    because: `${hoursAMonth} hours of ${count} × ${what} at ${price} ${currency}, list price of ${asOf}`,
  };
}
