/** The other transit gateways: one for the cameras in Ireland, peered with the hub and with Cloud WAN, and one that was never used. */
import type { CoreNetwork } from '../build.ts';
import type { Company } from './company.ts';
import { INSIDE } from './company.ts';
import type { Hub } from './hub.ts';

const made = '2025-04-08T09:30:12.000Z';

export function farTransit({ estate, network: { account, frankfurt, ireland, virginia } }: Company, hub: Hub, wan: CoreNetwork) {
  const west = ireland.transitGateway('haldenpost-west', {
    asn: 64610,
    description: 'Cameras, with multicast',
    options: { DnsSupport: 'disable', MulticastSupport: 'enable' },
  });
  estate.mistake('tgw-dns-support-off', west, 'names of its VPCs do not resolve across it');
  estate.mistake('tgw-flow-logs-missing', west, 'what crosses it is recorded nowhere');
  const table = west.table('west');

  // The cameras of the sorting centres and the wall on which they are watched --------------------------------------------------
  const vpc = ireland.vpc('cameras', { cidr: '10.31.0.0/22', tags: { env: 'prod' } });
  vpc.defaultGroup.remove(() => true);
  const [watching, transit] = [
    vpc.subnet('cameras-a', { cidr: '10.31.0.0/24', zone: 'a' }),
    vpc.subnet('cameras-transit-a', { cidr: '10.31.3.0/28', zone: 'a' }),
  ];
  vpc.table('cameras', [watching, transit]).route(INSIDE, west);
  const cameras = vpc
    .group('cameras', 'Encoders and the wall')
    .allow('udp', 5004, '10.31.0.0/24', 'pictures')
    .closed()
    .to('udp', 5004, INSIDE, 'pictures');
  const [encoder, wall] = ['encoder', 'wall'].map((name) =>
    watching.instance(name, { type: 'c6i.large', groups: [cameras] }),
  ) as [ReturnType<typeof watching.instance>, ReturnType<typeof watching.instance>];
  ireland.flowLog('cameras', { of: vpc, to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-euw1' } });
  const attached = west.attach('cameras', vpc, [transit]).associate(table).propagate(table);
  multicast();

  // Peered with the hub ------------------------------------------------------------------------------------------------------
  const between = { type: 'peering', learned: [] } as const;
  const toHub = west.attachOther('hub-to-west', { ...between, id: hub.transit.id }).associate(table);
  const fromHub = hub.transit.attachOther('hub-to-west', { ...between, id: west.id, as: toHub.id }).associate(hub.spokes);
  for (const [region, near] of [
    [ireland, toHub],
    [frankfurt, fromHub],
  ] as const)
    region.describe('transit-gateway-peering-attachment', {
      TransitGatewayAttachmentId: near.id,
      AccepterTransitGatewayAttachmentId: toHub.id,
      RequesterTgwInfo: { TransitGatewayId: hub.transit.id, OwnerId: account.id, Region: frankfurt.name },
      AccepterTgwInfo: { TransitGatewayId: west.id, OwnerId: account.id, Region: ireland.name },
      State: 'available',
      CreationTime: made,
      Tags: [],
    });
  estate.mistake('tgw-peering-no-static-route', fromHub, 'no table of either side leads over it');
  const PrefixListId = hub.centres.id;
  frankfurt.describe(
    'transit-gateway-prefix-list-reference',
    {
      TransitGatewayRouteTableId: hub.spokes.id,
      PrefixListId,
      PrefixListOwnerId: account.id,
      State: 'available',
      Blackhole: false,
      TransitGatewayAttachment: {
        TransitGatewayAttachmentId: hub.toInspection.id,
        ResourceType: 'vpc',
        ResourceId: hub.inspection.id,
      },
    },
    hub.spokes.id,
  );

  // Peered with Cloud WAN, which decides by policy tables --------------------------------------------------------------------
  const toWan = west.attachOther('west-to-wan', { ...between, id: wan.id });
  ireland.describe('transit-gateway-peering-attachment', {
    TransitGatewayAttachmentId: toWan.id,
    RequesterTgwInfo: { CoreNetworkId: wan.id, OwnerId: account.id, Region: ireland.name },
    AccepterTgwInfo: { TransitGatewayId: west.id, OwnerId: account.id, Region: ireland.name },
    Options: { DynamicRouting: 'enable' },
    State: 'available',
    CreationTime: made,
    Tags: [],
  });
  const policies = ireland.describe('transit-gateway-policy-table', {
    TransitGatewayPolicyTableId: ireland.id('tgw-ptb', 'west'),
    TransitGatewayId: west.id,
    State: 'available',
    CreationTime: made,
    Tags: [],
  });
  estate.mistake('tgw-policy-table', policies, 'segments of the core network choose the table');
  const association = {
    TransitGatewayPolicyTableId: policies.id,
    TransitGatewayAttachmentId: toWan.id,
    ResourceId: wan.id,
    ResourceType: 'peering',
    State: 'associated',
  };
  ireland.describe('transit-gateway-policy-table-association', association, policies.id);
  const entry = {
    PolicyRuleNumber: '100',
    PolicyRule: {
      SourceCidrBlock: '*',
      SourcePortRange: '*',
      DestinationCidrBlock: '*',
      DestinationPortRange: '*',
      Protocol: '*',
      MetaData: { MetaDataKey: 'segmentName', MetaDataValue: 'sites' },
    },
    TargetRouteTableId: table.id,
    State: 'active',
  };
  ireland.describe('transit-gateway-policy-table-entry', entry, policies.id);
  ireland.describe('transit-gateway-route-table-announcement', {
    TransitGatewayRouteTableAnnouncementId: ireland.id('tgw-rtb-announcement', 'west'),
    TransitGatewayId: west.id,
    PeerCoreNetworkId: wan.id,
    PeeringAttachmentId: toWan.id,
    AnnouncementDirection: 'outgoing',
    TransitGatewayRouteTableId: table.id,
    State: 'available',
    CreationTime: made,
    Tags: [],
  });

  // Never used ---------------------------------------------------------------------------------------------------------------
  const east = virginia.transitGateway('haldenpost-east', { asn: 64630, description: 'For the day when Newark grows' });
  estate.mistake('tgw-unused', east, 'nothing was ever attached to it');
  estate.mistake('tgw-flow-logs-missing', east, 'nor recorded');
  return { west, table, toWan, cameras: vpc };

  function multicast(): void {
    const domain = ireland.describe('transit-gateway-multicast-domain', {
      TransitGatewayMulticastDomainId: ireland.id('tgw-mcast-domain', 'cameras'),
      TransitGatewayId: west.id,
      TransitGatewayMulticastDomainArn: ireland.arn('ec2', 'transit-gateway-multicast-domain/cameras'),
      OwnerId: account.id,
      Options: { Igmpv2Support: 'enable', StaticSourcesSupport: 'disable', AutoAcceptSharedAssociations: 'disable' },
      State: 'available',
      CreationTime: made,
      Tags: [{ Key: 'Name', Value: 'cameras' }],
    });
    const where = {
      TransitGatewayAttachmentId: attached.id,
      ResourceId: vpc.id,
      ResourceType: 'vpc',
      ResourceOwnerId: account.id,
    };
    const part = { ...where, Subnet: { SubnetId: watching.id, State: 'associated' } };
    ireland.describe('transit-gateway-multicast-association', part, domain.id);
    for (const [{ interface: card }, sends] of [
      [encoder, true],
      [wall, false],
    ] as const) {
      const role = sends ? { GroupSource: true, SourceType: 'igmp' } : { GroupMember: true, MemberType: 'igmp' };
      const listed = { GroupIpAddress: '239.10.0.5', ...where, SubnetId: watching.id, NetworkInterfaceId: card.id };
      ireland.describe(
        'transit-gateway-multicast-group',
        { GroupMember: false, GroupSource: false, ...listed, ...role },
        domain.id,
      );
    }
  }
}
