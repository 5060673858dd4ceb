/** What there is to do where there is no snapshot yet, as text: what the explorer offers, for whoever has no terminal. */
import { identitiesSeen } from '../collect/credential-links.ts';
import { rowsFor } from '../collect/rows-for.ts';
import { forTerminal } from '../report/escape.ts';
import { planInShort, planOf } from '../report/plan.ts';
import { wrap } from '../report/table.ts';
import type { Context } from './context.ts';
import { exitCode } from './exit.ts';
import { calledAs } from './hints.ts';
import { printJson } from './json.ts';
import { styleFor } from './screen.ts';
import { storeFolder } from './stores.ts';

/** Nothing is called. */
export async function firstSteps(
  context: Context,
  flags: { json: boolean; store: string | undefined; 'no-color': boolean },
): Promise<number> {
  const { stdout, env } = context;
  const store = storeFolder(context, { ...(flags.store !== undefined && { store: flags.store }) });
  const credentials = await identitiesSeen(env);
  const rows = rowsFor(undefined);
  if (flags.json) {
    const { least } = planOf(rows, [], '');
    printJson(stdout, 'first-steps', { store, credentials, least });
    return exitCode('usage');
  }
  const style = styleFor(stdout, context, flags);
  const program = calledAs(context);
  const step = (line: string, about: string): string[] =>
    wrap(`${style.paint('command', `${program} ${line}`)}  ${about}`, style, '  ', '    ');
  const who = credentials.flatMap(({ profile, about, works }) => {
    const name = profile === undefined ? 'scan' : `scan --profile ${profile}`;
    return wrap(forTerminal(`${works ? '✓' : '✗'} ${program} ${name}: ${about}`), style, '  ', '    ');
  });
  const lines = [
    ...wrap(forTerminal(`There is no snapshot yet in ${store}. Nothing was called.`), style),
    '',
    ...step('explore sample', 'the sample company; no call is made'),
    ...step('import DIR', 'what the AWS CLI printed, for accounts that give you no credentials'),
    ...step('scan', 'your own accounts; it only reads'),
    '',
    style.paint('heading', 'As whom, with what is on this machine'),
    ...who,
    '',
    style.paint('heading', `What a scan would ask; ${program} scan --plan lists every call`),
    ...planInShort(rows, style),
  ];
  stdout.write(`${lines.join('\n')}\n`);
  return exitCode('usage');
}
