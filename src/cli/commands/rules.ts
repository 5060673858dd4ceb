/** `hopscope rules`: what is looked for. */
import { rules } from '../../findings/index.ts';
import { statements } from '../../findings/trust.ts';
import { rulesText } from '../../report/explain.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';

export default command({
  flags: {},
  args: [],
  examples: [
    { line: 'hopscope rules', about: 'Every rule, its severity and what it finds.' },
    { line: 'hopscope rules --json', about: 'With why, what to do, what it needs, and the controls of Security Hub and CIS.' },
  ],
  async run(context, { flags }) {
    const { stdout } = context;
    const all = [...rules, ...statements.map((one) => ({ ...one, coverage: true, needs: [] }))];
    if (flags.json) printJson(stdout, 'rules', { rules: all });
    else stdout.write(rulesText(all, styleFor(stdout, context, flags)));
    return exitCode('yes');
  },
});
