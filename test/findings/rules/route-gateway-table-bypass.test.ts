import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The gateway leads these ranges through an endpoint; the public subnet leaves like this. */
const edge = (routes: string[], out = 'igw-a') =>
  office()
    .table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.0.0/16 local', '2600:a::/56 local', ...routes])
    .change('route-table', 'rtb-public', (data) => {
      for (const route of data.Routes) if (route.GatewayId === 'igw-a') route.GatewayId = out;
    });

test('what comes in through the appliance and answers straight is found, for each family', () => {
  rule('route-gateway-table-bypass')
    .flags(edge(['10.0.1.0/24 vpce-fw']), {
      subject: 'subnet-public',
      severity: 'medium',
      key: '10.0.1.0/24',
      says: 'answers straight to igw-a',
      by: ['10.0.1.0/24 → vpce-fw'],
    })
    .flags(edge(['2600:a:0:1::/64 vpce-fw']), { subject: 'subnet-public', key: '2600:a:0:1::/64' });
});

test('what leaves through the appliance and gets its answers straight is found', () => {
  rule('route-gateway-table-bypass').flags(
    edge(['10.0.3.0/24 vpce-fw'], 'vpce-fw'),
    { subject: 'subnet-public', says: 'sends to the internet through vpce-fw' },
    { subject: 'subnet-public', key: '2600:a:0:1::/64' },
  );
});

test('both directions, neither, and nobody with a public address are fine', () => {
  rule('route-gateway-table-bypass')
    .ignores(
      office(),
      edge([]),
      edge(['10.0.1.0/24 vpce-fw', '2600:a:0:1::/64 vpce-fw'], 'vpce-fw'),
      edge(['10.0.1.0/24 vpce-fw']).remove('network-interface', 'eni-web').remove('network-interface', 'eni-nat-a'),
    )
    .cannotJudge(edge(['10.0.1.0/24 vpce-fw']).denied('subnet'));
});
