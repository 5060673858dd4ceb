import { expect, test } from 'vitest';
import { walk } from './walk.ts';

const sizes = [
  [80, 24],
  [200, 50],
] as const;

test.each(sizes)('what of ours can the internet reach (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press('i');
  here.shows(/\d+ things can be reached from the internet/, 'instance “bastion”', 'tcp 22 SSH', 'anywhere');
  await here.press('enter');
  here.shows('› proof', 'The internet reaches instance “bastion” on tcp 22 SSH from anywhere.', 'tcp 22 from 0.0.0.0/0', 'Back');
  await here.press('d');
  here.shows('› bastion', 'i-01be75a757fad1dc8');
});

test.each(sizes)('who uses this group (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press(':sg prod-bastion', 'enter', 'w');
  here.shows('who uses prod-bastion', '3 things use it', 'i-01be75a757fad1dc8', 'If it went');
});

test.each(sizes)('which subnets have no way out (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press('f', '/', 'no-default-route', 'enter');
  here.shows('A subnet has no way to the internet');
  const many = here.lines.filter((line) => line.includes('A subnet has no way to the internet')).length;
  expect(many).toBeGreaterThan(0);
  await here.press('enter');
  here.shows('What to do', 'Evidence');
});

test.each(sizes)('is the VPN’s second tunnel up (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press(':vpn', 'enter');
  here.shows(/\d VPN connections/, 'leipzig', '1 of 2 tunnels down');
  await here.press('/', 'leipzig', 'enter', 'enter');
  here.shows('1 of 2 tunnels down: 192.0.2.250', 'A VPN connection has a tunnel that is down');
});

test.each(sizes)('what was I not allowed to see (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press('c');
  here.shows('Could not be seen: 3 things', 'ec2:DescribeVpnConnections', 'The identity is not allowed to ask.');
  await here.press('t', '/', 'not be read', 'enter');
  here.shows('✗ VPN connections could not be read', '✗ core networks could not be read');
});

test.each(sizes)('show the auditor the proof (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press('f', '/', 'ssh', 'enter', 'enter');
  here.shows('exposed-ssh', 'SSH is reachable from the internet', 'Evidence', 'sgr-');
  await here.press('x');
  const written = here.done.find((one) => one.do === 'export');
  expect(written).toMatchObject({ name: 'hopscope-finding.txt' });
  expect(written?.do === 'export' && written.text).toMatch(/Evidence[\s\S]*The way there[\s\S]*The way back[\s\S]*What to do/);
});

test.each(sizes)('can the bastion be reached from the internet, and over IPv6 (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press(':bastion', 'enter', 'I', '22', 'S');
  here.shows('✓ reachable', /on\s+tcp 22, and replies\s+come back/, 'There ·', 'security group sg-00731bd7f4c4753d2');
  await here.press('v', 'v');
  here.shows('v IPv6', 'have an IPv6 address.').hides('✓ reachable');
});

test.each(sizes)('why does the scratch machine not reach the database, and what would open it (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press(':path dev-scratch 10.21.65.105:5432', 'enter');
  here.shows('✗ blocked', /2 things\s+are\s+in\s+the\s+way\./, 'is stopped');
  await here.press('G');
  here.shows('authorize-security-group-ingress');
});

test.each(sizes)(
  'is the site at this name reachable, and what does its load balancer do with it (%i×%i)',
  async (columns, rows) => {
    const here = await walk(columns, rows);
    await here.press(':path internet track-904169ae3f.eu-west-1.elb.amazonaws.com:443', 'enter');
    here.shows('✓ reachable', 'on tcp 443');
    await here.press('/', 'load balancer listener', 'enter', 'enter');
    here.shows('Load balancer track');
    await here.press('esc', 'esc');
    here.shows('✓ reachable');
  },
);

test('two things of a kind are compared field by field', async () => {
  const here = await walk(100, 30);
  await here.press(':subnet', 'enter', '/', 'prod-app', 'enter', 'm', 'j', 'm', '=');
  here.shows('prod-app-a and prod-app-b', 'CidrBlock: 10.21.16.0/20 → 10.21.32.0/20');
});

test('Regions and accounts are put aside and taken back', async () => {
  const here = await walk(100, 40);
  await here.press('R', 'space', 'esc');
  here.shows('1 put aside').hides('eu-central-1 ');
  await here.press('R', 'g', 'space', 'esc');
  here.hides('put aside');
  await here.press(':account haldenpost-parcel', 'enter');
  here.shows('1 put aside').hides('▾ haldenpost-network');
  await here.press(':account', 'enter');
  here.hides('put aside');
});

test('a table goes to a file that a spreadsheet reads', async () => {
  const here = await walk(100, 30);
  await here.press(':vpc', 'enter', ':sort id', 'enter', 'x');
  const written = here.done.find((one) => one.do === 'export');
  expect(written).toMatchObject({ name: 'hopscope-table-vpc.csv' });
  const lines = written?.do === 'export' ? written.text.trim().split('\r\n') : [];
  expect(lines[0]).toMatch(/^name,id,/);
  expect(lines).toHaveLength(1 + here.state.tree!.data.kind.filter((kind) => here.state.tree!.data.kinds[kind] === 'vpc').length);
});

test('every view and every kind can be shown, and says something', async () => {
  const here = await walk(100, 30);
  await here.press('K');
  const kinds = here.state.tree!.data.kinds.filter((kind) => !['account', 'place', 'group', 'fold', 'gap'].includes(kind));
  expect(kinds.length).toBeGreaterThan(90);
  for (const kind of kinds) {
    await here.press(`:table ${kind}`, 'enter');
    expect(here.row, kind).not.toBe('');
    await here.press('enter');
    expect(here.lines[1], kind).not.toContain('Reading');
    await here.press('esc', 'esc');
  }
});

test('a resource is shown in AWS’s own words, and leads on to what it names', async () => {
  const here = await walk(100, 40);
  await here.press(':i-01be75a757fad1dc8', 'enter', 'J', '/', 'InstanceId', 'enter');
  here.shows('"InstanceId": "i-01be75a757fad1dc8"');
  await here.press('esc', '/', 'SubnetId', 'enter', 'g', 'enter');
  here.shows('Subnet prod-public-a');
});
