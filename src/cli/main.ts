/** Where the program begins. What needs nothing of it, the version and the list of commands, is answered without loading it. */
import manifest from '../../package.json' with { type: 'json' };

const { version } = manifest;
const line = process.argv.slice(2).join(' ');

if (line === '--version') process.stdout.write(`${version}\n`);
else if (['--help', '-h'].includes(line)) process.stdout.write((await import('./help.ts')).overallHelp(version));
else {
  // Run from source, this file lies two folders deep; built, one.
  const root = new URL(import.meta.url.endsWith('.ts') ? '../../' : '../', import.meta.url);
  process.exitCode = await (await import('./process.ts')).runProcess(version, root);
}
