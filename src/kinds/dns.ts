/** What names mean, inside VPCs and to the world: Route 53 hosted zones and their records. */
import type { VPC } from '@aws-sdk/client-route-53';
import { idInArn, joined } from './ids.ts';
import { each, kind } from './kind.ts';
import { vpc } from './vpc.ts';

export const hostedZoneListing = kind({
  kind: 'hosted-zone-listing',
  title: 'Listed hosted zone',
  about: 'A zone of names that the account keeps, public or private.',
  scope: 'global',
  call: { service: 'route53', operation: 'ListHostedZones', items: 'HostedZones', pageSize: 100 },
  id: (item) => idInArn(item.Id),
  name: (item) => item.Name,
  volatile: ['ResourceRecordSetCount'],
  columns: {
    name: (item) => item.Name,
    private: (item) => item.Config?.PrivateZone,
    records: (item) => item.ResourceRecordSetCount,
    comment: (item) => item.Config?.Comment,
    'kept-by': (item) => item.LinkedService?.ServicePrincipal,
  },
});

export const hostedZone = kind({
  kind: 'hosted-zone',
  title: 'Private hosted zone',
  about: 'Names that only the VPCs of this zone see.',
  scope: 'global',
  call: {
    service: 'route53',
    operation: 'GetHostedZone',
    items: '.',
    over: each(hostedZoneListing, ({ Id, Config }) => {
      const zone = idInArn(Id);
      return zone && Config?.PrivateZone ? [{ key: zone, input: { Id: zone } }] : [];
    }),
  },
  id: (_item, parent) => parent,
  name: (item) => item.HostedZone?.Name,
  refs: {
    'hosted-zone-listing': (_item, parent) => parent,
    vpc: (item) => item.VPCs?.map((one) => one.VPCId),
  },
  detailOf: 'hosted-zone-listing',
  volatile: ['HostedZone.ResourceRecordSetCount'],
  keyed: { VPCs: ['VPCId', 'VPCRegion'] },
  columns: {
    vpcs: (item) => item.VPCs?.map((one) => one.VPCId),
    records: (item) => item.HostedZone?.ResourceRecordSetCount,
    comment: (item) => item.HostedZone?.Config?.Comment,
  },
});

export const resourceRecordSet = kind({
  kind: 'resource-record-set',
  title: 'DNS record',
  about: 'What a name in a hosted zone stands for, private or public.',
  scope: 'global',
  call: {
    service: 'route53',
    operation: 'ListResourceRecordSets',
    items: 'ResourceRecordSets',
    pageSize: 300,
    // A zone holds 10,000 records unless AWS allows it more: 34 pages, at five a second. Whoever keeps millions of names gets no scan of an hour.
    mostPages: 100,
    // The next page begins at a record: its name, its type and what tells it from others of both.
    pages: {
      size: 'MaxItems',
      token: ['StartRecordName', 'StartRecordType', 'StartRecordIdentifier'],
      next: ['NextRecordName', 'NextRecordType', 'NextRecordIdentifier'],
    },
    over: each(hostedZoneListing, ({ Id }) => {
      const zone = idInArn(Id);
      return zone ? [{ key: zone, input: { HostedZoneId: zone } }] : [];
    }),
  },
  id: (item, parent) => item.Name && joined(parent, item.Name, item.Type, item.SetIdentifier),
  name: (item) => item.Name,
  refs: { 'hosted-zone-listing': (_item, parent) => parent },
  detailOf: 'hosted-zone-listing',
  columns: {
    name: (item) => item.Name,
    type: (item) => item.Type,
    values: (item) => item.ResourceRecords?.map((record) => record.Value),
    alias: (item) => item.AliasTarget?.DNSName,
    ttl: (item) => item.TTL,
    set: (item) => item.SetIdentifier,
  },
});

export const vpcHostedZone = kind({
  kind: 'vpc-hosted-zone',
  title: 'VPC hosted zone',
  about: 'A private hosted zone that a VPC sees, also one of another account or of an AWS service.',
  call: {
    service: 'route53',
    operation: 'ListHostedZonesByVPC',
    items: 'HostedZoneSummaries',
    pageSize: 100,
    pages: { size: 'MaxItems', token: 'NextToken', next: 'NextToken' },
    over: each(vpc, ({ VpcId }, region) =>
      VpcId ? [{ key: VpcId, input: { VPCId: VpcId, VPCRegion: region as VpcRegion } }] : [],
    ),
  },
  id: (item, parent) => item.HostedZoneId && joined(parent, item.HostedZoneId),
  name: (item) => item.Name,
  refs: { vpc: (_item, parent) => parent, 'hosted-zone': (item) => item.HostedZoneId },
  detailOf: 'vpc',
  columns: {
    name: (item) => item.Name,
    zone: (item) => item.HostedZoneId,
    owner: (item) => item.Owner?.OwningAccount ?? item.Owner?.OwningService,
  },
});

/** The SDK lists the Regions that it knows; AWS may have more. */
type VpcRegion = NonNullable<VPC['VPCRegion']>;
