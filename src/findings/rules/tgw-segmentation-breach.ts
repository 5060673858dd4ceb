/** Networks that were said to be isolated, and that a table of a transit gateway joins. */
import type { Attachment } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { rule, type Said } from '../rule.ts';
import type { Tag } from '../settings.ts';
import { attachedText, attachmentEvidence, attachments, transitRoutesTo, unseenTables } from '../transit.ts';

export default rule({
  id: 'tgw-segmentation-breach',
  title: 'A transit gateway joins networks that must be isolated',
  severity: 'high',
  why:
    'Whoever takes over a host in the one can try those of the other. Which networks must be isolated `isolated` in `hopscope.yaml` says, by tags ' +
    'of VPCs (`env=prod env=dev`); without it there is nothing to breach. It is said where the table of an attachment with the one tag has an active ' +
    'route to an attachment with the other; what a firewall on the way refuses has a route to the firewall.',
  fix: 'Associate the two with tables that do not lead to each other.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-isolated.html',
  needs: ['transit-gateway-attachment', 'transit-gateway-association', 'transit-gateway-route', 'vpc'],
  *check(estate) {
    const { isolated } = estate.settings;
    if (isolated.length === 0) return;
    const joined = attachments(estate).filter(({ type, state }) => type === 'vpc' && state === 'available');
    for (const one of joined) {
      const unknown = unseenTables(estate, one) ?? unseenVpc(estate, one);
      if (unknown) yield { subject: one, unknown };
    }
    for (const [first, second] of isolated) {
      for (const [from, to] of [[first, second] as const, [second, first] as const]) yield* breaches(estate, joined, from, to);
    }
  },
});

const unseenVpc = (estate: Estate, { resourceId, resourceOwner: account, region }: Attachment) =>
  estate.network.vpcs.has(resourceId)
    ? undefined
    : (estate.missing('vpc', { account, region }) ?? `${resourceId} is not in the snapshot`);

function* breaches(estate: Estate, joined: readonly Attachment[], from: Tag, to: Tag): Iterable<Said> {
  const has =
    ({ key, value }: Tag) =>
    ({ resourceId }: Attachment) => {
      const vpc = estate.network.vpcs.get(resourceId);
      return vpc?.data.Tags?.some((tag: { Key?: string; Value?: string }) => tag.Key === key && tag.Value === value) === true;
    };
  const targets = Map.groupBy(joined.filter(has(to)), ({ gatewayId }) => gatewayId);
  // Who shares a table is led alike: one stands for all.
  const senders = new Map(joined.filter(has(from)).flatMap((one) => (one.tableId ? [[one.tableId, one] as const] : [])));
  for (const [tableId, sender] of senders) {
    const table = estate.get('transit-gateway-route-table', tableId);
    if (!table) continue;
    for (const target of targets.get(sender.gatewayId) ?? []) {
      const routes = transitRoutesTo(estate, tableId, target.id);
      if (routes.length === 0 || target.id === sender.id) continue;
      yield {
        subject: table,
        key: `${from.key}=${from.value} ${target.id}`,
        message: `${tableId} leads ${attachedText(sender)} of ${from.key}=${from.value} to ${attachedText(target)} of ${to.key}=${to.value}.`,
        evidence: [
          ...routes.map(({ value }) => ({ kind: table.kind, id: tableId, text: value.text })),
          attachmentEvidence(sender),
          attachmentEvidence(target),
        ],
        fix: [],
      };
    }
  }
}
