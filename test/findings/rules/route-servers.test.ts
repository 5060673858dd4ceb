import { test } from 'vitest';
import { type Data, World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

test('a peer that is down is found, by BGP or by BFD where it is in use', () => {
  const peer = (more: Data) =>
    new World().add('route-server-peer', 'rsp-1', {
      RouteServerEndpointId: 'rse-1',
      PeerAddress: '10.0.1.9',
      State: 'available',
      BgpStatus: { Status: 'up' },
      BfdStatus: { Status: 'down' },
      ...more,
    });
  rule('routeserver-peer-down')
    .flags(peer({ BgpStatus: { Status: 'down' } }), { subject: 'rsp-1', severity: 'high', by: ['BGP down'] })
    .flags(peer({ BgpOptions: { PeerLivenessDetection: 'bfd' } }), { subject: 'rsp-1', says: 'BFD' })
    .ignores(peer({}), peer({ State: 'deleted', BgpStatus: { Status: 'down' } }));
});

test('a route server that tells no table is found', () => {
  const server = (State = 'available') => new World().add('route-server', 'rs-1', { State });
  const told = (State: string) =>
    server().add('route-server-propagation', 'rs-1/rtb-1', { RouteTableId: 'rtb-1', State }, { parent: 'rs-1' });
  rule('routeserver-no-propagation')
    .flags(server(), { subject: 'rs-1', severity: 'medium', fix: 'enable-route-server-propagation' })
    .flags(told('deleting'), 'rs-1')
    .ignores(told('available'), server('deleted'))
    .cannotJudge(server().denied('route-server-propagation'));
});
