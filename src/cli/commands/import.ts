/** `hopscope import`: AWS CLI output into a snapshot. */
import { resolve } from 'node:path';
import { commandsFor, scriptOf } from '../../import/commands.ts';
import { type Imported, type Problem, readFolder } from '../../import/import.ts';
import { keep } from '../../import/keep.ts';
import { isRegionName } from '../../kinds/partition.ts';
import { forTerminal } from '../../report/escape.ts';
import { overview } from '../../report/overview.ts';
import type { Place } from '../../snapshot/snapshot.ts';
import { type AnswerFolder, findAnswers, findFlatAnswers } from '../answer-folder.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit.ts';
import { Failure, misuse } from '../failure.ts';
import { nextCommands } from '../hints.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';
import { openStore } from '../stores.ts';

interface Where {
  account?: string;
  region: string[];
  commands: boolean;
}

export default command({
  about:
    'For accounts that hopscope gets no credentials for: somebody runs the AWS CLI and hands over what it printed. ' +
    'DIR holds folders ACCOUNT/REGION/ and ACCOUNT/global/ (for what is asked once an account); with --account and --region, DIR ' +
    'itself holds the files of one Region. A file is named by its operation, describe-vpcs.json or DescribeVpcs.json; where two ' +
    'services have that operation, with the service before it, elbv2-describe-load-balancers.json. Pages: describe-vpcs.1.json or ' +
    'describe-vpcs.json.1, and so on. Where an operation is asked for one resource at a time, its key follows: ' +
    'describe-vpc-attribute.vpc-0a1+enableDnsSupport.json, with + for /, and percent-encoding for all but letters, digits, - and _. ' +
    'get-caller-identity.json in ACCOUNT/global/ tells who asked. What is missing or cut short is a gap, and the import then ends ' +
    'with 4. A file that is not plainly an answer of its operation is refused, and then nothing is imported.',
  flags: {
    account: { value: 'ID', about: 'The account of a folder that holds files alone' },
    region: { value: 'REGION', many: true, about: 'The Region of a folder that holds files alone' },
    commands: { about: 'Print the AWS CLI commands that write what DIR lacks; run them, and ask again until none is left' },
    'taken-at': { value: 'TIME', about: 'When the answers were taken, as 2026-11-22T16:31:05Z; now by default' },
  },
  args: [{ name: 'DIR', about: 'The folder with the output of the AWS CLI', completes: 'directory' }],
  examples: [
    { line: 'hopscope import answers', about: 'Folders named by account and Region.' },
    {
      line: 'hopscope import answers --account 111122223333 --region eu-central-1',
      about: 'One Region, all files in one folder.',
    },
    {
      line: 'hopscope import answers --commands --account 111122223333 --region eu-central-1',
      about: 'What to ask a colleague for: a script to run in that folder.',
    },
  ],
  async run(context, { args, flags }) {
    const dir = resolve(context.cwd, args[0]!);
    const where = checked(flags);
    const takenAt = timeOf(context, flags['taken-at']);
    if (flags.commands) return printCommands(context, dir, where, flags.json);
    const { stdout, stderr } = context;
    const { folder, imported } = await readAll(dir, where);
    refuse(imported.problems, dir);
    const store = await openStore(context, flags, true);
    const tool = { name: 'hopscope', version: context.version };
    const snapshot = await keep(imported, store, { takenAt, tool, now: context.now() });
    const strangers = [...folder.strangers, ...imported.strangers];
    const { id, gaps } = snapshot.manifest;
    if (flags.json) {
      const complete = !gaps.length;
      printJson(stdout, 'import', {
        snapshot: id,
        store: store.dir,
        complete,
        notImported: strangers,
        manifest: snapshot.manifest,
      });
    } else
      stdout.write(overview(snapshot, nextCommands(context, snapshot, { store: flags.store }), styleFor(stdout, context, flags)));
    for (const { file, why } of strangers) stderr.write(`hopscope: ${forTerminal(`${file} was not imported: ${why}`)}\n`);
    if (!gaps.length) return exitCode('yes');
    const missing = imported.wanted.length;
    const said = missing ? `${missing} ${missing === 1 ? 'file is' : 'files are'} missing` : 'some answers are cut short';
    stderr.write(`hopscope: the import is incomplete: ${said}, so exit code 4. Add --commands to see how to ask for them.\n`);
    return exitCode('unknown');
  },
});

