/** Tries what a scan needs of AWS, one thing after the other: to sign in, a right clock, Regions, permissions. */
import { Clients } from './clients.ts';
import type { Heard } from './connection.ts';
import { type Env, type Link, linksOf, linkThatWon, shownKey } from './credential-links.ts';
import { CallFailure, MFA_ADVICE } from './failure.ts';
import { type Permission, permissionsOf } from './permissions.ts';
import type { ScanRequest } from './request.ts';
import { type SignedIn, signIn } from './sign-in.ts';

/** One thing that was looked at. `idle`: nothing is there to look at, and nothing needs to be. */
export interface Check {
  topic: 'credentials' | 'sign-in' | 'clock' | 'proxy' | 'certificates' | 'endpoint' | 'Regions' | 'permissions';
  state: 'good' | 'bad' | 'unknown' | 'idle';
  about: string;
  /** What to do. */
  next?: string;
}

export interface Examination {
  request: ScanRequest;
  env: Env;
  /** Where to try what is asked in a Region; absent: where the identity begins. */
  region?: string;
  now(): Date;
  stopped: AbortSignal;
  tell(check: Check): void;
}

/** More minutes than a signature forgives are five; what comes near is worth a word. */
const SKEW_MS = 4 * 60_000;

/** For all of it: whoever waits longer has his answer. */
const DEADLINE_MS = 120_000;

/** Tells every check as it is done. Resolves to whether the identity could sign in. */
export async function examine({ request, env, region, now, stopped: asked, tell }: Examination): Promise<boolean> {
  const stopped = AbortSignal.any([asked, AbortSignal.timeout(DEADLINE_MS)]);
  const clients = new Clients(request, now);
  const identity = request.identities[0] ?? {};
  try {
    const links = await linksOf(env, identity.profile);
    const signedIn = await signIn(identity, clients.options(), now, stopped).catch((error: unknown) => error as Error);
    asked.throwIfAborted();
    if (signedIn instanceof Error) {
      for (const link of links) tell(checkOf(link));
      tell(notSignedIn(signedIn, clients.heard));
      tell(clock(clients.heard, now));
      return false;
    }
    await tellIdentity(links, signedIn, now, tell);
    tell(clock(clients.heard, now));
    const where = region ?? signedIn.bootstrapRegion;
    tell(await regions(signedIn, clients, where, stopped));
    for (const check of permissionChecks(await permissionsOf(signedIn, clients, where, stopped), where)) tell(check);
    return true;
  } finally {
    clients.destroy();
  }
}

const checkOf = ({ name, state, about, next }: Link, won = false): Check => ({
  topic: 'credentials',
  state: won ? 'good' : state === 'broken' ? 'bad' : 'idle',
  about: `${name}: ${about}${won ? ' (used)' : ''}`,
  ...(!won && next && { next }),
});

async function tellIdentity(
  links: readonly Link[],
  signedIn: SignedIn,
  now: () => Date,
  tell: (check: Check) => void,
): Promise<void> {
  const { accessKeyId, expiration, ...rest } = await signedIn.credentials();
  const won = linkThatWon((rest as { $source?: Record<string, unknown> }).$source ?? {});
  const at = links.findIndex(({ name }) => name === won);
  // What comes after the link that won is never asked, so nothing there can be wrong.
  for (const [index, link] of links.entries())
    tell(index > at && link.state === 'broken' ? { ...checkOf(link), state: 'idle' } : checkOf(link, index === at));
  const minutes = expiration && Math.round((expiration.getTime() - now().getTime()) / 60_000);
  const until = minutes === undefined ? 'without expiry' : `for ${minutes} more min`;
  const about = `account ${signedIn.account} as ${signedIn.arn}, key ${shownKey(accessKeyId)}, ${until}`;
  tell({ topic: 'sign-in', state: 'good', about });
}

