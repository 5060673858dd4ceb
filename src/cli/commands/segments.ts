/** `hopscope segments`: who may talk to whom, and by which ports. */
import { buildNetwork } from '../../reach/index.ts';
import { segmentsAsked } from '../../report/narrowed.ts';
import { readBy, readSegmentWhere } from '../../report/read-where.ts';
import { segmentsCsv, segmentsJson, segmentsText } from '../../report/segments.ts';
import { command } from '../command.ts';
import { segmentWhereFlag } from '../contact-where.ts';
import { exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';
import { openSnapshot } from '../stores.ts';

export default command({
  about:
    'From the snapshot alone: no call is made. A row opens connections to a column; the internet and networks outside AWS are rows and ' +
    'columns too. With tag:KEY the nearest thing that has the tag decides: the interface, its instance, its subnet, its VPC. What a load ' +
    'balancer leads to counts as reached. Ends with 4 when something could not be seen, or is not known.',
  flags: {
    by: { value: 'WHAT', about: 'account, vpc, subnet, group (security groups) or tag:KEY. Default: vpc' },
    where: segmentWhereFlag,
    list: { about: 'A list instead of a grid' },
    csv: { about: 'Print CSV, one row for each pair of segments that may talk' },
    strict: { about: 'Take nothing for granted: what rests on an assumption is not known' },
    'allow-partial': { about: 'End with 0 even when something could not be seen' },
  },
  args: [],
  examples: [
    { line: 'hopscope segments --snapshot sample', about: 'Which VPCs of the sample company may talk to each other.' },
    { line: 'hopscope segments --by account', about: 'Whether development is apart from production.' },
    {
      line: 'hopscope segments --where class=admin --where segment=internet',
      about: 'To whom the internet may open SSH, RDP and the like.',
    },
    { line: 'hopscope segments --by tag:env --csv', about: 'By what people wrote, for a spreadsheet.' },
  ],
  async run(context, { flags }) {
    const by = flags.by ?? 'vpc';
    // What is mistyped is said before anything is read.
    const made = readBy(by);
    const conditions = readSegmentWhere(flags.where);
    if (flags.json && flags.csv) throw misuse('--json and --csv are two formats: say one.');
    const network = buildNetwork(await openSnapshot(context, flags));
    const segments = segmentsAsked(network, { by, made }, conditions, { strict: flags.strict });
    const { stdout } = context;
    if (flags.json) printJson(stdout, 'segments', { snapshot: network.snapshot.manifest.id, ...segmentsJson(segments) });
    else if (flags.csv) stdout.write(segmentsCsv(segments));
    else stdout.write(segmentsText(network, segments, flags.list, styleFor(stdout, context, flags)));
    const open = segments.unseen.length > 0 || segments.cells.some(({ doubtful }) => doubtful.length > 0);
    return exitCode(open && !flags['allow-partial'] ? 'unknown' : 'yes');
  },
});
