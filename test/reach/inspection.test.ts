/** §12 and §13: load balancers, PrivateLink, firewalls. */
import { claim } from './claim.ts';
import { aclEntry, type Data, routeData, tcp, udp, type World } from './scenario.ts';
import { office } from './worlds.ts';

const arn = (rest: string) => `arn:aws:elasticloadbalancing:eu-west-1:111111111111:${rest}`;
const balanced =
  (kind: 'app' | 'net', protocol: string, type: string, attributes: Data[] = []) =>
  () => {
    const [lb, tg] = [arn(`loadbalancer/${kind}/front/1`), arn('targetgroup/t/1')];
    return office()
      .group('sg-lb', 'vpc-a', ['-1 0.0.0.0/0'])
      .eni('eni-lb', 'subnet-public', '10.0.1.50', ['sg-lb'], {
        Description: `ELB ${kind}/front/1`,
        publicIp: '203.0.113.50',
        InterfaceType: kind === 'net' ? 'network_load_balancer' : 'interface',
      })
      .add('load-balancer', lb, {
        LoadBalancerArn: lb,
        Type: kind === 'net' ? 'network' : 'application',
        State: { Code: 'active' },
        VpcId: 'vpc-a',
      })
      .add(
        'listener',
        `${lb}/l`,
        {
          ListenerArn: `${lb}/l`,
          LoadBalancerArn: lb,
          Port: 443,
          Protocol: protocol,
          DefaultActions: [{ Type: 'forward', TargetGroupArn: tg }],
        },
        { parent: lb },
      )
      .add('target-group', tg, { TargetGroupArn: tg, Protocol: protocol, Port: 8080, VpcId: 'vpc-a', TargetType: type })
      .add('target-group-attributes', tg, { Attributes: attributes }, { parent: tg })
      .add('load-balancer-attributes', lb, { Attributes: [] }, { parent: lb })
      .add(
        'target-health',
        `${tg}/1`,
        { Target: { Id: type === 'instance' ? 'i-app' : '10.0.2.10', Port: 8080 } },
        { parent: tg },
      )
      .instance('i-app', 'eni-app');
  };
const ask = ['internet', 'eni-lb public', tcp(443)] as const;
const appRule = (rule: string) => (world: World) => world.remove('security-group', 'sg-app').group('sg-app', 'vpc-a', [rule]);

