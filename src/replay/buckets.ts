/** The token buckets that AWS documents, enforced: one for each account, Region and action (or service). */
import type { Service } from '../kinds/kind.ts';
import { type Bucket, services } from '../kinds/services.ts';

/** EC2 actions that cost more when asked without a filter, ids or a page size. */
const unbounded: Record<string, Bucket> = Object.fromEntries(
  ['DescribeInstances', 'DescribeInstanceStatus', 'DescribeNetworkInterfaces', 'DescribeSecurityGroups', 'DescribeVolumes'].map(
    (action) => [action, { capacity: 50, refill: 10 }],
  ),
);

/** The budget of one call: what it shares its bucket with, and how large that is; `undefined` where AWS documents none. */
export function budgetOf(
  service: string,
  operation: string,
  input: Record<string, unknown>,
): { name: string; bucket: Bucket; everywhere?: boolean } | undefined {
  const budget = Object.hasOwn(services, service) ? services[service as Service].budget : undefined;
  if (!budget) return undefined;
  if (service === 'ec2' && unbounded[operation] && Object.keys(input).length === 0) {
    return { name: `${service} ${operation} unbounded`, bucket: unbounded[operation] };
  }
  const bucket = budget.actions?.[operation] ?? budget.bucket;
  const name = budget.per === 'action' ? `${service} ${operation}` : service;
  return { name, bucket, ...(budget.per === 'account' && { everywhere: true }) };
}

export class TokenBuckets {
  readonly #now: () => Date;
  readonly #levels = new Map<string, { tokens: number; at: number }>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Takes a token; `false` when the bucket is empty. */
  take(name: string, { capacity, refill }: Bucket): boolean {
    const now = this.#now().getTime();
    const level = this.#levels.get(name) ?? { tokens: capacity, at: now };
    const tokens = Math.min(capacity, level.tokens + (Math.max(0, now - level.at) / 1000) * refill);
    this.#levels.set(name, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1;
  }
}
