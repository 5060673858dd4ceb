/** What the account itself says: Regions, zones, attributes, aliases. */
import { idsOf } from './ids.ts';
import { kind } from './kind.ts';

export const region = kind({
  kind: 'region',
  title: 'Region',
  about: 'Where things run, and whether the account has opted in.',
  scope: 'global',
  call: { service: 'ec2', operation: 'DescribeRegions', items: 'Regions', input: { AllRegions: true } },
  id: (item) => item.RegionName,
  columns: { state: (item) => item.OptInStatus, endpoint: (item) => item.Endpoint },
  filters: ['endpoint', 'opt-in-status', 'region-name'],
});

export const availabilityZone = kind({
  kind: 'availability-zone',
  title: 'Availability Zone',
  about: 'A zone of a Region; its name differs from account to account, its id does not.',
  call: {
    service: 'ec2',
    operation: 'DescribeAvailabilityZones',
    items: 'AvailabilityZones',
    input: { AllAvailabilityZones: true },
  },
  id: (item) => item.ZoneName,
  refs: { 'availability-zone': (item) => item.ParentZoneName },
  columns: {
    'zone-id': (item) => item.ZoneId,
    type: (item) => item.ZoneType,
    group: (item) => item.GroupName,
    'opted-in': (item) => item.OptInStatus,
    state: (item) => item.State,
  },
  filters: [
    'group-long-name',
    'group-name',
    ['message', 'Messages.Message'],
    'opt-in-status',
    'parent-zone-id',
    'parent-zone-name',
    'region-name',
    'state',
    'zone-id',
    'zone-name',
    'zone-type',
  ],
});

export const accountAttribute = kind({
  kind: 'account-attribute',
  title: 'Account attribute',
  about: 'A limit or default of the account in this Region, such as its default VPC.',
  call: { service: 'ec2', operation: 'DescribeAccountAttributes', items: 'AccountAttributes' },
  id: (item) => item.AttributeName,
  refs: {
    vpc: (item) =>
      idsOf(
        item.AttributeValues?.map((value) => value.AttributeValue),
        'vpc',
      ),
  },
  columns: { values: (item) => item.AttributeValues?.map((value) => value.AttributeValue) },
});

export const accountAlias = kind({
  kind: 'account-alias',
  title: 'Account alias',
  about: 'The name that people gave to the account, if any.',
  scope: 'global',
  call: { service: 'iam', operation: 'ListAccountAliases', items: '.', pageSize: 1000 },
  id: () => 'aliases',
  name: (item) => item.AccountAliases?.[0],
  columns: { aliases: (item) => item.AccountAliases },
});
