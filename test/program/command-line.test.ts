import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { storeOf } from '../cli/world-store.ts';
import { smallEstate } from '../collect/small-estate.ts';
import { office } from '../reach/worlds.ts';
import { endpointFor, run, start, temporaryFolder } from './hopscope.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files of dist/ that a command line loads, by asking Node for each module that it resolves. */
async function loaded(line: string): Promise<string[]> {
  const spy = `
    import { registerHooks } from 'node:module';
    import { appendFileSync } from 'node:fs';
    registerHooks({ load: (url, context, next) => (appendFileSync(process.env.SEEN, url + '\\n'), next(url, context)) });`;
  const seen = join(await temporaryFolder(), 'seen');
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(spy)}`, join(root, 'bin/hopscope.js'), ...line.split(' ')],
    {
      env: { ...process.env, SEEN: seen },
      stdio: 'ignore',
    },
  );
  await once(child, 'close');
  const dist = pathToFileURL(join(root, 'dist/')).href;
  return readFileSync(seen, 'utf8')
    .split('\n')
    .filter((url) => url.startsWith(dist))
    .map((url) => url.slice(dist.length));
}

const bytesOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + readFileSync(join(root, 'dist', file)).length, 0);

test('--version loads one small file', async () => {
  expect(await loaded('--version')).toEqual(['hopscope.js']);
  expect(bytesOf(['hopscope.js'])).toBeLessThan(10_000);
  expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${manifest.version}\n` });
});

test('--help loads a few small files, and none of the SDK', async () => {
  const files = await loaded('--help');
  expect(files.length).toBeLessThan(8);
  expect(bytesOf(files)).toBeLessThan(20_000);
});

test('a command on a saved snapshot loads no SDK', async () => {
  const files = await loaded('show vpc --snapshot sample');
  expect(files.length).toBeGreaterThan(3);
  expect(files.filter((file) => /smithy|aws-sdk|\bEC2Client\b/.test(readFileSync(join(root, 'dist', file), 'utf8')))).toEqual([]);
  expect(bytesOf(files)).toBeLessThan(250_000);
});

test('why is answered from a saved snapshot, without the SDK, and names in any script are measured', async () => {
  const files = await loaded('why internet bastion:22 --snapshot sample');
  expect(files.filter((file) => /smithy|aws-sdk|\bEC2Client\b/.test(readFileSync(join(root, 'dist', file), 'utf8')))).toEqual([]);
  expect(files).not.toContain('string-width.js');
  expect(bytesOf(files)).toBeLessThan(460_000);
  const store = await storeOf(office().change('network-interface', 'eni-db', { TagSet: [{ Key: 'Name', Value: '物流👩‍👩‍👧' }] }));
  const ran = await run(['why', 'eni-web', 'eni-db:5432', '--store', store]);
  expect(ran).toMatchObject({ code: 3, stderr: '', stdout: expect.stringContaining('eni-db “物流👩') });
});

test('an old Node is told what is needed, what is running, and what to do', () => {
  const launcher = readFileSync(join(root, 'bin/hopscope.js'), 'utf8').replace(/^#!.*/, '');
  for (const version of ['12.22.12', '20.20.2', '22.14.0']) {
    let said = '';
    const fake = { versions: { node: version }, execPath: '/usr/bin/node', exitCode: 0 };
    runInNewContext(launcher, { process: fake, console: { error: (text: string) => (said += text) } });
    expect(fake.exitCode).toBe(2);
    expect(said).toContain(`needs Node 22.15 or newer, and this is Node ${version} (/usr/bin/node)`);
    expect(said).toContain('npx hopscope');
  }
});

test('the launcher has no syntax that Node 12 lacks', () => {
  const launcher = readFileSync(join(root, 'bin/hopscope.js'), 'utf8');
  expect(launcher).not.toMatch(/\?\.|\?\?|^\s*import\s|^\s*export\s|\bawait\b|\|\|=|&&=|\d_\d|#\w+\s*[=;(]/m);
});

test('the whole package is there: what bin and files name exists', () => {
  for (const name of [manifest.bin.hopscope, ...manifest.files]) expect(existsSync(join(root, name)), name).toBe(true);
});

test('a reader that has seen enough is no error', async () => {
  const { child, ended } = start(['show', 'security-group-rule', '--snapshot', 'sample', '--json']);
  child.stdout.once('data', () => child.stdout.destroy());
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

test('output that a full disk cannot take ends with 2 and the reason', () => {
  const say = '"$0" bin/hopscope.js show vpc --snapshot sample --json > /dev/full';
  const { status, stderr } = spawnSync('sh', ['-c', say, process.execPath], { cwd: root, encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^hopscope: The output could not be written in full: ENOSPC: no space left on device, write\. .*\n$/);
  const deaf = '"$0" bin/hopscope.js show vpc --store /nowhere 2> /dev/full';
  expect(spawnSync('sh', ['-c', deaf, process.execPath], { cwd: root }).status).toBe(2);
});

test('Ctrl-C ends a scan with 130 and leaves a store that scans again', async () => {
  const folder = await temporaryFolder();
  const { env, replay } = await endpointFor(smallEstate(), { latency: 50 });
  const { child, ended } = start(['scan', '--store', folder], env);
  while (replay.calls.length < 5) await new Promise((resolve) => setTimeout(resolve, 10));
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  expect(stderr).toContain('Interrupted');
  expect(await run(['snapshots', 'list', '--store', folder])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('no snapshots yet'),
  });
  expect((await run(['scan', '--store', folder, '--share', '100'], env)).code).toBe(0);
});

test('Ctrl-C ends a replay', async () => {
  const { child, ended } = start(['replay', 'sample']);
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130, stderr: '' });
});

test('HOPSCOPE_DEBUG shows where an error came from, and nothing else does', async () => {
  const folder = await temporaryFolder();
  expect((await run(['show', '--store', folder])).stderr).not.toContain('    at ');
  expect((await run(['show', '--store', folder], { HOPSCOPE_DEBUG: '1' })).stderr).toContain('    at ');
});