claim(
  'L4: an application load balancer opens a connection of its own',
  ask,
  () => appRule('tcp 8080 10.0.1.50/32')(balanced('app', 'HTTPS', 'ip')()),
  'reachable',
  'whose address the target does not admit',
  appRule('tcp 8080 198.51.100.7/32'),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
);
claim(
  'L4: its groups judge what goes to the target',
  ask,
  balanced('app', 'HTTPS', 'ip'),
  'reachable',
  'closed',
  (world) => world.change('security-group', 'sg-lb', { IpPermissionsEgress: [] }),
  'blocked',
);
claim(
  'L4: targets may name the group of the load balancer',
  ask,
  () => appRule('tcp 8080 sg-lb')(balanced('app', 'HTTPS', 'ip')()),
  'reachable',
  'another group',
  appRule('tcp 8080 sg-web'),
  'blocked',
);
claim(
  'L2: instance targets see the client’s address',
  ask,
  () => appRule('tcp 8080 198.51.100.7/32')(balanced('net', 'TCP', 'instance')()),
  'reachable',
  'switched off',
  (world) =>
    world.change('target-group-attributes', arn('targetgroup/t/1'), {
      Attributes: [{ Key: 'preserve_client_ip.enabled', Value: 'false' }],
    }),
  'blocked',
);
claim(
  'L3: IP targets see the load balancer’s address',
  ask,
  () => appRule('tcp 8080 10.0.1.50/32')(balanced('net', 'TCP', 'ip')()),
  'reachable',
  'switched on',
  (world) =>
    world.change('target-group-attributes', arn('targetgroup/t/1'), {
      Attributes: [{ Key: 'preserve_client_ip.enabled', Value: 'true' }],
    }),
  'blocked',
);
claim(
  'L2: UDP always preserves the client’s address',
  ['internet', 'eni-lb public', udp(443)],
  () => appRule('udp 8080 198.51.100.7/32')(balanced('net', 'UDP', 'ip')()),
  'reachable',
  'and not the load balancer’s',
  appRule('udp 8080 10.0.1.50/32'),
  'blocked',
);
claim(
  'L1: targets may name the load balancer’s group even when the client’s address is preserved',
  ask,
  () => appRule('tcp 8080 sg-lb')(balanced('net', 'TCP', 'instance')()),
  'reachable',
  'which the node has not',
  (world) => world.change('network-interface', 'eni-lb', { Groups: [{ GroupId: 'sg-web' }] }),
  'blocked',
);
claim(
  'L1: the load balancer’s own group must let it out',
  ask,
  () => appRule('-1 0.0.0.0/0')(balanced('net', 'TCP', 'instance')()),
  'reachable',
  'closed',
  (world) => world.change('security-group', 'sg-lb', { IpPermissionsEgress: [] }),
  'blocked',
);
claim(
  'L5: without cross-zone balancing only targets of the zone are used',
  ask,
  () => appRule('-1 0.0.0.0/0')(balanced('net', 'TCP', 'instance')()),
  'reachable',
  'the target is elsewhere',
  (world) => world.change('subnet', 'subnet-public', { AvailabilityZoneId: 'euw1-az2' }),
  ['blocked', 'ELBV2_NO_TARGETS_IN_AZ'],
);
claim(
  'L5: a target group may switch cross-zone balancing on',
  ask,
  () =>
    appRule('-1 0.0.0.0/0')(balanced('net', 'TCP', 'instance')()).change('subnet', 'subnet-public', {
      AvailabilityZoneId: 'euw1-az2',
    }),
  'blocked',
  'it does',
  (world) =>
    world.change('target-group-attributes', arn('targetgroup/t/1'), {
      Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
    }),
  'reachable',
);
claim(
  'L6: a listener must take the port',
  ask,
  balanced('app', 'HTTPS', 'ip'),
  'reachable',
  'another port',
  (world) => world.change('listener', `${arn('loadbalancer/app/front/1')}/l`, { Port: 80 }),
  ['blocked', 'ELBV2_LISTENERS_MISMATCH'],
);
claim(
  'L6: a target must be registered',
  ask,
  balanced('app', 'HTTPS', 'ip'),
  'reachable',
  'none',
  (world) => world.remove('target-health', `${arn('targetgroup/t/1')}/1`),
  ['blocked', 'ELBV2_LISTENER_HAS_NO_TG'],
);
claim(
  'L6: listeners that were refused leave it unknown',
  ask,
  () => balanced('app', 'HTTPS', 'ip')().denied('listener'),
  'unknown',
  'a closed group blocks',
  (world) => world.change('security-group', 'sg-lb', { IpPermissions: [] }),
  'blocked',
);
claim(
  'L8: an internet-facing load balancer needs a route to the internet gateway',
  ask,
  balanced('app', 'HTTPS', 'ip'),
  'reachable',
  'without',
  (world) => world.change('route-table', 'rtb-public', { Routes: [routeData('10.0.0.0/16 local')] }),
  'blocked',
);
claim(
  'L9: the reply goes back by the load balancer whatever the target’s table says, but the ACL counts',
  ask,
  () => appRule('-1 0.0.0.0/0')(balanced('net', 'TCP', 'instance')()).change('route-table', 'rtb-private', { Routes: [] }),
  'reachable',
  'closed to the client’s ports',
  (world) =>
    world.change('network-acl', 'acl-private', {
      Entries: ['in 100 allow -1 0.0.0.0/0', 'out 100 allow -1 10.0.0.0/8'].map(aclEntry),
    }),
  'blocked',
);
const classic = () =>
  office()
    .group('sg-lb', 'vpc-a', ['-1 0.0.0.0/0'])
    .eni('eni-lb', 'subnet-private', '10.0.2.50', ['sg-lb'], { Description: 'ELB old' })
    .add('classic-load-balancer', 'old', {
      LoadBalancerName: 'old',
      Subnets: ['subnet-private'],
      Instances: [{ InstanceId: 'i-app' }],
      ListenerDescriptions: [{ Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 8080 } }],
    })
    .instance('i-app', 'eni-app');
