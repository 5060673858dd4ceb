/** What a scan is asked to do, from the command line and the environment; wrong values are refused before anything is sent. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { endpointTrouble } from '../collect/loopback.ts';
import type { Identity, Role, ScanRequest } from '../collect/request.ts';
import { isKind, kinds } from '../kinds/index.ts';
import { isRegionName } from '../kinds/partition.ts';
import { didYouMean } from '../report/nearest.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { type Again, withDependents } from '../snapshot/taken-over.ts';
import type { Context } from './context.ts';
import { misuse } from './failure.ts';

export interface ScanFlags {
  region: string[];
  'exclude-region': string[];
  kind: string[];
  profile: string[];
  role?: string;
  'external-id'?: string;
  'mfa-serial'?: string;
  'session-name'?: string;
  'endpoint-url'?: string;
  share?: number;
  fips: boolean;
  'dual-stack': boolean;
  metrics?: boolean;
}

/** Percent of each request bucket that a scan uses when nothing else is said: other tools share it. */
export const USUAL_SHARE = 50;

export async function scanRequest(context: Context, flags: ScanFlags): Promise<Omit<ScanRequest, 'key' | 'resume'>> {
  const { env } = context;
  for (const kind of flags.kind) {
    if (isKind(kind)) continue;
    const names = kinds.map((row) => row.kind);
    throw misuse(`There is no kind ${JSON.stringify(kind)}.`, [
      ...didYouMean(kind, names),
      'hopscope show --kinds lists the kinds.',
    ]);
  }
  for (const region of [...flags.region, ...flags['exclude-region']]) {
    if (!isRegionName(region)) {
      throw misuse(
        `${JSON.stringify(region)} is not the name of a Region.`,
        'Names look like eu-central-1; give each Region a --region of its own.',
      );
    }
  }
  const endpoints = [
    flags['endpoint-url'],
    ...Object.keys(env).flatMap((name) => (name.startsWith('AWS_ENDPOINT_URL') ? [env[name]] : [])),
  ];
  for (const url of endpoints) if (url) refuseUnsafeEndpoint(url);
  return {
    identities: await identities(context, flags),
    ...(flags.region.length && { regions: flags.region }),
    ...(flags['exclude-region'].length && { excludeRegions: flags['exclude-region'] }),
    ...(flags.kind.length && { kinds: flags.kind }),
    ...(flags['endpoint-url'] && { endpointUrl: flags['endpoint-url'] }),
    share: (flags.share ?? USUAL_SHARE) / 100,
    ...(flags.fips && { fips: true }),
    ...(flags['dual-stack'] && { dualStack: true }),
    ...(flags.metrics && { metrics: true }),
    proxy: ['HTTPS_PROXY', 'ALL_PROXY'].some((name) => env[name] || env[name.toLowerCase()]),
    ...(env.AWS_CA_BUNDLE && { ca: await readCa(env.AWS_CA_BUNDLE) }),
    userAgent: [['hopscope', context.version]],
  };
}

async function identities(context: Context, flags: ScanFlags): Promise<Identity[]> {
  const role = flags.role ? await roleOf(context, flags, flags.role) : undefined;
  const orphan = (['external-id', 'mfa-serial', 'session-name'] as const).find((name) => flags[name] !== undefined);
  if (!role && orphan) throw misuse(`--${orphan} belongs to --role, and no role is given.`, 'Add --role ARN.');
  const signIns: Identity[] = flags.profile.length ? [...new Set(flags.profile)].map((profile) => ({ profile })) : [{}];
  return signIns.map((identity) => ({ ...identity, ...(role && { role }) }));
}

