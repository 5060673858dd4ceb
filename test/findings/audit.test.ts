import { expect, test } from 'vitest';
import { audit } from '../../src/findings/audit.ts';
import { RuleCoverage } from '../../src/findings/coverage.ts';
import { Estate } from '../../src/findings/estate.ts';
import { remedyText, remove } from '../../src/findings/remedy.ts';
import { family, milder, type Rule, rule, type Violation } from '../../src/findings/rule.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import { ACCOUNT, REGION, type World } from '../reach/scenario.ts';
import { office, peered } from '../reach/worlds.ts';

const OTHER = '222222222222';
const about: Rule = {
  id: 'made-up',
  title: 'Something was made up for a test',
  severity: 'low',
  why: 'It is not.',
  fix: 'Do nothing.',
  see: 'https://docs.aws.amazon.com/',
  needs: ['vpc'],
};
const violation = (id: string, more: Partial<Violation> = {}): Violation => ({
  subject: { kind: 'vpc', id, account: ACCOUNT, region: REGION },
  message: `${id} was made up.`,
  evidence: [{ kind: 'vpc', id, text: 'made up' }],
  fix: [],
  ...more,
});
const estateOf = (world: World): Estate => new Estate(buildNetwork(world.snapshot()));
const said = (...all: Violation[]) => audit(estateOf(office()), [rule({ ...about, check: () => all })]).findings;

test('a fingerprint is rule, account, Region, subject and key, on one line, and nothing in them forges another part', () => {
  const [plain] = said(violation('vpc-a', { key: 'tcp 22' }));
  expect(plain?.fingerprint).toBe(`made-up|${ACCOUNT}|${REGION}|vpc-a|tcp 22`);
  const [hostile] = said(violation('vpc-a|x\n%7C', { key: 'a\u2028b' }));
  expect(hostile?.fingerprint).toBe(`made-up|${ACCOUNT}|${REGION}|vpc-a%7Cx%0A%257C|a%E2%80%A8b`);
});

test('what is said twice of one thing is one finding with both proofs, and the graver word stands', () => {
  const findings = said(
    violation('vpc-a'),
    violation('vpc-a', { severity: 'high', message: 'Worse.', evidence: [{ kind: 'vpc', id: 'vpc-a', text: 'more' }] }),
  );
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ severity: 'high', message: 'Worse.' });
  expect(findings[0]?.evidence.map(({ text }) => text)).toEqual(['made up', 'more']);
});

test('the worst comes first, whatever the order in which it was found', () => {
  const all = [
    violation('vpc-b'),
    violation('vpc-c', { severity: 'critical' }),
    violation('vpc-a'),
    violation('vpc-d', { severity: 'info' }),
  ];
  const ids = (some: Violation[]) => said(...some).map(({ subject }) => subject.id);
  expect(ids(all)).toEqual(['vpc-c', 'vpc-a', 'vpc-b', 'vpc-d']);
  expect(ids(all.toReversed())).toEqual(ids(all));
});

test('a rule that fails is named, and so is one that speaks for nobody', () => {
  const failing = rule({
    ...about,
    check: () => {
      throw new Error('no such thing');
    },
  });
  expect(() => audit(estateOf(office()), [failing])).toThrow('the rule made-up failed: no such thing');
  const two = family({ rules: [about, { ...about, id: 'made-up-too' }], check: () => [violation('vpc-a')] });
  expect(() => audit(estateOf(office()), [two])).toThrow('it speaks for no rule in particular');
});

test('a rule is judged once in every Region; once an account, where all that it needs belongs to no Region', () => {
  const world = office().add('vpc', 'vpc-far', { VpcId: 'vpc-far' }, { account: OTHER, region: 'us-east-1' });
  const coverage = new RuleCoverage(buildNetwork(world.snapshot()));
  const places = (needs: Rule['needs']) => coverage.placesOf({ needs }).map(({ account, region }) => `${account} ${region}`);
  expect(places(['vpc', 'core-network'])).toEqual([`${ACCOUNT} ${REGION}`, `${OTHER} us-east-1`]);
  expect(places(['core-network'])).toEqual([`${ACCOUNT} global`, `${OTHER} global`]);
});

