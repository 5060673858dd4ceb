import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const core = 'arn:aws:networkmanager::111111111111:core-network/core-network-1';
const attached = (more: Record<string, unknown> = {}) =>
  office().add('core-network-attachment', 'attachment-1', {
    AttachmentId: 'attachment-1',
    CoreNetworkId: 'core-network-1',
    AttachmentType: 'VPC',
    State: 'AVAILABLE',
    EdgeLocation: 'eu-west-1',
    OwnerAccountId: '111111111111',
    ResourceArn: 'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-a',
    ...more,
  });

test('an attached VPC whose subnets route elsewhere is found', () => {
  rule('route-core-network-missing')
    .flags(attached(), {
      subject: 'attachment-1',
      severity: 'medium',
      says: 'no subnet of vpc-a routes there',
      by: ['no route to core-network-1', 'vpc/vpc-a, AVAILABLE'],
    })
    .flags(
      attached({ SegmentName: 'prod' })
        .vpc('vpc-z', '10.9.0.0/16')
        .add('core-network', 'core-network-1', { CoreNetworkId: 'core-network-1', CoreNetworkArn: core })
        .add('core-network-attachment', 'attachment-3', {
          CoreNetworkId: 'core-network-1',
          AttachmentType: 'VPC',
          State: 'AVAILABLE',
          SegmentName: 'prod',
          ResourceArn: 'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-z',
        }),
      {
        subject: 'attachment-1',
        fix: `create-route --route-table-id rtb-private --destination-cidr-block 10.9.0.0/16 --core-network-arn ${core}`,
      },
      { subject: 'attachment-3' },
    )
    .flags(attached().route('rtb-private', `10.0.0.0/8 ${core}0`), 'attachment-1')
    .flags(attached().table('rtb-spare', 'vpc-a', [], [`10.0.0.0/8 ${core}`]), 'attachment-1');
});

test('with a route of either family, or without an attachment that works, all is well', () => {
  rule('route-core-network-missing').ignores(
    office(),
    attached().route('rtb-private', `10.0.0.0/8 ${core}`),
    attached().route('rtb-main', `2600:b::/56 ${core}`),
    attached({ State: 'PENDING_ATTACHMENT_ACCEPTANCE' }),
    attached({ AttachmentType: 'CONNECT' }),
  );
});

test('of a VPC in an account that was not scanned, or whose tables are not known, nobody knows', () => {
  const foreign = attached({ ResourceArn: 'arn:aws:ec2:eu-west-1:999999999999:vpc/vpc-z' });
  rule('route-core-network-missing').cannotJudge(foreign, 'attachment-1');
  rule('route-core-network-missing').cannotJudge(attached().denied('route-table'), 'attachment-1');
  rule('route-core-network-missing').cannotJudge(attached().denied('core-network-attachment'));
});
