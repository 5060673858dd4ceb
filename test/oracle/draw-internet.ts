/** What leads to the internet in a random topology: gateways, NAT, appliances, firewalls, account-wide switches. */
import { drawTable } from './draw-vpc.ts';
import {
  add,
  addEni,
  addRoute,
  type Drawing,
  type DrawnSubnet,
  type DrawnVpc,
  fresh,
  nextIp,
  publicIp,
  subnetArn,
  vpcArn,
} from './topology.ts';
import type { Data } from './world.ts';

export const routesOf = (vpc: DrawnVpc, role: DrawnSubnet['role']): Data[] => [
  ...new Set(vpc.subnets.filter((it) => it.role === role && it.table !== vpc.main).map((it) => it.table)),
];

export function drawInternet(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  if (dice.chance(80)) {
    vpc.igw = `igw-${vpc.index}`;
    const Attachments = [{ VpcId: vpc.id, State: 'available' }];
    add(d, vpc.place, 'internet-gateway', vpc.igw, { InternetGatewayId: vpc.igw, OwnerId: vpc.place.account, Attachments });
    for (const table of routesOf(vpc, 'public')) {
      addRoute(table, '0.0.0.0/0', { GatewayId: vpc.igw });
      addRoute(table, '::/0', { GatewayId: vpc.igw });
    }
  }
  drawNat(d, vpc);
  if (vpc.cidr6 && dice.chance(40)) {
    const id = `eigw-${vpc.index}`;
    add(d, vpc.place, 'egress-only-internet-gateway', id, {
      EgressOnlyInternetGatewayId: id,
      Attachments: [{ VpcId: vpc.id, State: 'attached' }],
    });
    for (const table of routesOf(vpc, 'private')) addRoute(table, '::/0', { EgressOnlyInternetGatewayId: id });
  }
}

function drawNat(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  const isRegional = vpc.igw !== undefined && dice.chance(12);
  if (isRegional) drawRegionalNat(d, vpc);
  const outlet = d.outlets.includes(vpc);
  if (isRegional || !dice.chance(outlet ? 90 : 60)) return;
  const home = vpc.subnets.find((it) => it.role === 'public')!;
  const isPrivate = !outlet && dice.chance(30);
  const id = fresh(d, 'nat');
  const ip = isPrivate ? undefined : publicIp(d);
  const eni = addEni(d, home, {
    type: 'nat_gateway',
    publicIp: ip,
    requester: 'amazon-nat',
    description: `Interface for NAT Gateway ${id}`,
    ipv6: false,
  });
  const failed = dice.chance(10) ? nextIp(home).ip : undefined;
  add(d, vpc.place, 'nat-gateway', id, {
    NatGatewayId: id,
    VpcId: vpc.id,
    SubnetId: home.id,
    State: dice.chance(95) ? 'available' : 'failed',
    ConnectivityType: isPrivate ? 'private' : 'public',
    NatGatewayAddresses: [
      ...(failed ? [{ NetworkInterfaceId: eni.NetworkInterfaceId, PrivateIp: failed, IsPrimary: false, Status: 'failed' }] : []),
      {
        NetworkInterfaceId: eni.NetworkInterfaceId,
        PrivateIp: eni.PrivateIpAddress,
        IsPrimary: true,
        Status: 'succeeded',
        ...(ip && { PublicIp: ip, AllocationId: fresh(d, 'eipalloc') }),
      },
    ],
  });
  for (const table of routesOf(vpc, 'private')) {
    addRoute(table, isPrivate ? '10.0.0.0/9' : '0.0.0.0/0', { NatGatewayId: id });
    if (dice.chance(40)) addRoute(table, '64:ff9b::/96', { NatGatewayId: id });
  }
  if (dice.chance(outlet ? 80 : 30))
    for (const table of routesOf(vpc, 'attach')) addRoute(table, '0.0.0.0/0', { NatGatewayId: id });
  if (dice.chance(20))
    for (const table of routesOf(vpc, 'private'))
      for (const it of table.Routes) if (it.VpcPeeringConnectionId && it.DestinationCidrBlock) swapPeering(it, id);
  if (dice.chance(5)) addRoute(home.table, '54.0.0.0/8', { NatGatewayId: id });
}

