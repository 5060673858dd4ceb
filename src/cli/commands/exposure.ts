/** `hopscope exposure`: what the internet reaches, and what reaches the internet. */
import { buildNetwork } from '../../reach/index.ts';
import { exposureText } from '../../report/exposure.ts';
import { exposureCsv, exposureJson } from '../../report/exposure-data.ts';
import { exposureNarrowed, exposureOf } from '../../report/narrowed.ts';
import { readWhere } from '../../report/read-where.ts';
import { command } from '../command.ts';
import { whereFlag } from '../contact-where.ts';
import { exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';
import { openSnapshot } from '../stores.ts';

export default command({
  about:
    'From the snapshot alone: no call is made. What comes in is told by class of port, the worst first, itself or behind a load ' +
    'balancer; what goes out by the way that it takes. IPv4 and IPv6. Replies are walked too: what is listed can talk both ways, ' +
    'unless it says otherwise. Ends with 4 when something could not be seen, or is not known.',
  flags: {
    where: whereFlag,
    direction: { value: 'WAY', choices: ['in', 'out'], about: 'Only what comes in, or only what goes out' },
    proof: { about: 'Show the way of each, hop by hop, with the rules that let it pass' },
    all: { about: 'Do not shorten lists' },
    csv: { about: 'Print CSV, one row for each thing, way and class of ports' },
    strict: { about: 'Take nothing for granted: what rests on an assumption is not known' },
    'allow-partial': { about: 'End with 0 even when something could not be seen' },
  },
  args: [],
  examples: [
    { line: 'hopscope exposure --snapshot sample', about: 'The sample company: what stands open, and what gets out.' },
    { line: 'hopscope exposure --direction in --where class=admin --proof', about: 'SSH, RDP and the like, with the way in.' },
    { line: 'hopscope exposure --direction out --where account=111122223333', about: 'How one account gets out.' },
    { line: 'hopscope exposure --csv > exposure.csv', about: 'For a spreadsheet.' },
  ],
  async run(context, { flags }) {
    const conditions = readWhere(flags.where);
    if (flags.json && flags.csv) throw misuse('--json and --csv are two formats: say one.');
    const network = buildNetwork(await openSnapshot(context, flags));
    const found = exposureOf(network, { strict: flags.strict });
    const exposure = exposureNarrowed(network, found, {
      direction: flags.direction as 'in' | 'out' | undefined,
      conditions,
    });
    const { stdout } = context;
    const shown = { inbound: flags.direction !== 'out', outbound: flags.direction !== 'in', all: flags.all, proof: flags.proof };
    if (flags.json) printJson(stdout, 'exposure', { snapshot: network.snapshot.manifest.id, ...exposureJson(network, exposure) });
    else if (flags.csv) stdout.write(exposureCsv(network, exposure));
    else stdout.write(exposureText(network, exposure, shown, styleFor(stdout, context, flags)));
    const doubtful = [...exposure.inbound, ...exposure.outbound].some((one) => one.doubtful.length > 0);
    return exitCode((doubtful || exposure.unseen.length > 0) && !flags['allow-partial'] ? 'unknown' : 'yes');
  },
});
