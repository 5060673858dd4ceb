import { expect, test } from 'vitest';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Gap, Resource } from '../../src/snapshot/snapshot.ts';
import { Live } from '../../src/tui/desk/live.ts';
import { PENDING } from '../../src/tui/model/reading.ts';
import { Scan } from './scanning.ts';
import type { Walk } from './walk.ts';

const account = '111122223333';
const [HERE, THERE] = ['eu-central-1', 'us-east-1'];
const resource = (region: string, kind: string, id: string, data: object): Resource => ({ account, region, kind, id, data });
const vpc = (region: string, id: string, name: string, more: object = {}): Resource =>
  resource(region, 'vpc', id, {
    VpcId: id,
    CidrBlock: '10.0.0.0/16',
    IsDefault: false,
    Tags: [{ Key: 'Name', Value: name }],
    ...more,
  });
const subnet = (region: string, of: string, id: string, name: string): Resource =>
  resource(region, 'subnet', id, { SubnetId: id, VpcId: of, CidrBlock: '10.0.1.0/24', Tags: [{ Key: 'Name', Value: name }] });

const places = ['global', HERE, THERE].map((region) => ({ account, region }));
const kinds = ['region', 'vpc', 'subnet', 'network-interface'];
const company = (resources: readonly Resource[], gaps: readonly Gap[] = []) => memorySnapshot({ resources, gaps, places, kinds });

const usual = [
  vpc(HERE, 'vpc-00000001', 'prod'),
  subnet(HERE, 'vpc-00000001', 'subnet-00000001', 'web'),
  subnet(HERE, 'vpc-00000001', 'subnet-00000002', 'db'),
  vpc(THERE, 'vpc-00000003', 'partners'),
];

const denied: Gap = {
  ...{ account, region: THERE, kind: 'subnet', operation: 'DescribeSubnets' },
  ...{ code: 'UnauthorizedOperation', message: 'You are not authorized to perform this operation.' },
};

const orders = (walk: Walk) => walk.done.flatMap((effect) => (effect.do === 'scan' ? [effect.order] : []));

test('where there is no snapshot the sample, an import or a scan is offered, with who would sign in and what would be asked', async () => {
  const scan = await Scan.of(undefined, company(usual));
  await scan.walk.press('N');
  scan.walk.shows(
    'Look at the sample company',
    'Import what the AWS CLI printed',
    'environment: keys AKIA…7QXA',
    'profile audit',
  );
  scan.walk.shows('At least 3 calls for an account', 'Nothing was called');
  expect(orders(scan.walk)).toEqual([]);
});

test.each([
  ['tree', 't'],
  ['overview', 'o'],
  ['findings', 'f'],
  ['exposure', 'i'],
  ['segments', 'W'],
  ['kinds', 'K'],
  ['coverage', 'c'],
  ['path', ':path a b'],
])('where there is no snapshot %s says so, and nothing of one', async (_, key) => {
  const { walk } = await Scan.of(undefined, company(usual), 60, 15);
  walk.state = { ...walk.state, isEmpty: true };
  await walk.press('N', key, ...(key.startsWith(':') ? ['enter'] : []));
  expect(walk.text.replaceAll(/\s+/g, ' ')).toContain(
    'There is no snapshot yet: N scans, :import DIR imports, :snapshot sample opens the sample.',
  );
  walk.shows('N scan').hides('✓', 'judging', 'Reading', '…');
  await walk.press('enter');
  walk.shows('Nothing is here to open yet.');
});

test('who signs in and where it looks is chosen by keys', async () => {
  const { walk } = await Scan.of(company(usual), company(usual));
  await walk.press('N', 'P', 'down', 'down', 'space', 'R', 'down', 'down', 'space');
  walk.shows('[✓] profile audit', '[ ] every enabled Region', `[✓] ${HERE}`);
  await walk.press('N', 'enter');
  expect(orders(walk)).toEqual([{ words: ['--profile', 'audit', '--region', HERE] }]);
});

test('a Region that no snapshot names is chosen by name, and nothing is asked by that', async () => {
  const { walk } = await Scan.of(company(usual), company(usual));
  await walk.press('N', 'R', 'end', '/', 'another', 'enter', 'enter');
  walk.shows(':where ', 'Enter run');
  await walk.press('ap-south-1', 'enter', 'esc');
  walk.shows('[✓] ap-south-1', '[ ] every enabled Region', 'with the usual credentials, ap-south-1; it only reads');
  await walk.press(':where', ' home', 'enter');
  walk.shows('home is no name of a Region, such as eu-central-1.', '[✓] ap-south-1');
  expect(orders(walk)).toEqual([]);
  await walk.press(':where ');
  walk.shows(`:where ${HERE}`, `:where ${THERE}`).hides(':where global');
  await walk.press('esc', ':where', 'enter');
  walk.shows('[✓] every enabled Region').hides('ap-south-1');
});

