import { test } from 'vitest';
import { type Data, World } from '../../reach/scenario.ts';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** Both offices on the transit gateway; the second has these blocks, too. */
const adding = (CidrBlock?: string, Ipv6CidrBlock?: string): World =>
  transit().change('vpc', 'vpc-b', (data) => {
    if (CidrBlock) data.CidrBlockAssociationSet.push({ CidrBlock, CidrBlockState: { State: 'associated' } });
    if (Ipv6CidrBlock) data.Ipv6CidrBlockAssociationSet.push({ Ipv6CidrBlock, Ipv6CidrBlockState: { State: 'associated' } });
  });

test('VPCs on one transit table with addresses in common are found, over IPv4 and IPv6', () => {
  rule('vpc-cidr-overlap-connected')
    .flags(adding('10.0.128.0/17'), {
      subject: 'vpc-a',
      severity: 'high',
      key: 'vpc-b 10.0.128.0/17',
      says: 'packets for it go by 10.0.0.0/16 → att-a',
      by: ['tgw-rtb-1', 'vpc-b'],
    })
    .flags(adding(undefined, '2600:a::/60'), { subject: 'vpc-a', key: 'vpc-b 2600:a::/60' });
});

test('blocks that do not meet, that are gone, or that nothing joins are no overlap', () => {
  const apart = adding('10.0.128.0/17').change('transit-gateway-attachment', 'att-b', { State: 'deleted' });
  const gone = adding('10.0.128.0/17').change('vpc', 'vpc-b', (data) => {
    data.CidrBlockAssociationSet[1].CidrBlockState.State = 'disassociated';
  });
  rule('vpc-cidr-overlap-connected').ignores(transit(), apart, gone);
});

test('a VPC that is only propagated into the table is joined, too', () => {
  const other = adding('10.0.128.0/17').change('transit-gateway-attachment', 'att-b', { Association: undefined });
  for (const one of other.resources)
    if (one.kind === 'transit-gateway-route' && one.id.includes('b')) one.data.State = 'blackhole';
  other.add(
    'transit-gateway-propagation',
    'tgw-rtb-1/att-b',
    { TransitGatewayAttachmentId: 'att-b', State: 'enabled' },
    { parent: 'tgw-rtb-1' },
  );
  rule('vpc-cidr-overlap-connected').flags(other, 'vpc-a');
});

const core = (...members: [vpc: string, segment: string][]): World => {
  const world = new World().vpc('vpc-a', '10.0.0.0/16').vpc('vpc-b', '10.0.0.0/20');
  for (const [vpc, SegmentName] of members) {
    const data: Data = {
      AttachmentId: `attachment-${vpc}`,
      CoreNetworkId: 'core-network-1',
      AttachmentType: 'VPC',
      ResourceArn: `arn:aws:ec2:eu-west-1:111111111111:vpc/${vpc}`,
      EdgeLocation: 'eu-west-1',
      OwnerAccountId: '111111111111',
      SegmentName,
      State: 'AVAILABLE',
    };
    world.add('core-network-attachment', data.AttachmentId, data);
  }
  return world;
};

test('so are VPCs of one segment of a core network', () => {
  rule('vpc-cidr-overlap-connected')
    .flags(core(['vpc-a', 'prod'], ['vpc-b', 'prod']), {
      subject: 'vpc-a',
      key: 'vpc-b 10.0.0.0/20',
      says: 'core-network-1/prod',
    })
    .ignores(core(['vpc-a', 'prod'], ['vpc-b', 'test']), core(['vpc-a', 'prod']));
});

test('of a VPC that nobody has seen it is not known', () => {
  rule('vpc-cidr-overlap-connected')
    .cannotJudge(core(['vpc-a', 'prod'], ['vpc-far', 'prod']), 'attachment-vpc-far')
    .cannotJudge(adding('10.0.128.0/17').denied('transit-gateway-route-table'));
});