const causes: readonly [RegExp, string][] = [
  [
    /Could not load credentials/,
    'No link above has credentials: run `aws configure` or `aws sso login`, or name a profile with --profile.',
  ],
  [/multi-factor/i, MFA_ADVICE],
  [/expired/i, 'Get new credentials: `aws sso login`, or whatever gave you these.'],
  [/clear text/, 'Use an endpoint with https.'],
  [/proxy/, 'Correct HTTPS_PROXY, or name the endpoint in NO_PROXY.'],
  [/certificate|self.signed/i, 'Name a file with the authority that signed the endpoint’s certificate in AWS_CA_BUNDLE.'],
  [
    /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/,
    'See that this machine reaches the endpoint, by a proxy if it must.',
  ],
  [/sts:AssumeRole|AssumeRole/, 'The role must trust this identity, and its owner may ask for an external id.'],
  [
    /security token|InvalidClientTokenId|signature/i,
    'AWS does not know these keys: they were revoked, mistyped, or are of another partition.',
  ],
];

function notSignedIn(error: Error, { date }: Heard): Check {
  const next = causes.find(([pattern]) => pattern.test(error.message))?.[1];
  const about = error instanceof CallFailure ? error.message : `could not sign in: ${error.message}`;
  return {
    topic: 'sign-in',
    state: 'bad',
    about,
    next: next ?? `See what the endpoint said${date ? '' : ', if it was reached'}.`,
  };
}

function clock({ date, url }: Heard, now: () => Date): Check {
  const about = url ? `${url} said no time` : 'no endpoint was asked';
  if (!date) return { topic: 'clock', state: 'unknown', about, next: 'Sign in first.' };
  const skew = date.getTime() - now().getTime();
  const seconds = Math.round(Math.abs(skew) / 1000);
  if (Math.abs(skew) <= SKEW_MS) return { topic: 'clock', state: 'good', about: `within ${seconds + 1} s of the endpoint's` };
  const which = skew > 0 ? 'behind' : 'ahead of';
  return {
    topic: 'clock',
    state: 'bad',
    about: `${Math.round(seconds / 60)} min ${which} the endpoint's`,
    next: 'Set this machine’s clock right, e.g. by NTP.',
  };
}

interface Region {
  RegionName?: string;
  OptInStatus?: string;
}

async function regions(signedIn: SignedIn, clients: Clients, where: string, stopped: AbortSignal): Promise<Check> {
  const { account, credentials, bootstrapRegion } = signedIn;
  try {
    const input = { AllRegions: true };
    const { page } = await clients.send(account, credentials, 'ec2', bootstrapRegion, 'DescribeRegions', input, stopped);
    const all = (page.Regions ?? []) as Region[];
    const enabled = all.filter(({ OptInStatus }) => OptInStatus !== 'not-opted-in');
    const opted = enabled.filter(({ OptInStatus }) => OptInStatus === 'opted-in').length;
    const about = `${enabled.length} enabled, ${opted} of them opted in; ${all.length - enabled.length} not opted in`;
    if (enabled.some(({ RegionName }) => RegionName === where)) return { topic: 'Regions', state: 'good', about };
    return {
      topic: 'Regions',
      state: 'bad',
      about: `${where} is not enabled; ${about}`,
      next: 'Name an enabled Region with --region.',
    };
  } catch (error) {
    stopped.throwIfAborted();
    if (!(error instanceof CallFailure)) throw error;
    const next = 'Allow ec2:DescribeRegions: without it a scan sees one Region.';
    return { topic: 'Regions', state: 'unknown', about: `${error.code}: ${error.message}`, next };
  }
}

function permissionChecks(all: readonly Permission[], where: string): Check[] {
  const of = (state: Permission['state']): Permission[] => all.filter((one) => one.state === state);
  const [allowed, denied, unknown, idle] = [of('allowed'), of('denied'), of('unknown'), of('idle')];
  const topic = 'permissions' as const;
  const untried = idle.length ? `; ${idle.length} not tried, because there is nothing to ask about in ${where}` : '';
  return [
    {
      topic,
      state: allowed.length ? 'good' : 'idle',
      about: `${allowed.length} of ${all.length} actions are allowed in ${where}${untried}`,
    },
    ...denied.map(
      ({ action, why }): Check => ({
        topic,
        state: 'bad',
        about: `${action} is denied (${why})`,
        next: `Allow ${action}: \`hopscope policy\` prints all that a scan needs.`,
      }),
    ),
    ...unknown.map(
      ({ action, why, after }): Check => ({
        topic,
        state: 'unknown',
        about: `${action}: ${why}`,
        next: after ? `Allow ${after} first.` : 'Look again when its reason is gone.',
      }),
    ),
  ];
}
