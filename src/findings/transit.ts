/** Questions about transit gateways: what is attached to them, whose it is to say so, and which tables lead there. */
import { type Entry, type Family, familyOf } from '../net/index.ts';
import type { Attachment, Missing, TransitRoute } from '../reach/index.ts';
import type { Place } from '../snapshot/snapshot.ts';
import type { Estate, Thing } from './estate.ts';

type TransitTable = Thing<'transit-gateway-route-table'>;

/** Who owns the transit gateway sees all attachments and all tables; who owns what is attached sees the attachment and no table. */
const ownerOf = ({ network }: Estate, { data, gatewayId, account, region }: Attachment): Place => ({
  account: data.TransitGatewayOwnerId ?? network.entity('transit-gateway', gatewayId)?.account ?? account,
  region,
});

/** Every attachment that anybody sees. Each belongs to the owner of its transit gateway, if that account was scanned. */
export const attachments = (estate: Estate): readonly Attachment[] =>
  estate.once('attachments of transit gateways', () => {
    const { network } = estate;
    const gateways = new Set<string>(network.entities('transit-gateway').keys());
    for (const { data } of network.snapshot.resources('transit-gateway-attachment')) gateways.add(data.TransitGatewayId);
    return [...gateways]
      .flatMap((id) => network.transit.ofGateway(id))
      .map((one) => {
        const owner = ownerOf(estate, one);
        return network.coverage.scanned(owner) ? { ...one, ...owner } : one;
      });
  });

/** Why nobody who was scanned sees the tables of its transit gateway; nothing where the owner was scanned. */
export function unseenTables(estate: Estate, attachment: Attachment): Missing | undefined {
  const owner = ownerOf(estate, attachment);
  return estate.network.coverage.scanned(owner) ? undefined : estate.missing('transit-gateway-route-table', owner);
}

/** Tables of a transit gateway, without those that are being deleted. */
export const transitTables = (estate: Estate, gatewayId: string): readonly TransitTable[] =>
  (estate.by('transit-gateway-route-table', 'transit gateway', ({ data }) => data.TransitGatewayId).get(gatewayId) ?? []).filter(
    ({ data }) => data.State !== 'deleting' && data.State !== 'deleted',
  );

/** The active routes of a table that lead to an attachment. */
export const transitRoutesTo = (
  estate: Estate,
  tableId: string,
  attachmentId: string,
  family?: Family,
): readonly Entry<TransitRoute>[] => {
  const all =
    estate
      .once(`routes of ${tableId} by attachment`, () => {
        const found = new Map<string, Entry<TransitRoute>[]>();
        for (const entry of estate.network.transit.routes(tableId).entries) {
          if (entry.value.isDead) continue;
          for (const { id } of entry.value.attachments) found.set(id, [...(found.get(id) ?? []), entry]);
        }
        return found;
      })
      .get(attachmentId) ?? [];
  return family === undefined ? all : all.filter(({ prefix }) => familyOf(prefix.lo) === family);
};

/** The policy table that decides for an attachment instead of a route table. */
export const policyTableOf = (estate: Estate, { id }: Attachment): string | undefined =>
  estate.by('transit-gateway-policy-table-association', 'attachment', ({ data }) => data.TransitGatewayAttachmentId).get(id)?.[0]
    ?.parent;

/** `tgw-attach-1 (vpc vpc-1)` */
export const attachedText = ({ id, type, resourceId }: Attachment): string =>
  `${id} (${[type, resourceId].filter(Boolean).join(' ')})`;

/** An attachment, as evidence. */
export const attachmentEvidence = (one: Attachment) => ({
  kind: one.kind,
  id: one.id,
  text: `${one.type} ${one.resourceId} of account ${one.resourceOwner}, ${one.state}${one.tableId ? `, associated with ${one.tableId}` : ''}`,
});
