import { describe, expect, test } from 'vitest';
import { audit } from '../../src/findings/audit.ts';
import { Estate } from '../../src/findings/estate.ts';
import { isRule } from '../../src/findings/index.ts';
import { buildNetwork, entityOf, type Ref } from '../../src/reach/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import { type Day, plantedMistakes, sampleContent } from '../estate/sample/index.ts';
import { alsoFoundOfNamesAndLogs, undecidedOfNames } from './also-found.ts';
import { rulesToCome } from './rules-to-come.ts';

/** What is found beyond what was planted, by rule and name of the subject; each with the reason why it is right. */
const alsoFound: readonly { rule: string; subject: string; day?: Day; because: string }[] = [
  ...alsoFoundOfNamesAndLogs,
  { rule: 'dns-hostnames-disabled', subject: 'analytics', because: 'it has endpoints with private DNS' },
  {
    rule: 'exposed-instance-with-role',
    subject: 'parcel-app-1',
    day: 2,
    because: 'it carries a role, and the IPv6 pilot has opened a way in',
  },
  { rule: 'exposed-dev-http', subject: 'dev-build', because: 'it takes hooks on 8080 from everywhere' },
  {
    rule: 'exposed-dev-http',
    subject: 'parcel-app-1',
    day: 2,
    because: 'the port of the IPv6 pilot, now that a route leads in',
  },
  { rule: 'flow-logs-missing', subject: 'vpc-0f1cc133d5e13f92a', because: 'the default VPC with a forgotten machine has none' },
  { rule: 'flow-logs-traffic-type', subject: 'tracking-prod', because: 'its log is of rejected traffic only' },
  { rule: 'imds-v1-allowed', subject: 'dev-build', because: 'started from the same old template' },
  ...['prod-app-c', 'prod-data-b'].map((subject) => ({
    rule: 'route-nat-cross-az',
    subject,
    because: 'its zone has no NAT gateway of its own, or its table leads past it',
  })),
  ...['dev-app', 'dev-app', 'prod-app-a', 'prod-app-b'].map((subject) => ({
    rule: 'route-peering-too-broad',
    subject,
    because: 'it leads to all of the peer',
  })),
  ...['tracking-app-a', 'tracking-app-b'].map((subject) => ({
    rule: 'route-peering-too-broad',
    subject,
    day: 1 as const,
    because: 'it leads to all of the peer, until its way back is lost',
  })),
  ...['analytics-a', 'cameras-a', 'partners-scan-a', 'partners-scan-b', 'sdwan-a', 'sdwan-b'].map((subject) => ({
    rule: 'subnet-no-default-route',
    subject,
    because: 'it is isolated from the internet on purpose',
  })),
  ...['sdwan-1', 'sdwan-2'].map((subject) => ({
    rule: 'eni-srcdst-check-off',
    subject,
    because: 'it forwards what a route leads to it, which takes just that',
  })),
  ...[
    'acl-023fe0b6ba922f770',
    'acl-02b2e48aca8d2daed',
    'acl-0423fb4b79bab0063',
    'acl-051283ef88927288d',
    'acl-07c428acf00c7419a',
    'acl-081266f54e34023a3',
    'acl-08a673b090233f0d0',
    'acl-08f054b7a3d0dd446',
    'acl-098f3ce61dc546edb',
    'acl-09afbd004890d795e',
    'acl-0a8ded8f6edd789a3',
    'acl-0cfe6a093b8eaed9a',
    'acl-0fa7e38227b98de66',
    'acl-0fc6acc6afc6802c2',
  ].map((subject) => ({
    rule: 'nacl-allows-all-ingress',
    subject,
    because: 'it is the default ACL of its VPC, as AWS made it',
  })),
  ...['dev-to-shared', 'dev-to-contractor'].map((subject) => ({
    rule: 'pcx-dns-resolution-off',
    subject,
    because: 'nobody turned it on, and a table leads there',
  })),
  { rule: 'vpce-single-az', subject: 'athena', because: 'the notebooks are in one zone, and the VPC is in two' },
  { rule: 'nat-single-az', subject: 'us-gateway', because: 'both zones of the gateway VPC leave through it' },
  { rule: 'sg-cross-account-reference', subject: 'dev-build', because: 'it still names a group of the contractor' },
  ...[
    'sg-0148628ed215715eb',
    'sg-05c9cb9d27376ee07',
    'sg-06994ebb66f1fe636',
    'sg-090bbaa3accfb569f',
    'sg-0abbc5dc15da2787f',
    'sg-0dd16cbe04ef12496',
    'sg-0eb6ba16471265ab6',
    'sg-0f2f3693ef4f697da',
    'sg-0fcb5928e4733a3d0',
  ].map((subject) => ({ rule: 'sg-default-has-rules', subject, because: 'nobody took the rules away that AWS gives it' })),
  ...[
    'analytics-notebooks',
    'ci-runner',
    'customs-relay',
    'dev-build',
    'dev-data',
    'dev-hooks',
    'directory',
    'launch-wizard-1',
    'manifest-batch',
    'prod-app',
    'prod-bastion',
    'prod-edi',
    'prod-functions',
    'prod-instance-connect',
    'prod-internal',
    'prod-label-api',
    'prod-web',
    'resolver',
    'sg-0f2f3693ef4f697da',
    'tracking-scan',
    'tracking-web',
  ].map((subject) => ({ rule: 'sg-egress-all', subject, because: 'it kept the outbound rule that AWS gives every group' })),
  ...['prod-label-api', 'prod-label-api'].map((subject) => ({
    rule: 'sg-wide-public-cidr',
    subject,
    because: 'each of the two halves of the internet is wide',
  })),
  ...[1, 2, 3, 4, 5, 6].map(() => ({
    rule: 'imds-default-not-enforced',
    subject: 'defaults',
    because: 'nobody has set it, in the six places with machines',
  })),
  ...['geocoder-trial', 'bastion', 'dev-build'].map((subject) => ({
    rule: 'instance-public-ip',
    subject,
    because: 'the internet reaches it at its own address',
  })),
  { rule: 'instance-public-ip', subject: 'customs-relay', day: 2, because: 'the internet reaches it by RDP since' },
  { rule: 'subnet-auto-ipv6', subject: 'prod-app-a', day: 2, because: 'the IPv6 pilot leads it to the internet gateway' },
  { rule: 'subnet-unused', subject: 'us-private-a', day: 1, because: 'nobody has moved in yet' },
  { rule: 'vpc-single-az', subject: 'cameras', because: 'the encoder and the wall are in one zone' },
  { rule: 'sg-rfc1918-wide', subject: 'directory', because: 'every office may ask the directory' },
  { rule: 'sg-launch-wizard', subject: 'launch-wizard-1', because: 'the forgotten machine in the default VPC wears it' },
  { rule: 'sg-wide-port-range', subject: 'dev-hackday-2025', because: 'the hack day opened a thousand ports' },
  {
    rule: 'sg-no-inbound-on-server',
    subject: 'arn:aws:elasticloadbalancing:eu-central-1:806214937720:loadbalancer/app/parcel-web/3f17c977d9927085',
    because: 'it listens on 80 to send people to HTTPS, and its group lets nobody in there',
  },
  { rule: 'nacl-admin-port-open', subject: 'acl-08a673b090233f0d0', because: 'the bastion is open behind it' },
  { rule: 'nacl-admin-port-open', subject: 'acl-07c428acf00c7419a', day: 2, because: 'the customs relay is open behind it' },
  { rule: 'subnet-auto-public-ip', subject: 'dev-public-a', because: 'whoever starts a machine there gets a public address' },
  ...[
    'subnet-001d178828d8afe95',
    'subnet-00359c9622e77d07e',
    'subnet-00d353b457feb3ffb',
    'subnet-03fde220c45c44955',
    'subnet-04257a13049ebe559',
    'subnet-08db7e570e466a13f',
    'subnet-09dc287fa47668367',
    'subnet-0bfedd4214e2dfe4f',
    'subnet-0e3b0f3707ba3ccae',
  ].map((subject) => ({ rule: 'subnet-auto-public-ip', subject, because: 'AWS made the subnets of default VPCs like that' })),
  ...['inspection', 'inspection', 'parcel-dev', 'parcel-dev', 'tracking-prod', 'us-gateway'].map((subject) => ({
    rule: 'nat-no-s3-gateway-endpoint',
    subject,
    because: 'it has a gateway endpoint for one of the two services at most',
  })),
];

