/** Attachments of transit gateways to which no table leads. */
import { formatPrefix } from '../../net/index.ts';
import type { Attachment } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import type { Remedy } from '../remedy.ts';
import { rule } from '../rule.ts';
import { attachedText, attachmentEvidence, attachments, transitRoutesTo, transitTables, unseenTables } from '../transit.ts';

export default rule({
  id: 'tgw-attachment-not-propagated',
  title: 'No route table of the transit gateway leads to an attachment',
  severity: 'high',
  why:
    'Nobody reaches what is attached, and no reply comes back to it. It is said of an available attachment that propagates to no table and ' +
    'that no route of a table names. Peering attachments, which propagate nothing, are left out.',
  fix: 'Let it propagate to the tables of those that are to reach it, or delete it: it costs money every hour.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/enable-tgw-route-propagation.html',
  needs: ['transit-gateway', 'transit-gateway-attachment', 'transit-gateway-propagation', 'transit-gateway-route'],
  partly: ['transit-gateway-propagation', 'transit-gateway-route'],
  *check(estate) {
    for (const one of attachments(estate)) {
      if (one.state !== 'available' || one.type === 'peering') continue;
      const unseen = unseenTables(estate, one);
      if (unseen) yield { subject: one, unknown: unseen };
      if (unseen || isKnownTo(estate, one)) continue;
      const tables = transitTables(estate, one.gatewayId);
      const unknown = tables.map((table) => unreadable(estate, table)).find((missing) => missing !== undefined);
      if (unknown) yield { subject: one, unknown };
      else {
        yield {
          subject: one,
          message: `No route table of ${one.gatewayId} leads to ${attachedText(one)}: it propagates to none, and no route names it.`,
          evidence: [attachmentEvidence(one), ...tables.map(({ kind, id }) => ({ kind, id, text: `no route to ${one.id}` }))],
          fix: propagations(estate, one),
        };
      }
    }
  },
});

type Table = ReturnType<typeof transitTables>[number];

const unreadable = (estate: Estate, table: Table) =>
  estate.missing('transit-gateway-propagation', table, table.id) ?? estate.missing('transit-gateway-route', table, table.id);

function isKnownTo(estate: Estate, { id, gatewayId }: Attachment): boolean {
  const told = estate.by('transit-gateway-propagation', 'attachment', ({ data }) =>
    data.State?.startsWith('enabl') ? data.TransitGatewayAttachmentId : undefined,
  );
  return told.has(id) || transitTables(estate, gatewayId).some((table) => transitRoutesTo(estate, table.id, id).length > 0);
}

/** To every table that another attachment is looked up in. */
function propagations(estate: Estate, one: Attachment): Remedy[] {
  const { account, region, id: attachmentId } = one;
  const used = new Set(attachments(estate).flatMap((other) => (other.id !== one.id && other.tableId) || []));
  const cidrs = (estate.network.vpcs.get(one.resourceId)?.blocks ?? []).map(formatPrefix);
  return transitTables(estate, one.gatewayId)
    .filter(({ id }) => used.has(id))
    .map(({ id: tableId }) => ({ do: 'propagate to transit table', account, region, attachmentId, tableId, cidrs }));
}
