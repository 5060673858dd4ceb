/** Guest Wi-Fi of the sorting centres, behind a firewall as far as somebody got; and a firewall that was only tried. */
import { uuidOf } from '../names.ts';
import { type Company, EVERYWHERE } from './company.ts';
import { describeFirewall } from './firewalls.ts';
import type { sdwan } from './sdwan.ts';

export function guests(company: Company, carrier: ReturnType<typeof sdwan>): void {
  wifi(company);
  trial(company, carrier);
}

function wifi({ estate, network: { frankfurt: region } }: Company): void {
  const vpc = region.vpc('guests', { cidr: '10.25.0.0/22', tags: { env: 'prod' } });
  vpc.defaultGroup.remove(() => true);
  const door = vpc.subnet('guests-firewall-a', { cidr: '10.25.0.0/28', zone: 'a' });
  const [inA, inB, inC] = ['a', 'b', 'c'].map((zone, index) =>
    vpc.subnet(`guests-${zone}`, { cidr: `10.25.1.${index * 64}/26`, zone }),
  ) as [typeof door, typeof door, typeof door];
  const internet = vpc.internetGateway('guests');
  const named = (rest: string) => region.arn('network-firewall', rest);
  const [FirewallArn, policyArn] = [named('firewall/guests'), named('firewall-policy/haldenpost-egress')];
  const service = 'com.amazonaws.vpce.eu-central-1.vpce-svc-0a8c25e19f7b3d604';
  const wall = vpc.interfaceEndpoint('firewall-a', { service, subnets: [door], firewall: FirewallArn });
  vpc.table('guests-firewall', [door]).route(EVERYWHERE, internet);
  const walled = vpc.table('guests', [inA, inB]).route(EVERYWHERE, wall);
  vpc.table('guests-c', [inC]).route(EVERYWHERE, internet);
  estate.mistake('nfw-endpoint-cross-az', inB, 'it leaves by the endpoint in the other zone, and with that zone it is lost');
  estate.mistake('nfw-bypass', inC, 'the third zone came later and goes straight out');
  estate.mistake('route-asymmetric', walled, 'no edge table leads the answers of the internet through the firewall');
  for (const subnet of [inA, inB])
    estate.mistake('nfw-return-bypass', subnet, 'what comes back is led past the firewall, which saw only what went out');

  const firewall = describeFirewall(region, 'guests', {
    vpc,
    doors: [{ subnet: door, wall }],
    policyArn,
    inSync: [policyArn],
    isProtected: true,
    id: uuidOf('guests firewall'),
    token: uuidOf('guests firewall', 'token'),
  });
  const LogDestination = { bucketName: 'haldenpost-firewall-logs-euc1' };
  const LogDestinationConfigs = ['ALERT', 'FLOW'].map((LogType) => ({ LogType, LogDestinationType: 'S3', LogDestination }));
  region.describe('firewall-logging', { FirewallArn, LoggingConfiguration: { LogDestinationConfigs } }, FirewallArn);
  estate.mistake('nfw-single-az', firewall, 'it stands in the first zone, and the second one goes through it');

  // The third zone was to have an endpoint of the hub's firewall: it is there, and no table leads to it.
  const spare = vpc.subnet('guests-firewall-c', { cidr: '10.25.0.16/28', zone: 'c' });
  vpc.table('guests-firewall-c', [spare]).route(EVERYWHERE, internet);
  const hubs = named('firewall/haldenpost-egress');
  const unled = vpc.interfaceEndpoint('firewall-c', { service, subnets: [spare], firewall: hubs });
  const VpcEndpointAssociationArn = named(`vpc-endpoint-association/${uuidOf('guests')}`);
  region.describe('firewall-endpoint-listing', { VpcEndpointAssociationArn });
  const VpcEndpointAssociation = {
    VpcEndpointAssociationArn,
    VpcEndpointAssociationId: uuidOf('guests'),
    FirewallArn: hubs,
    VpcId: vpc.id,
    SubnetMapping: { SubnetId: spare.id, IPAddressType: 'IPV4' },
    Description: 'Guest Wi-Fi',
    Tags: [],
  };
  const Attachment = { SubnetId: spare.id, EndpointId: unled.id, Status: 'READY' };
  const VpcEndpointAssociationStatus = { Status: 'READY', AssociationSyncState: { [spare.zone.name]: { Attachment } } };
  const answer = { VpcEndpointAssociation, VpcEndpointAssociationStatus };
  region.describe('firewall-endpoint', answer, VpcEndpointAssociationArn);

  const portal = vpc
    .group('portal', 'Captive portal')
    .allow('tcp', 443, EVERYWHERE, 'guests')
    .closed()
    .to('tcp', 443, EVERYWHERE);
  for (const [index, subnet] of [inA, inC].entries())
    subnet.instance(`portal-${index + 1}`, { type: 't3.small', groups: [portal], publicAddress: true });
  inB.instance('wifi-control', { type: 't3.medium', groups: [portal], publicAddress: true });
  region.flowLog('guests', { of: vpc, to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-euc1' } });
}

/** Tried in the VPC of the appliances, and left. */
function trial({ estate, network: { frankfurt: region } }: Company, { vpc }: ReturnType<typeof sdwan>): void {
  const subnet = vpc.subnet('sdwan-firewall-a', { cidr: '10.24.2.0/28', zone: 'a' });
  const named = (rest: string) => region.arn('network-firewall', rest);
  const [FirewallArn, FirewallPolicyArn] = [named('firewall/trial'), named('firewall-policy/trial')];
  const service = 'com.amazonaws.vpce.eu-central-1.vpce-svc-0a8c25e19f7b3d604';
  const wall = vpc.interfaceEndpoint('firewall-trial-a', { service, subnets: [subnet], firewall: FirewallArn });
  const firewall = describeFirewall(region, 'trial', {
    vpc,
    doors: [{ subnet, wall }],
    policyArn: FirewallPolicyArn,
    inSync: [FirewallPolicyArn],
    isProtected: false,
    id: uuidOf('trial'),
    token: uuidOf('trial', 'token'),
  });
  region.describe('firewall-logging', { FirewallArn, LoggingConfiguration: { LogDestinationConfigs: [] } }, FirewallArn);
  region.describe('firewall-policy-listing', { Name: 'trial', Arn: FirewallPolicyArn });
  const policy = region.describe(
    'firewall-policy',
    {
      UpdateToken: uuidOf('trial policy', 'token'),
      FirewallPolicyResponse: {
        FirewallPolicyName: 'trial',
        FirewallPolicyArn,
        FirewallPolicyId: uuidOf('trial policy'),
        FirewallPolicyStatus: 'ACTIVE',
        NumberOfAssociations: 1,
        LastModifiedTime: '2025-09-11T14:12:26.000Z',
        Tags: [],
      },
      FirewallPolicy: { StatelessDefaultActions: ['aws:pass'], StatelessFragmentDefaultActions: ['aws:pass'] },
    },
    FirewallPolicyArn,
  );
  const Arn = named('stateful-rulegroup/blocked-countries');
  region.describe('firewall-rule-group-listing', { Name: 'blocked-countries', Arn });
  const group = region.describe(
    'firewall-rule-group',
    {
      UpdateToken: uuidOf('countries', 'token'),
      RuleGroup: { RulesSource: { StatefulRules: [] } },
      RuleGroupResponse: {
        RuleGroupArn: Arn,
        RuleGroupName: 'blocked-countries',
        RuleGroupId: uuidOf('countries'),
        Type: 'STATEFUL',
        Capacity: 50,
        ConsumedCapacity: 0,
        RuleGroupStatus: 'ACTIVE',
        NumberOfAssociations: 0,
        Tags: [],
      },
    },
    Arn,
  );
  estate.mistake('nfw-empty-rule-group', group, 'nobody ever wrote down the countries');
  estate.mistake('nfw-default-pass-full', policy, 'whatever comes is let through');
  estate.mistake('nfw-default-pass-fragments', policy, 'and so are fragments');
  estate.mistake('nfw-no-rule-groups', policy, 'it has nothing to look for');
  estate.mistake('nfw-no-logging', firewall, 'a trial of which nothing was recorded');
  estate.mistake('nfw-unprotected', firewall, 'a slip of the hand deletes it');
  estate.mistake('nfw-not-in-path', firewall, 'no table leads to it');
}
