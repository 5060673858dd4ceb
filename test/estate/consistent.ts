/** What must hold between the resources of any estate, if AWS could have described it. */
import type { Address, IpPermission, NetworkInterface, SecurityGroup, SecurityGroupRule, Subnet, Vpc } from '@aws-sdk/client-ec2';
import { expect } from 'vitest';
import { kindNamed } from '../../src/kinds/index.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { cidr, contains } from './addresses.ts';

/** Each resource is listed once, by the id that its row reads, and in answer to a question that a scan asks. */
export function expectAnswers(resources: readonly Resource[]): void {
  const wrong = resources.filter(({ kind, id, data, parent }) => kindNamed(kind).id(data, parent ?? '') !== id);
  expect(wrong).toEqual([]);
  const keys = resources.map(({ account, region, kind, id, parent }) => `${account} ${region} ${kind} ${id} ${parent}`);
  expect(keys).toHaveLength(new Set(keys).size);
  const asked = questionsOf(resources);
  const unasked = resources.filter(({ account, region, kind, parent }) => !asked.has(`${account} ${region} ${kind} ${parent}`));
  expect(unasked).toEqual([]);
}

/** What a scan asks in each place: once for most kinds, once for each point of the others. */
function questionsOf(resources: readonly Resource[]): Set<string> {
  const asked = new Set<string>();
  const rows = new Set(resources.map(({ kind }) => kindNamed(kind)));
  for (const row of rows) {
    const { over } = row.call;
    for (const { account, region, kind, data } of resources) {
      if (over && !over.kind) for (const { key } of over.points({}, region)) asked.add(`${account} ${region} ${row.kind} ${key}`);
      else if (!over) asked.add(`${account} ${region} ${row.kind} undefined`);
      else if (over.kind === kind) {
        const owner = kindNamed(kind).owner?.(data) ?? account;
        if (over.shared || owner === account) {
          for (const { key } of over.points(data, region)) asked.add(`${account} ${region} ${row.kind} ${key}`);
        }
      }
    }
  }
  return asked;
}

/** As `expectAnswers`; and addresses, groups and Elastic IPs tell the same from whichever side one looks. */
export function expectConsistent(resources: readonly Resource[]): void {
  expectAnswers(resources);
  expectAddressPlan(resources);
  expectAddresses(resources);
  expectRules(resources);
  expectElasticIps(resources);
}

const all = <T>(resources: readonly Resource[], kind: string): T[] =>
  resources.filter((resource) => resource.kind === kind).map(({ data }) => data as T);

function expectAddressPlan(resources: readonly Resource[]): void {
  const vpcs = new Map(all<Vpc>(resources, 'vpc').map((vpc) => [vpc.VpcId, vpc]));
  const subnets = all<Subnet>(resources, 'subnet').filter((subnet) => subnet.CidrBlock);
  for (const subnet of subnets) {
    const blocks = vpcs.get(subnet.VpcId)!.CidrBlockAssociationSet!.map((block) => block.CidrBlock!);
    expect(blocks.some((block) => contains(block, subnet.CidrBlock!))).toBe(true);
  }
  for (const inOneVpc of Map.groupBy(subnets, (subnet) => subnet.VpcId).values()) {
    const ordered = inOneVpc.map((subnet) => cidr(subnet.CidrBlock!)).sort((a, b) => a.base - b.base);
    ordered.slice(1).forEach((block, index) => {
      expect(block.base).toBeGreaterThanOrEqual(ordered[index]!.base + ordered[index]!.size);
    });
  }
}

function expectAddresses(resources: readonly Resource[]): void {
  const bySubnet = Map.groupBy(all<NetworkInterface>(resources, 'network-interface'), (card) => card.SubnetId);
  for (const subnet of all<Subnet>(resources, 'subnet')) {
    const cards = bySubnet.get(subnet.SubnetId) ?? [];
    const addresses = cards.flatMap((card) => card.PrivateIpAddresses!.map((address) => address.PrivateIpAddress!));
    expect(addresses).toHaveLength(new Set(addresses).size);
    expect(addresses.filter((address) => !contains(subnet.CidrBlock!, `${address}/32`))).toEqual([]);
    expect(cards.filter((card) => card.VpcId !== subnet.VpcId || card.AvailabilityZoneId !== subnet.AvailabilityZoneId)).toEqual(
      [],
    );
    const size = subnet.CidrBlock ? cidr(subnet.CidrBlock).size - 5 : 0;
    expect(subnet.AvailableIpAddressCount).toBe(size - addresses.length);
  }
}

function expectRules(resources: readonly Resource[]): void {
  const rules = Map.groupBy(all<SecurityGroupRule>(resources, 'security-group-rule'), (rule) => rule.GroupId);
  const peers = (permissions: readonly IpPermission[]): number =>
    permissions
      .flatMap((it) => [it.IpRanges, it.Ipv6Ranges, it.PrefixListIds, it.UserIdGroupPairs])
      .reduce((sum, list) => sum + (list?.length ?? 0), 0);
  for (const group of all<SecurityGroup>(resources, 'security-group')) {
    const own = rules.get(group.GroupId) ?? [];
    expect(own.filter((rule) => rule.IsEgress)).toHaveLength(peers(group.IpPermissionsEgress!));
    expect(own.filter((rule) => !rule.IsEgress)).toHaveLength(peers(group.IpPermissions!));
  }
}

function expectElasticIps(resources: readonly Resource[]): void {
  const cards = all<NetworkInterface>(resources, 'network-interface');
  const told = cards
    .flatMap((card) => card.PrivateIpAddresses!.map((address) => [card.NetworkInterfaceId, address] as const))
    .filter(([, address]) => address.Association?.AllocationId)
    .map(([card, { Association: it, PrivateIpAddress: to }]) =>
      [it!.AllocationId, it!.AssociationId, it!.PublicIp, card, to].join(' '),
    );
  const known = all<Address>(resources, 'elastic-ip')
    .filter((address) => address.AssociationId)
    .map((it) => [it.AllocationId, it.AssociationId, it.PublicIp, it.NetworkInterfaceId, it.PrivateIpAddress].join(' '));
  expect(told.sort()).toEqual(known.sort());
}
