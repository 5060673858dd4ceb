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

test('what people accept does not fail it', () => expect(statusOf(ssh(), 'EC2.13', true)).toBe('passed'));

test('where one of its rules could not be judged it has not passed, but what was found still fails it', () => {
  expect(statusOf(office().denied('network-acl'), 'EC2.13')).toBe('not evaluated');
  expect(statusOf(office().denied('vpn-connection'), 'EC2.20')).toBe('not evaluated');
});

test('a control that no rule asks for is not covered, and never passed', () => {
  expect(statusOf(office(), 'EC2.17')).toBe('not covered');
});

test('every control that a rule names is one of the lists', () => {
  const unknown = (['fsbp', 'cis'] as const).flatMap((standard) =>
    rules.flatMap(({ id, maps }) =>
      (maps?.[standard] ?? []).filter((one) => !(one in controls[standard])).map((one) => `${id} ${one}`),
    ),
  );
  expect(unknown).toEqual([]);
});
