import { test } from 'vitest';
import { World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

const table = (...NetworkRoutes: object[]) =>
  new World().add('core-network-route-table', 'cn-1/prod/eu-west-1', { NetworkRoutes }, { parent: 'cn-1/prod/eu-west-1' });
const to = (DestinationCidrBlock: string, State: string, ...attachments: string[]) => ({
  DestinationCidrBlock,
  State,
  Type: 'STATIC',
  Destinations: attachments.map((CoreNetworkAttachmentId) => ({ CoreNetworkAttachmentId })),
});

test('a route to an attachment that is gone is found, over IPv4 and IPv6', () => {
  rule('cwan-route-blackhole').flags(
    table(
      to('10.9.0.0/16', 'BLACKHOLE', 'attachment-1'),
      to('2600:9::/56', 'BLACKHOLE', 'attachment-1'),
      to('10.0.0.0/8', 'ACTIVE', 'attachment-2'),
    ),
    { subject: 'cn-1/prod/eu-west-1', key: '10.9.0.0/16', severity: 'high', by: ['attachment-1'] },
    { subject: 'cn-1/prod/eu-west-1', key: '2600:9::/56' },
  );
});

test('a route that the live policy writes is taken out of it', () => {
  const edge = { CoreNetworkId: 'cn-1', SegmentName: 'prod', EdgeLocation: 'eu-west-1' };
  const action = (...cidrs: string[]) => ({ action: 'create-route', segment: 'prod', 'destination-cidr-blocks': cidrs });
  const written = (...actions: object[]) =>
    table(to('10.9.0.0/16', 'BLACKHOLE', 'attachment-1'))
      .change('core-network-route-table', 'cn-1/prod/eu-west-1', { CoreNetworkSegmentEdge: edge })
      .add('core-network', 'cn-1', { CoreNetworkId: 'cn-1' })
      .add('core-network-policy', 'cn-1/LIVE', { PolicyDocument: JSON.stringify({ 'segment-actions': actions }) });
  rule('cwan-route-blackhole')
    .flags(written(action('10.9.0.0/16', '10.8.0.0/16')), {
      subject: 'cn-1/prod/eu-west-1',
      fix: /"destination-cidr-blocks":\["10\.8\.0\.0\/16"\]/,
    })
    .flags(written(action('10.9.0.0/16')), { subject: 'cn-1/prod/eu-west-1', fix: '"segment-actions":[]' });
});

test('a route that somebody wrote to drop is meant', () => {
  rule('cwan-route-blackhole')
    .ignores(table(to('10.9.0.0/16', 'BLACKHOLE')), table(to('10.9.0.0/16', 'ACTIVE', 'attachment-1')))
    .cannotJudge(table(to('10.9.0.0/16', 'BLACKHOLE', 'attachment-1')).denied('core-network-route-table'));
});
