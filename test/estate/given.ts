/** What a Region has for every account before anything is built in it. */
import type { AccountAttribute, AvailabilityZone, ManagedPrefixList } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { awsLists } from './aws-lists.ts';
import type { Region } from './region.ts';
import { factsOf, lettersOf, localZones } from './zones.ts';

/** Its zones, and the local zones around it. */
export function* zonesOf(region: Region): Iterable<Resource> {
  const facts = factsOf(region.name);
  const common = { State: 'available' as const, RegionName: region.name, Messages: [] };
  const Geography = [{ Name: facts.geography }];
  for (const letter of lettersOf(region.name)) {
    const zone = region.zone(letter);
    const data: AvailabilityZone = {
      ...common,
      ZoneName: zone.name,
      ZoneId: zone.id,
      ZoneType: 'availability-zone',
      OptInStatus: 'opt-in-not-required',
      GroupName: `${region.name}-zg-1`,
      GroupLongName: `${facts.where} 1`,
      NetworkBorderGroup: region.name,
      Geography,
    };
    yield region.resource('availability-zone', zone.name, data);
  }
  for (const local of localZones[region.name] ?? []) {
    const parent = region.zone('a');
    const data: AvailabilityZone = {
      ...common,
      ZoneName: `${region.name}-${local.name}`,
      ZoneId: `${facts.zone}-${local.id}`,
      ZoneType: 'local-zone',
      OptInStatus: 'not-opted-in',
      GroupName: `${region.name}-${local.group}`,
      GroupLongName: local.where,
      NetworkBorderGroup: `${region.name}-${local.group}`,
      ParentZoneName: parent.name,
      ParentZoneId: parent.id,
      Geography,
    };
    yield region.resource('availability-zone', `${region.name}-${local.name}`, data);
  }
}

/** What `DescribeAccountAttributes` says; `standard` is the default VPC, if there is one. */
export function* attributesOf(region: Region, standard: string | undefined): Iterable<Resource> {
  const values: Record<string, string[]> = {
    'supported-platforms': ['VPC'],
    'default-vpc': [standard ?? 'none'],
    'max-instances': ['20'],
    'max-elastic-ips': ['5'],
    'vpc-max-elastic-ips': ['5'],
    'vpc-max-security-groups-per-interface': ['5'],
  };
  for (const [AttributeName, list] of Object.entries(values)) {
    const data: AccountAttribute = { AttributeName, AttributeValues: list.map((AttributeValue) => ({ AttributeValue })) };
    yield region.resource('account-attribute', AttributeName, data);
  }
}

/** The prefix lists that AWS keeps here. */
export function* awsListsIn(region: Region): Iterable<Resource> {
  for (const list of awsLists(region.name)) {
    const data: ManagedPrefixList = {
      PrefixListId: list.id,
      AddressFamily: 'IPv4',
      State: 'create-complete',
      PrefixListArn: `arn:aws:ec2:${region.name}:aws:prefix-list/${list.id}`,
      PrefixListName: `com.amazonaws.${region.name}.${list.service}`,
      Tags: [],
      OwnerId: 'AWS',
    };
    yield region.resource('prefix-list', list.id, data);
    for (const Cidr of list.blocks) yield region.resource('prefix-list-entry', `${list.id}/${Cidr}`, { Cidr }, list.id);
  }
}

/** What the account has set for this Region, or never touched; and how much of a few things it may have. */
export function* defaultsIn(region: Region): Iterable<Resource> {
  yield region.resource('serial-console-access', 'status', { SerialConsoleAccessEnabled: false, ManagedBy: 'account' });
  yield region.resource('instance-metadata-defaults', 'defaults', { ManagedBy: 'account' });
  for (const [ServiceCode, QuotaCode, QuotaName, Value] of quotas) {
    const data = {
      ServiceCode,
      ServiceName:
        ServiceCode === 'vpc' ? 'Amazon Virtual Private Cloud (Amazon VPC)' : 'Amazon Elastic Compute Cloud (Amazon EC2)',
      QuotaArn: region.arn('servicequotas', `${ServiceCode}/${QuotaCode}`),
      QuotaCode,
      QuotaName,
      Value,
      Unit: 'None',
      Adjustable: true,
      GlobalQuota: false,
    };
    yield region.resource('service-quota', `${ServiceCode}/${QuotaCode}`, data, ServiceCode);
  }
}

const quotas = [
  ['vpc', 'L-F678F1CE', 'VPCs per Region', 5],
  ['vpc', 'L-0EA8095F', 'Inbound or outbound rules per security group', 60],
  ['vpc', 'L-93826ACB', 'Routes per route table', 500],
  ['vpc', 'L-2AFB9258', 'Security groups per network interface', 5],
  ['vpc', 'L-2AEEBF1A', 'Rules per network ACL', 20],
  ['ec2', 'L-0263D0A3', 'EC2-VPC Elastic IPs', 5],
] as const;
