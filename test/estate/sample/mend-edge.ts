/** How mistakes of firewalls, names, mirroring and what is offered over PrivateLink are mended. */
import type { Data, Workshop } from './mending.ts';

export const edgeMenders: Readonly<Record<string, (workshop: Workshop, subject: string) => void>> = {
  'dnsfw-fail-open': (all, id) =>
    all.every('dns-firewall-config', (data) => {
      if (data.ResourceId === id) data.FirewallFailOpen = 'DISABLED';
    }),
  'dnsfw-missing': (all) => everyVpc(all, 'dns-firewall-rule-group-association', 'VpcId'),
  'gwlbe-cross-az': (all, id) => cutOff(all, id),
  'launch-template-public-ip': (all, id) =>
    all.each('launch-template-version', id, ({ LaunchTemplateData }) => {
      for (const card of LaunchTemplateData.NetworkInterfaces) card.AssociatePublicIpAddress = false;
    }),
  // As long as there is no endpoint in its zone, it has no way out.
  'nfw-bypass': (all, id) => cutOff(all, id),
  'nfw-default-pass-fragments': (all, id) =>
    all.each(
      'firewall-policy',
      id,
      ({ FirewallPolicy }) => (FirewallPolicy.StatelessFragmentDefaultActions = ['aws:forward_to_sfe']),
    ),
  'nfw-default-pass-full': (all, id) =>
    all.each('firewall-policy', id, ({ FirewallPolicy }) => (FirewallPolicy.StatelessDefaultActions = ['aws:forward_to_sfe'])),
  'nfw-empty-rule-group': (all, id) => {
    all.drop('firewall-rule-group', id);
    all.drop('firewall-rule-group-listing', id);
  },
  'nfw-endpoint-cross-az': (all, id) => cutOff(all, id),
  'nfw-no-logging': (all, id) =>
    all.each('firewall-logging', id, ({ LoggingConfiguration }) => {
      const LogDestination = { bucketName: 'haldenpost-firewall-logs-euc1' };
      LoggingConfiguration.LogDestinationConfigs = ['ALERT', 'FLOW'].map((LogType) => ({
        LogType,
        LogDestinationType: 'S3',
        LogDestination,
      }));
    }),
  'nfw-no-rule-groups': (all, id) => {
    const { FirewallPolicy: like } = all.find('firewall-policy', (one) => one.FirewallPolicy.StatefulRuleGroupReferences);
    all.each('firewall-policy', id, (data) => {
      data.FirewallPolicy = { ...data.FirewallPolicy, StatefulRuleGroupReferences: like.StatefulRuleGroupReferences };
      Object.assign(data.FirewallPolicy, { StatefulEngineOptions: like.StatefulEngineOptions });
    });
  },
  'nfw-not-in-path': dropFirewall,
  'nfw-return-bypass': (all, id) => leadBack(all, id),
  'nfw-single-az': (all, id) => serveOwnZone(all, id),
  'nfw-unprotected': (all, id) =>
    all.each('firewall', id, ({ Firewall }) => Object.assign(Firewall, { DeleteProtection: true, SubnetChangeProtection: true })),
  'r53-dangling-record': (all, id) => all.drop('resource-record-set', id),
  'resolver-endpoint-single-az': (all, id) => {
    const [first, second] = all.all('resolver-endpoint-address').filter(({ parent }) => parent === id);
    const from = all.find('subnet', (one) => one.SubnetId === first!.data.SubnetId);
    const to = all.find('subnet', (one) => one.VpcId === from.VpcId && one.AvailabilityZoneId !== from.AvailabilityZoneId);
    const PrivateIpAddress = to.CidrBlock.replace(/\d+\/\d+$/, '53');
    all.every('network-interface', (data) => {
      if (data.SubnetId !== from.SubnetId || data.PrivateIpAddress !== second!.data.Ip) return;
      const { SubnetId, AvailabilityZone, AvailabilityZoneId } = to;
      const PrivateIpAddresses = [{ Primary: true, PrivateIpAddress }];
      Object.assign(data, { SubnetId, AvailabilityZone, AvailabilityZoneId, PrivateIpAddress, PrivateIpAddresses });
    });
    Object.assign(second!.data, { SubnetId: to.SubnetId, Ip: PrivateIpAddress });
    from.AvailableIpAddressCount += 1;
    to.AvailableIpAddressCount -= 1;
  },
  'resolver-query-log-missing': (all) => everyVpc(all, 'query-log-config-association', 'ResourceId'),
  'resolver-rule-dead-target': (all, id) => {
    all.drop('resolver-rule', id);
    all.dropWhere('resolver-rule-association', ({ ResolverRuleId }) => ResolverRuleId === id);
  },
  'route-asymmetric': (all, id) => {
    for (const { SubnetId } of all.find('route-table', (one) => one.RouteTableId === id).Associations)
      if (SubnetId) leadBack(all, SubnetId);
  },
  'sg-no-inbound-on-server': (all, id) => {
    const { Groups, VpcId } = all.find('network-interface', (one) => one.NetworkInterfaceId === id);
    const { CidrBlock: CidrIp } = all.find('vpc', (one) => one.VpcId === VpcId);
    const { Port } = all.find('target-group', (one) => one.VpcId === VpcId);
    all.each('security-group', Groups[0].GroupId, (data) => {
      data.IpPermissions = [{ IpProtocol: 'tcp', FromPort: Port, ToPort: Port, IpRanges: [{ CidrIp }] }];
    });
  },
  'sg-rfc1918-wide': (all, id) => {
    const narrow = '10.20.16.0/20';
    all.each('security-group', id, (data) => {
      for (const { IpRanges = [] } of data.IpPermissions)
        for (const range of IpRanges) if (range.CidrIp === '10.0.0.0/8') range.CidrIp = narrow;
    });
    all.every('security-group-rule', (data) => {
      if (data.GroupId === id && !data.IsEgress && data.CidrIpv4 === '10.0.0.0/8') data.CidrIpv4 = narrow;
    });
  },
  'traffic-mirror-all-traffic': (all, id) => {
    const only = { Protocol: 6, DestinationPortRange: { FromPort: 8080, ToPort: 8080 } };
    all.each('traffic-mirror-filter', id, (data) => {
      for (const rule of [...data.IngressFilterRules, ...data.EgressFilterRules]) Object.assign(rule, only);
    });
    all.every('traffic-mirror-filter-rule', (data) => {
      if (data.TrafficMirrorFilterId === id) Object.assign(data, only);
    });
  },
  'vpces-remote-region': (all, id) =>
    all.each('endpoint-service', id, (data) => {
      data.RemoteAccessEnabled = false;
      data.SupportedRegions = data.SupportedRegions.slice(0, 1);
    }),
  'vpces-stuck-connection': (all, id) => all.drop('endpoint-connection', id),
};

