/** `hopscope baseline create`: accepts the findings of a snapshot as they are. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readBaseline, writeBaseline } from '../../findings/baseline.ts';
import { auditFlags, auditOf, BASELINE } from '../audit.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { Failure } from '../failure.ts';
import { printJson } from '../json.ts';

export default command({
  about:
    'Writes the fingerprints of all findings that are not muted to a file; `hopscope findings` then counts them and lists only what is new. ' +
    'A baseline that is there is replaced. Ends with 4 where something was not evaluated: what would be found there is not accepted.',
  flags: {
    config: auditFlags.config,
    baseline: { value: 'FILE', about: `Where to write it. Default: ./${BASELINE}` },
    'allow-partial': { about: 'End with 0 even when something was not evaluated' },
  },
  args: [],
  examples: [{ line: 'hopscope baseline create', about: 'From now on only new findings are listed.' }],
  async run(context, { flags }) {
    const { stdout, now, cwd } = context;
    const file = flags.baseline ?? BASELINE;
    const path = resolve(cwd, file);
    await refuseOther(path, file);
    const { manifest, audit, judgement } = await auditOf(context, { ...flags, baseline: undefined });
    const accepted = judgement.findings.filter((finding) => !finding.muted);
    try {
      await writeFile(`${path}.new`, writeBaseline(accepted, manifest.id, now()));
      await rename(`${path}.new`, path);
    } catch (error) {
      throw new Failure('usage', `The baseline ${file} cannot be written: ${(error as Error).message}.`, [], { cause: error });
    }
    if (flags.json) printJson(stdout, 'baseline-create', { file, snapshot: manifest.id, accepted: accepted.length });
    else stdout.write(`${file}: ${accepted.length} findings of ${manifest.id} are accepted as they are.\n`);
    return exitCode(audit.notEvaluated.length > 0 && !flags['allow-partial'] ? 'unknown' : 'yes');
  },
});

/** What is no baseline is not written over. */
async function refuseOther(path: string, file: string): Promise<void> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new Failure('usage', `${file} cannot be read: ${(error as Error).message}.`, [], { cause: error });
  }
  try {
    readBaseline(text);
  } catch (error) {
    throw new Failure(
      'usage',
      `${file} is there and is no baseline: ${(error as Error).message}.`,
      'Name another file with --baseline FILE.',
      { cause: error },
    );
  }
}