test('profiles, Regions and kinds are completed where a scan takes them, and the sample where a snapshot is opened', async () => {
  const { walk } = await Scan.of(company(usual), company(usual));
  await walk.press('N', ':scan aud', 'tab');
  walk.shows(':scan audit');
  await walk.press('us-e', 'tab', 'vpc');
  walk.shows(`:scan audit ${THERE} vpc`, ':scan audit us-east-1 vpc-endpoint');
  await walk.press('esc', ':again eu-', 'tab', 'subn', 'tab');
  walk.shows(`:again ${HERE} subnet`);
  await walk.press('esc', ':snapshot sam', 'tab', 'enter');
  expect(walk.done.at(-1)).toEqual({ do: 'sample' });
});

test('the bar says what Enter and Space do to the row of a scan that is prepared', async () => {
  const { walk } = await Scan.of(company(usual), company(usual));
  await walk.press('N');
  walk.shows('Enter start');
  expect(walk.lines.at(-1)).not.toContain('Space');
  await walk.press('space');
  walk.shows('nothing that could be chosen is under the cursor');
  expect(orders(walk)).toEqual([]);
  await walk.press('P', 'down');
  expect(walk.lines.at(-1)).toMatch(/Space choose {2}Enter choose/);
});

test('while a scan runs the views of what is judged say of when they are, and no others do', async () => {
  const scan = await Scan.of(company(usual), company(usual));
  await scan.walk.press('N', 'enter');
  await scan.begins();
  await scan.reads(HERE);
  const said = 'until the scan ends';
  for (const view of ['f', 'i', 'W', 'o']) {
    await scan.walk.press(view);
    scan.walk.shows('is of the snapshot of 1 Jan 2026 00:00 UTC', said);
  }
  scan.walk.shows('nothing was refused so far', 'Taken     being read: N shows how far', 'Snapshot being read');
  for (const view of ['t', 'c', 'K']) {
    await scan.walk.press(view);
    scan.walk.hides(said);
  }
});

test('during the first scan there are no findings yet, and the view says when', async () => {
  const scan = await Scan.of(undefined, company(usual));
  await scan.walk.press('N', 'enter');
  await scan.begins();
  await scan.reads(HERE);
  await scan.walk.press('f');
  scan.walk.shows('This is worked out when the scan has ended.', 'There are none yet.').hides('Judging: 0 of 0');
});

test('during the first scan the overview takes what is still to be read neither for empty nor for refused', async () => {
  const scan = await Scan.of(undefined, company(usual), 80, 40);
  await scan.walk.press('N', 'enter');
  await scan.begins();
  await scan.reads(HERE, 'vpc');
  await scan.walk.press('o');
  scan.walk.shows('Verdict   not yet', 'Coverage  nothing was refused so far', `Still to be read: ${THERE}`);
  scan.walk.shows(new RegExp(`${HERE} +1 .*\\+`));
  scan.walk.hides('Empty', 'judging', 'could not be seen');
  await scan.reads(HERE);
  await scan.reads(THERE);
  scan.walk.hides('Still to be read');
});

