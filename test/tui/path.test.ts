import { expect, test } from 'vitest';
import { hopscope } from '../cli/context.ts';
import { walk } from './walk.ts';

/** Without the breaks of lines. */
const words = (text: string): string => text.split(/\s+/).filter(Boolean).join(' ');

test.each([
  ['internet', 'bastion:22'],
  ['dev-scratch', '10.21.65.105:5432'],
  ['parcel-app-1', 'internet:443'],
])('the path from %s to %s is told in the words of the command', async (from, to) => {
  const here = await walk(100, 40);
  await here.press(`:path ${from} ${to}`, 'enter', 'x');
  const written = here.done.find((one) => one.do === 'export');
  const { stdout } = await hopscope(['why', from, to, '--snapshot', 'sample', '--no-color']);
  expect(written?.do === 'export' && words(written.text)).toBe(words(stdout));
});

test('why does the scratch machine not reach the database: the blockers in groups, the fixes, and a changed port at once', async () => {
  const here = await walk(100, 70);
  await here.press(':path dev-scratch 10.21.65.105:5432', 'enter');
  here.shows('✗ blocked', 'does not reach', 'There ·', '2 things are in the way.');
  here.shows('In the way', 'VPC configuration', 'BAD_STATE', 'Would open it: any one of these', 'aws ec2 create-route');
  await here.press('443', 'S');
  here.shows('S n tcp 443');
  await here.press('n', 'S');
  here.shows('S n udp 53');
  await here.press('n');
  here.shows('S n ping');
  await here.press('S');
  here.shows('ping has no ports: n switches the protocol.');
  await here.press('n');
  here.shows('S n all traffic');
});

test('enter on a hop goes to what stands there, and Esc comes back to the hop', async () => {
  const here = await walk(100, 40);
  await here.press(':path internet bastion:22', 'enter', '9', 'G');
  const hop = here.row;
  expect(hop).toContain('security group sg-00731bd7f4c4753d2');
  await here.press('enter');
  here.shows('› prod-bastion', 'Security group prod-bastion', 'Lets in');
  await here.press('esc');
  expect(here.row).toBe(hop);
});

test('the ends are picked from the tree, and turned round', async () => {
  const here = await walk(100, 40);
  await here.press(':bastion', 'enter', 'a');
  here.shows('From bastion: b on another thing');
  await here.press(':parcel-app-1', 'enter', 'b');
  here.shows('bastion → parcel-app-1', 'There · tcp 10.21.0.47');
  await here.press('r');
  here.shows('parcel-app-1 → bastion', 'a from parcel-app-1');
  await here.press('z');
  here.shows('the way there alone').hides('Back ·');
  await here.press('z', 'esc');
  here.hides('There ·');
});

test('can it be reached from the internet over IPv4, and over IPv6', async () => {
  const here = await walk(100, 60);
  await here.press(':bastion', 'enter', 'I', 'v');
  here.shows('IPv4', 'From the internet: five things · IPv4');
  await here.press('v');
  here.shows('v IPv6', 'has no IPv6 address');
});

test('ends are completed, typed one after the other, and a word that means nothing is answered with near ones', async () => {
  const here = await walk(100, 30);
  await here.press(':path int', 'tab');
  here.shows(':path internet');
  await here.press(' bastio', 'tab', 'enter');
  here.shows('internet → bastion', '✓ reachable');
  await here.press('esc', ':from internet', 'enter');
  here.shows('From internet: b on another thing');
  await here.press(':to bastoin:22', 'enter');
  here.shows('has nothing called "bastoin"', 'Did you mean bastion?');
  await here.press(':to bastion:99999', 'enter');
  here.shows('is not a port from 0 to 65535');
  await here.press(':to bastion', 'enter');
  here.shows('S n tcp 22', '✓ reachable');
});

test('what would close an open path is one key away', async () => {
  const here = await walk(100, 60);
  await here.press(':path internet bastion:22', 'enter', 'C');
  here.shows('with what would close it', 'To close it: any one of these', 'This would also cut off');
  await here.press('C');
  here.hides('To close it');
});

test('an Elastic IP address is an end by its address; what has none says so, and the ends stay as they were', async () => {
  const here = await walk(100, 40);
  await here.press(':eip', 'enter', '/', '203.0.113.113', 'enter', 'I');
  here.shows('internet → 203.0.113.113', 'S n all tcp ports', 'tcp 22');
  await here.press(':rtb', 'enter', 'a');
  here.shows('Not here: nothing under the cursor sends or takes packets under an address.');
  expect(here.state.ends).toBeUndefined();
});

test('a hop becomes an end: a path is followed to where it can be asked anew', async () => {
  const here = await walk(100, 40);
  await here.press(':path internet bastion:22', 'enter', '/', 'network interface eni-0c6bac92a88e4bba8', 'enter', 'a');
  here.shows('eni-0c6bac92a88e4bba8 → bastion');
});

test('a command that mends something is copied whole, however little of it the screen has room for', async () => {
  const here = await walk(60, 15);
  await here.press(':path dc-1 ci-runner-1:22', 'enter', '/', 'aws ec2', 'enter');
  here.shows('y copy command', '…');
  await here.press('y');
  const copied = here.done.find((one) => one.do === 'copy');
  expect(copied).toMatchObject({
    what: 'the command',
    text: expect.stringMatching(/^aws ec2 authorize-security-group-ingress --group-id sg-\w+ .*--region \S+$/),
  });
  await here.press('esc', 'g');
  expect(here.lines.at(-1)).not.toContain('copy command');
});
