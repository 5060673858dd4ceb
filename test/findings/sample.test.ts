import { describe, expect, test } from 'vitest';
import { audit } from '../../src/findings/audit.ts';
import { Estate } from '../../src/findings/estate.ts';
import { isRule } from '../../src/findings/index.ts';
import { buildNetwork, type Ref } from '../../src/reach/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import { type Day, plantedMistakes, sampleContent } from '../estate/sample/index.ts';

/** What is found beyond what was planted, by rule and name of the subject; each with the reason why it is right. */
const alsoFound: readonly { rule: string; subject: string; day?: Day; because: string }[] = [
  { rule: 'exposed-unlisted-port', subject: 'dev-build', because: 'it takes hooks on 8080 from everywhere' },
  {
    rule: 'exposed-unlisted-port',
    subject: 'parcel-app-1',
    day: 2,
    because: 'the port of the IPv6 pilot, now that a route leads in',
  },
  { rule: 'flow-logs-missing', subject: 'vpc-0f1cc133d5e13f92a', because: 'the default VPC with a forgotten machine has none' },
  { rule: 'flow-logs-traffic-type', subject: 'tracking-prod', because: 'its log is of rejected traffic only' },
  { rule: 'imds-v1-allowed', subject: 'dev-build', because: 'started from the same old template' },
  ...['dev-app-b', 'prod-app-c', 'prod-data-b', 'us-private-b'].map((subject) => ({
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
  { rule: 'subnet-no-default-route', subject: 'analytics-a', because: 'the analytics are isolated on purpose' },
  ...[
    'acl-023fe0b6ba922f770',
    'acl-051283ef88927288d',
    'acl-07c428acf00c7419a',
    'acl-081266f54e34023a3',
    'acl-08a673b090233f0d0',
    'acl-08f054b7a3d0dd446',
    'acl-098f3ce61dc546edb',
    'acl-09afbd004890d795e',
    'acl-0fa7e38227b98de66',
  ].map((subject) => ({
    rule: 'nacl-allows-all-ingress',
    subject,
    because: 'it is the default ACL of its VPC, as AWS made it',
  })),
  { rule: 'nat-single-az', subject: 'us-gateway', because: 'both zones of the gateway VPC leave through it' },
  ...['inspection', 'inspection', 'parcel-dev', 'parcel-dev', 'tracking-prod', 'us-gateway'].map((subject) => ({
    rule: 'nat-no-s3-gateway-endpoint',
    subject,
    because: 'it has a gateway endpoint for one of the two services at most',
  })),
];

/** Of what nobody could judge, only this is about a subject and not a place. */
const undecided = [
  { rule: 'route-peering-one-sided', subject: 'dev-to-contractor', because: 'the contractor was not scanned' },
  { rule: 'route-return-missing', subject: 'dev-app', because: 'it leads to the contractor, who was not scanned' },
];

describe.each([1, 2] as const)('of the sample on day %i', (day) => {
  const network = buildNetwork(memorySnapshot(sampleContent(day)));
  const { findings, notEvaluated } = audit(new Estate(network));
  const nameOf = ({ id, name }: Ref): string =>
    name ?? network.entity('instance', network.interfaces.get(id)?.instanceId ?? '')?.name ?? id;
  const said = findings.map(({ rule, subject }) => `${rule} ${subject.id}`);
  const planted = plantedMistakes.filter((mistake) => mistake.day === day && isRule(mistake.id));

  test('every planted mistake that a rule knows is found', () => {
    expect(planted.length).toBeGreaterThan(0);
    expect(planted.map(({ id, subject }) => `${id} ${subject}`).filter((mistake) => !said.includes(mistake))).toEqual([]);
  });

  test('whatever else is found is right, too', () => {
    const known = new Set(planted.map(({ id, subject }) => `${id} ${subject}`));
    const others = findings.filter(({ rule, subject }) => !known.has(`${rule} ${subject.id}`));
    const listed = alsoFound.filter((one) => (one.day ?? day) === day).map(({ rule, subject }) => `${rule} ${subject}`);
    expect(others.map(({ rule, subject }) => `${rule} ${nameOf(subject)}`).sort()).toEqual(listed.sort());
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
