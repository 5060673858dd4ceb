/** Attachments of transit gateways that wait, or never came up. */
import type { Attachment } from '../../reach/index.ts';
import { type Remedy, run } from '../remedy.ts';
import { rule } from '../rule.ts';
import { attachedText, attachmentEvidence, attachments } from '../transit.ts';

const broken: Record<string, string> = {
  failed: 'has failed',
  failing: 'is failing',
  rejected: 'was rejected',
  rejecting: 'is being rejected',
};

/** What AWS's commands and Terraform call an attachment that can be accepted and deleted. */
const named: Record<string, readonly [command: string, type: string]> = {
  vpc: ['transit-gateway-vpc-attachment', 'aws_ec2_transit_gateway_vpc_attachment'],
  peering: ['transit-gateway-peering-attachment', 'aws_ec2_transit_gateway_peering_attachment'],
};

export default rule({
  id: 'tgw-attachment-bad-state',
  title: 'An attachment of a transit gateway waits for acceptance, or has failed',
  severity: 'high',
  why:
    'Whoever made it counts on a way that is not there. It is said of what failed or was rejected, and of what waits longer than ' +
    '`pending_hours` for somebody to accept it.',
  fix: 'Accept it, or delete it.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
  needs: ['transit-gateway-attachment'],
  *check(estate) {
    for (const one of attachments(estate)) {
      const { CreationTime } = one.data;
      const waits = one.state === 'pendingAcceptance';
      if (!waits && !(one.state in broken)) continue;
      if (waits && CreationTime === undefined) {
        yield { subject: one, unknown: `AWS does not say since when ${one.id} waits` };
        continue;
      }
      const hours = waits ? estate.hoursSince(CreationTime) : 0;
      if (waits && hours <= estate.settings.thresholds.pending_hours) continue;
      yield {
        subject: one,
        message: waits
          ? `${attachedText(one)} has waited since ${String(CreationTime).slice(0, 10)} for ${one.gatewayId} to accept it.`
          : `${attachedText(one)} to ${one.gatewayId} ${broken[one.state]}.`,
        evidence: [attachmentEvidence(one)],
        fix: remedy(one, waits),
      };
    }
  },
});

/** Attachments of other types come and go with what is attached. */
function remedy(one: Attachment, waits: boolean): Remedy[] {
  const names = named[one.type];
  if (!names) return [];
  const [command, type] = names;
  const which = `--transit-gateway-attachment-id ${one.id}`;
  return waits
    ? [
        run(
          one,
          `Accept ${one.id}`,
          `ec2 accept-${command} ${which}`,
          `resource "${type}_accepter" "this" {\n  transit_gateway_attachment_id = "${one.id}"\n}`,
        ),
      ]
    : [
        run(
          one,
          `Delete ${one.id}`,
          `ec2 delete-${command} ${which}`,
          `# take the ${type} with id ${one.id} out of the configuration`,
        ),
      ];
}