claim(
  'L7: a classic load balancer maps its port to the instance’s',
  ['eni-db', 'eni-lb', tcp(80)],
  () => appRule('tcp 8080 10.0.0.0/8')(classic()),
  'reachable',
  'not to the same',
  appRule('tcp 80 10.0.0.0/8'),
  'blocked',
);
claim(
  'N10: a classic load balancer’s ACL counts inside its subnet',
  ['eni-app2', 'eni-lb', tcp(80)],
  classic,
  'reachable',
  'closed',
  (world) => world.change('network-acl', 'acl-private', { Entries: [] }),
  ['blocked', 'ELB_ACL_RESTRICTION'],
);

// Network Firewall
const policyArn = 'arn:aws:network-firewall:eu-west-1:111111111111:firewall-policy/p';
const groupArn = (name: string) => `arn:aws:network-firewall:eu-west-1:111111111111:stateful-rulegroup/${name}`;
const stateful = (Action: string, Source: string, Destination: string, DestinationPort: string, more: Data = {}) => ({
  Action,
  Header: { Protocol: 'TCP', Source, SourcePort: 'ANY', Direction: 'FORWARD', Destination, DestinationPort, ...more.header },
  RuleOptions: [{ Keyword: 'sid', Settings: ['1'] }, ...(more.options ?? [])],
});
const walled = (policy: Data, rules: Data) => () =>
  office()
    .subnet('subnet-wall', 'vpc-a', '10.0.7.0/28')
    .acl('acl-wall', 'vpc-a', ['subnet-wall'])
    .table('rtb-wall', 'vpc-a', ['subnet-wall'], ['10.0.0.0/16 local', '0.0.0.0/0 nat-a'])
    .change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 vpce-w'].map(routeData) })
    .change('route-table', 'rtb-public', (data) => data.Routes.push(routeData('10.0.2.0/24 vpce-w')))
    .add('vpc-endpoint', 'vpce-w', {
      VpcEndpointId: 'vpce-w',
      VpcEndpointType: 'GatewayLoadBalancer',
      State: 'available',
      SubnetIds: ['subnet-wall'],
    })
    .add('firewall', 'wall', {
      Firewall: { FirewallName: 'wall', FirewallArn: 'wall', FirewallPolicyArn: policyArn, VpcId: 'vpc-a' },
      FirewallStatus: { SyncStates: { a: { Attachment: { EndpointId: 'vpce-w', SubnetId: 'subnet-wall', Status: 'READY' } } } },
    })
    .add('firewall-policy', policyArn, {
      FirewallPolicyResponse: { FirewallPolicyArn: policyArn },
      FirewallPolicy: {
        StatelessDefaultActions: ['aws:forward_to_sfe'],
        StatefulRuleGroupReferences: [{ ResourceArn: groupArn('g'), Priority: 1 }],
        ...policy,
      },
    })
    .add('firewall-rule-group', groupArn('g'), {
      RuleGroupResponse: { RuleGroupArn: groupArn('g') },
      RuleGroup: { RulesSource: rules },
    });
