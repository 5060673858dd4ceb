/** How far the data may be trusted: statements about the snapshot itself, no findings, so that what was not seen never looks like a pass. */
import type { Gap, Place } from '../snapshot/snapshot.ts';
import type { Estate } from './estate.ts';
import type { Rule } from './rule.ts';

/** One id of the catalogue that is about coverage. */
export type Statement = Pick<Rule, 'id' | 'title' | 'severity' | 'why' | 'fix' | 'see'>;

/** A statement that holds for a snapshot. */
export interface Stated {
  /** The id of the statement. */
  readonly rule: string;
  readonly severity: Rule['severity'];
  /** Of the account; `global` where several Regions are meant, which the message names. */
  readonly place: Place;
  /** One sentence. */
  readonly message: string;
  /** The call that failed, where it is one. */
  readonly operation?: string;
}

const permissions = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html';

export const statements = [
  {
    id: 'collection-gap',
    title: 'A call was denied, throttled out or failed',
    severity: 'high',
    why: 'What it would have told is not known there: rules that need it are not evaluated, and ways through it are unknown. It is said of each account and call, with the Regions.',
    fix: 'Allow the call (`hopscope policy` prints all that a scan needs), or give it time, and scan again.',
    see: permissions,
  },
  {
    id: 'snapshot-truncated',
    title: 'An answer of AWS was cut off',
    severity: 'high',
    why: 'AWS said that there is more and gave no way to ask for it, or its pages did not end. The part that came is not taken for the whole: what it is about counts as not known.',
    fix: 'Scan again; narrow what the call answers where that is in your hands, as the routes of a transit gateway are.',
    see: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html',
  },
  {
    id: 'region-not-scanned',
    title: 'A Region that is enabled was not scanned',
    severity: 'medium',
    why: 'Whatever runs there is in none of the answers, and a forgotten Region is where forgotten things are. It is said of each account, with the Regions that it may use and that the scan left out.',
    fix: 'Scan all Regions that the account has enabled, or disable those that it does not need.',
    see: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html',
  },
  {
    id: 'peer-not-collected',
    title: 'An account or Region that the network leads to was not scanned',
    severity: 'info',
    why: 'Ways end at its border: whether anything answers there, or comes from there, stays unknown. It is said of the far ends of peering connections, of owners and users of transit gateways, and of owners of shared subnets.',
    fix: 'Scan it too, if it is yours.',
    see: 'https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html',
  },
  {
    id: 'snapshot-stale',
    title: 'The snapshot is old',
    severity: 'info',
    why: 'What is wrong today may not be in it, and what it shows may be mended. Old is more than `stale_hours` before now.',
    fix: 'Scan again.',
    see: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/security-controls-by-caf-capability/infrastructure-controls.html',
  },
] as const satisfies readonly Statement[];

type Id = (typeof statements)[number]['id'];

const byId = new Map<string, Statement>(statements.map((one) => [one.id, one]));

/** The statement of an id; nothing for any other. */
export const statementNamed = (id: string): Statement | undefined => byId.get(id);

/** What holds for the snapshot, the gravest first. `now`: by which it is old. */
export const statedOf = (estate: Estate, now: Date): Stated[] => [
  ...gapsOf(estate),
  ...regionsLeftOut(estate),
  ...peersUnseen(estate),
  ...age(estate, now),
];

const stated = (rule: Id, place: Place, message: string, operation?: string): Stated => ({
  rule,
  severity: byId.get(rule)!.severity,
  place,
  message,
  ...(operation && { operation }),
});

const isCut = ({ code }: Gap): boolean => ['TruncatedReply', 'PaginationLoop', 'TooManyPages'].includes(code);

function gapsOf({ network }: Estate): Stated[] {
  const { gaps } = network.snapshot.manifest;
  const groups = Map.groupBy(gaps, ({ account, operation, code }) => `${account} ${operation} ${code}`);
  const all = [...groups.values()].map((group) => {
    const [{ account, operation, code, message }] = group as [Gap];
    const regions = [...new Set(group.map(({ region }) => region))].sort();
    const parents = new Set(group.flatMap((one) => one.parents ?? []));
    const of = parents.size > 0 ? ` for ${parents.size} of what it is asked for` : '';
    const region = regions.length === 1 ? regions[0]! : 'global';
    const text = `${operation}${of} in ${regions.join(', ')} of ${account} gave no whole answer: ${code}: ${message.replace(/\.$/, '')}.`;
    return stated(isCut(group[0]!) ? 'snapshot-truncated' : 'collection-gap', { account, region }, text, operation);
  });
  return all.sort((a, b) => (a.message < b.message ? -1 : 1));
}

function regionsLeftOut(estate: Estate): Stated[] {
  const { places } = estate.network.snapshot.manifest;
  const enabled = Map.groupBy(
    estate.network.snapshot.resources('region').filter(({ data }) => data.OptInStatus !== 'not-opted-in'),
    ({ account }) => account,
  );
  return [...enabled].flatMap(([account, all]) => {
    const seen = new Set(places.filter((place) => place.account === account).map(({ region }) => region));
    const left = [...new Set(all.map(({ id }) => id))].filter((region) => !seen.has(region)).sort();
    if (left.length === 0) return [];
    const were = left.length === 1 ? 'is enabled and was' : 'are enabled and were';
    return stated(
      'region-not-scanned',
      { account, region: 'global' },
      `${left.join(', ')} ${were} not scanned in account ${account}.`,
    );
  });
}

function peersUnseen(estate: Estate): Stated[] {
  const found = new Map<string, { place: Place; by: Set<string> }>();
  const note = (by: string, account: string | undefined, region: string | undefined): void => {
    if (!account || !region || !/^\d{12}$/.test(account) || estate.network.coverage.scanned({ account, region })) return;
    const key = `${account} ${region}`;
    const known = found.get(key);
    if (known) known.by.add(by);
    else found.set(key, { place: { account, region }, by: new Set([by]) });
  };
  for (const { id, data } of estate.all('vpc-peering-connection'))
    for (const end of [data.RequesterVpcInfo, data.AccepterVpcInfo]) note(id, end?.OwnerId, end?.Region);
  for (const { id, data, region } of estate.all('transit-gateway-attachment'))
    for (const account of [data.ResourceOwnerId, data.TransitGatewayOwnerId]) note(id, account, region);
  for (const { id, region, data } of estate.network.snapshot.resources('subnet')) note(id, data.OwnerId, region);
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { place, by }]) => {
      const ids = [...by].sort();
      const some = ids.length > 6 ? `${ids.slice(0, 6).join(', ')} and ${ids.length - 6} more` : ids.join(', ');
      return stated(
        'peer-not-collected',
        place,
        `Account ${place.account} in ${place.region}, which ${some} ${ids.length === 1 ? 'leads' : 'lead'} to, was not scanned.`,
      );
    });
}

function age(estate: Estate, now: Date): Stated[] {
  const { accounts, takenAt } = estate.network.snapshot.manifest;
  const hours = estate.settings.thresholds.stale_hours;
  if (now.getTime() - estate.takenAt.getTime() <= hours * 3_600_000) return [];
  const place = { account: accounts[0]?.account ?? '', region: 'global' };
  return [stated('snapshot-stale', place, `The snapshot was taken at ${takenAt.slice(0, 16)}Z, more than ${hours} hours ago.`)];
}
