/** Quotas of what decides about packets: groups, ACLs, routes, prefix lists; and of interfaces and addresses. */
import type { Family } from '../net/index.ts';
import type { Estate, Thing } from './estate.ts';
import { groups } from './groups.ts';
import { perRegion, type Quota, type Use } from './quotas.ts';
import { run, settingsOf } from './remedy.ts';
import { tables } from './routes.ts';

const vpc = (code: string) => ({ service: 'vpc', code });
const ec2 = (code: string) => ({ service: 'ec2', code });

/** As many as a prefix list may hold count where it is named, however many it holds. */
const weightOf = ({ network }: Estate, listId: string): { family: Family; weight: number } => {
  const data = network.entity('prefix-list', listId)?.data;
  return { family: data?.AddressFamily === 'IPv6' ? 6 : 4, weight: data?.MaxEntries ?? 1 };
};

type Counts = Record<Family, number>;
const none = (): Counts => ({ 4: 0, 6: 0 });

/** Both families are counted apart. */
function* byFamily(subject: Use['subject'], counts: Counts, key = ''): Iterable<Use> {
  for (const family of [4, 6] as const)
    if (counts[family] > 0) yield { subject, count: counts[family], key: `${key} IPv${family}`.trim() };
}

type Permissions = NonNullable<Thing<'security-group'>['data']['IpPermissions']>;

function rulesIn(estate: Estate, permissions: Permissions): Counts {
  const counts = none();
  for (const { IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] } of permissions) {
    counts[4] += IpRanges.length + UserIdGroupPairs.length;
    counts[6] += Ipv6Ranges.length + UserIdGroupPairs.length;
    for (const { PrefixListId = '' } of PrefixListIds) {
      const { family, weight } = weightOf(estate, PrefixListId);
      counts[family] += weight;
    }
  }
  return counts;
}

function entriesOf(acl: Thing<'network-acl'>, egress: boolean): Counts {
  const counts = none();
  for (const { Egress, Ipv6CidrBlock } of acl.data.Entries ?? []) if (Egress === egress) counts[Ipv6CidrBlock ? 6 : 4] += 1;
  return counts;
}

interface RouteData {
  readonly Origin?: string;
  readonly DestinationIpv6CidrBlock?: string;
  readonly DestinationPrefixListId?: string;
}

