/** Lines of Direct Connect that are alone, down, or encrypted by nobody. */
import type { Estate, Thing } from '../estate.ts';
import { run, settingsOf } from '../remedy.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';

const resilience = 'https://docs.aws.amazon.com/directconnect/latest/UserGuide/resiliency_toolkit.html';
const lines: Rule['needs'] = ['direct-connect-virtual-interface', 'direct-connect-connection', 'direct-connect-lag'];

const oneLocation: Rule = {
  id: 'dx-single-location',
  title: 'All lines to a gateway end in one Direct Connect location',
  severity: 'medium',
  why:
    'When that building is cut off so is the site. It is said of each line, or LAG, with a virtual interface to a Direct Connect gateway or virtual private ' +
    'gateway whose virtual interfaces are all in one location, also where there is only one of them.',
  fix: 'Order a line in a second location.',
  see: resilience,
  needs: lines,
};

const oneInterface: Rule = {
  id: 'dx-single-vif',
  title: 'A gateway depends on one Direct Connect line',
  severity: 'medium',
  why: 'AWS takes lines down for maintenance. It is said of a gateway with one virtual interface, or whose virtual interfaces all run over one line or LAG.',
  fix: 'Add a virtual interface on a second line.',
  see: resilience,
  needs: ['direct-connect-virtual-interface', 'direct-connect-gateway', 'vpn-gateway'],
};

const down: Rule = {
  id: 'dx-bgp-down',
  title: 'A virtual interface of Direct Connect has a BGP session that is down',
  severity: 'high',
  why: 'The line is there and paid for, and no route comes over it. It is said of interfaces that are available, or down because of it.',
  fix: 'Look at the router at the other end: its address, ASN, key, and the filter for port 179.',
  see: 'https://docs.aws.amazon.com/directconnect/latest/UserGuide/ts-bgp.html',
  needs: ['direct-connect-virtual-interface'],
};

const clear: Rule = {
  id: 'dx-macsec-off',
  title: 'A Direct Connect line that could encrypt does not',
  severity: 'info',
  why: 'MACsec keeps whoever has hands on the fibre from reading it. It is said of lines and LAGs that AWS calls capable and that ask for no encryption.',
  fix: 'Associate a key with both ends, and ask for encryption.',
  see: 'https://docs.aws.amazon.com/directconnect/latest/UserGuide/MACsec.html',
  needs: ['direct-connect-connection', 'direct-connect-lag'],
};

const brittle: Rule = {
  id: 'dx-lag-min-links',
  title: 'A LAG goes down when it loses any of its lines',
  severity: 'low',
  why: 'Its minimum is the number of its lines, so that one of them that fails takes the others with it. A LAG of one line is left out.',
  fix: 'Lower the minimum of operational links.',
  see: 'https://docs.aws.amazon.com/directconnect/latest/UserGuide/lags.html',
  needs: ['direct-connect-lag'],
};

type Virtual = Thing<'direct-connect-virtual-interface'>;

export default family({
  rules: [oneLocation, oneInterface, down, clear, brittle],
  *check(estate) {
    const virtual = estate.all('direct-connect-virtual-interface').filter(({ data }) => isLive(data.virtualInterfaceState));
    for (const [gateway, interfaces] of Map.groupBy(virtual, gatewayOf)) {
      if (gateway) yield* alone(estate, gateway, interfaces);
    }
    for (const one of virtual) yield* silent(one);
    for (const line of [...estate.all('direct-connect-connection'), ...estate.all('direct-connect-lag')]) {
      const { macSecCapable, encryptionMode } = line.data;
      if (!macSecCapable || encryptionMode !== 'no_encrypt') continue;
      yield {
        rule: clear.id,
        subject: line,
        message: `${line.id} could encrypt and does not.`,
        evidence: [fact(line, 'macSecCapable, encryptionMode no_encrypt')],
        fix: [
          run(
            line,
            `Associate a key with ${line.id}`,
            `directconnect associate-mac-sec-key --connection-id ${line.id} --ckn CKN --cak CAK`,
            `resource "aws_dx_macsec_key_association" "this" {\n  connection_id = "${line.id}"\n  ckn           = "CKN"\n  cak           = "CAK"\n}`,
          ),
        ],
      };
    }
    for (const lag of estate.all('direct-connect-lag')) {
      const { minimumLinks = 0, numberOfConnections = 0, lagState } = lag.data;
      if (!isLive(lagState) || numberOfConnections < 2 || minimumLinks < numberOfConnections) continue;
      const least = numberOfConnections - 1;
      yield {
        rule: brittle.id,
        subject: lag,
        message: `${lag.id} goes down when it loses any of its ${numberOfConnections} lines.`,
        evidence: [fact(lag, `minimumLinks ${minimumLinks}, ${numberOfConnections} connections`)],
        fix: [
          run(
            lag,
            `Let ${lag.id} live with ${least} lines`,
            `directconnect update-lag --lag-id ${lag.id} --minimum-links ${least}`,
            settingsOf('aws_dx_lag', lag.id, { minimum_links: least }),
          ),
        ],
      };
    }
  },
});

const isLive = (state: string | undefined): boolean => state === 'available' || state === 'down';

const gatewayOf = ({ data }: Virtual): string | undefined => data.directConnectGatewayId || data.virtualGatewayId || undefined;

function* alone(estate: Estate, gatewayId: string, interfaces: readonly Virtual[]): Iterable<Said> {
  const connections = [...new Set(interfaces.map(({ data }) => data.connectionId ?? ''))];
  const gateway = estate.get('direct-connect-gateway', gatewayId) ?? estate.get('vpn-gateway', gatewayId);
  const evidence = interfaces.map((one) =>
    fact(one, `on ${one.data.connectionId ?? 'an unknown line'} in ${one.data.location ?? 'an unknown location'}`),
  );
  if (connections.length === 1 && gateway) {
    yield {
      rule: oneInterface.id,
      subject: gateway,
      message: `Gateway ${gatewayId} depends on ${connections[0]} alone.`,
      evidence,
      fix: [],
    };
  }
  const locations = [...new Set(interfaces.map(({ data }) => data.location))];
  if (locations.length !== 1 || locations[0] === undefined) return;
  for (const id of connections) {
    const line = estate.get('direct-connect-connection', id) ?? estate.get('direct-connect-lag', id);
    if (!line) continue;
    yield {
      rule: oneLocation.id,
      subject: line,
      key: gatewayId,
      message: `${id} ends in ${locations[0]}, as does every line to ${gatewayId}.`,
      evidence,
      fix: [],
    };
  }
}

function* silent(virtual: Virtual): Iterable<Said> {
  const lost = (virtual.data.bgpPeers ?? []).filter(({ bgpStatus }) => bgpStatus === 'down');
  if (lost.length === 0) return;
  const peers = lost.map(({ customerAddress, bgpPeerId }) => customerAddress ?? bgpPeerId ?? 'a peer without an address');
  yield {
    rule: down.id,
    subject: virtual,
    message: `BGP of ${virtual.id} is down: ${peers.join(', ')}.`,
    evidence: lost.map(({ bgpPeerState, addressFamily, asn }, at) =>
      fact(
        virtual,
        `${peers[at]}: ${addressFamily ?? 'ipv4'}, ASN ${asn ?? 'unknown'}, ${bgpPeerState ?? 'no state'}, bgpStatus down`,
      ),
    ),
    fix: [],
  };
}