async function roleOf(context: Context, flags: ScanFlags, arn: string): Promise<Role> {
  if (!/^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn)) {
    throw misuse(
      `--role ${JSON.stringify(arn)} is not the ARN of a role.`,
      'For example: arn:aws:iam::111122223333:role/HopscopeReadOnly',
    );
  }
  const { 'external-id': externalId, 'mfa-serial': mfaSerial, 'session-name': named } = flags;
  if (externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) {
    throw misuse('--external-id has 2 to 1224 letters, digits or +=,.@:/-_', 'The owner of the role chose it.');
  }
  const stamp = context.now().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const sessionName = named ?? `hopscope-${stamp}Z`;
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) throw misuse('--session-name has 2 to 64 letters, digits or +=,.@-_');
  const mfaCode = mfaSerial && (await context.ask(`Code of MFA device ${mfaSerial}:`)).trim();
  if (mfaSerial && !/^\d{6}$/.test(mfaCode ?? ''))
    throw misuse('An MFA code has six digits.', 'Run the scan again with the next code.');
  return { arn, sessionName, ...(externalId && { externalId }), ...(mfaSerial && { mfaSerial, mfaCode }) };
}

/** Signed requests carry session tokens: in clear text they stay on this machine. */
function refuseUnsafeEndpoint(url: string): void {
  const trouble = endpointTrouble(url);
  if (trouble) throw misuse(trouble, 'For example: http://127.0.0.1:4566 or https://vpce.example.com');
}

/** The certificates in a file. Throws a `Failure` unless it holds some. */
export async function readCa(path: string, variable = 'AWS_CA_BUNDLE'): Promise<string> {
  try {
    const text = await readFile(path, 'utf8');
    certificatesIn(text);
    return text;
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : `cannot be used: ${(error as Error).message}`;
    throw misuse(
      `${variable} names ${path}, which ${why}.`,
      `Correct or unset ${variable}: it names a file of certificates in PEM.`,
    );
  }
}

/** Throws for a text that holds no certificate, or one that is broken. */
export function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? [];
  if (!blocks.length) throw new Error('it holds no certificate');
  return blocks.map((block) => new X509Certificate(block));
}

/** The Regions and kinds of a snapshot, as a request names them: each account keeps those that it has enabled. */
export function coverageOf(snapshot: Snapshot): { kinds: string[]; excludeRegions?: string[] } {
  const { kinds: covered, places } = snapshot.manifest;
  const looked = new Set(places.map(({ region }) => region));
  const others = new Set(
    snapshot
      .resources('region')
      .map(({ id }) => id)
      .filter((region) => !looked.has(region)),
  );
  return { kinds: covered, ...(others.size && { excludeRegions: [...others] }) };
}

/**
 * What a request asks for so that a part of a snapshot is read again, and nothing else. Kinds that the snapshot does not have are refused:
 * of other places they would not be known.
 */
export function partOf(
  snapshot: Snapshot,
  again: Again,
): { accounts: string[]; regions?: string[]; excludeRegions?: string[]; kinds: string[] } {
  const covered = coverageOf(snapshot);
  const stranger = again.kinds?.find((kind) => !covered.kinds.includes(kind));
  if (stranger !== undefined)
    throw misuse(`Snapshot ${snapshot.manifest.id} was not asked for ${stranger}.`, 'Run `hopscope scan` for a whole new one.');
  const elsewhere = again.regions?.find((region) => !snapshot.manifest.places.some((place) => place.region === region));
  if (elsewhere !== undefined)
    throw misuse(
      `Snapshot ${snapshot.manifest.id} did not look at ${elsewhere}.`,
      'Run `hopscope scan` for a whole new one, or name a Region that it has.',
    );
  // Kinds that were not asked for want of what is read again now are asked: there may be some.
  const open = kinds.filter(({ onlyWith = [] }) => onlyWith.some((kind) => again.kinds?.includes(kind))).map(({ kind }) => kind);
  const wanted = new Set(again.kinds && withDependents([...again.kinds, ...open]));
  return {
    // Of an account that it does not have a part alone would be known.
    accounts: [...(again.accounts ?? snapshot.manifest.accounts.map(({ account }) => account))],
    ...(again.regions
      ? { regions: again.regions.filter((region) => region !== 'global') }
      : { excludeRegions: covered.excludeRegions ?? [] }),
    kinds: covered.kinds.filter((kind) => !again.kinds || wanted.has(kind)),
  };
}
