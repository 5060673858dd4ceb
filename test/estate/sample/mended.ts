/** The clean twin of the sample: the same estate with every mistake put right, as somebody who got the findings would have done. */
import type { Resource } from '../../../src/snapshot/snapshot.ts';
import { habits } from './habits.ts';
import { type Day, plantedMistakes, type SampleContent, sampleContent } from './index.ts';
import { addressingMenders } from './mend-addressing.ts';
import { balancerMenders } from './mend-balancers.ts';
import { edgeMenders } from './mend-edge.ts';
import { hybridMenders } from './mend-hybrid.ts';
import { closeGroup, closeInterface, type Data, narrowGroup, ownSubnet, spanZones, Workshop } from './mending.ts';

/** What a scan of that day would have found, had every mistake been mended for which somebody knows how. */
export function mendedContent(day: Day): SampleContent {
  const content = sampleContent(day);
  const workshop = new Workshop(content.resources);
  for (const { id, subject } of plantedMistakes.filter((mistake) => mistake.day === day)) menders[id]?.(workshop, subject);
  for (const mend of habits) mend(workshop);
  return { ...content, resources: workshop.resources };
}

/** How a mistake is mended, by the id of its finding. Whoever builds a rule for a planted mistake adds how it is put right. */
export const menders: Readonly<Record<string, (workshop: Workshop, subject: string) => void>> = {
  ...addressingMenders,
  ...balancerMenders,
  ...edgeMenders,
  ...hybridMenders,
  'cwan-attachment-pending': (all, id) =>
    all.each('core-network-attachment', id, (data) => {
      Object.assign(data, { State: 'AVAILABLE', SegmentName: data.ProposedSegmentChange?.SegmentName ?? data.SegmentName });
      delete data.ProposedSegmentChange;
    }),
  'cwan-policy-not-live': (all, id) => {
    const { data: latest } = all.all('core-network-policy').find((one) => one.id === `${id}/LATEST`)!;
    latest.ChangeSetState = 'EXECUTION_SUCCEEDED';
    all.each('core-network-policy', `${id}/LIVE`, (data) => Object.assign(data, latest, { Alias: 'LIVE' }));
    all.each('core-network-policy-version', `${id}/${latest.PolicyVersionId}`, (data) => {
      Object.assign(data, { Alias: 'LIVE', ChangeSetState: 'EXECUTION_SUCCEEDED' });
    });
    all.every('core-network-policy-version', (data) => {
      if (data.CoreNetworkId === id && data.PolicyVersionId !== latest.PolicyVersionId) delete data.Alias;
    });
  },
  'dhcp-custom-dns': (all, id) =>
    all.each('dhcp-options', id, (data) => {
      for (const one of data.DhcpConfigurations)
        if (one.Key === 'domain-name-servers') one.Values = [{ Value: 'AmazonProvidedDNS' }];
    }),
  'eice-sg-egress-wide': (all, id) =>
    all.each('instance-connect-endpoint', id, ({ SecurityGroupIds, VpcId }) => {
      const members = all.find('security-group', (group) => group.VpcId === VpcId && group.GroupName === 'prod-app');
      const peer = { GroupId: members.GroupId, UserId: members.OwnerId };
      for (const one of SecurityGroupIds)
        all.each('security-group', one, (data) => {
          data.IpPermissionsEgress = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, UserIdGroupPairs: [peer] }];
        });
    }),
  'eip-on-stopped-instance': (all, id) =>
    all.each('elastic-ip', id, ({ InstanceId }) =>
      all.each('instance', InstanceId, (data) => {
        data.State = { Name: 'running', Code: 16 };
      }),
    ),
  'eip-unassociated': (all, id) => all.drop('elastic-ip', id),
  'eni-unused': (all, id) => all.drop('network-interface', id),
  'exposed-imdsv1': (all, id) => refuseVersionOne(all, id),
  'exposed-instance-with-role': (all, id) => all.each('instance', id, (data) => delete data.IamInstanceProfile),
  'exposed-ipv6-only-path': (all, id) => closeInterface(all, id),
  'exposed-postgres': (all, id) => closeInterface(all, id),
  'exposed-rdp': (all, id) => closeInterface(all, id),
  'exposed-secondary-ip': (all, id) => closeInterface(all, id),
  'exposed-ssh': (all, id) => closeInterface(all, id),
  'flow-logs-delivery-failed': (all, id) =>
    all.each('flow-log', id, (data) => {
      data.DeliverLogsStatus = 'SUCCESS';
      delete data.DeliverLogsErrorMessage;
    }),
  'flow-logs-missing': (all, id) => {
    const like = all.resources.find((one) => one.kind === 'flow-log' && one.data.TrafficType === 'ALL')!;
    const { account, region } = all.resources.find((one) => one.kind === 'vpc' && one.id === id)!;
    const FlowLogId = `fl-0${id.slice(-16)}`;
    const data = { ...structuredClone(like.data), FlowLogId, ResourceId: id, DeliverLogsStatus: 'SUCCESS' };
    all.resources.push({ ...like, account, region, id: FlowLogId, data });
  },
  'imds-v1-allowed': (all, id) => refuseVersionOne(all, id),
  'launch-template-public-ip': (all, id) =>
    all.each('launch-template-version', id, ({ LaunchTemplateData }) => {
      for (const card of LaunchTemplateData.NetworkInterfaces) card.AssociatePublicIpAddress = false;
    }),
  'nacl-ephemeral-return-blocked-in': (all, id) =>
    all.each('network-acl', id, (data) => {
      const answers = { Egress: false, RuleAction: 'allow', Protocol: '6', PortRange: { From: 1024, To: 65535 } };
      const everybody = { RuleNumber: 120, CidrBlock: '0.0.0.0/0' };
      const rdp = { RuleAction: 'deny', RuleNumber: 119, PortRange: { From: 3389, To: 3389 } };
      data.Entries.push({ ...answers, ...everybody }, { ...answers, ...everybody, ...rdp });
    }),
  'nacl-unused': (all, id) => all.drop('network-acl', id),
  'nat-single-az': (all, id) => spanZones(all, id),
  'pcx-cross-account-untrusted': (all, id) => {
    all.drop('vpc-peering-connection', id);
    all.every('route-table', (data) => {
      data.Routes = data.Routes.filter((route: Data) => route.VpcPeeringConnectionId !== id);
    });
  },
  'route-blackhole': (all, id) =>
    all.each('route-table', id, (data) => {
      data.Routes = data.Routes.filter((route: Data) => route.State !== 'blackhole');
    }),
  'route-ipv6-private-via-igw': (all, id) => {
    const { VpcId } = all.find('subnet', (one) => one.SubnetId === id);
    const outward = all.find('egress-only-internet-gateway', (one) => one.Attachments[0].VpcId === VpcId);
    all.every('route-table', (data) => {
      const mine = data.Associations.some((one: Data) => one.SubnetId === id);
      for (const route of mine ? data.Routes : [])
        if (route.DestinationIpv6CidrBlock === '::/0') {
          delete route.GatewayId;
          route.EgressOnlyInternetGatewayId = outward.EgressOnlyInternetGatewayId;
        }
    });
  },
  'route-peering-one-sided': (all, id) => {
    const { RequesterVpcInfo: a, AccepterVpcInfo: b } = all.find(
      'vpc-peering-connection',
      (one) => one.VpcPeeringConnectionId === id,
    );
    for (const [near, far] of [
      [a, b],
      [b, a],
    ]) {
      const tables = all.all('route-table').filter(({ data }) => data.VpcId === near.VpcId);
      if (tables.some(({ data }) => data.Routes.some((route: Data) => route.VpcPeeringConnectionId === id))) continue;
      for (const { data } of tables) {
        const isPublic = data.Routes.some((route: Data) => route.GatewayId?.startsWith('igw-'));
        if (isPublic || !data.Associations.some((one: Data) => one.SubnetId)) continue;
        const route = { DestinationCidrBlock: far.CidrBlock, VpcPeeringConnectionId: id, State: 'active', Origin: 'CreateRoute' };
        data.Routes.push(route);
      }
    }
  },
  'route-tgw-az-gap': (all, id) => {
    const { VpcId } = all.find('subnet', (one) => one.SubnetId === id);
    all.every('transit-gateway-vpc-attachment', (data) => {
      if (data.VpcId === VpcId) data.SubnetIds.push(ownSubnet(all, id));
    });
  },
  'sg-default-in-use': (all, id) => {
    const { VpcId } = all.find('security-group', (one) => one.GroupId === id);
    const other = all.find('security-group', (one) => one.VpcId === VpcId && one.GroupName === 'dev-build');
    const Groups = [{ GroupId: other.GroupId, GroupName: other.GroupName }];
    all.every('network-interface', (data) => {
      if (data.Groups.some((one: Data) => one.GroupId === id)) data.Groups = Groups;
    });
    all.every('instance', (data) => {
      if (data.SecurityGroups?.some((one: Data) => one.GroupId === id)) data.SecurityGroups = Groups;
    });
  },
  'sg-open-latent': (all, id) => closeGroup(all, id),
  'sg-prefix-list-open': (all) => all.dropWhere('prefix-list-entry', ({ Cidr }) => Cidr === '0.0.0.0/0'),
  'sg-rfc1918-wide': (all, id) => narrowGroup(all, id, (cidr) => cidr === '10.0.0.0/8'),
  'sg-split-default-bypass': (all, id) => closeGroup(all, id),
  'sg-stale-reference': (all, id) => {
    all.each('security-group', id, (data) => {
      for (const one of data.IpPermissions)
        one.UserIdGroupPairs = (one.UserIdGroupPairs ?? []).filter((pair: Data) => pair.PeeringStatus !== 'deleted');
    });
    all.dropWhere('stale-security-group', ({ GroupId }) => GroupId === id);
  },
  'sg-unused': (all, id) => {
    all.drop('security-group', id);
    all.dropWhere('security-group-rule', ({ GroupId }) => GroupId === id);
  },
  'ssh-open-though-eice-available': (all, id) => closeInterface(all, id),
  'subnet-ip-low': (all, id) => {
    const mine = all.resources.filter((one) => one.kind === 'network-interface' && one.data.SubnetId === id);
    for (const one of mine.slice(2)) all.drop('network-interface', one.id);
    all.each('subnet', id, (data) => (data.AvailableIpAddressCount += Math.max(0, mine.length - 2)));
  },
  'tgw-appliance-mode-off': (all, id) =>
    all.each('transit-gateway-vpc-attachment', id, (data) => (data.Options.ApplianceModeSupport = 'enable')),
  // As most others, which is as the spokes: the table of the inspection VPC is for itself.
  'tgw-attachment-no-association': (all, id) => {
    const { TransitGatewayId: gateway, ResourceId } = all.find(
      'transit-gateway-attachment',
      (one) => one.TransitGatewayAttachmentId === id,
    );
    const like = all
      .all('transit-gateway-attachment')
      .filter(({ data }) => data.TransitGatewayId === gateway && data.Association);
    const crowds = [...Map.groupBy(like, ({ data }) => data.Association.TransitGatewayRouteTableId).values()];
    const [{ data: spoke }] = crowds.sort((a, b) => b.length - a.length)[0]! as [Resource];
    all.each('transit-gateway-attachment', id, (data) => (data.Association = { ...spoke.Association }));
    const table = spoke.Association.TransitGatewayRouteTableId;
    const association = all.all('transit-gateway-association').find(({ parent }) => parent === table)!;
    const data = { ...association.data, ResourceId, TransitGatewayAttachmentId: id, ResourceType: 'vpc' };
    all.resources.push({ ...association, id: `${table}/${id}`, data });
  },
  'tgw-auto-accept': (all, id) =>
    all.each('transit-gateway', id, (data) => (data.Options.AutoAcceptSharedAttachments = 'disable')),
  'tgw-route-blackhole': (all) => all.dropWhere('transit-gateway-route', ({ State }) => State === 'blackhole'),
  'traffic-mirror-session-active': (all, id) => all.drop('traffic-mirror-session', id),
  'vgw-unattached': (all, id) => all.drop('vpn-gateway', id),
  'vpc-default-in-use': (all, id) => {
    all.dropWhere('instance', ({ VpcId }) => VpcId === id);
    all.dropWhere('network-interface', ({ VpcId }) => VpcId === id);
    const groups = all.resources.filter((one) => one.kind === 'security-group' && one.data.VpcId === id);
    for (const { data } of groups) if (data.GroupName !== 'default') menders['sg-unused']!(all, data.GroupId);
  },
  'vpce-gateway-partial': (all, id) =>
    all.each('vpc-endpoint', id, (data) => {
      const tables = all.resources.filter((one) => one.kind === 'route-table' && one.data.VpcId === data.VpcId);
      const leaving = tables.filter((one) => one.data.Routes.some((route: Data) => route.NatGatewayId));
      data.RouteTableIds = [...new Set([...data.RouteTableIds, ...leaving.map((one) => one.id)])];
    }),
  'vpce-policy-full-access': (all, id) =>
    all.each('vpc-endpoint', id, (data) => {
      const policy = JSON.parse(data.PolicyDocument);
      for (const one of policy.Statement) one.Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-h7k2parcel4' } };
      data.PolicyDocument = JSON.stringify(policy);
    }),
  'vpce-private-dns-ineffective': (all, id) =>
    all.each('vpc-endpoint', id, ({ VpcId }) =>
      all.each('vpc-attribute', `${VpcId}/enableDnsHostnames`, (data) => (data.EnableDnsHostnames = { Value: true })),
    ),
  'vpce-sg-blocks-443': (all, id) =>
    all.each('vpc-endpoint', id, ({ Groups, VpcId }) => {
      const { CidrBlock } = all.find('vpc', (one) => one.VpcId === VpcId);
      for (const { GroupId } of Groups)
        all.each('security-group', GroupId, (data) => {
          for (const one of data.IpPermissions) for (const range of one.IpRanges ?? []) range.CidrIp = CidrBlock;
        });
    }),
  'vpces-auto-accept': (all, id) => all.each('endpoint-service', id, (data) => (data.AcceptanceRequired = true)),
  'vpces-open-principals': (all, id) =>
    all.every('endpoint-service-permission', (data) => {
      if (data.ServiceId === id) Object.assign(data, { PrincipalType: 'Account', Principal: 'arn:aws:iam::471830295516:root' });
    }),
  'vpn-ikev1': (all, id) =>
    all.each('vpn-connection', id, (data) => {
      for (const one of data.Options.TunnelOptions) one.IkeVersions = [{ Value: 'ikev2' }];
    }),
  'vpn-tunnel-down': (all, id) =>
    all.each('vpn-connection', id, (data) => {
      for (const one of data.VgwTelemetry) one.Status = 'UP';
    }),
};

const refuseVersionOne = (all: Workshop, id: string): void =>
  all.each('instance', id, (data) => {
    data.MetadataOptions = { ...data.MetadataOptions, HttpTokens: 'required' };
  });
