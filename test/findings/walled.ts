/** The office behind a Network Firewall: `subnet-private` goes to the internet through `vpce-w` in `subnet-wall` and a NAT gateway, and back. */
import { routeData, type World } from '../reach/scenario.ts';
import { office } from '../reach/worlds.ts';

export const POLICY = 'arn:aws:network-firewall:eu-west-1:111111111111:firewall-policy/p';
export const WALL = 'arn:aws:network-firewall:eu-west-1:111111111111:firewall/wall';

export function walled(): World {
  return office()
    .subnet('subnet-wall', 'vpc-a', '10.0.7.0/28', 'euw1-az1', { ipv6: '2600:a:0:7::/64' })
    .acl('acl-wall', 'vpc-a', ['subnet-wall'])
    .table('rtb-wall', 'vpc-a', ['subnet-wall'], ['10.0.0.0/16 local', '2600:a::/56 local', '0.0.0.0/0 nat-a', '::/0 igw-a'])
    .change('route-table', 'rtb-private', {
      Routes: ['10.0.0.0/16 local', '2600:a::/56 local', '0.0.0.0/0 vpce-w'].map(routeData),
    })
    .route('rtb-public', '10.0.2.0/24 vpce-w')
    .add('vpc-endpoint', 'vpce-w', {
      VpcEndpointId: 'vpce-w',
      VpcEndpointType: 'GatewayLoadBalancer',
      VpcId: 'vpc-a',
      State: 'available',
      SubnetIds: ['subnet-wall'],
    })
    .add('firewall', WALL, {
      Firewall: { FirewallName: 'wall', FirewallArn: WALL, FirewallPolicyArn: POLICY, VpcId: 'vpc-a' },
      FirewallStatus: { SyncStates: { a: { Attachment: { EndpointId: 'vpce-w', SubnetId: 'subnet-wall', Status: 'READY' } } } },
    })
    .add('firewall-policy', POLICY, {
      FirewallPolicyResponse: { FirewallPolicyArn: POLICY, FirewallPolicyName: 'p' },
      FirewallPolicy: {
        StatelessDefaultActions: ['aws:forward_to_sfe'],
        StatelessFragmentDefaultActions: ['aws:forward_to_sfe'],
        StatefulRuleGroupReferences: [],
      },
    });
}
