import { test } from 'vitest';
import { rule } from '../rule.ts';
import { walled } from '../walled.ts';

/** `eni-db` leaves by the NAT gateway, past the firewall. */
const pastIt = () => walled().route('rtb-main', '0.0.0.0/0 nat-a');
/** The web servers are led through the firewall, too, there and back. */
const webToo = () =>
  walled().change('route-table', 'rtb-public', (data) => {
    for (const route of data.Routes)
      if (/^(?:0.0.0.0|::)\/0$/.test(route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock)) route.GatewayId = 'vpce-w';
  });

test('a subnet that goes past the firewall of its neighbours is found, IPv4 and IPv6', () => {
  rule('nfw-bypass')
    .flags(
      pastIt(),
      { subject: 'subnet-other', key: 'IPv4', severity: 'high', says: 'past vpce-w', fix: '--vpc-endpoint-id vpce-w' },
      { subject: 'subnet-public', key: 'IPv4' },
    )
    .flags(walled().remove('network-interface', 'eni-web').route('rtb-private', '::/0 vpce-w').route('rtb-main', '::/0 igw-a'), {
      subject: 'subnet-other',
      key: 'IPv6',
    });
});

test('where all go through it, or none does, or a subnet leads nowhere, there is nothing to say', () => {
  rule('nfw-bypass')
    .ignores(
      walled().remove('network-interface', 'eni-web'),
      walled().remove('network-interface', 'eni-web').route('rtb-main', '0.0.0.0/0 nat-a blackhole'),
      pastIt().remove('network-interface', 'eni-app').remove('network-interface', 'eni-app2'),
    )
    .cannotJudge(pastIt().denied('route-table'));
});

test('an answer that comes back past the firewall is found', () => {
  const back = walled().change('route-table', 'rtb-public', (data) => data.Routes.pop());
  rule('nfw-return-bypass')
    .flags(back, {
      subject: 'subnet-private',
      key: 'IPv4',
      severity: 'high',
      says: 'and not what comes back',
      fix: '--route-table-id rtb-public --destination-cidr-block 10.0.2.0/24 --vpc-endpoint-id vpce-w',
    })
    .ignores(walled());
});

test('a host with a public address needs the edge table of the gateway, for both families', () => {
  const direct = () =>
    webToo()
      .change('route-table', 'rtb-wall', (data) => {
        for (const route of data.Routes)
          if (route.NatGatewayId) Object.assign(route, { NatGatewayId: undefined, GatewayId: 'igw-a' });
      })
      .remove('network-interface', 'eni-app')
      .remove('network-interface', 'eni-app2');
  const edge = (...routes: string[]) =>
    direct().table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.0.0/16 local', '2600:a::/56 local', ...routes]);
  const four = { subject: 'subnet-public', key: 'IPv4' };
  const six = { subject: 'subnet-public', key: 'IPv6' };
  rule('nfw-return-bypass')
    .flags(
      direct(),
      { ...four, fix: '--destination-cidr-block 10.0.1.0/24 --vpc-endpoint-id vpce-w' },
      { ...six, fix: 'associate-route-table --route-table-id $TABLE --gateway-id igw-a' },
    )
    .flags(edge('10.0.1.0/24 vpce-w'), { ...six, fix: '--route-table-id rtb-edge' })
    .ignores(edge('10.0.1.0/24 vpce-w', '2600:a:0:1::/64 vpce-w'));
  const inOnly = walled().table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.0.0/16 local', '10.0.1.0/24 vpce-w']);
  rule('nfw-return-bypass').flags(inOnly, { ...four, says: 'gets from the internet' });
});
