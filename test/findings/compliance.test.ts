import { expect, test } from 'vitest';
import { audit } from '../../src/findings/audit.ts';
import { byControl } from '../../src/findings/compliance.ts';
import { controls } from '../../src/findings/controls.ts';
import { Estate } from '../../src/findings/estate.ts';
import { rules } from '../../src/findings/index.ts';
import { judge } from '../../src/findings/mutes.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import type { World } from '../reach/scenario.ts';
import { office } from '../reach/worlds.ts';

/** The status of a control of Security Hub or CIS in a world of which everything was asked. */
function statusOf(world: World, id: string, muted = false): string {
  world.asked(rules.flatMap(({ needs }) => needs));
  const estate = new Estate(buildNetwork(world.snapshot()));
  const audited = audit(estate);
  const mute = { rule: ['*'], reason: 'known', owner: 'net', expires: '2099-01-01', line: 1 };
  const { findings } = judge(audited, muted ? [mute] : [], new Set(), estate.takenAt);
  const open = findings.filter((one) => !one.muted);
  return byControl({ ...audited, findings: open }).find((one) => one.id === id)!.status;
}

const ssh = () =>
  office()
    .group('sg-x', 'vpc-a', ['tcp 22 0.0.0.0/0'])
    .change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-x' }] });

test('a control fails by one finding and passes where nothing is found', () => {
  expect(statusOf(ssh(), 'EC2.13')).toBe('failed');
  expect(statusOf(ssh(), '5.3')).toBe('failed');
  expect(statusOf(office(), 'EC2.13')).toBe('passed');
});

test('logins from IPv4 and from IPv6 fail a control each', () => {
  expect(['EC2.53', '5.3'].map((id) => statusOf(ssh(), id))).toEqual(['failed', 'failed']);
  expect(['EC2.54', '5.4'].map((id) => statusOf(ssh(), id))).toEqual(['passed', 'passed']);
});

test('a group that is open and reached by nobody fails the controls about groups, and so does one that nobody wears', () => {
  const latent = office()
    .group('sg-x', 'vpc-a', ['tcp 3389 0.0.0.0/0'])
    .change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-x' }] });
  const unworn = office().group('sg-x', 'vpc-a', ['tcp 3389 0.0.0.0/0']);
  for (const world of [latent, unworn])
    expect(['EC2.13', 'EC2.14', 'EC2.18', 'EC2.19', '5.3'].map((id) => statusOf(world, id))).toEqual([
      'passed',
      ...['failed', 'failed', 'failed', 'failed'],
    ]);
});

test('a wide range is not the whole world, and fails none of them', () => {
  const partner = office()
    .group('sg-x', 'vpc-a', ['tcp 22 20.0.0.0/12'])
    .change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-x' }] });
  expect(['EC2.13', '5.3'].map((id) => statusOf(partner, id))).toEqual(['passed', 'passed']);
});

test('a control that asks for more than its rules do never passes by them', () => {
  expect(statusOf(office(), 'RDS.2')).toBe('not covered');
  expect(statusOf(office().denied('network-acl'), 'RDS.2')).toBe('not covered');
});

test('a load balancer fails the controls of its own type only', () => {
  const alone = office().add('classic-load-balancer', 'old', {
    LoadBalancerName: 'old',
    AvailabilityZones: ['eu-central-1a'],
    Instances: [],
  });
  expect(['ELB.10', 'ELB.13'].map((id) => statusOf(alone, id))).toEqual(['failed', 'passed']);
});

test('what people accept does not fail it', () => expect(statusOf(ssh(), 'EC2.13', true)).toBe('passed'));

test('where one of its rules could not be judged it has not passed, but what was found still fails it', () => {
  expect(statusOf(office().denied('network-acl'), 'EC2.13')).toBe('not evaluated');
  expect(statusOf(office().denied('vpn-connection'), 'EC2.20')).toBe('not evaluated');
});

test('a control that no rule asks for is not covered, and never passed', () => {
  expect(statusOf(office(), 'ELB.16')).toBe('not covered');
});

test('every control that a rule names is one of the lists', () => {
  const unknown = (['fsbp', 'cis'] as const).flatMap((standard) =>
    rules.flatMap(({ id, maps }) =>
      (maps?.[standard] ?? []).filter((one) => !(one in controls[standard])).map((one) => `${id} ${one}`),
    ),
  );
  expect(unknown).toEqual([]);
});
