/** What a scan is asked to do, what it reports while it runs and what it knows when it ends. Plain data: it crosses a thread boundary. */
import type { Account, Gap, Place, Resource, Timing } from '../snapshot/snapshot.ts';

/** Who to sign in as: a profile (or the default chain), or fixed credentials; then, if given, a role from there. */
export interface Identity {
  profile?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  role?: Role;
}

export interface Role {
  arn: string;
  externalId?: string;
  /** Serial number or ARN of the MFA device, and the code that it shows. */
  mfaSerial?: string;
  mfaCode?: string;
  /** 2–64 characters; names the session in CloudTrail. */
  sessionName: string;
}

export interface ScanRequest {
  identities: Identity[];
  /** Only these accounts: an identity that opens another one is passed over. Absent: every account that is opened. */
  accounts?: string[];
  /** Only these Regions; absent: every Region that the account has enabled. */
  regions?: string[];
  excludeRegions?: string[];
  /** Only these kinds, and the kinds that they fan out over; absent: all. */
  kinds?: string[];
  /** Also ask CloudWatch what NAT gateways and endpoints carried. That costs money: a cent for a thousand metrics. */
  metrics?: boolean;
  endpointUrl?: string;
  /** The part of each request bucket to use, 0 < share ≤ 1. */
  share: number;
  fips?: boolean;
  dualStack?: boolean;
  /** Use the proxy that the environment names (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`). */
  proxy?: boolean;
  /** PEM certificates to trust beside Node's own. */
  ca?: string;
  /** The store's key, with which secrets are hashed. */
  key: Uint8Array;
  /** Extra words of the user agent, e.g. `[['hopscope', '1.0.0']]`. */
  userAgent: [string, string][];
  /**
   * Milliseconds. `call`: one attempt, body included; `throttled`: how long one call may be put off before it counts as lost;
   * `signIn`: getting credentials, or finding out whose they are.
   */
  deadlines?: { call?: number; throttled?: number; signIn?: number };
  /** Calls in flight at once, over all places. */
  concurrency?: number;
  /** Resources a page, where the operation allows so few. */
  pageSize?: number;
  /** What an interrupted scan already knows: these are not asked again. */
  resume?: { done: (Place & { kind: string })[]; resources: Resource[] };
}

export interface Progress {
  calls: { done: number; open: number };
  resources: number;
  places: { done: number; all: number };
  throttles: number;
  gaps: number;
  /** Milliseconds that are left, as far as can be told. */
  msLeft?: number;
}

/** What a scan tells as it goes, for those who show what is there before all of it is. */
export type ScanNews =
  /** Everybody has signed in, and it is settled where is looked, for which kinds. */
  | { is: 'begun'; accounts: Account[]; places: Place[]; kinds: string[] }
  | { is: 'gap'; gap: Gap }
  /** A kind in a place is read to its end; its shard, where it is not empty, and its gaps were told before. */
  | ({ is: 'read'; kind: string } & Place);

export interface ScanResult {
  accounts: Account[];
  places: Place[];
  kinds: string[];
  gaps: Gap[];
  timing: Timing;
  /** Things that a person should hear: a wrong clock, a Region that is not enabled, … */
  warnings: string[];
}
