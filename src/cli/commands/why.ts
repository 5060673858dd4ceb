/** `hopscope why`: whether one thing reaches another. */
import type { Family } from '../../net/index.ts';
import { buildNetwork, type Network, readDestination, withoutBrackets } from '../../reach/index.ts';
import { askedAbout, explained } from '../../report/asked.ts';
import { besideText } from '../../report/compare.ts';
import type { Told } from '../../report/verdict.ts';
import { type Explained, whyText } from '../../report/why.ts';
import { whyJson } from '../../report/why-json.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { findEnd } from '../endpoint.ts';
import { type Ending, exitCode } from '../exit.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';
import { openSnapshot } from '../stores.ts';

interface Flags {
  'source-port': number | undefined;
  'forward-only': boolean;
  all: boolean;
  strict: boolean;
  resolve: boolean;
}

export default command({
  about:
    'From the snapshot alone: no call is made. An end is an interface, instance, address, CIDR, Name tag, tag KEY=VALUE, security ' +
    'group, subnet, VPC, load balancer, endpoint, gateway, VPN, host name, internet, global-accelerator, cloudfront or vpc-lattice. ' +
    'A CIDR or address that is in no VPC is behind what routes lead there. TCP unless a protocol follows (/udp, /icmp, ' +
    '/any, a number); all ports unless some are said. An IPv6 address before a port stands in brackets. ' +
    'Ends with 0 where some of the traffic passes both ways, 3 where none does, 4 where that is not known.',
  flags: {
    'source-port': {
      value: 'PORT',
      number: { least: 0, most: 65535 },
      about: 'The port that it comes from. Default: any of 1024–65535',
    },
    family: { value: '4|6', choices: ['4', '6'], about: 'Only over IPv4, or only over IPv6. Default: whichever both ends have' },
    'forward-only': { about: 'Do not ask whether replies come back' },
    all: { about: 'Every part of the traffic must pass, not just some' },
    strict: { about: 'Take nothing for granted: each assumption makes the answer unknown' },
    resolve: { about: 'Ask DNS for host names that the snapshot does not know' },
    compare: { value: 'OTHER', about: 'Beside it, show whether OTHER reaches TO, and where the two first differ' },
    close: { about: 'Where it passes, show what would close it, and what else each change would cut off' },
    terraform: { about: 'Show changes as Terraform instead of aws commands' },
  },
  args: [
    { name: 'FROM', about: 'Where the traffic starts' },
    { name: 'TO[:PORT][/PROTO]', about: 'Where it is to arrive, and by which service' },
  ],
  examples: [
    {
      line: 'hopscope why internet bastion:22 --snapshot sample',
      about: 'Is the bastion open to the world, and by which rules?',
    },
    { line: 'hopscope why parcel-app-1 internet:443 --snapshot sample', about: 'How does a private instance get out?' },
    {
      line: 'hopscope why internet bastion:22 --close --snapshot sample',
      about: 'What would keep the world out of it, and whom else?',
    },
    {
      line: 'hopscope why dev-scratch 10.21.65.105:5432 --snapshot sample',
      about: 'Why does it not reach the database, and what would help?',
    },
    { line: 'hopscope why internet [2001:db8::7]:443', about: 'Over IPv6.' },
    { line: 'hopscope why web-2 db:5432 --compare web-1', about: 'One works and the other does not: where do they differ?' },
  ],
  async run(context, { args: [from = '', to = ''], flags }) {
    const destination = readDestination(to, flags['source-port']);
    const network = buildNetwork(await openSnapshot(context, flags));
    const target = await findEnd(context, network, destination.text, flags.resolve);
    const askAbout = async (typed: string): Promise<Told> => {
      const source = await findEnd(context, network, withoutBrackets(typed), flags.resolve);
      return askedAbout(network, source, target, {
        service: destination.service,
        ...(flags.family !== undefined && { family: Number(flags.family) as Family }),
        forwardOnly: flags['forward-only'],
        options: { strict: flags.strict },
      });
    };
    const told = await askAbout(from);
    if (flags.compare !== undefined) {
      const other = await askAbout(flags.compare);
      if (flags.json) {
        const [asked, compared] = [told, other].map((each) => whyJson(explained(network, each, flags.close)));
        printJson(context.stdout, 'why', { snapshot: network.snapshot.manifest.id, ...asked, compared });
      } else context.stdout.write(besideText(told, other, styleFor(context.stdout, context, flags)));
    } else show(context, network, explained(network, told, flags.close), flags);
    return exitCode(endingOf(told, flags));
  },
});

function show(
  context: Context,
  network: Network,
  answer: Explained,
  flags: { json: boolean; 'no-color': boolean; terraform: boolean },
): void {
  const { stdout } = context;
  if (flags.json) printJson(stdout, 'why', { snapshot: network.snapshot.manifest.id, ...whyJson(answer) });
  else stdout.write(whyText(answer, flags.terraform, styleFor(stdout, context, flags)));
}

function endingOf({ reply: { verdict, whole, parts } }: Told, { all }: Pick<Flags, 'all'>): Ending {
  if (verdict === 'blocked') return 'no';
  if (verdict === 'unknown') return all && parts.some((part) => part.verdict === 'blocked') ? 'no' : 'unknown';
  if (!all || whole) return 'yes';
  return parts.some((part) => part.verdict === 'blocked') ? 'no' : 'unknown';
}