/** I9: what went over the peering goes to the NAT gateway, which goes on over the peering. */
function swapPeering(it: Data, NatGatewayId: string): void {
  delete it.VpcPeeringConnectionId;
  Object.assign(it, { NatGatewayId, State: 'active' });
}

function drawRegionalNat(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  const id = fresh(d, 'nat');
  const table = drawTable(d, vpc, { GatewayId: id });
  table.Associations = [];
  addRoute(table, '0.0.0.0/0', { GatewayId: vpc.igw });
  const zones = dice.chance(60) ? ['a', 'b'] : ['a'];
  add(d, vpc.place, 'nat-gateway', id, {
    NatGatewayId: id,
    VpcId: vpc.id,
    AvailabilityMode: 'regional',
    AutoProvisionZones: dice.chance(50) ? 'enabled' : 'disabled',
    RouteTableId: table.RouteTableId,
    State: 'available',
    ConnectivityType: 'public',
    NatGatewayAddresses: zones.map((zone) => ({
      PublicIp: publicIp(d),
      AllocationId: fresh(d, 'eipalloc'),
      AvailabilityZone: `${vpc.place.region}${zone}`,
      Status: 'succeeded',
    })),
  });
  for (const it of routesOf(vpc, 'private')) addRoute(it, '0.0.0.0/0', { NatGatewayId: id });
}

export function drawSwitches(d: Drawing): void {
  const { dice } = d;
  const places = new Map(d.vpcs.map((vpc) => [`${vpc.place.account}/${vpc.place.region}`, vpc.place]));
  for (const place of places.values()) {
    const mode = dice.chance(82) ? 'off' : dice.pick(['block-bidirectional', 'block-ingress']);
    add(d, place, 'block-public-access-options', 'options', {
      InternetGatewayBlockMode: mode,
      State: 'update-complete',
      ManagedBy: 'account',
    });
    for (const vpc of d.vpcs) {
      if (vpc.place.account !== place.account || vpc.place.region !== place.region || mode === 'off') continue;
      for (const ResourceArn of [...(dice.chance(30) ? [vpcArn(vpc)] : []), ...dice.some(vpc.subnets, 40).map(subnetArn)]) {
        const id = fresh(d, 'vpcbpa-exclude');
        add(d, place, 'block-public-access-exclusion', id, {
          ExclusionId: id,
          ResourceArn,
          InternetGatewayExclusionMode: dice.pick(['allow-bidirectional', 'allow-egress']),
          State: dice.pick(['create-complete', 'create-complete', 'update-complete', 'delete-complete']),
        });
      }
    }
  }
  for (const vpc of d.vpcs)
    if (dice.chance(9)) {
      const id = fresh(d, 'vpcec');
      const State = () => ({ State: dice.pick(['enabled', 'disabled']) });
      add(d, vpc.place, 'vpc-encryption-control', id, {
        VpcEncryptionControlId: id,
        VpcId: vpc.id,
        Mode: dice.pick(['monitor', 'enforce']),
        State: 'available',
        ResourceExclusions: {
          InternetGateway: State(),
          EgressOnlyInternetGateway: State(),
          NatGateway: State(),
          VirtualPrivateGateway: State(),
          VpcPeering: State(),
        },
      });
    }
}

/** An appliance that forwards: the default of private subnets, or in the way between two subnets. */
export function drawAppliance(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  const home = vpc.subnets.find((it) => it.role === 'public')!;
  const instance = fresh(d, 'i');
  const eni = addEni(d, home, {
    instance,
    groups: [vpc.groups[0]!],
    publicIp: dice.chance(80) ? publicIp(d) : undefined,
    sourceDestCheck: dice.chance(d.tidy ? 8 : 20),
  });
  add(d, vpc.place, 'instance', instance, { InstanceId: instance, State: { Name: 'running' }, VpcId: vpc.id, SubnetId: home.id });
  const target = { NetworkInterfaceId: eni.NetworkInterfaceId, InstanceId: instance, InstanceOwnerId: vpc.place.account };
  if (dice.chance(60))
    for (const table of routesOf(vpc, 'private')) addRoute(table, dice.pick(['0.0.0.0/0', '10.0.0.0/8']), target);
  if (dice.chance(60)) between(d, vpc, target);
  if (vpc.igw && dice.chance(30)) edge(d, vpc, vpc.igw, target);
}