/** Gives every VPC what one has, as its account and Region would tell it. */
function everyVpc(all: Workshop, kind: string, member: string): void {
  const like = all.all(kind)[0]!;
  const have = new Set(all.all(kind).map(({ data }) => data[member]));
  for (const { account, region, id } of all.all('vpc').filter((vpc) => !have.has(vpc.id))) {
    const Id = `${like.id.split('-').slice(0, -1).join('-')}-${id.slice(-16)}`;
    all.resources.push({ ...like, account, region, id: Id, data: { ...structuredClone(like.data), Id, [member]: id } });
  }
}

/** What was only tried goes, with its policy and its endpoints. */
function dropFirewall(all: Workshop, id: string): void {
  const trial = all.all('firewall').find((one) => one.id === id)!;
  for (const kind of ['firewall', 'firewall-listing', 'firewall-logging']) all.drop(kind, id);
  for (const kind of ['firewall-policy', 'firewall-policy-listing']) all.drop(kind, trial.data.Firewall.FirewallPolicyArn);
  for (const { Attachment } of Object.values<Data>(trial.data.FirewallStatus.SyncStates)) {
    const endpoint = all.find('vpc-endpoint', (one) => one.VpcEndpointId === Attachment.EndpointId);
    for (const card of endpoint.NetworkInterfaceIds) all.drop('network-interface', card);
    all.drop('vpc-endpoint', Attachment.EndpointId);
    all.each('subnet', Attachment.SubnetId, (data) => (data.AvailableIpAddressCount += 1));
  }
}

