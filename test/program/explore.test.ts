import { expect, test } from 'vitest';
import { sample } from '../cli/context.ts';
import { program, run, temporaryFolder } from './hopscope.ts';
import { inTerminal } from './in-terminal.ts';
import { inTmux } from './in-tmux.ts';

test('it opens on the sample, shows the worst, and leaves the screen as it was', async () => {
  const here = await inTerminal(['explore', 'sample']);
  await here.until('geocoder-trial');
  expect(here.isAlternate).toBe(true);
  here.press('o');
  await here.until(/\d+ things can be reached from the internet/);
  here.press('q');
  expect(await here.ended).toBe(0);
  expect(here.isAlternate).toBe(false);
  expect(here.written.lastIndexOf('\u001B[?25h')).toBeGreaterThan(here.written.lastIndexOf('\u001B[?25l'));
  expect(here.written.lastIndexOf('\u001B[?2004l')).toBeGreaterThan(here.written.lastIndexOf('\u001B[?2004h'));
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s ends it, and the terminal is as it was', async (signal) => {
  const here = await inTerminal(['explore', 'sample']);
  await here.until('? help');
  here.press('M');
  await here.until('Mouse on');
  here.process.kill(signal);
  expect(await here.ended).toBe(130);
  expect(here.isAlternate).toBe(false);
  for (const mode of ['?1000', '?1006', '?2004'])
    expect(here.written.lastIndexOf(`\u001B[${mode}l`), mode).toBeGreaterThan(here.written.lastIndexOf(`\u001B[${mode}h`));
});

test('Ctrl-C leaves it, as does :q', async () => {
  const one = await inTerminal(['explore', 'sample']);
  await one.until('? help');
  one.press('\u0003');
  expect(await one.ended).toBe(0);
  const other = await inTerminal(['explore', 'sample']);
  await other.until('? help');
  other.press(':q\r');
  expect(await other.ended).toBe(0);
});

test('a terminal that changes its size is filled again', async () => {
  const here = await inTerminal(['explore', 'sample']);
  await here.until('geocoder-trial');
  here.terminal.resize(140, 40);
  here.process.resize(140, 40);
  await here.until(/│ Network interface/);
  here.terminal.resize(50, 10);
  here.process.resize(50, 10);
  await here.until('It takes 60 × 15');
  here.terminal.resize(80, 24);
  here.process.resize(80, 24);
  await here.until('? help');
});

test('Ctrl-Z goes to the shell, and fg comes back', async () => {
  const here = await inTerminal(['--norc', '--noprofile', '-i'], { command: 'bash', env: { PS1: 'shell> ' } });
  await here.until('shell>');
  here.press(`${process.execPath} ${program} explore sample\r`);
  await here.until('geocoder-trial');
  here.press('\u001A');
  await here.until(() => !here.isAlternate && /Stopped/.test(here.text));
  here.press('echo here we are\r');
  await here.until(/^here we are/m);
  here.press('fg\r');
  await here.until(() => here.isAlternate && here.text.includes('geocoder-trial'));
  here.press('q');
  await here.until(() => !here.isAlternate);
  here.press('exit\r');
  expect(await here.ended).toBe(0);
});

test('$PAGER has the terminal, and then the explorer again', async () => {
  const here = await inTerminal(['explore', 'sample'], {
    env: { PAGER: `sh -c 'head -n 3 "$0"; echo in the pager; sleep 0.4'` },
  });
  await here.until('geocoder-trial');
  here.press('p');
  await here.until(() => !here.isAlternate && here.text.includes('in the pager'));
  await here.until(() => here.isAlternate && here.text.includes('geocoder-trial'));
  here.press('q');
  expect(await here.ended).toBe(0);
});

test('over SSH the clipboard is the terminal’s', async () => {
  const here = await inTerminal(['explore', 'sample'], { env: { SSH_TTY: '/dev/pts/7' } });
  await here.until('geocoder-trial');
  here.press('y');
  await here.until('through the terminal (OSC 52)');
  expect(here.written).toContain(`\u001B]52;c;${Buffer.from('eni-04e8fac2888faf1d0').toString('base64')}\u0007`);
  here.press('q');
  await here.ended;
});

test('NO_COLOR takes colours away and leaves the cursor to be seen; --ascii leaves only ASCII', async () => {
  const here = await inTerminal(['explore', 'sample', '--ascii'], { env: { NO_COLOR: '1' } });
  await here.until('geocoder-trial');
  const codes = here.written.split('\u001B[').flatMap((part) => /^([\d;]*)m/.exec(part)?.[1] ?? []);
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => /(?:^|;)(?:3[0-8]|4[0-8]|9\d)(?:;|$)/.test(code))).toEqual([]);
  expect(here.written).toContain('\u001B[7m');
  expect(here.text).toMatch(/^[\x20-\x7e\n]*$/);
  here.press('q');
  await here.ended;
});

test('without a terminal it prints the overview and says how to get more', async () => {
  const { code, stdout, stderr } = await run(['explore', 'sample']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/Could not be seen: \d+ things/);
  expect(stdout).toContain('This is no terminal');
});

test('a snapshot that is not there is an error like any other, on the usual screen', async () => {
  const here = await inTerminal(['explore', 'latest', '--store', await temporaryFolder()]);
  expect(await here.ended).toBe(2);
  expect(here.written).toContain('has no snapshots yet');
  expect(here.written).not.toContain('\u001B[?1049h');
});

test('where a snapshot cannot be opened the one that is shown stays, and answers', async () => {
  const here = await inTerminal(['explore', 'sample']);
  await here.until('geocoder-trial');
  here.press(':snapshot nope\r');
  await here.until(/There is no snapshot "nope" in the store .*The\s+newest\s+are:/s);
  here.press('J');
  await here.until('"AttachmentId"');
  here.press('i');
  await here.until('17 things can be reached from the internet');
  here.press(':snapshot sample\r');
  await here.until(() => here.text.includes('geocoder-trial') && !here.text.includes('Opening'), 30);
  here.press('q');
  expect(await here.ended).toBe(0);
});

test('the demo ends in the explorer, and leaves nothing behind', async () => {
  const here = await inTerminal(['demo']);
  await here.until(() => here.isAlternate && here.text.includes('geocoder-trial'), 60);
  here.press('q');
  expect(await here.ended).toBe(0);
  expect(here.written).toContain('explore sample');
});

test('without a command it opens the newest snapshot of the store, and without a store it offers the sample, an import or a scan', async () => {
  const here = await inTerminal([], { env: { HOPSCOPE_STORE: sample } });
  await here.until('geocoder-trial');
  here.press('q');
  expect(await here.ended).toBe(0);
  const bare = await inTerminal([], { env: { HOPSCOPE_STORE: await temporaryFolder() } });
  await bare.until(() => bare.text.includes('Amazon EC2') && bare.text.includes('Look at the sample company'));
  bare.press('\r');
  await bare.until('geocoder-trial', 60);
  bare.press('q');
  expect(await bare.ended).toBe(0);
});

test('in tmux it draws, takes keys, and leaves', async () => {
  const here = await inTmux('explore sample', 100, 30);
  await here.until('geocoder-trial');
  for (const key of ['/', 'kind:vpn-connection', 'enter']) here.press(key);
  await here.until('leipzig');
  here.press('q');
  await here.until('ended with 0');
});
