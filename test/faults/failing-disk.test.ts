/**
 * F9 and F10 on real disks, with the built program: full, read-only, too few open files. The same at every single call to the disk, and
 * at every class of byte offset, is injected in test/snapshot/store-faults.test.ts.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Store } from '../../src/snapshot/store.ts';
import { endpointFor, program, run, temporaryFolder } from '../program/hopscope.ts';
import { mountable, shell } from './namespace.ts';
import { figure, size, spread } from './sizes.ts';
import { estate, REGION } from './trouble.ts';

/** Scans into a copy of a store with one small snapshot, on a disk that `spoil` makes fail and `mend` makes work again. */
const script = (spoil: string, mend: string): string => `
  set -e
  D=$(mktemp -d)
  ${mountable ? 'mount -t tmpfs -o size=4m tmpfs "$D"' : ''}
  cp -rp "$STORE" "$D/store"
  set +e
  (
    ${spoil}
    "$NODE" "$PROGRAM" scan --share 100 --region ${REGION} --store "$D/store" >/dev/null 2>"$SAID"
    echo "scan $?"
  )
  "$NODE" "$PROGRAM" show vpc --snapshot "$OLD" --store "$D/store" >/dev/null
  echo "show $?"
  ${mend}
  "$NODE" "$PROGRAM" snapshots verify --store "$D/store" >/dev/null
  echo "verify $?"
  sleep 1
  "$NODE" "$PROGRAM" scan --share 100 --region ${REGION} --store "$D/store" >/dev/null
  echo "again $?"
  "$NODE" "$PROGRAM" snapshots list --store "$D/store" --json | grep -c "$OLD" >/dev/null
  echo "kept $?"
  cd /
  ${mountable ? 'umount "$D" && rmdir "$D"' : 'rm -r "$D"'}`;

/** What comes of scans while the disk fails in each of these ways: exit code, and what was said on stderr. */
async function scansOn(disks: [spoil: string, mend: string][]): Promise<{ code: number; said: string }[]> {
  const { env } = await endpointFor(estate);
  const folder = await temporaryFolder();
  const store = join(folder, 'store');
  expect((await run(['scan', '--share', '100', '--region', REGION, '--kind', 'vpc', '--store', store], env)).code).toBe(0);
  const old = (await (await Store.open(store)).list())[0]!.id;
  const none = { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
  const given = { ...env, ...none, PROGRAM: program, STORE: store, OLD: old, SAID: join(folder, 'said') };
  const results: { code: number; said: string }[] = [];
  for (const [spoil, mend] of disks) {
    const { stdout, stderr } = await shell(`${script(spoil, mend)}\ncat "$SAID" >&2`, given);
    const codes = Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')),
    );
    // Whatever happened: what was there before is whole, and nothing is in the way of the next scan.
    expect({ spoil, stderr, ...codes }).toMatchObject({ show: '0', verify: '0', again: '0', kept: '0' });
    results.push({ code: Number(codes.scan), said: stderr });
  }
  return results;
}

/** Leaves room for so many pages of 4 KB; where no disk can be mounted, for files of no more than that. */
const fullAfter = (pages: number): [string, string] =>
  mountable
    ? [
        `dd if=/dev/zero of="$D/ballast" bs=4096 count=$(($(df --output=avail -B4096 "$D" | tail -1) - ${pages})) status=none`,
        'rm "$D/ballast"',
      ]
    : [`ulimit -f $((${pages} / 8 + 1))`, ''];

test(`a disk that is full after any number of pages (${mountable ? 'a real one of 4 MB' : 'no disk can be mounted here: a limit on the size of files'}) harms no snapshot, and is named`, async () => {
  const pages = [
    ...spread(
      Array.from({ length: 64 }, (_, at) => at),
      size(5, 64),
    ),
    512,
  ];
  const ended = await scansOn(pages.map(fullAfter));
  const full = ended.filter(({ code }) => code !== 0);
  expect(full.length).toBeGreaterThan(1);
  expect(ended.at(-1)!.code).toBe(0);
  for (const { code, said } of full) {
    expect(code).toBe(2);
    expect(said).toMatch(
      mountable ? /the disk is full \(ENOSPC\).*Older snapshots are untouched/s : /EFBIG.*Older snapshots are untouched/s,
    );
  }
  figure(
    `F9: ${pages.length} scans onto ${mountable ? 'a tmpfs' : 'limited files'}: ${full.length} ended with 2, no snapshot harmed`,
  );
}, 3_600_000);

test('a file that may not grow ends the scan with what stood in its way', async () => {
  const [ended] = await scansOn([['ulimit -f 1', '']]);
  expect(ended!.code).toBe(2);
  expect(ended!.said).toContain('EFBIG');
});

test('a disk that is read-only is named, and what is on it can be read', async () => {
  const [ended] = await scansOn([
    mountable ? ['mount -o remount,ro "$D"', 'mount -o remount,rw "$D"'] : [': > "$D/file"; D="$D/file"', ''],
  ]);
  expect(ended!.code).toBe(2);
  expect(ended!.said).toMatch(mountable ? /the file system is read-only \(EROFS\)/ : /is not a folder \(ENOTDIR\)/);
});

test('with few open files a scan is whole, incomplete and says so, or ends with the reason', async () => {
  const limits = spread([26, 28, 30, 32, 36, 40, 48, 64], size(3, 8));
  const ended = await scansOn(limits.map((files) => [`ulimit -n ${files}`, '']));
  for (const [at, { code, said }] of ended.entries()) expect([0, 2, 4], `${limits[at]} files: ${said}`).toContain(code);
  figure(`F10: scans with ${limits.join(', ')} open files ended with ${ended.map(({ code }) => code).join(', ')}`);
}, 600_000);
