/** What Direct Connect gateways lead to: VPCs that they do not announce, and gateways with no other way. */
import { covers, formatPrefix, type Prefix, parsePrefix } from '../../net/index.ts';
import type { Missing } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { run } from '../remedy.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';
import { attachments } from '../transit.ts';

const gap: Rule = {
  id: 'dx-allowed-prefix-gap',
  title: 'A Direct Connect gateway does not announce a VPC that it leads to',
  severity: 'high',
  why:
    'The site learns no route to the VPC, and sends what is for it elsewhere. A VPC is led to where its virtual private gateway is associated, or where ' +
    'the transit gateway’s table for Direct Connect takes its block; said are blocks, IPv4 and IPv6, which no allowed prefix covers.',
  fix: 'Add the block, or a summary of it, to the allowed prefixes.',
  see: 'https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html',
  needs: [
    'direct-connect-gateway-association',
    'vpc',
    'vpn-gateway',
    'transit-gateway-attachment',
    'transit-gateway-association',
    'transit-gateway-route',
  ],
};

const noBackup: Rule = {
  id: 'dx-no-backup',
  title: 'A gateway is reached by Direct Connect and has no VPN to fall back on',
  severity: 'low',
  why:
    'A VPN costs little while it only waits, and is there when the lines are not. It is said of each transit gateway and virtual private gateway that is ' +
    'associated with a Direct Connect gateway and has no VPN connection, whatever the number of lines.',
  fix: 'Make a VPN connection to the gateway.',
  see: 'https://docs.aws.amazon.com/directconnect/latest/UserGuide/resiliency_toolkit.html',
  needs: ['direct-connect-gateway-association', 'vpn-connection', 'transit-gateway-attachment'],
};

type Association = Thing<'direct-connect-gateway-association'>;

export default family({
  rules: [gap, noBackup],
  *check(estate) {
    for (const association of estate.all('direct-connect-gateway-association')) {
      if (association.data.associationState !== 'associated') continue;
      const { id = association.data.virtualGatewayId, ownerAccount, region } = association.data.associatedGateway ?? {};
      if (!id) continue;
      const place = {
        account: ownerAccount || association.data.virtualGatewayOwnerAccount || association.account,
        region: region || association.data.virtualGatewayRegion || association.region,
      };
      // It is judged by what is in the Region of the gateway, and belongs there.
      const subject = { ...association, region: place.region };
      yield* announced(estate, subject, id, place);
      yield* backedUp(estate, subject, id, place);
    }
  },
});

interface Place {
  readonly account: string;
  readonly region: string;
}

function* announced(estate: Estate, association: Association, id: string, place: Place): Iterable<Said> {
  const led = id.startsWith('tgw-') ? byTransit(estate, association, id, place) : byVpnGateway(estate, id, place);
  if (!Array.isArray(led)) {
    yield { rule: gap.id, subject: association, unknown: led };
    return;
  }
  const allowed = (association.data.allowedPrefixesToDirectConnectGateway ?? []).flatMap(
    ({ cidr }) => parsePrefix(cidr ?? '') ?? [],
  );
  const lost = led.filter(({ block }) => !allowed.some((one) => sameFamily(one, block) && covers(one, block)));
  if (lost.length === 0) return;
  const cidrs = [...new Set(lost.map(({ block }) => formatPrefix(block)))].sort();
  yield {
    rule: gap.id,
    subject: association,
    message: `Direct Connect gateway ${association.parent} does not announce ${cidrs.join(', ')} of ${[...new Set(lost.map(({ vpc }) => vpc))].sort().join(', ')}, to which ${id} leads.`,
    evidence: [
      fact(association, `allowed: ${allowed.map(formatPrefix).join(', ') || 'nothing'}`),
      ...lost.map(({ vpc, block }) => ({ kind: 'vpc', id: vpc, text: formatPrefix(block) })),
    ],
    fix: [
      run(
        association,
        `Announce ${cidrs.join(', ')}`,
        `directconnect update-direct-connect-gateway-association --association-id ${association.id} --add-allowed-prefixes-to-direct-connect-gateway ${cidrs.map((cidr) => `cidr=${cidr}`).join(' ')}`,
        `# in the aws_dx_gateway_association with id ${association.id}:\n#   allowed_prefixes = [..., ${cidrs.map((cidr) => JSON.stringify(cidr)).join(', ')}]`,
      ),
    ],
  };
}

