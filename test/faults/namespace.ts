/** A mount namespace of its own for one shell script, so that a small or read-only disk is there for it alone. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

const unshare = `unshare -m ${process.getuid?.() === 0 ? '' : '-r'} sh -c "$SCRIPT"`;
const TRIAL = 'd=$(mktemp -d) && mount -t tmpfs -o size=64k tmpfs "$d" && umount "$d" && rmdir "$d"';

/** Whether this machine lets this user mount a disk in memory. */
export const mountable = spawnSync('sh', ['-c', unshare], { env: { ...process.env, SCRIPT: TRIAL } }).status === 0;

/** Runs a script of `sh`, where mounts are its own; in a plain shell where nothing can be mounted. */
export async function shell(
  script: string,
  env: Record<string, string>,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn('sh', ['-c', mountable ? unshare : script], {
    env: { PATH, HOME, NODE: process.execPath, SCRIPT: script, ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}
