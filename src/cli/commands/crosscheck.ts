/** `hopscope crosscheck`: AWS's own reachability verdicts beside ours. */
import { crosscheck, unfinished } from '../../reach/crosscheck.ts';
import { buildNetwork } from '../../reach/index.ts';
import { agreementOf, crosscheckText } from '../../report/crosscheck.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';
import { openSnapshot } from '../stores.ts';

const needed = ['network-insights-path', 'network-insights-analysis'];

export default command({
  about:
    'Puts each question that somebody put to Reachability Analyzer to the snapshot too, and compares with the newest answer of AWS. ' +
    'Ends with 3 where a verdict differs, 4 where something cannot be compared.',
  flags: {},
  args: [],
  examples: [
    { line: 'hopscope crosscheck', about: 'Every disagreement, with both explanations.' },
    { line: 'hopscope crosscheck --json', about: 'The same for a program.' },
  ],
  async run(context, { flags }) {
    const { stdout } = context;
    const snapshot = await openSnapshot(context, flags);
    const { manifest } = snapshot;
    const network = buildNetwork(snapshot);
    const checks = crosscheck(network);
    const waiting = unfinished(network);
    const unseen = needed.filter((kind) => !manifest.kinds.includes(kind) || manifest.gaps.some((gap) => gap.kind === kind));
    const counts = agreementOf(checks);
    if (flags.json) {
      const rows = checks.map(({ reply, ...check }) => ({ ...check, blockers: reply?.shown.path.blockers ?? [] }));
      printJson(stdout, 'crosscheck', { snapshot: manifest.id, counts, unfinished: waiting, unseen, checks: rows });
    } else {
      const told = { checks, unfinished: waiting, takenAt: manifest.takenAt };
      const gaps = unseen.length ? `Not everything was seen: ${unseen.join(', ')}.\n` : '';
      stdout.write(crosscheckText(told, styleFor(stdout, context, flags)) + gaps);
    }
    return exitCode(counts.disagree ? 'no' : counts.open || unseen.length ? 'unknown' : 'yes');
  },
});