/** What some rules only tell, of much of the estate: nothing is wrong there, and whom they name is what the estate is. */
const inventory: Readonly<Record<string, string>> = {
  'exposed-http': 'the hooks come in over HTTP',
  'exposed-https': 'the shops, the tracking and the carriers are for the world',
  'nacl-admin-port-open': 'default ACLs are as AWS made them',
  'nacl-egress-all': 'default ACLs are as AWS made them',
  'sg-specific-public-ip': 'nobody has written down the customs office’s addresses',
  'sg-undescribed-rule': 'what was opened in a hurry was not described',
  'subnet-implicit-main-table': 'default VPCs are as AWS made them, and for transit nobody chose a table',
  'instance-public-ip': 'some are closed, or open for what is allowed only',
  'public-ipv4-inventory': 'they are counted',
  'vpc-default-exists': 'AWS made them',
  'vpc-encryption-control-off': 'nobody has to prove encryption',
  'exposed-via-load-balancer': 'web servers behind load balancers are what these are for',
};

/** Of what nobody could judge, only this is about a subject and not a place. */
const undecided = [
  ...undecidedOfNames,
  { rule: 'vpc-cidr-overlap-onprem', subject: 'tracking-prod', because: 'what its VPN connections lead to could not be read' },
  { rule: 'tgw-one-way-route', subject: 'west-to-wan', because: 'a policy table decides for what comes over it' },
  { rule: 'route-peering-one-sided', subject: 'dev-to-contractor', because: 'the contractor was not scanned' },
  { rule: 'route-return-missing', subject: 'dev-app', because: 'it leads to the contractor, who was not scanned' },
];

