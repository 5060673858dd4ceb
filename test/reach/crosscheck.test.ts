import { expect, test } from 'vitest';
import { crosscheck, unfinished } from '../../src/reach/crosscheck.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import { crosscheckText } from '../../src/report/crosscheck.ts';
import { style } from '../../src/report/style.ts';
import type { Data, World } from './scenario.ts';
import { office } from './worlds.ts';

const takenAt = '2026-11-22T16:31:05.000Z';

/** What AWS was asked, and what it answered. */
function asked(path: Data, analysis: Data, world: World = office()): World {
  world.kinds.add('network-insights-path').add('network-insights-analysis');
  const id = `nip-${world.resources.filter(({ kind }) => kind === 'network-insights-path').length + 1}`;
  return world
    .add('network-insights-path', id, { NetworkInsightsPathId: id, Protocol: 'tcp', ...path })
    .add('network-insights-analysis', `nia-${id}`, {
      NetworkInsightsAnalysisId: `nia-${id}`,
      NetworkInsightsPathId: id,
      Status: 'succeeded',
      StartDate: '2026-11-20T08:00:00.000Z',
      ...analysis,
    });
}

const checked = (world: World) => crosscheck(buildNetwork(world.snapshot()));
const text = (world: World): string => {
  const network = buildNetwork(world.snapshot());
  const told = crosscheckText({ checks: crosscheck(network), unfinished: unfinished(network), takenAt }, style(100, false));
  // As if no line were broken.
  return told.replaceAll(/\n {6}/g, ' ');
};

const webToDb = { Source: 'eni-web', Destination: 'eni-db', DestinationPort: 5432 };
const appToDb = { Source: 'eni-app', Destination: 'eni-db', DestinationPort: 5432 };

test('verdicts that are the same agree, either way', () => {
  const world = asked(appToDb, { NetworkPathFound: true });
  asked(webToDb, { NetworkPathFound: false, Explanations: [{ ExplanationCode: 'ENI_SG_RULES_MISMATCH' }] }, world);
  expect(checked(world).map(({ path, aws, ours, agrees }) => [path, aws, ours, agrees])).toEqual([
    ['nip-1', 'reachable', 'reachable', true],
    ['nip-2', 'blocked', 'blocked', true],
  ]);
});

test('a disagreement is told with both explanations and both times', () => {
  const told = text(asked(webToDb, { NetworkPathFound: true }));
  expect(told).toContain('1 path of Reachability Analyzer · 0 agree · 1 disagree · 0 cannot be compared');
  expect(told).toContain('✗ nip-1 · eni-web → eni-db tcp 5432');
  expect(told).toContain('AWS: reachable · hopscope: blocked');
  expect(told).toContain('hopscope: security group sg-db: no ingress rule of sg-db matches for eni-db (ENI_SG_RULES_MISMATCH)');
  expect(told).toContain('AWS looked at 20 Nov 2026 08:00 UTC, the snapshot is of 22 Nov 2026 16:31 UTC.');
});

test("AWS's explanation names its code, direction and components", () => {
  const Explanations = [{ ExplanationCode: 'ENI_SG_RULES_MISMATCH', Direction: 'ingress', SecurityGroup: { Id: 'sg-db' } }];
  expect(text(asked(appToDb, { NetworkPathFound: false, Explanations }))).toContain(
    'AWS: ENI_SG_RULES_MISMATCH ingress at sg-db',
  );
});

test('an ARN, an address filter and an internet gateway are what they stand for', () => {
  const world = asked(
    {
      Source: 'arn:aws:ec2:eu-west-1:111111111111:internet-gateway/igw-a',
      FilterAtSource: { DestinationAddress: '203.0.113.10/32', DestinationPortRange: { FromPort: 443, ToPort: 443 } },
      Destination: 'eni-web',
    },
    { NetworkPathFound: true },
  );
  expect(checked(world)).toMatchObject([{ from: 'igw-a', to: 'eni-web', port: 443, ours: 'reachable', agrees: true }]);
});

test('the newest answer of a path counts', () => {
  const world = asked(appToDb, { NetworkPathFound: true }).add('network-insights-analysis', 'nia-old', {
    NetworkInsightsAnalysisId: 'nia-old',
    NetworkInsightsPathId: 'nip-1',
    Status: 'succeeded',
    StartDate: '2025-01-01T00:00:00.000Z',
    NetworkPathFound: false,
  });
  expect(checked(world)).toMatchObject([{ analysis: 'nia-nip-1', agrees: true }]);
});

test('an end that is gone cannot be compared, and the reason is said', () => {
  const world = asked({ ...appToDb, Source: 'eni-gone' }, { NetworkPathFound: true });
  expect(checked(world)).toMatchObject([{ ours: undefined, agrees: undefined }]);
  expect(text(world)).toContain('There is nothing to compare: its source eni-gone is not in the snapshot.');
});

test('what hopscope cannot say is no disagreement', () => {
  const world = asked(appToDb, { NetworkPathFound: true }).denied('network-acl');
  expect(checked(world)).toMatchObject([{ ours: 'unknown', agrees: undefined }]);
  expect(text(world)).toContain('AWS: reachable · hopscope: unknown');
});

test('running analyses are counted, and without any it is said how to make one', () => {
  expect(text(asked(appToDb, { Status: 'running' }))).toContain('None of the 1 Reachability Analyzer analysis');
  const none = text(office());
  expect(none).toContain('The snapshot holds no analysis of Reachability Analyzer');
  expect(none).toContain('aws ec2 start-network-insights-analysis');
});