export const ruleQuotas: readonly Quota[] = [
  {
    id: 'quota-routes-table',
    title: 'The quota of routes in a route table is nearly reached',
    what: 'routes',
    usual: 500,
    at: vpc('L-93826ACB'),
    why: 'No route can be added beyond it. IPv4 and IPv6 are counted apart, a prefix list counts as many as it may hold, and propagated routes do not count.',
    needs: ['route-table', 'prefix-list'],
    *used(estate) {
      for (const table of tables(estate)) {
        const counts = none();
        for (const route of (table.data.Routes ?? []) as RouteData[]) {
          if (route.Origin === 'EnableVgwRoutePropagation' || route.Origin === 'Advertisement') continue;
          const list = route.DestinationPrefixListId ? weightOf(estate, route.DestinationPrefixListId) : undefined;
          counts[list?.family ?? (route.DestinationIpv6CidrBlock ? 6 : 4)] += list?.weight ?? 1;
        }
        yield* byFamily(table, counts);
      }
    },
  },
  {
    id: 'quota-propagated-routes',
    title: 'The quota of propagated routes in a route table is nearly reached',
    what: 'propagated routes',
    usual: 100,
    why: 'What is announced beyond it is dropped, and nobody is told. The quota is fixed; a summary is the way out.',
    needs: ['route-table'],
    *used(estate) {
      for (const table of tables(estate)) {
        const learned = ((table.data.Routes ?? []) as RouteData[]).filter(({ Origin }) => Origin === 'EnableVgwRoutePropagation');
        yield { subject: table, count: learned.length };
      }
    },
  },
  {
    id: 'quota-sg-region',
    title: 'The quota of security groups in a Region is nearly reached',
    what: 'security groups',
    usual: 2500,
    at: vpc('L-E79EC296'),
    why: 'No group can be made beyond it, and whoever makes one for each workload stands still.',
    needs: ['security-group'],
    used: (estate) => perRegion(estate.all('security-group'), vpc('L-E79EC296')),
  },
  {
    id: 'quota-rules-sg',
    title: 'The quota of rules of a security group is nearly reached',
    what: 'rules',
    usual: 60,
    at: vpc('L-0EA8095F'),
    why:
      'No rule can be added beyond it. Directions and families are counted apart; a group that is named counts in both families, a prefix list as ' +
      'many as it may hold.',
    needs: ['security-group', 'prefix-list'],
    *used(estate) {
      for (const group of groups(estate)) {
        yield* byFamily(group, rulesIn(estate, group.data.IpPermissions ?? []), 'ingress');
        yield* byFamily(group, rulesIn(estate, group.data.IpPermissionsEgress ?? []), 'egress');
      }
    },
  },
  {
    id: 'quota-sg-eni',
    title: 'The quota of security groups of an interface is nearly reached',
    what: 'security groups',
    usual: 5,
    at: vpc('L-2AFB9258'),
    why: 'The interface can wear no other group beyond it, so that the rules for the next need go into a group that others wear, too.',
    needs: ['network-interface'],
    *used(estate) {
      for (const one of estate.network.interfaces.values())
        if (estate.network.coverage.scanned(one)) yield { subject: one, count: one.groupIds.length };
    },
  },
  {
    id: 'quota-rules-nacl',
    title: 'The quota of entries of a network ACL is nearly reached',
    what: 'entries',
    usual: 20,
    at: vpc('L-2AEEBF1A'),
    why: 'No entry can be added beyond it. Directions and families are counted apart; the last one, which nobody can delete, counts.',
    needs: ['network-acl'],
    *used(estate) {
      for (const acl of estate.all('network-acl')) {
        yield* byFamily(acl, entriesOf(acl, false), 'ingress');
        yield* byFamily(acl, entriesOf(acl, true), 'egress');
      }
    },
  },
  {
    id: 'quota-enis-region',
    title: 'The quota of network interfaces in a Region is nearly reached',
    what: 'network interfaces',
    usual: 5000,
    at: vpc('L-DF5E4CA3'),
    why: 'Nothing that needs an interface can be started beyond it: instances, load balancers, functions, tasks.',
    needs: ['network-interface'],
    used: (estate) => perRegion(estate.all('network-interface'), vpc('L-DF5E4CA3')),
  },
  {
    id: 'quota-eips-region',
    title: 'The quota of Elastic IP addresses in a Region is nearly reached',
    what: 'Elastic IP addresses',
    usual: 5,
    at: ec2('L-0263D0A3'),
    why: 'No address can be allocated beyond it, nor a public NAT gateway made.',
    needs: ['elastic-ip'],
    used: (estate) => perRegion(estate.all('elastic-ip'), ec2('L-0263D0A3')),
  },
  {
    id: 'quota-prefix-list-entries',
    title: 'A prefix list is nearly full',
    what: 'entries',
    usual: 1000,
    why: 'No entry can be added beyond what it may hold, which is what its owner said; more than a thousand needs AWS. Lists of AWS are left out.',
    needs: ['prefix-list', 'prefix-list-entry'],
    *used(estate) {
      const entries = estate.by('prefix-list-entry', 'list', ({ parent }) => parent);
      for (const list of estate.all('prefix-list')) {
        const { MaxEntries, OwnerId, Version } = list.data;
        if (OwnerId === 'AWS' || MaxEntries === undefined) continue;
        yield {
          subject: list,
          count: entries.get(list.id)?.length ?? 0,
          limit: MaxEntries,
          more: (wanted) =>
            run(
              list,
              `Let ${list.id} hold ${wanted} entries: each counts where it is named`,
              `ec2 modify-managed-prefix-list --prefix-list-id ${list.id} --current-version ${Version ?? 1} --max-entries ${wanted}`,
              settingsOf('aws_ec2_managed_prefix_list', list.id, { max_entries: wanted }),
            ),
        };
      }
    },
  },
];
