/** Kontor, a broker that Haldenpost bought with its network of 2017, and what came with it. */
import type { Company } from './company.ts';
import { EVERYWHERE, INSIDE } from './company.ts';

export function kontor({ estate, parcel: { ireland: region } }: Company): void {
  const vpc = region.vpc('kontor', { cidr: '172.17.0.0/16', secondary: ['25.10.0.0/20'], tags: { env: 'prod' } });
  vpc.defaultGroup.remove(() => true);
  estate.mistake('vpc-cidr-docker-overlap', vpc, 'containers of its hosts take their own network for the VPC’s');
  estate.mistake('vpc-cidr-public-space', vpc, 'addresses of somebody else’s, because they were free');
  const [office, archive] = [
    vpc.subnet('kontor-office', { cidr: '172.17.0.0/24', zone: 'a' }),
    vpc.subnet('kontor-archive', { cidr: '25.10.0.0/24', zone: 'a' }),
  ];
  const internet = vpc.internetGateway('kontor');
  vpc.table('kontor', [office]).route(EVERYWHERE, internet);
  vpc.mainTable.route(EVERYWHERE, internet);
  estate.mistake('route-main-has-igw', vpc.mainTable, 'whatever subnet is made is public');
  estate.mistake('subnet-implicit-main-table', archive, 'nobody gave it a table');
  estate.mistake('vpc-only-public-subnets', vpc, 'there is nothing else');
  estate.mistake('vpc-single-az', vpc, 'all of it is in one zone');

  // What is left of the office ------------------------------------------------------------------------------------------------
  const mail = vpc
    .group('kontor-mail', 'Mail')
    .allow('tcp', 25, EVERYWHERE, 'mail')
    .allow('tcp', 143, EVERYWHERE, 'mail boxes')
    .allow('tcp', 53, EVERYWHERE, 'names')
    .allow('udp', 161, EVERYWHERE, 'monitoring')
    .allow('tcp', 111, EVERYWHERE, 'mounts')
    .allow('tcp', 7070, EVERYWHERE, 'nobody knows')
    .closed();
  const relay = office.instance('kontor-mail', {
    type: 't2.large',
    groups: [mail],
    publicAddress: region.elasticIp('kontor-mail'),
    hopLimit: 3,
  });
  for (const [id, why] of [
    ['exposed-smtp', 'mail for everybody'],
    ['exposed-mail-clear', 'mail boxes in clear text'],
    ['exposed-dns', 'names for everybody'],
    ['exposed-snmp', 'whoever asks is told how it is'],
    ['exposed-rpc', 'the port mapper of its file server'],
    ['exposed-unlisted-port', 'and a port of which nobody knows what it is for'],
  ] as const)
    estate.mistake(id, relay.interface, why);
  estate.mistake('imds-hop-limit', relay, 'containers on it may ask for its role');
  estate.mistake('instance-public-ip', relay, 'it is out there');
  const store = vpc
    .group('kontor-archive', 'Archive')
    .allow('tcp', [1024, 65535], EVERYWHERE, 'answers')
    .allow('tcp', [500, 999], '172.17.0.0/16', 'offices')
    .closed();
  const [offices, ...others] = [1, 2, 3].map((n) => vpc.group(`kontor-archive-${n}`, 'Archive').closed()) as [
    ReturnType<typeof vpc.group>,
    ...ReturnType<typeof vpc.group>[],
  ];
  for (const [index, group] of others.entries()) group.allow('tcp', 9100 + index, '172.17.0.0/24', 'office');
  for (let n = 0; n < 52; n++) offices.allow('tcp', 445, `172.17.0.${100 + n}/32`, `desk ${n + 1}`);
  estate.mistake('sg-many-rules', offices, 'a rule for each desk of the office');
  estate.mistake('quota-rules-sg', offices, 'and eight desks more do not fit');
  const files = archive.instance('kontor-archive', { type: 't2.large', groups: [store, offices, ...others] });
  estate.mistake('quota-sg-eni', files.interface, 'four of five groups, one for each of its owners');
  estate.mistake('route-public-subnet-no-public-ip', files.interface, 'it asks for updates and never gets them');
  estate.mistake('sg-open-latent', store, 'only the missing address keeps them out');
  estate.mistake('sg-ephemeral-inbound-open', store, 'a rule for a network ACL, copied into a group');
  estate.mistake('sg-wide-port-range', store, 'five hundred ports for one');
  const idle = office.interface('kontor-fax', { groups: [mail], description: 'fax gateway' });
  const spare = region.elasticIp('kontor-fax').associate(idle);
  estate.mistake('eip-on-idle-eni', spare, 'the fax was switched off, its address is still paid for');
  estate.mistake('eni-unused', idle, 'the fax was switched off');
  const left = archive.interface('kontor-lambda', {
    groups: [store],
    description: 'ELB app/kontor-intranet/5d0c9b7e31a2f684',
    by: { id: 'amazon-elb', attachedFor: 'amazon-elb' },
  });
  estate.mistake('eni-orphan-managed', left, 'the balancer that it belonged to is gone');
  vpc.defaultAcl.in(90, 'deny', 'tcp', 23, EVERYWHERE);
  estate.mistake('nacl-default-hardened-surprise', vpc.defaultAcl, 'somebody wrote into the list that every new subnet has');
  estate.mistake('nacl-admin-port-open', vpc.defaultAcl, 'nor did they write what would keep the archive’s remote desktop in');
  region.flowLog('kontor-office', { of: office, to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-euw1' } });
  estate.mistake('flow-logs-missing', vpc, 'nor is all of it');
  estate.mistake('flow-logs-partial', vpc, 'the office is recorded, the archive is not');

  // For a test that was over before it began -----------------------------------------------------------------------------------
  const test = region.vpc('kontor-test', { cidr: '10.62.0.0/27', tags: { env: 'dev' } });
  test.defaultGroup.remove(() => true);
  for (const [index, zone] of ['a', 'b'].entries())
    test.subnet(`kontor-test-${zone}`, { cidr: `10.62.0.${index * 16}/28`, zone });
  const full = test
    .acl('kontor-test', test.subnets)
    .in(200, 'allow', 'tcp', [1024, 65535], INSIDE)
    .out(100, 'allow', 'all', undefined, INSIDE);
  for (let n = 0; n < 17; n++) full.in(100 + n, 'allow', 'tcp', 443, `10.${20 + n}.0.0/16`);
  estate.mistake('quota-rules-nacl', full, 'a row for each network of the house, and no more fit');
  region.flowLog('kontor-test', { of: test, to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-euw1' } });
  estate.mistake('vpc-unused', test, 'nothing was ever put into it');
  estate.mistake('vpc-cidr-space-exhausted', test, 'and nothing more would fit');

  // All of the company -----------------------------------------------------------------------------------------------------------
  estate.mistake('quota-eips-region', { id: 'ec2/L-0263D0A3' }, 'nobody ever asked for more than AWS gives to everybody');
  estate.mistake('quota-vpcs-region', { id: 'vpc/L-F678F1CE' }, 'nor of these');
}
