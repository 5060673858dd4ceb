/** Quotas of transit gateways and Direct Connect gateways. */
import type { Estate, Thing } from './estate.ts';
import { perVpc, type Quota, type Use } from './quotas.ts';
import { attachments, transitTables } from './transit.ts';

const ec2 = (code: string) => ({ service: 'ec2', code });

/** How many of something each transit gateway has. */
function* perGateway(estate: Estate, count: (gateway: Thing<'transit-gateway'>) => number): Iterable<Use> {
  for (const gateway of estate.all('transit-gateway')) yield { subject: gateway, count: count(gateway) };
}

const joinedTo = (estate: Estate, { id }: Thing<'transit-gateway'>) =>
  estate.once('attachments by gateway', () => Map.groupBy(attachments(estate), (one) => one.gatewayId)).get(id) ?? [];

export const transitQuotas: readonly Quota[] = [
  {
    id: 'quota-tgw-attachments',
    title: 'The quota of attachments of a transit gateway is nearly reached',
    what: 'attachments',
    usual: 5000,
    at: ec2('L-E0233F82'),
    why: 'Nothing can be attached beyond it.',
    needs: ['transit-gateway', 'transit-gateway-attachment'],
    used: (estate) => perGateway(estate, (gateway) => joinedTo(estate, gateway).length),
  },
  {
    id: 'quota-tgw-per-vpc',
    title: 'The quota of transit gateways of a VPC is nearly reached',
    what: 'transit gateway attachments',
    usual: 5,
    why: 'The VPC can be attached to no other transit gateway. The quota is fixed.',
    needs: ['transit-gateway-vpc-attachment', 'vpc'],
    used: (estate) =>
      perVpc(
        estate,
        estate
          .all('transit-gateway-vpc-attachment')
          .filter(({ data }) => !/^(?:deleted|rejected|failed)$/.test(data.State ?? '')),
        ({ data }) => data.VpcId,
      ),
  },
  {
    id: 'quota-tgw-route-tables',
    title: 'The quota of route tables of a transit gateway is nearly reached',
    what: 'route tables',
    usual: 20,
    at: ec2('L-43872EB7'),
    why: 'No network can be told apart from others beyond it.',
    needs: ['transit-gateway', 'transit-gateway-route-table'],
    used: (estate) => perGateway(estate, ({ id }) => transitTables(estate, id).length),
  },
  {
    id: 'quota-tgw-routes',
    title: 'The quota of routes of a transit gateway is nearly reached',
    what: 'routes',
    usual: 10_000,
    at: ec2('L-BCC1FB47'),
    why: 'What is announced beyond it is dropped. Static and propagated routes of all its tables count together.',
    needs: ['transit-gateway', 'transit-gateway-route-table', 'transit-gateway-route'],
    used: (estate) =>
      perGateway(estate, ({ id }) =>
        transitTables(estate, id).reduce((sum, table) => sum + estate.network.transit.routes(table.id).entries.length, 0),
      ),
  },
  {
    id: 'quota-tgw-peerings',
    title: 'The quota of peerings of a transit gateway is nearly reached',
    what: 'peering attachments',
    usual: 50,
    at: ec2('L-A1B5A36F'),
    why: 'It can be peered with no other transit gateway beyond it.',
    needs: ['transit-gateway', 'transit-gateway-attachment'],
    used: (estate) => perGateway(estate, (gateway) => joinedTo(estate, gateway).filter(({ type }) => type === 'peering').length),
  },
  {
    id: 'quota-dxgw-tgw',
    title: 'The quota of transit gateways of a Direct Connect gateway is nearly reached',
    what: 'transit gateways',
    usual: 6,
    why: 'No other transit gateway can be associated with it. The quota is fixed; that of Direct Connect gateways of a transit gateway is twenty.',
    needs: ['direct-connect-gateway', 'direct-connect-gateway-association'],
    *used(estate) {
      const live = estate
        .all('direct-connect-gateway-association')
        .filter(({ data }) => data.associatedGateway?.id?.startsWith('tgw-') && data.associationState !== 'disassociated');
      const byLine = Map.groupBy(live, ({ parent }) => parent);
      for (const gateway of estate.all('direct-connect-gateway'))
        yield { subject: gateway, count: byLine.get(gateway.id)?.length ?? 0 };
      for (const [id, all] of Map.groupBy(live, ({ data }) => data.associatedGateway!.id!)) {
        const gateway = estate.get('transit-gateway', id);
        if (gateway && estate.network.coverage.scanned(gateway))
          yield { subject: gateway, key: 'Direct Connect gateways', count: all.length, limit: 20 };
      }
    },
  },
];
