import { expect, onTestFinished, test } from 'vitest';
import { OnScreen } from './on-screen.tsx';
import { sampleRoom } from './room.ts';

async function open(columns = 100, rows = 30, options = {}): Promise<OnScreen> {
  const here = new OnScreen(await sampleRoom(), columns, rows, options);
  onTestFinished(async () => {
    here.end();
    await here.left;
  });
  return here.settled();
}

test('the screen is the alternate one, and what it was before is there again afterwards', async () => {
  const here = await open();
  expect(here.terminal.buffer.active.type).toBe('alternate');
  expect(here.input.isRaw).toBe(true);
  expect(here.text).toContain('eu-west-1');
  await here.press('q');
  await here.left;
  await here.settled();
  expect(here.terminal.buffer.active.type).toBe('normal');
  expect(here.input.isRaw).toBe(false);
  expect(here.output.text.endsWith('\u001B[?1006l') || here.output.text.includes('\u001B[?2004l')).toBe(true);
  expect(here.asked).toContain('close');
});

test('the row under the cursor is inverse, and marked where nothing is inverse', async () => {
  const here = await open();
  const at = here.lines.findIndex((line) => line.startsWith('▶'));
  expect(at).toBeGreaterThan(0);
  expect(here.isInverse(at)).toBe(true);
  expect(here.isInverse(at - 1)).toBe(false);
});

test('a move within the page draws the two rows and the place anew, and less than 3 kB', async () => {
  const here = await open(200, 50);
  await here.press('g', 'j', 'j');
  await here.rested();
  const before = { ...here.drawn, bytes: here.output.bytes };
  await here.press('j');
  expect(here.drawn.frames - before.frames).toBe(1);
  expect(here.drawn.rows - before.rows).toBe(3);
  expect(here.output.bytes - before.bytes).toBeLessThan(3_000);
});

test('what is beside the list follows when the cursor rests', async () => {
  const here = await open(200, 50);
  await here.press(':vpc-065753ab68164c2c7', 'enter');
  await here.rested();
  expect(here.lines[1]).toContain('│ VPC parcel-prod');
  await here.press('j');
  expect(here.lines[1]).toContain('│ VPC parcel-prod');
  await here.rested();
  expect(here.lines[1]).toContain('│ Subnet prod-app-a');
});

test('fifty keys in one piece are one frame, or two', async () => {
  const here = await open();
  await here.press('g');
  const before = here.drawn.frames;
  await here.press('j'.repeat(50));
  expect(here.drawn.frames - before).toBeLessThanOrEqual(2);
  expect(here.text).toContain('51 of ');
});

test('a slow line gets the last frame, and none of those between', async () => {
  const here = await open();
  await here.press('g');
  here.output.isFull = true;
  await here.press('j');
  const before = here.drawn.frames;
  await here.press('j', 'j', 'j');
  expect(here.drawn.frames).toBe(before);
  here.output.drain();
  await here.settled();
  expect(here.drawn.frames).toBe(before + 1);
  expect(here.text).toContain('5 of ');
});

test.each([
  [60, 15],
  [80, 24],
  [100, 20],
  [200, 50],
  [300, 100],
])('at %i×%i every row has its own place and nothing wraps', async (columns, rows) => {
  const here = await open(columns, rows);
  expect(here.lines[0]).toContain('hopscope');
  expect(here.lines.at(-1)).toContain('? help');
  expect(here.lines.filter((line) => line.startsWith('▶')).length).toBe(1);
  for (const view of ['o', 'f', 'K', 'c', 's', 'i', '?']) {
    await here.press(view);
    expect(here.lines[0], view).toContain('hopscope');
    expect(here.lines.at(-1)!.length, view).toBeGreaterThan(0);
  }
});

test('resizing keeps the row, and a screen that is too small says so and comes back', async () => {
  const here = await open(160, 40);
  const row = (): string =>
    here.lines
      .find((line) => line.startsWith('▶'))
      ?.slice(0, 40)
      .trim() ?? '';
  const before = row();
  await here.resize(80, 24);
  expect(row().slice(0, 30)).toBe(before.slice(0, 30));
  await here.resize(40, 10);
  expect(here.text).toContain('It takes 60 × 15');
  await here.resize(200, 50);
  expect(row().slice(0, 30)).toBe(before.slice(0, 30));
  expect(here.lines.at(-1)).toContain('? help');
});

test('to the shell and back, the terminal is the shell’s while it is there', async () => {
  const here = await open();
  await here.press('ctrl-z');
  expect(here.asked).toContain('stop cooked normal');
  await here.settled();
  expect(here.terminal.buffer.active.type).toBe('alternate');
  expect(here.input.isRaw).toBe(true);
  expect(here.text).toContain('eu-west-1');
  await here.press('g', 'j');
  expect(here.text).toContain('2 of ');
});

test('the pager and the editor get what is shown', async () => {
  const here = await open();
  await here.press('p');
  expect(here.asked.find((one) => one.startsWith('page '))).toContain('haldenpost-network');
  await here.press('e');
  expect(here.asked.find((one) => one.startsWith('edit '))).toContain('"NetworkInterfaceId"');
  expect(here.terminal.buffer.active.type).toBe('alternate');
});

test('an id and an ARN go to the clipboard as AWS writes them', async () => {
  const here = await open();
  await here.press('y');
  expect(here.asked).toContain('copy eni-04e8fac2888faf1d0');
  await here.press('Y');
  expect(here.asked).toContain('copy arn:aws:ec2:eu-west-1:471830295516:network-interface/eni-04e8fac2888faf1d0');
  expect(here.text).toContain('copy done');
});

test('the mouse is off until it is asked for', async () => {
  const here = await open();
  expect(here.output.text).not.toContain('\u001B[?1000h');
  await here.press('M');
  expect(here.output.text).toContain('\u001B[?1000h');
  const at = here.lines.findIndex((line) => line.startsWith('▶')) - 2;
  await here.press(`\u001B[<0;10;${at + 1}M`);
  expect(here.lines[at]).toMatch(/^▶/);
});

test('asked to end, it leaves the terminal as it was and tells where the reader was', async () => {
  const here = await open();
  await here.press(':theme light', 'enter', 'M');
  here.end();
  const last = await here.left;
  expect(last.settings).toEqual({ theme: 'light', ascii: false, mouse: true });
  expect(last.key).toContain('eni-04e8fac2888faf1d0');
  expect(here.terminal.buffer.active.type).toBe('normal');
});

test('the next session begins where the last one ended', async () => {
  const here = await open(100, 30, {
    session: {
      settings: { theme: 'mono', ascii: false, mouse: false },
      view: 'tree',
      key: 'vpc vpc-065753ab68164c2c7 806214937720 eu-central-1',
    },
  });
  expect(here.lines.find((line) => line.startsWith('▶'))).toContain('parcel-prod');
});
