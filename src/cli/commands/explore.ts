/** `hopscope explore`: the terminal UI; without a terminal, the overview as text. */
import { overview } from '../../report/overview.ts';
import { themeNames } from '../../tui/screen/theme.ts';
import { auditFlags, baselineOf, configOf } from '../audit.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit.ts';
import { firstSteps } from '../first-steps.ts';
import { calledAs, nextCommands } from '../hints.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';
import { chooseSnapshot, openStore, storeFolder } from '../stores.ts';

export default command({
  about:
    'Opens a snapshot as a tree to walk through: accounts, Regions, VPCs, subnets, interfaces; findings counted at every node, what could not ' +
    'be seen marked. ? shows the keys. From the snapshot alone: no call is made, until N scans or L reads a part again, and both say ' +
    'before what they would ask. Without a snapshot it offers the sample, an import, or a scan. Without a terminal it prints the overview, and for screen ' +
    'readers `show`, `findings`, `exposure`, `who` and `explain` say everything that the screen shows.',
  flags: {
    theme: { value: 'NAME', choices: themeNames, about: 'Colours. Default: $HOPSCOPE_THEME, else the last one, else dark' },
    ascii: { about: 'Only signs that every font has' },
    mouse: { about: 'Let the mouse choose rows and scroll; Shift then selects text' },
    'full-redraw': { about: 'Draw the whole screen each time, for terminals that do not keep up with changes' },
    ...auditFlags,
  },
  args: [{ name: 'SNAPSHOT', about: 'As --snapshot. Default: latest', optional: true, completes: 'snapshot' }],
  examples: [
    { line: 'hopscope explore sample', about: 'The sample company.' },
    { line: 'hopscope explore latest~1 --theme light', about: 'The snapshot before the newest, on a light screen.' },
  ],
  async run(context, { args: [named], flags }) {
    const ref = named ?? flags.snapshot;
    const isEmpty = ref === undefined && (await (await openStore(context, flags)).list()).length === 0;
    if (isEmpty && (!context.tty || flags.json)) return firstSteps(context, flags);
    const chosen = isEmpty ? undefined : await chooseSnapshot(context, { ...flags, ...(ref !== undefined && { snapshot: ref }) });
    if (chosen && (!context.tty || flags.json)) return asText(context, chosen.store, chosen.id, { ref, ...flags });
    const config = await configOf(context, flags.config);
    const baseline = await baselineOf(context, flags.baseline);
    const { exploreOn } = await import('../explore/run.ts');
    await exploreOn(context, await context.tty!(), {
      ...(chosen && { shown: { store: chosen.store.dir, snapshot: chosen.id } }),
      scans: storeFolder(context, flags),
      config,
      baseline: [...(baseline?.fingerprints ?? [])],
      looks: flags,
    });
    return exitCode(context.interrupted.aborted ? 'interrupted' : 'yes');
  },
});

type Store = Awaited<ReturnType<typeof chooseSnapshot>>['store'];

/** What there is, and how to get at the rest without a screen. */
async function asText(
  context: Context,
  store: Store,
  id: string,
  { json, ref, store: folder, 'no-color': noColour }: { json: boolean; ref?: string; store?: string; 'no-color': boolean },
): Promise<number> {
  const { stdout } = context;
  const snapshot = await store.read(id);
  if (json) printJson(stdout, 'explore', { snapshot: id, manifest: snapshot.manifest });
  else {
    const style = styleFor(stdout, context, { 'no-color': noColour });
    stdout.write(overview(snapshot, nextCommands(context, snapshot, { ref, store: folder }), style));
    stdout.write(
      `\nThis is no terminal, so the explorer did not open. \`${calledAs(context)} findings\`, \`exposure\` and \`help\` say more.\n`,
    );
  }
  return exitCode('yes');
}
