/** Turns an identity of the request into credentials that renew themselves once for all who wait, and into the account they open. */
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider, Logger } from '@smithy/types';
import type { Account } from '../snapshot/snapshot.ts';
import { type Heard, proxyFor, Wire } from './connection.ts';
import { CallFailure, failureOf } from './failure.ts';
import type { Identity } from './request.ts';

/** The SDK asks a provider again on every request in the last minutes before expiry; this long before, one renewal serves all. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** For all tries together. A service that hangs must not hold a scan for ever; a person who types a code needs a moment. */
const DEADLINE_MS = 90_000;

export interface SignedIn extends Account {
  credentials: AwsCredentialIdentityProvider;
  /** Signs in again, unless that was done after `sentAt`; calls while it runs share the one attempt. */
  renew(sentAt: Date): Promise<void>;
  /** The Region that the profile or the environment names. */
  bootstrapRegion: string;
  /** Set when signing in again did not help. */
  dead?: CallFailure;
}

/** One sign-in for all who ask at once, kept until shortly before it expires. */
export function singleFlight(
  provider: AwsCredentialIdentityProvider,
  now: () => Date,
): { credentials: AwsCredentialIdentityProvider; renew(sentAt: Date): Promise<void> } {
  let known: AwsCredentialIdentity | undefined;
  let flight: Promise<AwsCredentialIdentity> | undefined;
  let triedAt = 0;
  const signInAgain = (forced: boolean) => {
    flight ??= provider(forced ? { forceRefresh: true } : undefined)
      .then((fresh) => (known = fresh))
      .finally(() => {
        triedAt = now().getTime();
        flight = undefined;
      });
    return flight;
  };
  const fresh = (identity: AwsCredentialIdentity) =>
    !identity.expiration || identity.expiration.getTime() - now().getTime() > RENEW_BEFORE_MS;
  return {
    credentials: async () => {
      // A provider that only ever has nearly expired credentials is asked once a minute, not for every request.
      if (known && (fresh(known) || now().getTime() - triedAt < 60_000)) return known;
      return signInAgain(false);
    },
    renew: async (sentAt) => {
      if (known && triedAt > sentAt.getTime()) return;
      await signInAgain(true);
    },
  };
}

/** Signs in, or gives up after `deadline` ms. `options` are those that every client gets. Throws `CallFailure` that says what to do. */
export async function signIn(
  identity: Identity,
  options: Record<string, unknown>,
  now: () => Date,
  signal: AbortSignal,
  deadline = DEADLINE_MS,
): Promise<SignedIn> {
  const who = identity.profile ? `profile ${identity.profile}` : 'the default credentials';
  const region = await bootstrapRegionOf(identity, options);
  // Signing in is not scheduled like other calls, so here the SDK itself tries again, with the clock that AWS's answer told it.
  const clientConfig = { ...options, region, maxAttempts: 3 };
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const first: AwsCredentialIdentityProvider = identity.credentials
    ? async () => identity.credentials!
    : (fromNodeProviderChain({
        // Without one, it writes to the console.
        logger: options.logger as Logger,
        ...(identity.profile && { profile: identity.profile }),
        clientConfig,
        ...(identity.role?.mfaCode && { mfaCodeProvider: async () => identity.role!.mfaCode! }),
      }) as AwsCredentialIdentityProvider);
  const role = identity.role;
  const provider = role
    ? (fromTemporaryCredentials({
        masterCredentials: first,
        clientConfig,
        params: {
          RoleArn: role.arn,
          RoleSessionName: role.sessionName,
          ...(role.externalId && { ExternalId: role.externalId }),
          ...(role.mfaSerial && { SerialNumber: role.mfaSerial }),
        },
        ...(role.mfaCode && { mfaCodeProvider: async () => role.mfaCode! }),
      }) as AwsCredentialIdentityProvider)
    : first;
  const { credentials, renew } = singleFlight((options) => within(deadline, provider(options)), now);
  const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const sts = new STSClient({ ...clientConfig, credentials });
  try {
    const caller = await within(deadline, sts.send(new GetCallerIdentityCommand({}), { abortSignal: signal }));
    if (!caller.Account || !caller.Arn) throw new Error('GetCallerIdentity did not name an account');
    const partition = caller.Arn.split(':')[1] ?? 'aws';
    return { account: caller.Account, arn: caller.Arn, partition, credentials, renew, bootstrapRegion: region };
  } catch (error) {
    const as = role ? `${who} as ${role.arn}` : who;
    const reason = (await deadProxy(error, options.requestHandler)) ?? (error instanceof Error ? error.message : String(error));
    throw new CallFailure('SignInFailed', `could not sign in with ${as}: ${reason}`, 'none', { cause: error });
  }
}

/** What `answer` resolves to, or a rejection after `ms`. The SDK has no deadline of its own for credentials, nor for a body that drips. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`there was no answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Says so when it is the proxy that cannot be reached: the network's own words look as if it were AWS. */
async function deadProxy(error: unknown, wire: unknown): Promise<string | undefined> {
  const { url, date }: Heard = wire instanceof Wire ? wire.heard : {};
  const proxy = url && !date && failureOf(error, false).code === 'NetworkError' ? await proxyFor(url) : undefined;
  return (
    proxy && `the proxy ${proxy.origin}, which the environment names for ${url}, cannot be reached (${(error as Error).message})`
  );
}

/** The Region that the environment or the profile names, else the partition's oldest. */
async function bootstrapRegionOf(identity: Identity, options: Record<string, unknown>): Promise<string> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const probe = new STSClient({ ...options, ...(identity.profile && { profile: identity.profile }) });
  return probe.config.region().catch(() => 'us-east-1');
}
