/** `hopscope demo`: the whole program at work on the sample company, without an AWS account. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usualConfig } from '../../findings/config.ts';
import { overview } from '../../report/overview.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { Store } from '../../snapshot/store.ts';
import { command } from '../command.ts';
import type { Context, Tty } from '../context.ts';
import { exitCode } from '../exit.ts';
import { calledAs, nextCommands } from '../hints.ts';
import { printJson } from '../json.ts';
import { runScan } from '../run-scan.ts';
import { coverageOf } from '../scan-request.ts';
import { styleFor } from '../screen.ts';
import { storeFolder } from '../stores.ts';

export default command({
  about:
    'Serves the sample company as an AWS endpoint on this machine and scans it over HTTP with the real AWS SDK, as it would scan your ' +
    'accounts; in a terminal it ends in the explorer. The snapshot goes to a temporary folder that is removed at the end, or to --store.',
  flags: {},
  args: [],
  examples: [
    { line: 'hopscope demo', about: 'A scan from beginning to end in a few seconds.' },
    { line: 'hopscope demo --store ./demo', about: 'The same, and the snapshot stays.' },
  ],
  async run(context, { flags }) {
    const { stdout } = context;
    const sample = await (await Store.open(context.sample)).read('latest');
    const { folder, remove } = await whereTo(context, flags);
    try {
      const store = await Store.open(folder, { create: true, self: context.self });
      const { snapshot, endpoint } = await scanReplayed(context, sample, store, flags.json);
      const next = nextCommands(context, snapshot, flags.store ? { store: flags.store } : { ref: 'sample' });
      if (flags.json) printJson(stdout, 'demo', { snapshot: snapshot.manifest.id, endpoint, manifest: snapshot.manifest });
      else if (context.tty) await lookAround(context, await context.tty(), folder, snapshot, flags);
      else stdout.write(overview(snapshot, next, styleFor(stdout, context, flags)));
      return exitCode('yes');
    } finally {
      await remove();
    }
  },
});

async function whereTo(context: Context, flags: { store?: string }): Promise<{ folder: string; remove(): Promise<void> }> {
  if (flags.store) return { folder: storeFolder(context, flags), remove: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'hopscope-demo-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Ends in the explorer, where somebody sits at a terminal. */
async function lookAround(
  context: Context,
  tty: Tty,
  store: string,
  snapshot: Snapshot,
  flags: { store?: string; 'no-color': boolean },
): Promise<void> {
  const { exploreOn } = await import('../explore/run.ts');
  const looks = { ascii: false, mouse: false, 'full-redraw': false, 'no-color': flags['no-color'] };
  const shown = { store, snapshot: snapshot.manifest.id };
  await exploreOn(context, tty, { shown, scans: storeFolder(context, {}), config: usualConfig, baseline: [], looks });
  const again = flags.store ? `explore --store ${flags.store}` : 'explore sample';
  context.stdout.write(
    `That was the sample company. \`${calledAs(context)} ${again}\` opens it again, \`${calledAs(context)} help scan\` reads your own accounts.\n`,
  );
}

/** Scans the snapshot as if it were AWS: every account of it, with keys that only this endpoint knows. */
async function scanReplayed(
  context: Context,
  sample: Snapshot,
  store: Store,
  json: boolean,
): Promise<{ snapshot: Snapshot; endpoint: string }> {
  const { credentialsOf, serve } = await import('../../replay/serve.ts');
  const replay = await serve(sample, { now: context.now });
  try {
    const request = {
      ...coverageOf(sample),
      identities: sample.manifest.accounts.map(({ account }) => ({ credentials: credentialsOf(account) })),
      endpointUrl: replay.url,
      share: 1,
      userAgent: [['hopscope', context.version]] as [string, string][],
    };
    const { snapshot } = await runScan(context, { request, store, json });
    return { snapshot, endpoint: replay.url };
  } finally {
    await replay.close();
  }
}