const sameFamily = (a: Prefix, b: Prefix): boolean => typeof a.lo === typeof b.lo;

interface Led {
  readonly vpc: string;
  readonly block: Prefix;
}

function byVpnGateway(estate: Estate, id: string, place: Place): Led[] | Missing | string {
  const gateway = estate.get('vpn-gateway', id);
  if (!gateway) return estate.missing('vpn-gateway', place) ?? `${id} is not in the snapshot`;
  const attached = (gateway.data.VpcAttachments ?? []).filter(({ State }) => State === 'attached');
  return blocksOf(
    estate,
    attached.map(({ VpcId = '' }) => ({ id: VpcId, ...place })),
  );
}

/** Blocks of VPCs that the table for packets from Direct Connect takes, straight to their VPC or through an inspection. */
function byTransit(estate: Estate, { parent }: Association, gatewayId: string, place: Place): Led[] | Missing | string {
  const unseen = (['transit-gateway-attachment', 'transit-gateway-association', 'transit-gateway-route'] as const).flatMap(
    (kind) => estate.missing(kind, place) ?? [],
  );
  if (unseen[0]) return unseen[0];
  const all = attachments(estate).filter((one) => one.gatewayId === gatewayId && one.state === 'available');
  const line = all.find((one) => one.type === 'direct-connect-gateway' && one.resourceId === parent);
  if (!line?.tableId) return [];
  const table = estate.network.transit.routes(line.tableId);
  const vpcs = all.filter(({ type }) => type === 'vpc');
  const found = blocksOf(
    estate,
    vpcs.map(({ resourceId, resourceOwner: account, region }) => ({ id: resourceId, account, region })),
  );
  if (!Array.isArray(found)) return found;
  return found.filter(({ block }) => table.lookup(block.lo).entry?.value.isDead === false);
}

function blocksOf(estate: Estate, vpcs: readonly (Place & { id: string })[]): Led[] | Missing | string {
  const found: Led[] = [];
  for (const { id, ...place } of vpcs) {
    const vpc = estate.network.vpcs.get(id);
    if (!vpc) return estate.missing('vpc', place) ?? `${id} is not in the snapshot`;
    found.push(...vpc.blocks.map((block) => ({ vpc: id, block })));
  }
  return found;
}

function* backedUp(estate: Estate, association: Association, id: string, place: Place): Iterable<Said> {
  const unseen = estate.missing('vpn-connection', place) ?? estate.missing('transit-gateway-attachment', place);
  const gateways = estate.once('gateways with VPN', () => {
    const connected = estate.network.snapshot
      .resources('vpn-connection')
      .flatMap(({ data }) => (data.State === 'available' ? [data.VpnGatewayId ?? data.TransitGatewayId] : []));
    const attached = attachments(estate).flatMap(({ type, gatewayId }) => (/^vpn/.test(type) ? gatewayId : []));
    return new Set<string | undefined>([...connected, ...attached]);
  });
  if (gateways.has(id)) return;
  if (unseen) yield { rule: noBackup.id, subject: association, unknown: unseen };
  else {
    yield {
      rule: noBackup.id,
      subject: association,
      message: `${id} is reached by Direct Connect gateway ${association.parent} and has no VPN connection.`,
      evidence: [fact(association, `associated with ${id}`)],
      fix: [
        run(
          place,
          `Make a VPN connection to ${id}`,
          `ec2 create-vpn-connection --type ipsec.1 --customer-gateway-id CUSTOMER_GATEWAY --${id.startsWith('tgw-') ? 'transit' : 'vpn'}-gateway-id ${id}`,
          `resource "aws_vpn_connection" "backup" {\n  type                = "ipsec.1"\n  customer_gateway_id = "CUSTOMER_GATEWAY"\n  ${id.startsWith('tgw-') ? 'transit_gateway_id ' : 'vpn_gateway_id     '} = "${id}"\n}`,
        ),
      ],
    };
  }
}