test('findings of a place that could not be judged are dropped, and those of others stay', () => {
  const world = office()
    .add('vpc', 'vpc-far', { VpcId: 'vpc-far', OwnerId: OTHER }, { account: OTHER, region: REGION })
    .add('subnet', 'subnet-far', { SubnetId: 'subnet-far', OwnerId: OTHER }, { account: OTHER })
    .denied('vpc', { account: OTHER });
  const far = violation('vpc-far', { subject: { kind: 'vpc', id: 'vpc-far', account: OTHER, region: REGION } });
  const { findings, notEvaluated, evaluated } = audit(estateOf(world), [
    rule({ ...about, check: () => [far, violation('vpc-a')] }),
  ]);
  expect(findings.map(({ subject }) => subject.id)).toEqual(['vpc-a']);
  expect(notEvaluated).toEqual([
    {
      rule: 'made-up',
      place: { account: OTHER, region: REGION },
      because: `ec2:DescribeVpcs in account ${OTHER}, ${REGION} (AccessDenied: not allowed)`,
      operation: 'ec2:DescribeVpcs',
    },
  ]);
  expect(evaluated).toBe(1);
});

test('what several accounts see is one thing; what belongs to somebody who was not scanned is nobody’s to mend', () => {
  const shared = { SubnetId: 'subnet-x', VpcId: 'vpc-a', OwnerId: ACCOUNT };
  const world = office()
    .add('subnet', 'subnet-x', shared, { account: OTHER })
    .add('subnet', 'subnet-x', { ...shared, Tags: [{ Key: 'Name', Value: 'mine' }] })
    .add('vpc', 'vpc-theirs', { VpcId: 'vpc-theirs', OwnerId: '999999999999' });
  const estate = estateOf(world);
  expect(
    estate
      .all('subnet')
      .filter(({ id }) => id === 'subnet-x')
      .map(({ account, name }) => [account, name]),
  ).toEqual([[ACCOUNT, 'mine']]);
  expect(estate.all('vpc').map(({ id }) => id)).not.toContain('vpc-theirs');
  expect(estate.get('vpc', 'vpc-theirs')).toBeDefined();
});

test('a peering belongs to the one who asked for it, whoever lists it', () => {
  const world = peered();
  const data = world.of('vpc-peering-connection', 'pcx-ab');
  Object.assign(data.RequesterVpcInfo, { OwnerId: OTHER });
  const seen = (both: World) =>
    estateOf(both)
      .all('vpc-peering-connection')
      .map(({ account }) => account);
  expect(seen(world)).toEqual([ACCOUNT]);
  expect(seen(world.add('vpc-peering-connection', 'pcx-ab', data, { account: OTHER }))).toEqual([OTHER]);
});

test('what is taken away is taken away by a command of its kind', () => {
  const place = { account: ACCOUNT, region: REGION };
  expect(remedyText(remove({ kind: 'elastic-ip', id: 'eipalloc-1', ...place }))).toEqual({
    text: 'Release eipalloc-1',
    command: `aws ec2 release-address --allocation-id eipalloc-1 --region ${REGION}`,
    terraform: '# take the aws_eip with id eipalloc-1 out of the configuration',
  });
  expect(() => remove({ kind: 'moon', id: 'moon-1', ...place })).toThrow('how a moon is deleted');
});

test('one step milder than info is info', () => {
  expect([milder('critical'), milder('low'), milder('info')]).toEqual(['high', 'info', 'info']);
});

test('a rule about what no scan was told to ask for is neither evaluated nor lacking', () => {
  const wants = rule({ ...about, needs: ['vpc', 'nat-gateway-metric'], check: () => [violation('vpc-a')] });
  const without = audit(estateOf(office().unasked('nat-gateway-metric')), [wants]);
  expect(without).toMatchObject({ findings: [], notEvaluated: [], evaluated: 0, unasked: wants.rules });
  const withIt = audit(estateOf(office().asked(['vpc', 'nat-gateway-metric'])), [wants]);
  expect(withIt.findings.map(({ subject }) => subject.id)).toEqual(['vpc-a']);
  expect(withIt.unasked).toEqual([]);
});
