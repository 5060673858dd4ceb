/** What is tried on a copy of the snapshot is told apart from what is, with everything else that it would do. */
import { expect, test } from 'vitest';
import type { World } from '../reach/scenario.ts';
import { office } from '../reach/worlds.ts';
import { hopscope } from './context.ts';
import { storeOf } from './world-store.ts';

async function why(world: World, line: string) {
  return hopscope([...`why ${line}`.split(' '), '--store', await storeOf(world)]);
}

const twoWebs = (): World => office().eni('eni-web2', 'subnet-public', '10.0.1.11', ['sg-web'], { publicIp: '203.0.113.11' });

test('a fix that is tried opens the path, and what else it opens is named', async () => {
  const { code, stdout } = await why(twoWebs(), 'internet eni-web:8443 --family 4 --try 1');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Tried on a copy of the snapshot; in AWS nothing has changed\n {4}→ Allow tcp 8443 from 0\.0\.0\.0\/0/);
  expect(stdout).toContain('✓ reachable · the internet reaches network interface eni-web on tcp 8443');
  expect(stdout).toMatch(/Beyond what was asked\n {4}This would also open the way to network interface eni-web2; the way from/);
});

test('what would close an open path can be tried as well', async () => {
  const { code, stdout } = await why(office(), 'eni-app eni-db:5432 --try 2');
  expect(code).toBe(3);
  expect(stdout).toContain('✗ blocked');
  expect(stdout).toMatch(/Beyond what was asked\n {4}This would also cut off the way from network interface eni-app2\.\n$/);
});

test('several are tried one on top of the other, each of those that are left after the last', async () => {
  const closed = office().change('security-group', 'sg-db', { IpPermissions: [] });
  const { code, stdout } = await why(closed, 'eni-web eni-db:5432 --try 1 --try 1');
  expect(code).toBe(3);
  expect(stdout).toMatch(/→ Allow tcp 5432 from 10\.0\.1\.10\/32[\s\S]+✗ blocked/);
});

test('without a NAT gateway its subnets lose their way out', async () => {
  const { code, stdout } = await why(office(), 'eni-app 198.51.100.7:443 --without nat-a');
  expect(code).toBe(3);
  expect(stdout).toContain('− NAT gateway nat-a is gone');
  expect(stdout).toMatch(/Without NAT gateway nat-a[\s\S]+Subnets that lose their way out · 1\n {4}subnet subnet-private · IPv4/);
});

test('for programs all of it is said, beside the answer as it would be', async () => {
  const { stdout } = await why(twoWebs(), 'internet eni-web:8443 --family 4 --without nat-a --try 1 --json');
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({
    verdict: 'reachable',
    tried: [{ gone: { kind: 'nat-gateway', id: 'nat-a' } }, { changes: [{ change: { do: 'authorize', groupId: 'sg-web' } }] }],
    alsoOpens: { to: ['eni-web2'] },
  });
  expect(answer.losses[0].losses.map(({ what }: { what: string }) => what)).toContain('way out');
  expect(JSON.parse((await why(office(), 'eni-app eni-db:5432 --json')).stdout)).not.toHaveProperty('tried');
});

test('a number that no set of changes has, and a thing that is not there, are mistakes', async () => {
  const much = await why(office(), 'eni-web eni-db:5432 --try 7');
  expect([much.code, much.stderr]).toEqual([2, expect.stringContaining('--try 7: 1 set of changes would open it.')]);
  const nothing = await why(office(), 'eni-web eni-db:5432 --without nat-z');
  expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining('"nat-z"')]);
  const twins = office().change('security-group', 'sg-app', { GroupName: 'sg-web' });
  const which = await why(
    twins.change('security-group', 'sg-web', { GroupName: 'front' }),
    'eni-web eni-db:5432 --without front',
  );
  expect(which.stdout).toContain('− security group sg-web');
});

test('two that are reached are compared: the working and the failing one', async () => {
  const { code, stdout } = await why(office(), 'eni-app eni-db:5432 --compare-to eni-db:22');
  expect(code).toBe(0);
  expect(stdout).toContain('To network interface eni-db on tcp 5432');
  expect(stdout).toContain('To network interface eni-db on tcp 22');
  expect(stdout).toMatch(/▶ The first difference is on the way there, hop \d+/);
  const other = await why(office(), 'eni-app eni-db:5432 --compare-to eni-web --json');
  const { compared, difference } = JSON.parse(other.stdout);
  expect(compared.question).toMatchObject({ to: 'eni-web', service: { ports: [{ lo: 5432, hi: 5432 }] } });
  expect(difference).toMatchObject({ way: 'there', hop: expect.any(Number) });
  const both = await why(office(), 'eni-app eni-db:5432 --compare eni-web --compare-to eni-web');
  expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('say one')]);
});
