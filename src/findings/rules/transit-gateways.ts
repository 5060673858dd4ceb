/** Transit gateways that serve nobody, tell nothing of what crosses them, or lack what they could do. */
import type { Attachment } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { remove, run, settingsOf } from '../remedy.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';
import { attachmentEvidence, attachments } from '../transit.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/tgw/what-is-transit-gateway.html';

const unused: Rule = {
  id: 'tgw-unused',
  title: 'A transit gateway joins nothing',
  severity: 'low',
  why: 'With one attachment or none there is nobody to speak with, and each attachment costs money every hour. Attachments of all types count that are available.',
  fix: 'Delete it, or attach what it was made for.',
  see,
  needs: ['transit-gateway', 'transit-gateway-attachment'],
};

const noNames: Rule = {
  id: 'tgw-dns-support-off',
  title: 'A transit gateway does not support DNS',
  severity: 'low',
  why: 'Public names of hosts in other VPCs resolve to their public addresses, and what could stay inside leaves by the internet.',
  fix: 'Switch on DNS support.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html',
  needs: ['transit-gateway'],
};

const oneAtATime: Rule = {
  id: 'tgw-vpn-ecmp-off',
  title: 'A transit gateway has several VPN connections and does not spread traffic over them',
  severity: 'low',
  why: 'One tunnel carries all that is for a site, 1.25 Gbit/s at most, and the others wait. It is said where at least two connections route by BGP.',
  fix: 'Switch on ECMP for VPN.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html',
  needs: ['transit-gateway', 'vpn-connection'],
};

const unlogged: Rule = {
  id: 'tgw-flow-logs-missing',
  title: 'Nobody records what crosses a transit gateway',
  severity: 'low',
  why:
    'When something between networks goes wrong nobody can say what passed. A log of the gateway covers it, and so do logs of all its ' +
    'attachments. A gateway without attachments carries nothing and is said all the same, for it is the gateway that is logged.',
  fix: 'Make a flow log for the gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html',
  needs: ['transit-gateway', 'transit-gateway-attachment', 'flow-log'],
};

const byPolicy: Rule = {
  id: 'tgw-policy-table',
  title: 'A policy table decides where a transit gateway sends packets',
  severity: 'info',
  why:
    'It chooses the route table by what a packet is and where it comes from, and the engine does not evaluate it: ways of the attachments that it ' +
    'decides for are not known. One should know of each.',
  fix: 'Nothing is wrong; look at its entries when a way is not known.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-policy-tables.html',
  needs: ['transit-gateway-policy-table', 'transit-gateway-policy-table-association'],
};

type Gateway = Thing<'transit-gateway'>;

export default family({
  rules: [unused, noNames, oneAtATime, unlogged, byPolicy],
  *check(estate) {
    const byGateway = Map.groupBy(attachments(estate), ({ gatewayId }) => gatewayId);
    const connections = estate.by('vpn-connection', 'transit gateway', ({ data }) => data.TransitGatewayId);
    for (const gateway of estate.all('transit-gateway')) {
      if (gateway.data.State !== undefined && gateway.data.State !== 'available') continue;
      const joined = (byGateway.get(gateway.id) ?? []).filter(({ state }) => state === 'available');
      if (joined.length < 2) yield isUnused(gateway, joined);
      yield* settings(gateway, connections.get(gateway.id) ?? []);
      yield* logged(estate, gateway, joined);
    }
    for (const table of estate.all('transit-gateway-policy-table')) yield* decides(estate, table);
  },
});

const isUnused = (gateway: Gateway, joined: readonly Attachment[]): Said => ({
  rule: unused.id,
  subject: gateway,
  message: `${gateway.id} has ${joined.length === 0 ? 'no attachment' : 'one attachment only'}.`,
  evidence: joined.length > 0 ? joined.map(attachmentEvidence) : [fact(gateway, 'no available attachment')],
  fix: joined.length === 0 ? [remove(gateway)] : [],
});

const modified = (gateway: Gateway, text: string, option: string, member: string) =>
  run(
    gateway,
    text,
    `ec2 modify-transit-gateway --transit-gateway-id ${gateway.id} --options ${option}=enable`,
    settingsOf('aws_ec2_transit_gateway', gateway.id, { [member]: 'enable' }),
  );

function* settings(gateway: Gateway, connections: readonly Thing<'vpn-connection'>[]): Iterable<Said> {
  const { DnsSupport, VpnEcmpSupport } = gateway.data.Options ?? {};
  if (DnsSupport === 'disable') {
    yield {
      rule: noNames.id,
      subject: gateway,
      message: `${gateway.id} does not support DNS.`,
      evidence: [fact(gateway, 'DnsSupport disable')],
      fix: [modified(gateway, `Switch on DNS support of ${gateway.id}`, 'DnsSupport', 'dns_support')],
    };
  }
  const dynamic = connections.filter(({ data }) => data.State === 'available' && !data.Options?.StaticRoutesOnly);
  if (VpnEcmpSupport !== 'disable' || dynamic.length < 2) return;
  yield {
    rule: oneAtATime.id,
    subject: gateway,
    message: `${gateway.id} has ${dynamic.length} VPN connections and sends what is for one site through one tunnel.`,
    evidence: [fact(gateway, 'VpnEcmpSupport disable'), ...dynamic.map((one) => fact(one, 'routes by BGP'))],
    fix: [modified(gateway, `Spread traffic over the tunnels of ${gateway.id}`, 'VpnEcmpSupport', 'vpn_ecmp_support')],
  };
}

function* logged(estate: Estate, gateway: Gateway, joined: readonly Attachment[]): Iterable<Said> {
  const active = estate.once(
    'what active flow logs record',
    () => new Set(estate.all('flow-log').flatMap(({ data }) => (data.FlowLogStatus === 'ACTIVE' ? data.ResourceId : []))),
  );
  if (active.has(gateway.id) || (joined.length > 0 && joined.every(({ id }) => active.has(id)))) return;
  yield {
    rule: unlogged.id,
    subject: gateway,
    message: `Nobody records what crosses ${gateway.id}.`,
    evidence: [fact(gateway, `${joined.length} attachments, no active flow log of the gateway or of all of them`)],
    fix: [
      run(
        gateway,
        `Make a flow log for ${gateway.id}`,
        `ec2 create-flow-logs --resource-type TransitGateway --resource-ids ${gateway.id} --max-aggregation-interval 60 --log-destination-type s3 --log-destination arn:aws:s3:::BUCKET`,
        `resource "aws_flow_log" "this" {\n  transit_gateway_id       = "${gateway.id}"\n  max_aggregation_interval = 60\n  log_destination_type     = "s3"\n  log_destination          = "arn:aws:s3:::BUCKET"\n}`,
      ),
    ],
  };
}

function* decides(estate: Estate, table: Thing<'transit-gateway-policy-table'>): Iterable<Said> {
  if (/^delet/.test(table.data.State ?? '')) return;
  const mine =
    estate.by('transit-gateway-policy-table-association', 'table', ({ parent }) => parent?.split('/')[0]).get(table.id) ?? [];
  yield {
    rule: byPolicy.id,
    subject: table,
    message: `${table.id} decides where ${table.data.TransitGatewayId} sends packets of ${mine.length} attachments.`,
    evidence:
      mine.length > 0
        ? mine.map((one) => fact(one, `decides for ${one.data.TransitGatewayAttachmentId}`))
        : [fact(table, 'decides for none')],
    fix: [],
  };
}