test('how far each place is, is seen in plain signs too', async () => {
  const scan = await Scan.of(undefined, company(usual), 80, 24);
  scan.walk.state = { ...scan.walk.state, settings: { ...scan.walk.state.settings, ascii: true } };
  await scan.walk.press('N', 'enter');
  await scan.begins();
  await scan.reads(HERE, 'vpc');
  scan.walk.shows(/eu-central-1 #+\.+ reading: 1 of 3 kinds/);
});

test('a command scans at once; its words are profiles, Regions and kinds', async () => {
  const { walk } = await Scan.of(company(usual), company(usual));
  await walk.press(':', 'scan audit eu-central-1 sg', 'enter');
  expect(orders(walk)).toEqual([{ words: ['audit', HERE, 'security-group'] }]);
});

test('what is read first is shown while the rest is still to come', async () => {
  const scan = await Scan.of(undefined, company(usual));
  await scan.walk.press('N', 'enter');
  await scan.begins();
  scan.walk.shows('scanning, 0 % read', `${HERE} ░`);
  await scan.walk.press('t');
  await scan.reads(HERE, 'vpc', 'subnet');
  scan.walk.shows('VPC prod', 'subnet web', `${HERE}  reading: 2 of 3 kinds`, `${THERE}  to be read`);
  await scan.reads(THERE);
  scan.walk.shows('VPC partners', 'scanning, 71 % read');
  await scan.reads(HERE);
  await scan.reads('global');
  await scan.ends();
  scan.walk.hides('scanning', 'reading').shows('Scanned');
});

test('what has not been read yet is unknown, and neither there nor missing', async () => {
  const aws = company(usual);
  const live = new Live(new Date(0), undefined, undefined);
  live.hear({ is: 'begun', ...aws.manifest });
  live.hear({ is: 'read', kind: 'vpc', account, region: HERE });
  const { gaps, kinds: asked } = live.snapshot().manifest;
  expect(new Set(gaps.map(({ code }) => code))).toEqual(new Set([PENDING]));
  expect(gaps.filter(({ region }) => region === HERE).map(({ kind }) => kind)).toEqual(['network-interface', 'subnet']);
  expect(asked).toEqual([...kinds].sort());
});

test('a Region in which the scan was denied says so, in the tree, in the scan and in the coverage, while the scan runs', async () => {
  const scan = await Scan.of(undefined, company(usual, [denied]));
  await scan.walk.press('N', 'enter');
  await scan.begins();
  await scan.reads(THERE);
  scan.walk.shows(/us-east-1 +█+ read {2}✗ 1 refused or lost/);
  await scan.walk.press('t', '/', 'subnets', 'enter');
  scan.walk.shows('✗ subnets could not be read', 'DescribeSubnets · UnauthorizedOperation');
  await scan.walk.press('esc', 'c');
  scan.walk.shows('ec2:DescribeSubnets', 'Allow ec2:DescribeSubnets').hides(PENDING, 'not come to this');
});

test('what is there stands until it is read again, and the cursor stays on its thing wherever that goes', async () => {
  const racks = Array.from({ length: 20 }, (_, at) => subnet(HERE, 'vpc-00000001', `subnet-000001${at + 10}`, `rack ${at + 10}`));
  const now = [vpc(HERE, 'vpc-00000009', 'lab'), ...usual, ...racks];
  const scan = await Scan.of(company([...usual, ...racks]), company(now), 100, 15);
  await scan.walk.press('/', 'rack 19', 'enter', 'T');
  expect(scan.walk.row).toContain('subnet rack 19');
  const row = scan.walk.lines.findIndex((line) => line.startsWith('▶'));
  await scan.walk.press('N', 'enter', 't');
  await scan.begins();
  await scan.reads(HERE);
  expect(scan.walk.row).toContain('subnet rack 19');
  expect(scan.walk.lines.findIndex((line) => line.startsWith('▶'))).toBe(row);
  await scan.walk.press('g');
  scan.walk.shows('VPC lab');
});

test('what changed and what is new is marked, and where a thing is gone the cursor is on its neighbour', async () => {
  const [prod, , db, partners] = usual as [Resource, Resource, Resource, Resource];
  const now = [
    { ...prod, data: { ...prod.data, CidrBlock: '10.9.0.0/16' } },
    subnet(HERE, 'vpc-00000001', 'subnet-00000008', 'new'),
    db,
    partners,
  ];
  const scan = await Scan.of(company(usual), company(now));
  await scan.walk.press('/', 'web', 'enter', 'T');
  await scan.walk.press(':', 'scan', 'enter', 'enter', 't');
  await scan.begins();
  await scan.reads(HERE);
  scan.walk.shows(/~ +▾ VPC prod/, /\+ +subnet new/);
  expect(scan.walk.row).toMatch(/subnet (?:db|new)/);
  await scan.reads(THERE);
  await scan.reads('global');
  await scan.ends();
  scan.walk.shows('1 thing new, 1 changed and 1 gone');
});

test('the Region under the cursor is read again, and only after what that would ask was shown', async () => {
  const now = [...usual, vpc(THERE, 'vpc-00000004', 'fresh')];
  const scan = await Scan.of(company(usual), company(now));
  await scan.walk.press('/', 'partners', 'enter', 'esc', 'h', 'h', 'L');
  scan.walk.shows(`Read again: everything in ${THERE} of account ${account}`, 'At least 3 calls');
  expect(orders(scan.walk)).toEqual([]);
  await scan.walk.press('enter');
  const again = { accounts: [account], regions: [THERE] };
  expect(orders(scan.walk)).toEqual([{ words: [], again }]);
  await scan.begins(again);
  await scan.walk.press('t', 'l');
  await scan.reads(THERE, 'vpc');
  scan.walk.shows('VPC fresh', 'VPC prod', 'subnet web', `${THERE}  reading: 1 of 3 kinds`);
});

test('what was read again says what is different there, and what could not be read that could before', async () => {
  const before = company(usual, [denied]);
  const again = { regions: [HERE] };
  const read = async (now: Resource[], gaps: Gap[]): Promise<Scan> => {
    const scan = await Scan.of(before, company(now, gaps));
    await scan.walk.press(':', `again ${HERE}`, 'enter', 'enter');
    await scan.begins(again);
    await scan.reads(HERE);
    return scan.ends();
  };
  (await read(usual, [denied])).walk.shows('Read again: nothing is different.').hides('could not be answered');
  const more = [...usual, vpc(HERE, 'vpc-00000007', 'lab')];
  (await read(more, [denied])).walk.shows('Read again: 1 thing new.');
  const worse = [denied, { ...denied, region: HERE, kind: 'network-interface', operation: 'DescribeNetworkInterfaces' }];
  (await read(usual, worse)).walk.shows('Read again', '1 more call could not be answered: c shows which.');
});

test('a kind is read again from its table, and by name', async () => {
  const { walk } = await Scan.of(company(usual), company(usual));
  await walk.press(':', 'subnet', 'enter', 'L', 'enter');
  await walk.press(':', 'abandon', 'enter');
  expect(orders(walk)).toEqual([{ words: [], again: { kinds: ['subnet'] } }]);
  const other = (await Scan.of(company(usual), company(usual))).walk;
  await other.press(':', 'again vpc us-east-1', 'enter', 'enter');
  expect(orders(other)).toEqual([{ words: [], again: { kinds: ['vpc'], regions: [THERE] } }]);
});

test('Ctrl-C abandons the scan, everything is as it was before, and only the next one leaves', async () => {
  const scan = await Scan.of(company(usual), company([vpc(HERE, 'vpc-00000009', 'lab')]));
  await scan.walk.press('/', 'web', 'enter', 'T', ':', 'scan', 'enter', 'enter', 't');
  await scan.begins();
  await scan.reads(HERE);
  scan.walk.shows('VPC lab').hides('subnet web');
  await scan.walk.press('ctrl-c');
  expect(scan.walk.done.at(-1)).toEqual({ do: 'stop scan' });
  await scan.abandoned();
  scan.walk.shows('subnet web', 'the store is as it was').hides('VPC lab', 'scanning');
  await scan.walk.press('ctrl-c');
  expect(scan.walk.done.at(-1)).toEqual({ do: 'quit' });
});

test('Esc where the scan is shown asks first, then abandons', async () => {
  const scan = await Scan.of(company(usual), company(usual));
  await scan.walk.press('N', 'enter');
  await scan.begins();
  await scan.walk.press('esc');
  scan.walk.shows('Esc again abandons the scan');
  expect(scan.walk.done.some((effect) => effect.do === 'stop scan')).toBe(false);
  await scan.walk.press('esc');
  expect(scan.walk.done.at(-1)).toEqual({ do: 'stop scan' });
});

test('a scan that could not begin says why and what to do, wherever the reader is', async () => {
  const scan = await Scan.of(company(usual), company(usual));
  await scan.walk.press('N', 'enter', 't');
  await scan.says({
    is: 'failed',
    message: 'SignInFailed: the token has expired',
    next: ['for SSO, run `aws sso login` first.'],
  });
  scan.walk.shows('✗ SignInFailed: the token has expired', 'aws sso login');
  expect(scan.walk.row).toContain('Scan now');
  await scan.walk.press('t');
  scan.walk.shows('VPC prod');
});

test('what went wrong, and who would sign in, is told whole on the smallest screen', async () => {
  const scan = await Scan.of(undefined, company(usual), 60, 30);
  await scan.walk.press('N');
  const message = 'SignInFailed: could not sign in with the default credentials: Could not load credentials from any providers';
  const next = 'Credentials are looked for in the environment, the profile (--profile NAME or AWS_PROFILE) and the container.';
  await scan.says({ is: 'failed', message, next: [next] });
  const words = scan.walk.text.replaceAll(/\s+/g, ' ');
  expect(words).toContain(message);
  expect(words).toContain(next);
  expect(words).toContain('where you have no credentials: :import DIR');
  scan.walk.hides('Nothing was called.');
});

test('a second scan waits for nobody', async () => {
  const { walk } = await Scan.of(company(usual), company(usual));
  await walk.press(':', 'scan audit', 'enter', ':', 'scan audit', 'enter');
  walk.shows('A scan runs already');
  expect(orders(walk)).toHaveLength(1);
});