const strict = { StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER' }, StatefulDefaultActions: ['aws:drop_strict'] };
const out = ['eni-app', '1.1.1.1', tcp(443)] as const;
const five = (...StatefulRules: Data[]) => ({ StatefulRules });
const rules =
  (...StatefulRules: Data[]) =>
  (world: World) =>
    world.change('firewall-rule-group', groupArn('g'), { RuleGroup: { RulesSource: { StatefulRules } } });

claim(
  'F1: after inspection the endpoint subnet’s table decides',
  out,
  walled({}, five()),
  'reachable',
  'no route there',
  (world) => world.change('route-table', 'rtb-wall', { Routes: [routeData('10.0.0.0/16 local')] }),
  'blocked',
);
claim(
  'F2: both directions must cross the same endpoint',
  out,
  walled({}, five()),
  'reachable',
  'the reply goes directly',
  (world) => world.change('route-table', 'rtb-public', (data) => data.Routes.pop()),
  ['blocked', 'HOPSCOPE_ASYMMETRIC_INSPECTION'],
);
claim(
  'F5: the stateless engine may drop',
  out,
  walled({}, five()),
  'reachable',
  'by default',
  (world) =>
    world.change('firewall-policy', policyArn, (data) => {
      data.FirewallPolicy.StatelessDefaultActions = ['aws:drop'];
    }),
  ['blocked', 'FIREWALL_RULES_RESTRICTION'],
);
const stateless = (action: string, match: Data) => (world: World) => {
  const data = world.of('firewall-policy', policyArn).FirewallPolicy;
  data.StatelessRuleGroupReferences = [{ ResourceArn: 'less', Priority: 1 }];
  data.StatelessDefaultActions = ['aws:pass'];
  return world.add('firewall-rule-group', 'less', {
    RuleGroupResponse: { RuleGroupArn: 'less' },
    RuleGroup: {
      RulesSource: {
        StatelessRulesAndCustomActions: {
          StatelessRules: [{ Priority: 1, RuleDefinition: { Actions: [action], MatchAttributes: match } }],
        },
      },
    },
  });
};
claim(
  'F5: stateless rules judge replies as packets of their own',
  out,
  () => stateless('aws:drop', { Protocols: [6], SourcePorts: [{ FromPort: 444, ToPort: 444 }] })(walled({}, five())()),
  'reachable',
  'one that drops the server’s port',
  (world) =>
    world.change('firewall-rule-group', 'less', (data) => {
      data.RuleGroup.RulesSource.StatelessRulesAndCustomActions.StatelessRules[0].RuleDefinition.MatchAttributes.SourcePorts = [
        { FromPort: 443, ToPort: 443 },
      ];
    }),
  ['blocked', 'FIREWALL_RULES_RESTRICTION'],
);
claim(
  'F6: under action order a pass comes before any drop',
  out,
  walled({}, five(stateful('DROP', 'ANY', 'ANY', 'ANY'), stateful('PASS', 'ANY', 'ANY', '443'))),
  'reachable',
  'for another port',
  rules(stateful('DROP', 'ANY', 'ANY', 'ANY'), stateful('PASS', 'ANY', 'ANY', '80')),
  ['blocked', 'FIREWALL_RULES_RESTRICTION'],
);
claim(
  'F6: under action order what no rule matches passes',
  out,
  walled({}, five(stateful('DROP', 'ANY', 'ANY', '80'))),
  'reachable',
  'a rule matches',
  rules(stateful('DROP', 'ANY', 'ANY', '443')),
  'blocked',
);
claim(
  'F7: under strict order the first rule decides',
  out,
  walled(strict, five(stateful('PASS', 'ANY', 'ANY', '443'), stateful('DROP', 'ANY', 'ANY', 'ANY'))),
  'reachable',
  'the other is first',
  rules(stateful('DROP', 'ANY', 'ANY', 'ANY'), stateful('PASS', 'ANY', 'ANY', '443')),
  'blocked',
);
claim(
  'F7: drop_strict drops what no rule matches',
  out,
  walled(strict, five()),
  ['blocked', 'FIREWALL_RULES_RESTRICTION'],
  'a rule passes it',
  rules(stateful('PASS', '10.0.2.0/24', 'ANY', '443')),
  'reachable',
);
claim(
  'F7: drop_established lets only the handshake pass',
  out,
  walled({ ...strict, StatefulDefaultActions: ['aws:drop_established'] }, five()),
  ['blocked', 'HOPSCOPE_FIREWALL_HANDSHAKE_ONLY'],
  'a rule passes it',
  rules(stateful('PASS', 'ANY', 'ANY', '443')),
  'reachable',
);
claim(
  'F8: FORWARD is from source to destination only',
  out,
  walled(strict, five(stateful('PASS', '10.0.2.0/24', '1.1.1.1/32', 'ANY'))),
  'reachable',
  'the other way round',
  rules(stateful('PASS', '1.1.1.1/32', '10.0.2.0/24', 'ANY')),
  'blocked',
);
claim(
  'F8: ANY is both directions',
  out,
  walled(strict, five(stateful('PASS', '1.1.1.1/32', '10.0.2.0/24', 'ANY', { header: { Direction: 'FORWARD' } }))),
  'blocked',
  'ANY',
  rules(stateful('PASS', '1.1.1.1/32', '10.0.2.0/24', 'ANY', { header: { Direction: 'ANY' } })),
  'reachable',
);
claim(
  'F8: a variable that cannot be resolved leaves it unknown',
  out,
  walled(strict, five(stateful('PASS', '$OURS', 'ANY', '443'))),
  'unknown',
  'defined by the policy',
  (world) =>
    world.change('firewall-policy', policyArn, (data) => {
      data.FirewallPolicy.PolicyVariables = { RuleVariables: { OURS: { Definition: ['10.0.0.0/16'] } } };
    }),
  'reachable',
);
claim(
  'F8: a group’s override turns drops into alerts',
  out,
  walled({}, five(stateful('DROP', 'ANY', 'ANY', 'ANY'))),
  'blocked',
  'overridden',
  (world) =>
    world.change('firewall-policy', policyArn, (data) => {
      data.FirewallPolicy.StatefulRuleGroupReferences[0].Override = { Action: 'DROP_TO_ALERT' };
    }),
  'reachable',
);
claim(
  'F9: a domain list decides by name',
  out,
  walled(
    {},
    { RulesSourceList: { Targets: ['.example.com'], TargetTypes: ['TLS_SNI', 'HTTP_HOST'], GeneratedRulesType: 'ALLOWLIST' } },
  ),
  ['unknown', 'HOPSCOPE_FIREWALL_DEPENDS_ON_NAME'],
  'only for its home network',
  (world) =>
    world.change('firewall-rule-group', groupArn('g'), (data) => {
      data.RuleGroup.RuleVariables = { IPSets: { HOME_NET: { Definition: ['10.9.0.0/16'] } } };
    }),
  'reachable',
);
claim(
  'F3: a rule with options may or may not match',
  out,
  walled({}, five(stateful('DROP', 'ANY', 'ANY', '443', { options: [{ Keyword: 'content', Settings: ['x'] }] }))),
  'unknown',
  'a plain one',
  rules(stateful('DROP', 'ANY', 'ANY', '443')),
  'blocked',
);
claim(
  'F1: a firewall whose policy was refused is unknown',
  out,
  () => walled({}, five())().denied('firewall-policy'),
  'unknown',
  'and a closed group blocks',
  (world) => world.change('security-group', 'sg-app', { IpPermissionsEgress: [] }),
  'blocked',
);

// PrivateLink
const privateLink = () => {
  const name = 'com.amazonaws.vpce.eu-west-1.vpce-svc-1';
  return appRule('tcp 8080 10.0.1.50/32')(balanced('net', 'TCP', 'ip')())
    .eni('eni-door', 'subnet-private', '10.0.2.60', ['sg-door'], { InterfaceType: 'vpc_endpoint' })
    .group('sg-door', 'vpc-a', ['tcp 443 10.0.0.0/8'])
    .add('vpc-endpoint', 'vpce-door', {
      VpcEndpointType: 'Interface',
      State: 'available',
      ServiceName: name,
      NetworkInterfaceIds: ['eni-door'],
    })
    .add('endpoint-service', 'vpce-svc-1', { ServiceName: name, NetworkLoadBalancerArns: [arn('loadbalancer/net/front/1')] });
};
claim(
  'E5: PrivateLink reaches the provider’s targets as a connection of its load balancer',
  ['eni-app2', 'eni-door', tcp(443)],
  privateLink,
  'reachable',
  'which the target does not admit',
  appRule('tcp 8080 10.0.2.0/24'),
  'blocked',
);
claim(
  'E2: an endpoint whose zone has no node of the service leads nowhere',
  ['eni-app2', 'eni-door', tcp(443)],
  privateLink,
  'reachable',
  'in another zone',
  (world) =>
    world.change('network-interface', 'eni-door', {
      SubnetId: 'subnet-other',
      PrivateIpAddress: '10.0.3.60',
      PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.3.60' }],
    }),
  ['blocked', 'VPCE_SERVICE_NOT_INSTALLED_IN_AZ'],
);
claim(
  'L1: the load balancer’s groups see the consumer’s client',
  ['eni-app2', 'eni-door', tcp(443)],
  () => privateLink().remove('security-group', 'sg-lb').group('sg-lb', 'vpc-a', ['tcp 443 203.0.113.0/24']),
  'blocked',
  'unless they are not asked',
  (world) =>
    world.change('load-balancer', arn('loadbalancer/net/front/1'), {
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
    }),
  'reachable',
);
