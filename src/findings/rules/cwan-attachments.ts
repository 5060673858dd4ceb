/** Attachments of core networks that wait, or never came up. */
import { run } from '../remedy.ts';
import { rule } from '../rule.ts';

const broken = ['REJECTED', 'FAILED'];

export default rule({
  id: 'cwan-attachment-pending',
  title: 'An attachment of a core network waits for acceptance, or has failed',
  severity: 'high',
  why:
    'Whoever made it counts on a way that is not there. It is said of what was rejected or failed, and of what waits longer than ' +
    '`pending_hours` for somebody to accept it.',
  fix: 'Accept it, or delete it.',
  see: 'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-attachments-working-with.html',
  needs: ['core-network-attachment'],
  *check(estate) {
    for (const one of estate.all('core-network-attachment')) {
      // The owner of the core network decides, and sees it whoever made it.
      const attachment = { ...one, account: estate.get('core-network', one.data.CoreNetworkId)?.account ?? one.account };
      const { State, CreatedAt, AttachmentType, CoreNetworkId, ResourceArn } = attachment.data;
      const waits = State === 'PENDING_ATTACHMENT_ACCEPTANCE';
      if (!waits && !broken.includes(State ?? '')) continue;
      if (waits && CreatedAt === undefined) {
        yield { subject: attachment, unknown: `AWS does not say since when ${attachment.id} waits` };
        continue;
      }
      const hours = Math.floor(waits ? estate.hoursSince(CreatedAt as unknown as number) : 0);
      if (waits && hours <= estate.settings.thresholds.pending_hours) continue;
      yield {
        subject: attachment,
        message: waits
          ? `${attachment.id} of ${ResourceArn ?? AttachmentType} has waited for ${CoreNetworkId} to accept it for ${Math.floor(hours / 24)} days.`
          : `${attachment.id} of ${ResourceArn ?? AttachmentType} to ${CoreNetworkId} was ${State === 'REJECTED' ? 'rejected' : 'not made: it has failed'}.`,
        evidence: [{ kind: 'core-network-attachment', id: attachment.id, text: `${AttachmentType ?? 'attachment'} ${State}` }],
        fix: waits
          ? [
              run(
                attachment,
                `Accept ${attachment.id}`,
                `networkmanager accept-attachment --attachment-id ${attachment.id}`,
                `resource "aws_networkmanager_attachment_accepter" "this" {\n  attachment_id   = "${attachment.id}"\n  attachment_type = "${AttachmentType}"\n}`,
              ),
            ]
          : [
              run(
                attachment,
                `Delete ${attachment.id}`,
                `networkmanager delete-attachment --attachment-id ${attachment.id}`,
                `# take the aws_networkmanager_${String(AttachmentType ?? '').toLowerCase()}_attachment with id ${attachment.id} out of the configuration`,
              ),
            ],
      };
    }
  },
});
