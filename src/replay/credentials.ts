/** Who asks: the account, Region and service that a request's signature names. */
import type { Snapshot } from '../snapshot/snapshot.ts';

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Keys that sign in to `account` of the snapshot being replayed. */
export const credentialsOf = (account: string): Credentials => ({
  accessKeyId: `AKIAREPLAY${account}`,
  secretAccessKey: 'replay',
});

/** Keys as `AssumeRole` gives them. */
export const assumedCredentialsOf = (account: string): Required<Credentials> => ({
  accessKeyId: `ASIAREPLAY${account}`,
  secretAccessKey: 'replay',
  sessionToken: `replay-session-${account}`,
});

/** What a SigV4 signature says about the request; it is read, not verified. */
export interface Scope {
  accessKeyId: string;
  region: string;
  service: string;
  /** When the request was signed, in milliseconds since 1970. */
  signedAt?: number;
}

/** Reads the credential scope from the `Authorization` header or from a presigned query. */
export function scopeOf(authorization: string | undefined, query: URLSearchParams, date: string | undefined): Scope | undefined {
  const credential = /Credential=([^\s,]+)/.exec(authorization ?? '')?.[1] ?? query.get('X-Amz-Credential') ?? '';
  const [, accessKeyId, region, service] = /^([^/]+)\/\d{8}\/([\w-]+)\/([\w-]+)\/aws4_request$/.exec(credential) ?? [];
  if (!accessKeyId || !region || !service) return undefined;
  const stamp = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? query.get('X-Amz-Date') ?? '');
  const signedAt = stamp ? Date.parse(`${stamp[1]}-${stamp[2]}-${stamp[3]}T${stamp[4]}:${stamp[5]}:${stamp[6]}Z`) : undefined;
  return { accessKeyId, region, service, signedAt };
}

/** The account that a key opens: the one that it names, else the snapshot's first. `undefined`: it names an unknown one. */
export function accountOf(snapshot: Snapshot, accessKeyId: string): string | undefined {
  const { accounts, places } = snapshot.manifest;
  const known = accounts.length > 0 ? accounts.map((one) => one.account) : places.map((place) => place.account);
  const named = /^A[KS]IAREPLAY(\d{12})$/.exec(accessKeyId)?.[1];
  return named ? known.find((account) => account === named) : known[0];
}