/** Subnets of other zones than its own leave through a firewall no more. */
function serveOwnZone(all: Workshop, id: string): void {
  const { data } = all.all('firewall').find((one) => one.id === id)!;
  const zoneOf = (subnet: string): string => all.find('subnet', (one) => one.SubnetId === subnet).AvailabilityZoneId;
  for (const { Attachment } of Object.values<Data>(data.FirewallStatus.SyncStates)) {
    const led = all
      .all('route-table')
      .filter((one) => one.data.Routes.some(({ GatewayId }: Data) => GatewayId === Attachment.EndpointId));
    for (const { SubnetId } of led.flatMap((one) => one.data.Associations))
      if (SubnetId && zoneOf(SubnetId) !== zoneOf(Attachment.SubnetId)) cutOff(all, SubnetId);
  }
}

/** Takes a subnet's default route away: it gets a table of its own, if it shares one. */
function cutOff(all: Workshop, subnet: string): void {
  const mine = (one: Data): boolean => one.SubnetId === subnet;
  const table = all.all('route-table').find(({ data }) => data.Associations.some(mine))!;
  const RouteTableId = `rtb-1${subnet.slice(-16)}`;
  const Routes = table.data.Routes.filter((route: Data) => route.DestinationCidrBlock !== '0.0.0.0/0');
  const Associations = table.data.Associations.filter(mine).map((one: Data) => ({ ...one, RouteTableId }));
  if (table.data.Associations.length === 1) table.data.Routes = Routes;
  else {
    table.data.Associations = table.data.Associations.filter((one: Data) => !mine(one));
    const data = { ...structuredClone(table.data), RouteTableId, Routes, Associations, Tags: [] };
    all.resources.push({ ...table, id: RouteTableId, data });
  }
}

/** What comes in through the internet gateway for a subnet passes the endpoint by which its packets leave. */
function leadBack(all: Workshop, id: string): void {
  const { VpcId, CidrBlock } = all.find('subnet', (one) => one.SubnetId === id);
  const tables = all.all('route-table').filter(({ data }) => data.VpcId === VpcId);
  const leaving = tables.find(({ data }) => data.Associations.some((one: Data) => one.SubnetId === id))!;
  const { GatewayId } = leaving.data.Routes.find((route: Data) => route.GatewayId?.startsWith('vpce-')) ?? {};
  if (!GatewayId) return;
  const gateway = all.find('internet-gateway', (one) => one.Attachments[0]?.VpcId === VpcId).InternetGatewayId;
  const route = { DestinationCidrBlock: CidrBlock, GatewayId, Origin: 'CreateRoute', State: 'active' };
  const edge = tables.find(({ data }) => data.Associations.some((one: Data) => one.GatewayId === gateway));
  if (edge) {
    if (!edge.data.Routes.some((one: Data) => one.DestinationCidrBlock === CidrBlock)) edge.data.Routes.push(route);
    return;
  }
  const RouteTableId = `rtb-2${id.slice(-16)}`;
  const local = leaving.data.Routes.filter((one: Data) => one.GatewayId === 'local');
  const AssociationState = { State: 'associated' };
  const Associations = [
    { Main: false, RouteTableAssociationId: `rtbassoc-2${id.slice(-16)}`, RouteTableId, GatewayId: gateway, AssociationState },
  ];
  const data = { ...structuredClone(leaving.data), RouteTableId, Associations, Routes: [...local, route], Tags: [] };
  all.resources.push({ ...leaving, id: RouteTableId, data });
}
