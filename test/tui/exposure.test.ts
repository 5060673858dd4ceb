import { expect, test } from 'vitest';
import { hopscope } from '../cli/context.ts';
import { storeOf } from '../cli/world-store.ts';
import { office } from '../reach/worlds.ts';
import { Room } from './room.ts';
import { walk } from './walk.ts';

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

test('what the internet reaches is told in the words of the command, and begins on the worst', async () => {
  const here = await walk(118, 90);
  await here.press('i');
  expect(here.row).toMatch(/^instance “bastion” +tcp 22 SSH/);
  const { stdout } = await hopscope(['exposure', '--snapshot', 'sample', '--direction', 'in', '--all', '--no-color']);
  expect(words(here.text)).toEqual(expect.arrayContaining(words(stdout.split('\n\n')[0]!)));
  for (const line of ['Remote administration · 2 things', 'Web · 14 things', 'What is sent arrives, but no reply comes back']) {
    expect(stdout).toContain(line);
    here.shows(line);
  }
});

test('enter shows the proof, and from there the path where it can be asked anew', async () => {
  const here = await walk(130, 40);
  await here.press('i', 'enter');
  here.shows('The internet reaches instance “bastion” on tcp 22 SSH from anywhere.', 'There', 'tcp 22 from 0.0.0.0/0', 'Back');
  await here.press('enter');
  here.shows('internet → bastion', '✓ reachable', 'S n tcp 22', 'v IPv4');
  await here.press('esc', 'esc');
  expect(here.row).toMatch(/^instance “bastion”/);
  await here.press('d');
  here.shows('Instance bastion', 'Reached from the internet');
});

test('the proof is of the ports of its row, not of any that are open', async () => {
  const here = await walk(110, 40);
  await here.press('i', '/', 'kontor-mail 53', 'enter', 'enter');
  here.shows('on tcp 53 DNS from anywhere', 'tcp 53').hides('SMTP');
});

test('what lies behind a load balancer is proved through it, and asked for at the address that the internet knows', async () => {
  const here = await walk(110, 60);
  await here.press('i', '/', 'behind track', 'enter', 'enter');
  here.shows('behind track, port 8080', 'load balancer app/track', 'opens a connection of its own');
  await here.press('enter');
  here.shows('internet → 203.0.113.', 'S n tcp 443', '✓ reachable');
});

test('the other way round: what reaches the internet, by which way, each with its proof', async () => {
  const here = await walk(100, 60);
  await here.press('i', 'r');
  here.shows(
    'what reaches the internet',
    '27 things reach the internet; of 4 more it is not known.',
    'NAT gateway “parcel-prod-a” · IPv4',
  );
  here.shows('Not known whether they reach the internet · 4 things').hides('can be reached from the internet');
  await here.press('/', 'parcel-app-1', 'enter', 'enter');
  here.shows('Instance “parcel-app-1” reaches the internet by NAT gateway “parcel-prod-a”.', '0.0.0.0/0 → nat-0260997a2cd57f8a3');
  await here.press('enter');
  here.shows('parcel-app-1 → internet');
  await here.press('esc', 'esc', 'esc', 'r');
  here.shows('17 things can be reached from the internet.');
});

test('conditions narrow it as --where does, and a wrong one says what would be right, as it is typed here', async () => {
  const here = await walk(100, 30);
  await here.press(':exposure class=admin region=us-east-1', 'enter');
  here.shows(' class=admin ', '1 thing can be reached from the internet.', 'customs-relay').hides('bastion');
  await here.press(':exposure out account=471830295516', 'enter');
  here.shows('portal-2').hides('parcel-app-1');
  await here.press(':exposure colour=red', 'enter');
  here.shows('Nothing can be narrowed by "colour".', 'Keys: account, region');
  await here.press(':exposure port=abc', 'enter');
  here.shows('"abc" is no port.', 'For example: port=443, port=8000-8100, port=53/udp').hides('--where');
  await here.press(':exposure =22', 'enter');
  here.shows('"=22" is not KEY=VALUE.', 'For example: port=22, tag:env=prod');
  await here.press(':exposure clas', 'tab');
  here.shows('exposure class=admin');
});

test('the file is the one that the command writes', async () => {
  const here = await walk(100, 30);
  await here.press(':exposure class=admin', 'enter', 'x');
  const line = 'exposure --snapshot sample --direction in --where class=admin';
  const csv = here.done.find((one) => one.do === 'export');
  expect(csv).toMatchObject({ name: 'hopscope-exposure.csv', text: (await hopscope(`${line} --csv`.split(' '))).stdout });
  await here.press(':export worst.json', 'enter', ':export worst.txt', 'enter');
  const [, json, text] = here.done.filter((one) => one.do === 'export');
  expect(json).toMatchObject({ name: 'worst.json', text: (await hopscope(`${line} --json`.split(' '))).stdout });
  expect(text?.do === 'export' && text.text).toContain('Remote administration · 2 things');
});

test('a filter keeps the headings of what it finds, and the cursor goes to the first of it', async () => {
  const here = await walk(100, 30);
  await here.press('i', '/', '8443', 'enter');
  here.shows('Development and admin web · 2 things').hides('dev-build', 'Remote administration');
  expect(here.row).toMatch(/^instance “parcel-app-1” +tcp 8443/);
  await here.press('esc', 'g');
  here.shows('Remote administration');
});

test('all that a thing reaches and all that reaches it are one key away, grouped by another', async () => {
  const here = await walk(110, 40, new Room(office().snapshot()));
  await here.press(':eni-app', 'enter', ')');
  here.shows('what eni-app reaches', 'The internet · 2 things', 'network interface eni-db', 'by VPC');
  const { stdout } = await hopscope(['reach', 'eni-app', '--store', await storeOf(office()), '--all', '--no-color']);
  for (const line of stdout.trim().split('\n')) here.shows(line);
  await here.press('/', 'eni-db', 'enter', 'enter');
  here.shows('eni-app → eni-db', '✓ reachable');
  await here.press('esc', 'esc', 'n');
  here.shows('by subnet', 'subnet subnet-other');
  await here.press('r');
  here.shows('what reaches eni-app', 'reach network interface eni-app');
  await here.press(':eni-db', 'enter', '(');
  here.shows('what reaches eni-db', 'eni-app');
});

test('reach by a command takes what the command line takes', async () => {
  const here = await walk(110, 40, new Room(office().snapshot()));
  await here.press(':reach to eni-db port=5432 by=account', 'enter');
  here.shows('what reaches eni-db', 'by account', '  port=5432', 'eni-app');
  await here.press('x');
  const written = here.done.find((one) => one.do === 'export');
  const line = ['reach', '--to', 'eni-db', '--where', 'port=5432', '--store', await storeOf(office()), '--csv'];
  expect(written).toMatchObject({ name: 'hopscope-reach.csv', text: (await hopscope(line)).stdout });
  await here.press(':reach eni-bd', 'enter');
  here.shows('has nothing called "eni-bd"', 'Did you mean');
  await here.press(':reach eni-db by=colour', 'enter');
  here.shows('Nothing is grouped by colour');
  await here.press(':reach', 'enter');
  here.shows('Of what? :reach NAME, or :reach to NAME');
});
