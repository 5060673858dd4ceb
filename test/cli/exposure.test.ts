import { expect, test } from 'vitest';
import { fronted } from '../reach/fronted.ts';
import type { World } from '../reach/scenario.ts';
import { office } from '../reach/worlds.ts';
import { hopscope, type Surroundings } from './context.ts';
import { storeOf } from './world-store.ts';

const exposure = async (world: World, line = '', around: Surroundings = {}) =>
  hopscope([...`exposure ${line}`.split(' ').filter(Boolean), '--store', await storeOf(world)], around);

const sample = (line: string, around: Surroundings = {}) => hopscope(`exposure --snapshot sample ${line}`, around);

test('what stands open comes first, by class of port; then who gets out, by way', async () => {
  const { code, stdout } = await exposure(fronted(), '', { terminal: 80, env: { NO_COLOR: '1' } });
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "4 things can be reached from the internet.
    3 things reach the internet.

    Web · 4 things
      what                   ports                  from      at
      load balancer “front”  tcp 80, 443 HTTP, HT…  anywhere  203.0.113.80
      network interface en…  tcp 443 HTTPS          anywhere  203.0.113.10 and 1 mo…
      network interface en…  tcp 443 HTTPS          anywhere  behind front, port 80…
      network interface en…  tcp 443 HTTPS          anywhere  behind front, port 80…

    Reach the internet · 3 things
      NAT gateway nat-a · IPv4 · anything
        2 things: eni-app and eni-app2
      egress-only internet gateway eigw-a · IPv6 · anything
        2 things: eni-app and eni-app2
      internet gateway igw-a · IPv4 and IPv6 · anything
        1 thing: eni-web

    A wider screen also shows Region and account.
    "
  `);
});

test('the sample fits 80 columns', async () => {
  const { code, stdout } = await sample('', { terminal: 80, env: { NO_COLOR: '1' } });
  expect(code).toBe(4);
  expect(stdout.split('\n').filter((line) => [...line].length > 80 && line.trim().includes(' '))).toEqual([]);
  expect(stdout).toMatch(/^16 things can be reached from the internet\./);
  expect(stdout).toMatch(/Remote administration · 2 things\n.*\n {2}instance “bastion” +tcp 22 SSH +anywhere +203\.0\.113\.113/);
  expect(stdout).toContain('Not known whether they reach the internet · 4 things');
});

test('--where narrows to a class of ports or a port', async () => {
  const { stdout } = await sample('--direction in --where class=admin --csv');
  expect(
    stdout
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',').slice(0, 5).join()),
  ).toEqual([
    expect.stringMatching(/^in,reachable,instance,i-\w+,bastion$/),
    expect.stringMatching(/^in,reachable,instance,i-\w+,customs-relay$/),
  ]);
  const udp = await sample('--direction in --where port=53/udp');
  expect(udp.stdout).toMatch(/^Nothing can be reached from the internet\./);
});

test.each([
  ['--where colour=red', 'no key "colour"'],
  ['--where port', 'is not KEY=VALUE'],
  ['--where port=70000', 'is no port'],
  ['--where family=5', 'is no family'],
  ['--where class=webb', 'no class of ports'],
  ['--json --csv', 'say one'],
])('%s is a mistake that says what would be right', async (line, says) => {
  const { code, stderr } = await sample(line);
  expect(code).toBe(2);
  expect(stderr).toContain(says);
});

test('--proof shows the rules that let it in', async () => {
  const { stdout } = await exposure(office(), '--direction in --proof');
  expect(stdout).toContain('✓ security group sg-web · in · tcp 443 from 0.0.0.0/0');
  expect(stdout).toContain('→ internet gateway igw-a · 203.0.113.10 → 10.0.1.10');
});

test('where interfaces could not be read, nothing is not said to be all', async () => {
  const world = office();
  for (const id of ['eni-web', 'eni-app', 'eni-app2', 'eni-db', 'eni-nat-a']) world.remove('network-interface', id);
  const { code, stdout } = await exposure(world.denied('network-interface'));
  expect(code).toBe(4);
  expect(stdout).toContain('Nothing that could be seen can be reached from the internet.');
  expect(stdout).toContain('Could not be seen: 1 place. Something there may be exposed, and nobody could look.');
  expect(stdout).toContain('ec2:DescribeNetworkInterfaces');
  expect((await exposure(world, '--allow-partial')).code).toBe(0);
});

test('JSON has the path as proof and the traffic as boxes', async () => {
  const { stdout } = await exposure(office(), '--direction in --json --where family=4');
  const { schema, inbound, outbound } = JSON.parse(stdout);
  expect([schema, outbound.length, inbound.length]).toEqual(['hopscope/exposure/1', 0, 1]);
  const [web] = inbound;
  expect(web).toMatchObject({
    interface: 'eni-web',
    family: 4,
    address: '203.0.113.10',
    classes: [{ class: 'web', services: ['https'] }],
  });
  expect(web.passes[0]).toMatchObject({ dst: '203.0.113.10', dstPort: [443, 443], protocol: [6, 6] });
  expect(web.path.ways).toEqual({ forward: 'reachable', reply: 'reachable', both: 'reachable' });
  expect(web.path.forward[0].at.id).toBe('igw-a');
});

test('names that are commands for a terminal or formulas for a spreadsheet stay text', async () => {
  const named = (Value: string) => office().change('network-interface', 'eni-web', { TagSet: [{ Key: 'Name', Value }] });
  const shown = await exposure(named('\u001B]0;owned\u0007web'), '', { terminal: 80, env: { NO_COLOR: '1' } });
  expect(shown.stdout).not.toContain('\u001B]0');
  expect(shown.stdout).toContain('␛]0;owned␇web');
  const table = await exposure(named('=HYPERLINK("http://x","y")'), '--csv');
  expect(table.stdout).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
  expect(table.stdout).not.toMatch(/(^|,)"?=/m);
});
