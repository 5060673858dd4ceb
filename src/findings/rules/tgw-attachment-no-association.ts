/** Attachments of transit gateways whose packets no table decides for. */
import type { Attachment } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import type { Remedy } from '../remedy.ts';
import { rule } from '../rule.ts';
import { attachedText, attachmentEvidence, attachments, policyTableOf, transitTables, unseenTables } from '../transit.ts';

export default rule({
  id: 'tgw-attachment-no-association',
  title: 'An attachment of a transit gateway is associated with no route table',
  severity: 'high',
  why:
    'Packets that enter by it are looked up in no table and dropped, the replies to what others send there among them. It is said of ' +
    'attachments that are available; one for which a policy table decides, or which is being associated, is fine.',
  fix: 'Associate it with the route table of its environment, or delete it: it costs money every hour.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/associate-tgw-route-table.html',
  needs: [
    'transit-gateway',
    'transit-gateway-attachment',
    'transit-gateway-association',
    'transit-gateway-policy-table-association',
  ],
  *check(estate) {
    for (const one of attachments(estate)) {
      if (one.state !== 'available' || one.tableId || one.data.Association?.State === 'associating') continue;
      const unknown = unseenTables(estate, one);
      if (unknown) yield { subject: one, unknown };
      else if (!policyTableOf(estate, one)) {
        yield {
          subject: one,
          message: `${attachedText(one)} is associated with no route table of ${one.gatewayId}: whatever it sends there is dropped.`,
          evidence: [attachmentEvidence(one)],
          fix: association(estate, one),
        };
      }
    }
  },
});

/** With the gateway's default table, else the one that most attachments of its type have. */
function association(estate: Estate, one: Attachment): Remedy[] {
  const peers = attachments(estate).filter((other) => other.gatewayId === one.gatewayId && other.type === one.type);
  const uses = (id: string): number => peers.filter(({ tableId }) => tableId === id).length;
  const [table] = [...transitTables(estate, one.gatewayId)].sort(
    (a, b) =>
      Number(b.data.DefaultAssociationRouteTable ?? false) - Number(a.data.DefaultAssociationRouteTable ?? false) ||
      uses(b.id) - uses(a.id),
  );
  const { account, region, id: attachmentId } = one;
  return table ? [{ do: 'associate transit table', account, region, attachmentId, tableId: table.id }] : [];
}
