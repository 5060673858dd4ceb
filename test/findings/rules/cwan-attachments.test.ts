import { test } from 'vitest';
import { World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

const DAY = 86_400;

const attachment = (State: string, days = 3) => {
  const world = new World();
  const now = Date.parse(world.snapshot().manifest.takenAt) / 1000;
  return world.add('core-network-attachment', 'attachment-1', {
    AttachmentId: 'attachment-1',
    AttachmentType: 'VPC',
    CoreNetworkId: 'core-network-1',
    ResourceArn: 'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-a',
    State,
    CreatedAt: now - days * DAY,
  });
};

test('what has waited for days, was rejected or failed is found', () => {
  rule('cwan-attachment-pending')
    .flags(attachment('PENDING_ATTACHMENT_ACCEPTANCE'), {
      subject: 'attachment-1',
      severity: 'high',
      says: '3 days',
      fix: 'accept-attachment',
    })
    .flags(attachment('REJECTED'), { subject: 'attachment-1', says: 'was rejected', fix: 'delete-attachment' })
    .flags(attachment('FAILED'), { subject: 'attachment-1', says: 'has failed' });
});

test('what is up, or has only just come, is not', () => {
  rule('cwan-attachment-pending')
    .ignores(attachment('AVAILABLE'), attachment('CREATING'), attachment('PENDING_ATTACHMENT_ACCEPTANCE', 0.5))
    .cannotJudge(attachment('FAILED').denied('core-network-attachment'))
    .cannotJudge(
      attachment('PENDING_ATTACHMENT_ACCEPTANCE').change('core-network-attachment', 'attachment-1', { CreatedAt: undefined }),
      'attachment-1',
    );
});
