/**
 * The controls of Security Hub and the recommendations of the CIS AWS Foundations Benchmark 5.0 that are about networks, built here or not, so
 * that *not covered* is told as it is. Controls that ask for tags, encrypted disks or backups are about other things and not listed.
 */

export type Standard = 'fsbp' | 'cis';

export const standards: Readonly<Record<Standard, string>> = {
  fsbp: 'AWS Security Hub',
  cis: 'CIS AWS Foundations Benchmark 5.0',
};

/** Where the lists come from, and when they were last compared with it. */
export const controlLists = {
  asOf: '2026-11-23',
  fsbp: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html',
  cis: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html',
} as const;

export const controls: Readonly<Record<Standard, Readonly<Record<string, string>>>> = {
  fsbp: {
    'AutoScaling.3': 'Launch configurations require IMDSv2',
    'AutoScaling.4': 'Launch configurations let answers of the metadata service hop once only',
    'AutoScaling.5': 'Instances of launch configurations have no public IP addresses',
    'DMS.1': 'Replication instances of the Database Migration Service are not public',
    'EC2.2': 'Default security groups allow no traffic',
    'EC2.6': 'VPC flow logging is enabled in all VPCs',
    'EC2.8': 'Instances use IMDSv2',
    'EC2.9': 'Instances have no public IPv4 address',
    'EC2.10': 'VPCs have an endpoint for the EC2 service',
    'EC2.12': 'Unused Elastic IPs are released',
    'EC2.13': 'Security groups do not allow 0.0.0.0/0 or ::/0 to port 22',
    'EC2.14': 'Security groups do not allow 0.0.0.0/0 or ::/0 to port 3389',
    'EC2.15': 'Subnets do not assign public IP addresses by themselves',
    'EC2.16': 'Unused network ACLs are removed',
    'EC2.17': 'Instances do not use several network interfaces',
    'EC2.18': 'Security groups allow unrestricted traffic to authorized ports only',
    'EC2.19': 'Security groups do not allow unrestricted traffic to ports of high risk',
    'EC2.20': 'Both tunnels of a Site-to-Site VPN connection are up',
    'EC2.21': 'Network ACLs do not allow 0.0.0.0/0 to ports 22 and 3389',
    'EC2.22': 'Unused security groups are removed',
    'EC2.23': 'Transit gateways do not accept VPC attachments by themselves',
    'EC2.25': 'Launch templates give no public IPs to network interfaces',
    'EC2.51': 'Client VPN endpoints log connections',
    'EC2.53': 'Security groups do not allow 0.0.0.0/0 to ports of remote server administration',
    'EC2.54': 'Security groups do not allow ::/0 to ports of remote server administration',
    'EC2.55': 'VPCs have an interface endpoint for the ECR API',
    'EC2.56': 'VPCs have an interface endpoint for the Docker Registry',
    'EC2.57': 'VPCs have an interface endpoint for Systems Manager',
    'EC2.58': 'VPCs have an interface endpoint for Systems Manager Incident Manager Contacts',
    'EC2.60': 'VPCs have an interface endpoint for Systems Manager Incident Manager',
    'EC2.170': 'Launch templates use IMDSv2',
    'EC2.171': 'VPN connections have logging enabled',
    'EC2.172': 'VPC Block Public Access blocks internet gateway traffic',
    'EC2.180': 'Network interfaces have source/destination checking enabled',
    'EC2.183': 'VPN connections use IKEv2',
    'ECS.2': 'ECS services are not given public IP addresses by themselves',
    'ECS.16': 'Task sets of ECS are not given public IP addresses by themselves',
    'EFS.6': 'Mount targets of EFS are not in subnets that assign public IP addresses',
    'EKS.1': 'Endpoints of EKS clusters are not public',
    'ELB.1': 'Application Load Balancers redirect all HTTP requests to HTTPS',
    'ELB.2': 'Classic Load Balancers with HTTPS or SSL listeners use certificates of ACM',
    'ELB.3': 'Listeners of Classic Load Balancers have HTTPS or TLS termination',
    'ELB.4': 'Application Load Balancers drop invalid HTTP headers',
    'ELB.5': 'Application and Classic Load Balancers log',
    'ELB.6': 'Application, Gateway and Network Load Balancers have deletion protection',
    'ELB.7': 'Classic Load Balancers drain connections',
    'ELB.8': 'Classic Load Balancers with SSL listeners use a predefined strong security policy',
    'ELB.9': 'Classic Load Balancers balance across zones',
    'ELB.10': 'Classic Load Balancers span several Availability Zones',
    'ELB.12': 'Application Load Balancers use a defensive or the strictest desync mitigation',
    'ELB.13': 'Application, Network and Gateway Load Balancers span several Availability Zones',
    'ELB.14': 'Classic Load Balancers use a defensive or the strictest desync mitigation',
    'ELB.16': 'Application Load Balancers have a WAF web ACL',
    'ELB.17': 'Listeners of Application and Network Load Balancers use recommended security policies',
    'ELB.18': 'Listeners of Application and Network Load Balancers use secure protocols',
    'ELB.21': 'Target groups of Application and Network Load Balancers use encrypted health check protocols',
    'ELB.22': 'Target groups use encrypted transport protocols',
    'EMR.1': 'Primary nodes of EMR clusters have no public IP addresses',
    'ES.2': 'Elasticsearch domains are not public',
    'Lambda.3': 'Lambda functions are in a VPC',
    'Lambda.5': 'Lambda functions in a VPC work in several Availability Zones',
    'MSK.4': 'MSK clusters are not public',
    'NetworkFirewall.1': 'Network Firewalls span several Availability Zones',
    'NetworkFirewall.2': 'Network Firewalls log',
    'NetworkFirewall.3': 'Policies of Network Firewall have a rule group',
    'NetworkFirewall.4': 'The default stateless action for full packets is drop or forward',
    'NetworkFirewall.5': 'The default stateless action for fragmented packets is drop or forward',
    'NetworkFirewall.6': 'Stateless rule groups of Network Firewall are not empty',
    'NetworkFirewall.9': 'Network Firewalls have deletion protection',
    'NetworkFirewall.10': 'Network Firewalls have subnet change protection',
    'Opensearch.2': 'OpenSearch domains are not public',
    'RDS.2': 'DB instances of RDS are not public',
    'RDS.46': 'DB instances of RDS are not in subnets with a route to an internet gateway',
    'Redshift.1': 'Redshift clusters are not public',
    'Redshift.7': 'Redshift clusters use enhanced VPC routing',
    'Redshift.15': 'Security groups let only restricted sources in to the port of a Redshift cluster',
    'RedshiftServerless.1': 'Workgroups of Redshift Serverless use enhanced VPC routing',
    'RedshiftServerless.3': 'Workgroups of Redshift Serverless are not public',
    'Route53.2': 'Public hosted zones of Route 53 log DNS queries',
    'SageMaker.1': 'Notebook instances of SageMaker have no direct access to the internet',
    'SageMaker.2': 'Notebook instances of SageMaker are in a VPC of one’s own',
  },
  cis: {
    '2.2.3': 'RDS instances are not publicly accessible',
    '3.7': 'VPC flow logging is enabled in all VPCs',
    '5.1.2': 'CIFS access is restricted to trusted networks',
    '5.2': 'No network ACLs allow ingress from 0.0.0.0/0 to ports of remote server administration',
    '5.3': 'No security groups allow ingress from 0.0.0.0/0 to ports of remote server administration',
    '5.4': 'No security groups allow ingress from ::/0 to ports of remote server administration',
    '5.5': 'The default security group of every VPC restricts all traffic',
    '5.6': 'Routing tables for VPC peering are least access',
    '5.7': 'The EC2 metadata service only allows IMDSv2',
  },
};

/** Controls that ask for more than the rules that name them, each with what: these rules can fail them, and never say that they are met. */
const narrower: Readonly<Record<Standard, Readonly<Record<string, string>>>> = {
  fsbp: {
    'DMS.1': 'it is about a setting of the instance, the rule about what the internet reaches',
    'ELB.1': 'a listener that only answers by itself meets the rule',
    'ELB.3': 'what passes by TCP on other ports than 80 may be encrypted, and meets the rule',
    'ELB.8': 'it wants one certain policy, the rule any without old versions of TLS',
    'ELB.17': 'it wants a policy out of a short list, the rule any without old versions of TLS',
    'ELB.18': 'a listener that only redirects meets the rule, and so does TCP on other ports than 80',
    'NetworkFirewall.1': 'the rule is about firewalls that serve other zones than their own',
    'RDS.2': 'it is about a setting of the instance, the rule about what the internet reaches',
    'Redshift.1': 'it is about a setting of the cluster, the rule about what the internet reaches',
  },
  cis: { '2.2.3': 'it is about a setting of the instance, the rule about what the internet reaches' },
};

/** Why the rules of a control cannot say that it is met; nothing where they can. */
export const narrowerBecause = (standard: Standard, id: string): string | undefined => narrower[standard][id];
