import { describe, expect, test } from 'vitest';
import { walk } from './walk.ts';

describe('moving', () => {
  test('the tree opens on what is worst', async () => {
    const here = await walk();
    expect(here.row).toContain('eni-04e8fac2888faf1d0');
    here.shows(/C\d+ H\d+ M\d+/, '? help');
  });

  test('vi keys, arrows, pages and counts move the cursor, and never past the ends', async () => {
    const here = await walk();
    await here.press('g', 'j', 'down', '3j', 'k');
    here.shows('5 of ');
    await here.press('G');
    const last = here.row;
    await here.press('j', 'pagedown', 'ctrl-d');
    expect(here.row).toBe(last);
    await here.press('home', 'up', 'pageup');
    here.shows('1 of ');
    await here.press('jjj');
    here.shows('4 of ');
    await here.press('12', 'G');
    here.shows('12 of ');
  });

  test('left folds and goes up, right unfolds and goes down', async () => {
    const here = await walk();
    await here.press('g', 'h');
    expect(here.row).toContain('▸ haldenpost-network');
    await here.press('l', 'l');
    expect(here.row).toContain('eu-central-1');
    await here.press('left', 'left');
    expect(here.row).toContain('haldenpost-network');
    await here.press('space');
    expect(here.row).toContain('▸');
    await here.press('*', 'G');
    expect(here.state.history[0]!.cursor).toBeGreaterThan(300);
  });

  test('enter opens, Esc comes back to the same row, and history runs both ways', async () => {
    const here = await walk();
    const row = here.row;
    await here.press('enter');
    here.shows('tree › eni-04e8fac2888faf1d0', 'Network interface');
    await here.press('o');
    here.shows('Verdict');
    await here.press('[', '[');
    expect(here.row).toBe(row);
    await here.press(']', ']');
    here.shows('Verdict');
    await here.press('esc', 'esc', 'esc');
    expect(here.row).toBe(row);
  });
});

describe('filter and commands', () => {
  test('a filter holds while it is typed, Enter keeps it, Esc takes it back', async () => {
    const here = await walk();
    await here.press('/', 'bast');
    here.shows('bastion').hides('newark');
    await here.press('enter');
    here.shows('/bast');
    await here.press('esc');
    here.hides('/bast');
    const row = here.row;
    await here.press('/', 'newark', 'esc');
    expect(here.row).toBe(row);
  });

  test.each([
    ['tag:env=dev', 'dev-hackday-2025', 'customs-relay'],
    ['cidr:10.21.64.0/22', 'prod-data-a', 'prod-data-b'],
    ['sev:critical', 'geocoder-trial', 'parcel-app-1'],
    ['kind:vpn-connection', 'leipzig', 'prod-data-a'],
    ['region:us-east-1 kind:vpc', 'us-gateway', 'parcel-prod'],
    ['kind:vpc !10.2', 'tracking-prod', 'parcel-prod'],
  ])('/%s finds %s and not %s', async (filter, found, other) => {
    const here = await walk(100, 60);
    await here.press('/', filter, 'enter');
    here.shows(found).hides(other);
  });

  test('what cannot be understood of a filter is said, and the rest of it holds', async () => {
    const here = await walk();
    await here.press('/', 'cidr:10.21');
    here.shows('not a range of addresses yet');
    await here.press('.0.0/16');
    here.hides('not a range').shows('parcel-prod');
  });

  test('a command is completed, run, and remembered', async () => {
    const here = await walk();
    await here.press(':', 'the');
    here.shows(':theme');
    await here.press('tab', ' li', 'tab', 'enter');
    expect(here.state.settings.theme).toBe('light');
    await here.press(':', 'up');
    here.shows(':theme light');
    await here.press('esc');
  });

  test('a kind by its short name is its table, sorted and filtered', async () => {
    const here = await walk(119, 30);
    await here.press(':sg', 'enter');
    here.shows(/\d+ security groups/, 'wrong', 'sg-');
    await here.press(':sort name', 'enter');
    here.shows('name↑');
    await here.press('<', 'g');
    here.shows('name↓');
    await here.press('/', 'bastion', 'enter');
    here.shows('1 of 1');
  });

  test('a name, an id and an address lead to their thing', async () => {
    const here = await walk(120, 30);
    await here.press(':bastion', 'enter');
    expect(here.row).toContain('instance bastion');
    await here.press(':vpc-065753ab68164c2c7', 'enter');
    expect(here.row).toContain('parcel-prod');
    await here.press(':go 203.0.113.113', 'enter');
    here.shows('bastion');
    await here.press(':nosuchthing', 'enter');
    here.shows(':nosuchthing is no command');
  });

  test('what is pasted into a line stays one line, and elsewhere does nothing', async () => {
    const here = await walk();
    await here.hear({ type: 'paste', text: 'q\nq' });
    here.shows('dropped');
    await here.press(':');
    await here.hear({ type: 'paste', text: 'par\ncel\u001B' });
    here.shows(':par cel');
    expect(here.done).toEqual([]);
  });
});

describe('keys that say why', () => {
  test('a key that does nothing here says so', async () => {
    const here = await walk();
    await here.press('g', 'y');
    here.shows('Not here: no resource is under the cursor.');
    await here.press('=');
    here.shows('two must be marked with m, and 0 are');
    await here.press('%');
    here.shows('% does nothing here');
  });

  test('help lists every key of the view, and why some can do nothing', async () => {
    const here = await walk(110, 120);
    await here.press('?');
    here.shows('help for tree', 'One row down', 'two must be marked', ':theme dark|light|cb|mono', 'cidr:10.0.0.0/8');
    await here.press('/', 'copy', 'enter');
    here.shows('Copy its id').hides('One row down');
  });
});