function checked({ account, region, commands }: Where): Where {
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw misuse(`--account ${JSON.stringify(account)} is not the 12 digits of an account.`);
  const wrong = region.find((name) => !isRegionName(name));
  if (wrong !== undefined) throw misuse(`${JSON.stringify(wrong)} is not the name of a Region.`, 'Names look like eu-central-1.');
  if ((account === undefined) !== !region.length)
    throw misuse('--account and --region belong together.', 'hopscope import --help explains both.');
  if (region.length > 1 && !commands)
    throw misuse('A folder of files alone is about one Region.', 'For several, make folders ACCOUNT/REGION/.');
  return { account, region, commands };
}

function timeOf(context: Context, said: string | undefined): string {
  if (said === undefined) return context.now().toISOString();
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/.test(said) ? Date.parse(said) : Number.NaN;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw misuse(`--taken-at ${JSON.stringify(said)} is not a time.`, 'For example: 2026-11-22T16:31:05Z');
}

async function readAll(dir: string, { account, region }: Where): Promise<{ folder: AnswerFolder; imported: Imported }> {
  const flat = account === undefined ? undefined : { account, region: region[0]! };
  const folder = flat ? await findFlatAnswers(dir, flat) : await findAnswers(dir);
  if (!folder.places.length) {
    throw misuse(`${dir} holds no folders ACCOUNT/REGION/.`, [
      'If its files are about one Region, say which: --account ID --region REGION.',
      'hopscope import --help explains the names of folders and files.',
    ]);
  }
  return { folder, imported: await readFolder(folder.files, folder.places, flat !== undefined) };
}

/** What is still to be asked, as far as what is there tells. */
async function printCommands({ stdout }: Context, dir: string, { account, region }: Where, json: boolean): Promise<number> {
  const { files, places } = await findAnswers(dir, true);
  const asked = account === undefined ? [] : region.map((name) => ({ account, region: name }));
  const known = [...places, ...asked.filter((one) => !places.some((place) => sameName(place, one)))];
  if (!known.length)
    throw misuse(`Which account and Regions are meant, ${dir} does not tell.`, 'Add --account ID --region REGION.');
  let imported = await readFolder(files, known, false);
  const enabled = enabledRegions(imported);
  if (enabled.length) imported = await readFolder(files, [...known, ...enabled], false);
  refuse(imported.problems, dir);
  const commands = commandsFor(imported.wanted, imported.accounts);
  if (json) printJson(stdout, 'import-commands', { commands });
  else stdout.write(commands.length ? scriptOf(commands) : `# Nothing is missing: hopscope import ${dir}\n`);
  return exitCode('yes');
}

const sameName = (a: Place, b: Place): boolean => a.account === b.account && a.region === b.region;

/** Of accounts of which no Region was named: those that they have enabled. */
function enabledRegions({ places, found }: Imported): Place[] {
  const named = new Set(places.filter(({ region }) => region !== 'global').map(({ account }) => account));
  const listed = found.filter(({ row, place }) => row.kind === 'region' && !named.has(place.account));
  return listed.flatMap(({ place, resources }) =>
    resources.filter(({ data }) => data.OptInStatus !== 'not-opted-in').map(({ id }) => ({ account: place.account, region: id })),
  );
}

const MOST_SHOWN = 20;

function refuse(problems: readonly Problem[], dir: string): void {
  if (!problems.length) return;
  const lines = problems
    .slice(0, MOST_SHOWN)
    .flatMap(({ file, at, why, next }) => [`${file}${at ? `, ${at}` : ''}: ${why}.`, `  ${next}`]);
  const more = problems.length > MOST_SHOWN ? [`… and ${problems.length - MOST_SHOWN} more files.`] : [];
  const count = problems.length === 1 ? 'a file' : `${problems.length} files`;
  throw new Failure('usage', `Nothing was imported: ${count} in ${dir} cannot be believed.`, [...lines, ...more]);
}