/** R6: two subnets reach each other through a middlebox; sometimes one way only. */
function between(d: Drawing, vpc: DrawnVpc, target: Data): void {
  const [a, b] = vpc.subnets.filter((it) => it.role === 'private' && it.table !== vpc.main);
  if (!a || !b) return;
  addRoute(a.table, b.cidr, target);
  if (d.dice.chance(75)) addRoute(b.table, a.cidr, target);
  if (a.cidr6 && b.cidr6 && d.dice.chance(85)) {
    addRoute(a.table, b.cidr6, target);
    addRoute(b.table, a.cidr6, target);
  }
}

/** G1: what the internet sends to public subnets goes to a middlebox first. */
function edge(d: Drawing, vpc: DrawnVpc, gateway: string, target: Data): void {
  const table = drawTable(d, vpc, { GatewayId: gateway });
  for (const subnet of vpc.subnets) {
    if (subnet.role !== 'public') continue;
    addRoute(table, subnet.cidr, target);
    if (subnet.cidr6) addRoute(table, subnet.cidr6, target);
    if (subnet.table === vpc.main || !d.dice.chance(85)) continue;
    for (const it of subnet.table.Routes) if (it.GatewayId === vpc.igw && vpc.igw) swapTarget(it, target);
  }
}

function swapTarget(it: Data, target: Data): void {
  delete it.GatewayId;
  Object.assign(it, target);
}

/** A Network Firewall or a plain Gateway Load Balancer endpoint, and routes through it. */
export function drawInspection(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  const homes = vpc.subnets.filter((it) => it.role === 'firewall' && it.table !== vpc.main);
  const [home] = homes;
  if (!home) return;
  const id = fresh(d, 'vpce');
  const eni = addEni(d, home, { type: 'gateway_load_balancer_endpoint', requester: 'amazon-vpce', ipv6: false });
  add(d, vpc.place, 'vpc-endpoint', id, {
    VpcEndpointId: id,
    VpcEndpointType: 'GatewayLoadBalancer',
    VpcId: vpc.id,
    OwnerId: vpc.place.account,
    State: dice.chance(96) ? 'available' : 'pending',
    ServiceName: `com.amazonaws.vpce.${vpc.place.region}.vpce-svc-fw`,
    SubnetIds: [home.id],
    NetworkInterfaceIds: [eni.NetworkInterfaceId],
  });
  const elsewhere = d.resources.find(
    (it) => it.kind === 'firewall' && it.data.Firewall.VpcId && it.data.Firewall.VpcId !== vpc.id,
  );
  if (elsewhere && dice.chance(40)) shareFirewall(d, home, id, elsewhere.id);
  else if (dice.chance(60)) drawFirewall(d, vpc, home, id);
  const target = { GatewayId: id };
  if (vpc.igw && dice.chance(80)) {
    addRoute(home.table, '0.0.0.0/0', { GatewayId: vpc.igw });
    addRoute(home.table, '::/0', { GatewayId: vpc.igw });
  }
  if (vpc.igw && dice.chance(75)) edge(d, vpc, vpc.igw, target);
  if (dice.chance(65)) between(d, vpc, target);
  if (dice.chance(30))
    for (const table of routesOf(vpc, 'attach'))
      addRoute(table, dice.pick(['0.0.0.0/0', vpc.subnets.find((it) => it.role === 'private')!.cidr]), target);
  if (dice.chance(30)) for (const table of routesOf(vpc, 'private')) addRoute(table, '10.0.0.0/8', target);
}

/** Another VPC's firewall inspects here as well. */
function shareFirewall(d: Drawing, home: DrawnSubnet, endpoint: string, FirewallArn: string): void {
  const arn = `arn:aws:network-firewall:${home.vpc.place.region}:${home.vpc.place.account}:vpc-endpoint-association/${fresh(d, 'a')}`;
  add(d, home.vpc.place, 'firewall-endpoint', arn, {
    VpcEndpointAssociation: {
      VpcEndpointAssociationArn: arn,
      FirewallArn,
      VpcId: home.vpc.id,
      SubnetMapping: { SubnetId: home.id },
    },
    VpcEndpointAssociationStatus: {
      Status: 'READY',
      AssociationSyncState: { [home.zone]: { Attachment: { EndpointId: endpoint, SubnetId: home.id, Status: 'READY' } } },
    },
  });
}

