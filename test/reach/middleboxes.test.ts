/** What keeps state, or speaks in its own name: appliances, firewall endpoints, NAT instances, and what that does to groups (W7, S9, I18, F1–F9). */
import { claim } from './claim.ts';
import { type Data, routeData, tcp, type World } from './scenario.ts';
import { office } from './worlds.ts';

const out = ['eni-app', '1.1.1.1', tcp(443)] as const;

/** `eni-app` reaches `eni-app3` through `eni-box`, and back. */
const boxed = () =>
  office()
    .eni('eni-app3', 'subnet-other', '10.0.3.50', ['sg-app'])
    .group('sg-box', 'vpc-a', ['-1 0.0.0.0/0'])
    .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-box'], { SourceDestCheck: false, publicIp: '203.0.113.99' })
    .route('rtb-private', '10.0.3.0/24 eni-box')
    .route('rtb-main', '10.0.2.0/24 eni-box');
claim(
  'W7: an appliance must see both directions',
  ['eni-app', 'eni-app3', tcp(22)],
  boxed,
  'reachable',
  'the reply goes past it',
  (world) => world.change('route-table', 'rtb-main', (data) => data.Routes.pop()),
  ['blocked', 'HOPSCOPE_ASYMMETRIC_INSPECTION'],
);
claim(
  'S9: an egress rule for a group does not let a packet out through a middlebox',
  ['eni-app', 'eni-app3', tcp(22)],
  () => boxed().remove('security-group', 'sg-app').group('sg-app', 'vpc-a', ['-1 10.0.0.0/8'], ['-1 sg-app']),
  ['blocked', 'SG_REFERENCES_NOT_PRESERVED'],
  'another group of the interface has one for addresses',
  (world) =>
    world
      .group('sg-out', 'vpc-a', [], ['-1 0.0.0.0/0'])
      .change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-app' }, { GroupId: 'sg-out' }] }),
  'reachable',
);
claim(
  'S9: beyond a middlebox a reference matches nothing, whatever the group is',
  ['eni-app', 'eni-app3', tcp(22)],
  () =>
    boxed()
      .group('sg-third', 'vpc-a', ['tcp 22 sg-gone'])
      .change('network-interface', 'eni-app3', { Groups: [{ GroupId: 'sg-third' }] })
      .denied('security-group', { account: '222222222222' }),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
  'without one a group that nobody knows leaves it unknown',
  (world) =>
    world
      .change('route-table', 'rtb-private', (data) => data.Routes.pop())
      .change('route-table', 'rtb-main', (data) => data.Routes.pop()),
  'unknown',
);

/** `eni-app` goes to the internet through `eni-box`, which forwards or speaks for it. */
const natInstance = () =>
  boxed().change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 eni-box'].map(routeData) });
