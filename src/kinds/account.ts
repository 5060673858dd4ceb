/** What the account itself says: Regions, zones, attributes, aliases. */
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
  columns: { id: (item) => item.ZoneId, type: (item) => item.ZoneType, state: (item) => item.OptInStatus },
});