const firewallArn = (vpc: DrawnVpc, kind: string, name: string): string =>
  `arn:aws:network-firewall:${vpc.place.region}:${vpc.place.account}:${kind}/${name}`;

function drawFirewall(d: Drawing, vpc: DrawnVpc, home: DrawnSubnet, endpoint: string): void {
  const { dice } = d;
  const firewall = firewallArn(vpc, 'firewall', fresh(d, 'fw'));
  const policy = drawPolicy(d, vpc);
  add(d, vpc.place, 'firewall', firewall, {
    Firewall: {
      FirewallArn: firewall,
      FirewallName: firewall.split('/')[1],
      FirewallPolicyArn: policy,
      VpcId: vpc.id,
      SubnetMappings: [{ SubnetId: home.id }],
    },
    FirewallStatus: {
      Status: 'READY',
      SyncStates: {
        [home.zone]: { Attachment: { EndpointId: endpoint, SubnetId: home.id, Status: dice.chance(96) ? 'READY' : 'DELETING' } },
      },
    },
  });
}

/** T18: a firewall that is attached to a transit gateway itself. */
export function drawTgwFirewall(d: Drawing, vpc: DrawnVpc, TransitGatewayId: string, AttachmentId: string): void {
  const firewall = firewallArn(vpc, 'firewall', fresh(d, 'fw'));
  add(d, vpc.place, 'firewall', firewall, {
    Firewall: {
      FirewallArn: firewall,
      FirewallName: firewall.split('/')[1],
      FirewallPolicyArn: drawPolicy(d, vpc),
      TransitGatewayId,
      SubnetMappings: [],
    },
    FirewallStatus: {
      Status: 'READY',
      TransitGatewayAttachmentSyncState: { AttachmentId, TransitGatewayAttachmentStatus: 'READY' },
    },
  });
}

function drawPolicy(d: Drawing, vpc: DrawnVpc): string {
  const { dice } = d;
  const arn = (kind: string, name: string): string => firewallArn(vpc, kind, name);
  const policy = arn('firewall-policy', fresh(d, 'fwp'));
  const strict = dice.chance(50);
  const groups: Data[] = [];
  const statelessGroups: Data[] = [];
  for (let n = d.tidy && dice.chance(40) ? 0 : dice.int(3); n > 0; n--)
    groups.push(statefulGroup(d, vpc, arn('stateful-rulegroup', fresh(d, 'rg')), strict));
  if (dice.chance(50)) statelessGroups.push(statelessGroup(d, vpc, arn('stateless-rulegroup', fresh(d, 'rg'))));
  add(d, vpc.place, 'firewall-policy', policy, {
    FirewallPolicyResponse: { FirewallPolicyArn: policy, FirewallPolicyName: policy.split('/')[1] },
    FirewallPolicy: {
      StatelessRuleGroupReferences: statelessGroups.map((ResourceArn, index) => ({ ResourceArn, Priority: index + 1 })),
      StatelessDefaultActions: [
        d.tidy && dice.chance(80)
          ? 'aws:forward_to_sfe'
          : dice.pick(['aws:forward_to_sfe', 'aws:forward_to_sfe', 'aws:pass', 'aws:drop']),
      ],
      StatelessFragmentDefaultActions: ['aws:forward_to_sfe'],
      StatefulRuleGroupReferences: groups.map((ResourceArn, index) => ({
        ResourceArn,
        ...(strict && { Priority: 10 - index }),
        ...(dice.chance(10) && { Override: { Action: 'DROP_TO_ALERT' } }),
      })),
      ...(strict && {
        StatefulDefaultActions: dice.pick([[], ['aws:drop_strict'], ['aws:drop_established'], ['aws:alert_strict']]),
      }),
      StatefulEngineOptions: { RuleOrder: strict ? 'STRICT_ORDER' : 'DEFAULT_ACTION_ORDER' },
    },
  });
  return policy;
}

