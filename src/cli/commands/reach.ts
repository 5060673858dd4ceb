/** `hopscope reach`: all that something reaches, or all that reaches something. */
import { buildNetwork, withoutBrackets } from '../../reach/index.ts';
import { reachesAsked } from '../../report/narrowed.ts';
import { type Grouping, groupings, reachesCsv, reachesJson, reachesText } from '../../report/reaches.ts';
import { readWhere } from '../../report/read-where.ts';
import { command } from '../command.ts';
import { whereFlag } from '../contact-where.ts';
import { findEnd } from '../endpoint.ts';
import { exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';
import { openSnapshot } from '../stores.ts';

export default command({
  about:
    'From the snapshot alone: no call is made. FROM and TO are what `hopscope why` takes: an interface, instance, address, CIDR, name, ' +
    'tag KEY=VALUE, security group, subnet, VPC, load balancer, gateway, or internet. What lies behind load balancers is told too. ' +
    'Things are reached at their private addresses; public ones count for the internet, which `hopscope exposure` tells. ' +
    'Ends with 4 when something could not be seen, or is not known.',
  flags: {
    to: { value: 'TO', about: 'All that reaches TO, instead of all that FROM reaches' },
    by: { value: 'WHAT', choices: groupings, about: 'Group by this. Default: vpc' },
    where: whereFlag,
    all: { about: 'Do not shorten lists' },
    csv: { about: 'Print CSV' },
    strict: { about: 'Take nothing for granted: what rests on an assumption is not known' },
    resolve: { about: 'Ask DNS for host names that the snapshot does not know' },
    'allow-partial': { about: 'End with 0 even when something could not be seen' },
  },
  args: [{ name: 'FROM', about: 'Where the traffic starts', optional: true }],
  examples: [
    { line: 'hopscope reach bastion --snapshot sample', about: 'Where could somebody go from there?' },
    { line: 'hopscope reach --to parcel-app-1 --snapshot sample', about: 'Who could talk to it, and on which ports?' },
    { line: 'hopscope reach vpc-0a1b2c3d4e5f60718 --where port=22 --by account', about: 'SSH from one VPC into all accounts.' },
  ],
  async run(context, { args: [typedFrom], flags }) {
    const from = typedFrom || undefined;
    if ((from === undefined) === (flags.to === undefined))
      throw misuse('Say where it starts or where it ends: hopscope reach FROM, or hopscope reach --to TO.');
    if (flags.json && flags.csv) throw misuse('--json and --csv are two formats: say one.');
    const conditions = readWhere(flags.where);
    const network = buildNetwork(await openSnapshot(context, flags));
    const typed = flags.to ?? from ?? '';
    const end = await findEnd(context, network, withoutBrackets(typed), flags.resolve);
    const way = flags.to === undefined ? 'from' : 'to';
    const reaches = reachesAsked(network, end, way, conditions, { strict: flags.strict });
    const { stdout } = context;
    if (flags.json)
      printJson(stdout, 'reach', { snapshot: network.snapshot.manifest.id, [way]: typed, ...reachesJson(network, reaches) });
    else if (flags.csv) stdout.write(reachesCsv(network, reaches));
    else {
      const asked = { end, way, by: (flags.by ?? 'vpc') as Grouping, all: flags.all } as const;
      stdout.write(reachesText(network, reaches, asked, styleFor(stdout, context, flags)));
    }
    const open = reaches.unseen.length > 0 || reaches.contacts.some(({ doubtful }) => doubtful.length > 0);
    return exitCode(open && !flags['allow-partial'] ? 'unknown' : 'yes');
  },
});