claim(
  'I18: whether a NAT instance or a plain router stands there decides',
  out,
  natInstance,
  ['unknown', 'HOPSCOPE_DEPENDS_ON_APPLIANCE'],
  'without a public address neither gets out',
  (world) =>
    world.change('network-interface', 'eni-box', (data) => {
      data.Association = undefined;
      data.PrivateIpAddresses[0].Association = undefined;
    }),
  ['blocked', 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'],
);
claim(
  'I18: both hypotheses pass where the client is public and its replies are led back',
  out,
  () =>
    natInstance()
      .change('network-interface', 'eni-app', (data) => {
        data.PrivateIpAddresses[0].Association = { PublicIp: '203.0.113.77' };
      })
      .table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.0.0/16 local', '10.0.2.0/24 eni-box']),
  'reachable',
  'without the way back only one does',
  (world) => world.remove('route-table', 'rtb-edge'),
  ['unknown', 'HOPSCOPE_DEPENDS_ON_APPLIANCE'],
);

// Network Firewall
const name = (what: string, which: string) => `arn:aws:network-firewall:eu-west-1:111111111111:${what}/${which}`;
const stateful = (Action: string, DestinationPort = 'ANY') => ({
  Action,
  Header: { Protocol: 'TCP', Source: 'ANY', SourcePort: 'ANY', Direction: 'FORWARD', Destination: 'ANY', DestinationPort },
  RuleOptions: [],
});
const group = (id: string, RulesSource: Data) => (world: World) =>
  world.add('firewall-rule-group', name('rulegroup', id), {
    RuleGroupResponse: { RuleGroupArn: name('rulegroup', id) },
    RuleGroup: { RulesSource },
  });
const references = (...ids: string[]) => ids.map((id, at) => ({ ResourceArn: name('rulegroup', id), Priority: at + 1 }));
/** `eni-app` goes to the internet through a firewall's endpoint, and back. */
const walled = (policy: Data) =>
  office()
    .subnet('subnet-wall', 'vpc-a', '10.0.7.0/28')
    .acl('acl-wall', 'vpc-a', ['subnet-wall'])
    .table('rtb-wall', 'vpc-a', ['subnet-wall'], ['10.0.0.0/16 local', '0.0.0.0/0 nat-a'])
    .change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 vpce-w'].map(routeData) })
    .route('rtb-public', '10.0.2.0/24 vpce-w')
    .add('vpc-endpoint', 'vpce-w', { VpcEndpointType: 'GatewayLoadBalancer', State: 'available', SubnetIds: ['subnet-wall'] })
    .add('firewall', 'wall', {
      Firewall: { FirewallArn: 'wall', FirewallPolicyArn: name('policy', 'p'), VpcId: 'vpc-a' },
      FirewallStatus: { SyncStates: { a: { Attachment: { EndpointId: 'vpce-w', SubnetId: 'subnet-wall', Status: 'READY' } } } },
    })
    .add('firewall-policy', name('policy', 'p'), {
      FirewallPolicyResponse: { FirewallPolicyArn: name('policy', 'p') },
      FirewallPolicy: { StatelessDefaultActions: ['aws:forward_to_sfe'], ...policy },
    });
const suricata = { RulesString: 'drop tls any any -> any any (sid:1;)' };
const list = (GeneratedRulesType: string) => ({
  RulesSourceList: { Targets: ['.example.com'], TargetTypes: ['TLS_SNI'], GeneratedRulesType },
});

claim(
  'E4: the endpoint of a firewall must be available too',
  out,
  () => walled({}),
  'reachable',
  'pending',
  (world) => world.change('vpc-endpoint', 'vpce-w', { State: 'pending' }),
  ['blocked', 'BAD_STATE'],
);
claim(
  'F1: an endpoint association puts the firewall’s rules in another subnet or VPC',
  out,
  () => {
    const world = group('g', { StatefulRules: [stateful('DROP')] })(walled({ StatefulRuleGroupReferences: references('g') }));
    return world.change('firewall', 'wall', { FirewallStatus: { SyncStates: {} } }).add('firewall-endpoint', 'association', {
      VpcEndpointAssociation: { FirewallArn: 'wall' },
      VpcEndpointAssociationStatus: {
        AssociationSyncState: { a: { Attachment: { EndpointId: 'vpce-w', SubnetId: 'subnet-wall', Status: 'READY' } } },
      },
    });
  },
  ['blocked', 'FIREWALL_RULES_RESTRICTION'],
  'without it the endpoint is a load balancer’s',
  (world) => world.remove('firewall-endpoint', 'association'),
  'reachable',
);
claim(
  'F5: what the stateless engine passes leaves no state behind',
  out,
  () => walled({ StatelessDefaultActions: ['aws:pass'] }).change('route-table', 'rtb-public', (data) => data.Routes.pop()),
  'reachable',
  'the stateful engine must see the reply',
  (world) =>
    world.change('firewall-policy', name('policy', 'p'), (data) => {
      data.FirewallPolicy.StatelessDefaultActions = ['aws:forward_to_sfe'];
    }),
  ['blocked', 'HOPSCOPE_ASYMMETRIC_INSPECTION'],
);
claim(
  'F5: a rule for SYN alone does not match the answer, which is SYN and ACK',
  out,
  () => flagged([{ Flags: ['SYN'], Masks: ['SYN', 'ACK'] }]),
  ['blocked', 'FIREWALL_RULES_RESTRICTION'],
  'the mask leaves ACK out',
  () => flagged([{ Flags: ['SYN'], Masks: ['SYN'] }]),
  'reachable',
);
function flagged(TCPFlags: Data): World {
  const rule = { Priority: 1, RuleDefinition: { Actions: ['aws:pass'], MatchAttributes: { Protocols: [6], TCPFlags } } };
  const policy = { StatelessDefaultActions: ['aws:drop'], StatelessRuleGroupReferences: references('less') };
  return group('less', { StatelessRulesAndCustomActions: { StatelessRules: [rule] } })(walled(policy));
}
claim(
  'F6: under action order a pass that matches is not overruled by another group',
  out,
  () => {
    const world = walled({ StatefulRuleGroupReferences: references('names', 'g') });
    return group('names', suricata)(group('g', { StatefulRules: [stateful('PASS', '443')] })(world));
  },
  'reachable',
  'for another port',
  (world) =>
    world.change('firewall-rule-group', name('rulegroup', 'g'), (data) => {
      data.RuleGroup.RulesSource.StatefulRules = [stateful('PASS', '80')];
    }),
  'unknown',
);
claim(
  'F8: a list of names whose drops are only told drops nothing',
  out,
  () => group('names', list('DENYLIST'))(walled({ StatefulRuleGroupReferences: references('names') })),
  ['unknown', 'HOPSCOPE_FIREWALL_DEPENDS_ON_NAME'],
  'overridden',
  (world) =>
    world.change('firewall-policy', name('policy', 'p'), (data) => {
      data.FirewallPolicy.StatefulRuleGroupReferences[0].Override = { Action: 'DROP_TO_ALERT' };
    }),
  'reachable',
);
claim(
  'F9: under strict order a list of allowed names drops no other',
  out,
  () =>
    group(
      'names',
      list('ALLOWLIST'),
    )(
      walled({
        StatefulRuleGroupReferences: references('names'),
        StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER' },
      }),
    ),
  'reachable',
  'under action order it does',
  (world) =>
    world.change('firewall-policy', name('policy', 'p'), (data) => {
      data.FirewallPolicy.StatefulEngineOptions = undefined;
    }),
  ['unknown', 'HOPSCOPE_FIREWALL_DEPENDS_ON_NAME'],
);
claim(
  'F9: a list of names counts for the home network, which the policy may name',
  out,
  () =>
    group(
      'names',
      list('DENYLIST'),
    )(walled({ StatefulRuleGroupReferences: references('names') })).change('firewall-policy', name('policy', 'p'), (data) => {
      data.FirewallPolicy.PolicyVariables = { RuleVariables: { HOME_NET: { Definition: ['192.168.0.0/16'] } } };
    }),
  'reachable',
  'that is the firewall’s VPC unless named',
  (world) =>
    world.change('firewall-policy', name('policy', 'p'), (data) => {
      data.FirewallPolicy.PolicyVariables = undefined;
    }),
  'unknown',
);