function statelessGroup(d: Drawing, vpc: DrawnVpc, arn: string): Data {
  const { dice } = d;
  const rules = [0, 1, 2].map((n) => ({
    Priority: n * 10 + dice.int(9) + 1,
    RuleDefinition: {
      Actions: [dice.pick(['aws:pass', 'aws:drop', 'aws:forward_to_sfe', 'aws:forward_to_sfe'])],
      MatchAttributes: dice.pick<Data>([
        { Protocols: [6], DestinationPorts: [{ FromPort: 443, ToPort: 443 }] },
        { Protocols: [6], SourcePorts: [{ FromPort: 443, ToPort: 443 }] },
        { Protocols: [6, 17], Sources: [{ AddressDefinition: '10.0.0.0/8' }], DestinationPorts: [{ FromPort: 0, ToPort: 1023 }] },
        { Sources: [{ AddressDefinition: vpc.subnets[0]!.cidr }] },
        { Sources: [{ AddressDefinition: '::/0' }] },
        { Sources: [{ AddressDefinition: '0.0.0.0/0' }] },
        { Protocols: [1] },
        { Protocols: [6], TCPFlags: [{ Flags: ['SYN'], Masks: ['SYN', 'ACK'] }] },
        { Protocols: [17], Destinations: [{ AddressDefinition: '0.0.0.0/0' }] },
      ]),
    },
  }));
  add(d, vpc.place, 'firewall-rule-group', arn, {
    RuleGroupResponse: { RuleGroupArn: arn, Type: 'STATELESS' },
    RuleGroup: { RulesSource: { StatelessRulesAndCustomActions: { StatelessRules: rules, CustomActions: [] } } },
  });
  return arn;
}

function statefulGroup(d: Drawing, vpc: DrawnVpc, arn: string, strict: boolean): Data {
  const { dice } = d;
  const header = (): Data => ({
    Protocol: dice.pick(['IP', 'TCP', 'UDP', 'ICMP', 'TCP']),
    Source: dice.pick(['ANY', '10.0.0.0/8', vpc.subnets[0]!.cidr, '$HOME_NET', '$ADMINS', '[10.0.0.0/16,10.1.0.0/16]']),
    SourcePort: 'ANY',
    Destination: dice.pick(['ANY', 'ANY', '0.0.0.0/0', '10.0.0.0/8', '54.0.0.0/16']),
    DestinationPort: dice.pick(['ANY', '443', '1:1024', '[80,443]', '$WEB']),
    Direction: dice.pick(['FORWARD', 'FORWARD', 'ANY']),
  });
  const rule = (): Data => {
    const Header = header();
    if (Header.Protocol === 'ICMP' || Header.Protocol === 'IP') Header.DestinationPort = 'ANY';
    return {
      Action: dice.pick(['PASS', 'PASS', 'PASS', 'PASS', 'DROP', 'REJECT', 'ALERT']),
      Header,
      RuleOptions: [
        { Keyword: 'sid', Settings: [String(dice.int(1000))] },
        ...(dice.chance(8) ? [{ Keyword: 'flow', Settings: ['to_server'] }] : []),
      ],
    };
  };
  const source = dice.chance(62)
    ? { StatefulRules: [rule(), rule()] }
    : dice.chance(60)
      ? {
          RulesSourceList: {
            Targets: ['.example.com'],
            TargetTypes: ['TLS_SNI', 'HTTP_HOST'],
            GeneratedRulesType: dice.pick(['ALLOWLIST', 'DENYLIST']),
          },
        }
      : { RulesString: 'drop tls any any -> any any (sid:1;)' };
  add(d, vpc.place, 'firewall-rule-group', arn, {
    RuleGroupResponse: { RuleGroupArn: arn, Type: 'STATEFUL' },
    RuleGroup: {
      RuleVariables: {
        IPSets: { ADMINS: { Definition: ['10.1.0.0/16', '10.2.0.0/16'] } },
        PortSets: { WEB: { Definition: ['80', '443', '8080:8090'] } },
      },
      RulesSource: source,
      StatefulRuleOptions: { RuleOrder: strict ? 'STRICT_ORDER' : 'DEFAULT_ACTION_ORDER' },
    },
  });
  return arn;
}
