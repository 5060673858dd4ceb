/** How AWS names a resource outside of its Region: its ARN, and the page of the console that shows it. */
import { partitionOf } from '../../kinds/partition.ts';
import type { Resource } from '../../snapshot/snapshot.ts';

/** The word of a kind's ARN where it is not the kind itself. */
const words: Record<string, string> = {
  'flow-log': 'vpc-flow-log',
  'dhcp-options': 'dhcp-options',
  'launch-template-version': 'launch-template',
};

/** Kinds of EC2 whose ARN is `arn:aws:ec2:REGION:ACCOUNT:KIND/ID`. */
const ofEc2 =
  /^(?:vpc|subnet|instance|network-interface|security-group|security-group-rule|network-acl|route-table|internet-gateway|egress-only-internet-gateway|nat-gateway|carrier-gateway|vpc-endpoint|vpc-peering-connection|transit-gateway|transit-gateway-attachment|transit-gateway-route-table|vpn-connection|vpn-gateway|customer-gateway|elastic-ip|flow-log|dhcp-options|prefix-list|client-vpn-endpoint|traffic-mirror-.*|ipam|ipam-pool|ipam-scope|instance-connect-endpoint)$/;

/** The ARN that AWS itself writes in the data comes first. */
export function arnOf({ kind, id, account, region, data }: Resource): string | undefined {
  if (id.startsWith('arn:')) return id;
  const own = Object.entries(data as Record<string, unknown>).find(
    ([member, value]) => /Arn$/i.test(member) && typeof value === 'string' && value.endsWith(id),
  );
  if (own) return own[1] as string;
  if (!ofEc2.test(kind)) return undefined;
  const owner = data.OwnerId ?? data.OwnerAccountId ?? account;
  return `arn:${partitionOf(region)}:ec2:${region}:${owner}:${words[kind] ?? kind}/${id}`;
}

/** The pages of the console: its path, after the Region. */
const pages: Record<string, (id: string) => string> = {
  vpc: (id) => `vpcconsole/home#VpcDetails:VpcId=${id}`,
  subnet: (id) => `vpcconsole/home#SubnetDetails:subnetId=${id}`,
  'route-table': (id) => `vpcconsole/home#RouteTableDetails:RouteTableId=${id}`,
  'internet-gateway': (id) => `vpcconsole/home#InternetGateway:internetGatewayId=${id}`,
  'nat-gateway': (id) => `vpcconsole/home#NatGatewayDetails:natGatewayId=${id}`,
  'network-acl': (id) => `vpcconsole/home#NetworkAclDetails:networkAclId=${id}`,
  'vpc-endpoint': (id) => `vpcconsole/home#EndpointDetails:vpcEndpointId=${id}`,
  'vpc-peering-connection': (id) => `vpcconsole/home#PeeringConnectionDetails:VpcPeeringConnectionId=${id}`,
  'transit-gateway': (id) => `vpcconsole/home#TransitGatewayDetails:transitGatewayId=${id}`,
  'transit-gateway-attachment': (id) => `vpcconsole/home#TransitGatewayAttachmentDetails:transitGatewayAttachmentId=${id}`,
  'transit-gateway-route-table': (id) => `vpcconsole/home#TransitGatewayRouteTableDetails:transitGatewayRouteTableId=${id}`,
  'vpn-connection': (id) => `vpcconsole/home#VpnConnectionDetails:VpnConnectionId=${id}`,
  'security-group': (id) => `ec2/home#SecurityGroup:groupId=${id}`,
  'network-interface': (id) => `ec2/home#NetworkInterface:networkInterfaceId=${id}`,
  instance: (id) => `ec2/home#InstanceDetails:instanceId=${id}`,
  'elastic-ip': (id) => `ec2/home#ElasticIpDetails:AllocationId=${id}`,
  'load-balancer': (id) => `ec2/home#LoadBalancer:loadBalancerArn=${id}`,
  'target-group': (id) => `ec2/home#TargetGroup:targetGroupArn=${id}`,
};

const hosts: Record<string, string> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

export function consoleUrl({ kind, id, region }: Resource): string | undefined {
  const page = pages[kind];
  const host = hosts[partitionOf(region)];
  if (!page || !host || region === 'global') return undefined;
  const [path, place] = page(encodeURIComponent(id)).split('#') as [string, string];
  return `https://${region}.${host}/${path}?region=${region}#${place}`;
}
