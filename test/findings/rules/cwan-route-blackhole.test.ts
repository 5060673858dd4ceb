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

test('a route that somebody wrote to drop is meant', () => {
  rule('cwan-route-blackhole')
    .ignores(table(to('10.9.0.0/16', 'BLACKHOLE')), table(to('10.9.0.0/16', 'ACTIVE', 'attachment-1')))
    .cannotJudge(table(to('10.9.0.0/16', 'BLACKHOLE', 'attachment-1')).denied('core-network-route-table'));
});
