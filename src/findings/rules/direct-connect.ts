/** Lines of Direct Connect that are alone, down, or encrypted by nobody. */
import type { Missing } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { type Run, run, settingsOf } from '../remedy.ts';
import { type Evidence, fact, family, type Rule, type Said } from '../rule.ts';

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
  needs: ['direct-connect-gateway', 'direct-connect-gateway-attachment'],
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
    const byGateway = Map.groupBy(virtual, gatewayOf);
    for (const gateway of [...estate.all('direct-connect-gateway'), ...estate.all('vpn-gateway')]) {
      const interfaces = byGateway.get(gateway.id) ?? [];
      const unknown = unseen(estate, gateway);
      if (unknown) yield { rule: oneInterface.id, subject: gateway, unknown };
      else if (interfaces.length > 0) yield* byItself(gateway, interfaces);
    }
    for (const [gateway, interfaces] of byGateway) if (gateway) yield* inOnePlace(estate, gateway, interfaces);
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

type Gateway = Thing<'direct-connect-gateway'> | Thing<'vpn-gateway'>;

/** Why a virtual interface may lead to a gateway that nobody sees. Attachments name those of a Direct Connect gateway, whoever owns them. */
function unseen(estate: Estate, gateway: Gateway): Missing | string | undefined {
  if (gateway.kind === 'vpn-gateway') return estate.missing('direct-connect-virtual-interface', gateway);
  const attached = estate.by('direct-connect-gateway-attachment', 'gateway', ({ parent }) => parent).get(gateway.id) ?? [];
  const lost = attached.find(
    ({ data }) => data.attachmentState === 'attached' && !estate.get('direct-connect-virtual-interface', data.virtualInterfaceId),
  )?.data;
  if (!lost) return undefined;
  const place = {
    account: lost.virtualInterfaceOwnerAccount ?? gateway.account,
    region: lost.virtualInterfaceRegion ?? gateway.region,
  };
  return estate.missing('direct-connect-virtual-interface', place) ?? `${lost.virtualInterfaceId} is not in the snapshot`;
}

const linesOf = (interfaces: readonly Virtual[]): string[] => [...new Set(interfaces.map(({ data }) => data.connectionId ?? ''))];

const evidenceOf = (interfaces: readonly Virtual[]): Evidence[] =>
  interfaces.map((one) =>
    fact(one, `on ${one.data.connectionId ?? 'an unknown line'} in ${one.data.location ?? 'an unknown location'}`),
  );

function* byItself(gateway: Gateway, interfaces: readonly Virtual[]): Iterable<Said> {
  const [line, ...more] = linesOf(interfaces);
  if (more.length > 0) return;
  yield {
    rule: oneInterface.id,
    subject: gateway,
    message: `Gateway ${gateway.id} depends on ${line} alone.`,
    evidence: evidenceOf(interfaces),
    fix: [secondInterface(gateway, interfaces[0]!)],
  };
}

function* inOnePlace(estate: Estate, gatewayId: string, interfaces: readonly Virtual[]): Iterable<Said> {
  const [location, ...more] = new Set(interfaces.map(({ data }) => data.location));
  if (location === undefined || more.length > 0) return;
  for (const id of linesOf(interfaces)) {
    const line = estate.get('direct-connect-connection', id) ?? estate.get('direct-connect-lag', id);
    if (!line) continue;
    yield {
      rule: oneLocation.id,
      subject: line,
      key: gatewayId,
      message: `${id} ends in ${location}, as does every line to ${gatewayId}.`,
      evidence: evidenceOf(interfaces),
      fix: [secondLine(line)],
    };
  }
}

/** Where the other building is, AWS's list of locations says. */
function secondLine(line: Thing<'direct-connect-connection'> | Thing<'direct-connect-lag'>): Run {
  const speed = 'bandwidth' in line.data ? line.data.bandwidth : undefined;
  const bandwidth = speed ?? ('connectionsBandwidth' in line.data ? line.data.connectionsBandwidth : undefined) ?? 'BANDWIDTH';
  return run(
    line,
    'Order a line that ends in another location',
    `directconnect create-connection --location OTHER_LOCATION --bandwidth ${bandwidth} --connection-name second`,
    `resource "aws_dx_connection" "second" {\n  name      = "second"\n  bandwidth = "${bandwidth}"\n  location  = "OTHER_LOCATION"\n}`,
  );
}

function secondInterface(gateway: Gateway, { data, account, region }: Virtual): Run {
  const kind = data.virtualInterfaceType === 'transit' ? 'transit' : 'private';
  const isVpn = gateway.kind === 'vpn-gateway';
  const asn = data.asn ?? 'ASN';
  const to = `${isVpn ? 'virtualGatewayId' : 'directConnectGatewayId'}=${gateway.id}`;
  return run(
    { account, region },
    `Lead a second line to ${gateway.id}`,
    `directconnect create-${kind}-virtual-interface --connection-id SECOND_CONNECTION --new-${kind}-virtual-interface virtualInterfaceName=second,vlan=VLAN,asn=${asn},${to}`,
    `resource "aws_dx_${kind}_virtual_interface" "second" {\n  connection_id  = "SECOND_CONNECTION"\n  name           = "second"\n  vlan           = VLAN\n  address_family = "ipv4"\n  bgp_asn        = ${asn}\n  ${isVpn ? 'vpn_gateway_id' : 'dx_gateway_id '} = "${gateway.id}"\n}`,
  );
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
