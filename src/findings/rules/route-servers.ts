/** Route servers whose peers are silent, or that tell no table what they learn. */
import type { Estate, Thing } from '../estate.ts';
import { run } from '../remedy.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/dynamic-routing-route-server.html';

const down: Rule = {
  id: 'routeserver-peer-down',
  title: 'A peer of a route server is down',
  severity: 'high',
  why: 'Its routes are gone from the tables, or soon will be, and what they led to is not there for anybody. BFD counts where the peer was told to use it.',
  fix: 'Look at the appliance: its BGP configuration, and the group that lets port 179 and BFD in.',
  see,
  needs: ['route-server-peer'],
};

const mute: Rule = {
  id: 'routeserver-no-propagation',
  title: 'A route server puts its routes into no table',
  severity: 'medium',
  why: 'What its peers announce has no effect, and it costs money every hour.',
  fix: 'Switch on propagation to the tables that shall have the routes, or delete it.',
  see,
  needs: ['route-server', 'route-server-propagation'],
};

export default family({
  rules: [down, mute],
  *check(estate) {
    for (const peer of estate.all('route-server-peer')) yield* silent(peer);
    for (const server of estate.all('route-server')) yield* untold(estate, server);
  },
});

function* silent(peer: Thing<'route-server-peer'>): Iterable<Said> {
  const { State, BgpStatus, BfdStatus, BgpOptions, PeerAddress, RouteServerEndpointId } = peer.data;
  if (State !== 'available') return;
  const lost = [
    ...(BgpStatus?.Status === 'down' ? ['BGP'] : []),
    ...(BfdStatus?.Status === 'down' && BgpOptions?.PeerLivenessDetection === 'bfd' ? ['BFD'] : []),
  ];
  if (lost.length === 0) return;
  yield {
    rule: down.id,
    subject: peer,
    message: `${peer.id} (${PeerAddress ?? 'without an address'}) of ${RouteServerEndpointId} is down: ${lost.join(' and ')}.`,
    evidence: [fact(peer, lost.map((protocol) => `${protocol} down`).join(', '))],
    fix: [],
  };
}

function* untold(estate: Estate, server: Thing<'route-server'>): Iterable<Said> {
  if (server.data.State !== 'available') return;
  const tables = (
    estate.by('route-server-propagation', 'server', ({ parent }) => parent?.split('/')[0]).get(server.id) ?? []
  ).filter(({ data }) => !/^delet/.test(data.State ?? ''));
  if (tables.length > 0) return;
  yield {
    rule: mute.id,
    subject: server,
    message: `No table takes what ${server.id} learns.`,
    evidence: [fact(server, 'no propagation')],
    fix: [
      run(
        server,
        `Put what ${server.id} learns into a table`,
        `ec2 enable-route-server-propagation --route-server-id ${server.id} --route-table-id ROUTE_TABLE`,
        `resource "aws_vpc_route_server_propagation" "this" {\n  route_server_id = "${server.id}"\n  route_table_id  = "ROUTE_TABLE"\n}`,
      ),
    ],
  };
}
