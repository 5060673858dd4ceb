/** What accounts give each other, and how much AWS gives at all: RAM shares, service quotas. */
import { idInArn, idsOf, joined } from './ids.ts';
import { always, kind } from './kind.ts';

/** What this account shares, and what others share with it. */
const owners = always(
  (['SELF', 'OTHER-ACCOUNTS'] as const).map((resourceOwner) => ({ key: resourceOwner, input: { resourceOwner } })),
);

export const resourceShare = kind({
  kind: 'resource-share',
  title: 'Resource share',
  about: 'Resources that one account lets others use, given or received.',
  call: { service: 'ram', operation: 'GetResourceShares', items: 'resourceShares', pageSize: 500, over: owners },
  id: (item) => item.resourceShareArn,
  owner: (item) => item.owningAccountId,
  name: (item) => item.name,
  columns: {
    status: (item) => item.status,
    'outside-organization': (item) => item.allowExternalPrincipals,
    owner: (item) => item.owningAccountId,
  },
});

export const sharedResource = kind({
  kind: 'shared-resource',
  title: 'Shared resource',
  about: 'A resource of this account that others may use, or one of theirs that it may use.',
  call: { service: 'ram', operation: 'ListResources', items: 'resources', pageSize: 500, over: owners },
  id: (item) => item.arn && joined(idInArn(item.resourceShareArn), item.arn),
  refs: {
    'resource-share': (item) => item.resourceShareArn,
    subnet: (item) => idsOf(idInArn(item.arn), 'subnet'),
    'transit-gateway': (item) => idsOf(idInArn(item.arn), 'tgw'),
    'prefix-list': (item) => idsOf(idInArn(item.arn), 'pl'),
    'security-group': (item) => idsOf(idInArn(item.arn), 'sg'),
    'core-network': (item) => idsOf(idInArn(item.arn), 'core-network'),
    'resolver-rule': (item) => idsOf(idInArn(item.arn), 'rslvr-rr'),
    'ipam-pool': (item) => idsOf(idInArn(item.arn), 'ipam-pool'),
  },
  columns: { type: (item) => item.type, resource: (item) => item.arn, status: (item) => item.status },
});

export const sharedWith = kind({
  kind: 'shared-with',
  title: 'Share principal',
  about: 'Who this account shares with: an account, an organizational unit, an organization or a role; or who shares with it.',
  call: { service: 'ram', operation: 'ListPrincipals', items: 'principals', pageSize: 500, over: owners },
  id: (item) => item.id && joined(idInArn(item.resourceShareArn), item.id),
  refs: { 'resource-share': (item) => item.resourceShareArn },
  columns: { principal: (item) => item.id, external: (item) => item.external },
});

/** The services whose quotas a network meets. Those that belong to no Region have their quotas in one Region alone. */
const networkServices = [
  'directconnect',
  'ec2',
  'elasticloadbalancing',
  'network-firewall',
  'networkmanager',
  'ram',
  'route53',
  'route53resolver',
  'vpc',
];

export const serviceQuota = kind({
  kind: 'service-quota',
  title: 'Service quota',
  about: 'How much of something the account may have in this Region.',
  call: {
    service: 'servicequotas',
    operation: 'ListServiceQuotas',
    items: 'Quotas',
    pageSize: 100,
    over: always(networkServices.map((ServiceCode) => ({ key: ServiceCode, input: { ServiceCode } }))),
    absent: ['NoSuchResourceException'],
  },
  id: (item, parent) => item.QuotaCode && joined(parent, item.QuotaCode, item.QuotaContext?.ContextId),
  name: (item) => item.QuotaName,
  columns: {
    service: (item) => item.ServiceCode,
    quota: (item) => item.QuotaName,
    value: (item) => item.Value,
    unit: (item) => item.Unit,
    adjustable: (item) => item.Adjustable,
  },
});