test('of the planted mistakes only those are not yet told that are listed as such', () => {
  expect([...new Set(plantedMistakes.map(({ id }) => id))].filter((id) => !isRule(id)).sort()).toEqual([...rulesToCome].sort());
});

describe.each([1, 2] as const)('of the sample on day %i', (day) => {
  const network = buildNetwork(memorySnapshot(sampleContent(day)));
  const { findings, notEvaluated } = audit(new Estate(network));
  /** Of what both ends list only one may have given it a name. */
  const anyName = ({ kind, id }: Ref): string | undefined =>
    network.snapshot.resources(kind).flatMap((one) => (one.id === id ? (entityOf(one).name ?? []) : []))[0];
  const nameOf = (subject: Ref): string =>
    anyName(subject) ?? network.entity('instance', network.interfaces.get(subject.id)?.instanceId ?? '')?.name ?? subject.id;
  const said = findings.map(({ rule, subject }) => `${rule} ${subject.id}`);
  const planted = plantedMistakes.filter((mistake) => mistake.day === day && isRule(mistake.id));

  test('every planted mistake that a rule knows is found', () => {
    expect(planted.length).toBeGreaterThan(0);
    expect(planted.map(({ id, subject }) => `${id} ${subject}`).filter((mistake) => !said.includes(mistake))).toEqual([]);
  });

  test('whatever else is found is right, too', () => {
    const known = new Set(planted.map(({ id, subject }) => `${id} ${subject}`));
    const others = findings
      .filter(({ rule, subject }) => !known.has(`${rule} ${subject.id}`))
      .filter(({ rule, severity }) => !(severity === 'info' && rule in inventory));
    const listed = alsoFound.filter((one) => (one.day ?? day) === day).map(({ rule, subject }) => `${rule} ${subject}`);
    expect(others.map(({ rule, subject }) => `${rule} ${nameOf(subject)}`).sort()).toEqual(listed.sort());
  });

  test('what is only told is there', () => {
    const told = new Set(findings.filter(({ severity }) => severity === 'info').map(({ rule }) => rule));
    expect(Object.keys(inventory).filter((rule) => !told.has(rule))).toEqual([]);
  });

  test('no two findings have one fingerprint, and all fit on a line', () => {
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
    expect(findings.filter(({ fingerprint }) => !/^[\x20-\x7e]+$/.test(fingerprint))).toEqual([]);
  });

  test('of what is not known it says so', () => {
    const subjects = notEvaluated.filter(({ subject }) => subject);
    expect(subjects.map(({ rule, subject }) => `${rule} ${nameOf(subject!)}`).sort()).toEqual(
      undecided.map(({ rule, subject }) => `${rule} ${subject}`).sort(),
    );
    const places = notEvaluated.filter(({ subject }) => !subject);
    expect(new Set(places.map(({ operation }) => operation))).toEqual(
      new Set(['ec2:DescribeVpnConnections', 'networkmanager:ListAttachments', 'networkmanager:ListCoreNetworks']),
    );
  });
});
