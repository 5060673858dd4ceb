/** `hopscope why`: whether one thing reaches another. */
import type { Family } from '../../net/index.ts';
import {
  buildNetwork,
  type Destination,
  type Network,
  readDestination,
  saysService,
  withoutBrackets,
} from '../../reach/index.ts';
import { askedAbout, explained } from '../../report/asked.ts';
import { besideLines, differenceJson } from '../../report/compare.ts';
import { componentText } from '../../report/ladder.ts';
import { find } from '../../report/resource.ts';
import type { Attempt, Gone } from '../../report/tried.ts';
import type { Told } from '../../report/verdict.ts';
import { blocksText, type Explained, whyBlocks } from '../../report/why.ts';
import { whyJson } from '../../report/why-json.ts';
import { counted } from '../../report/words.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { command } from '../command.ts';
import { findEnd } from '../endpoint.ts';
import { type Ending, exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { printJson } from '../json.ts';
import { notFound } from '../not-found.ts';
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
    'group, subnet, VPC, load balancer, endpoint, gateway, VPN, prefix list, com.amazonaws.REGION.s3, host name, internet, global-accelerator, cloudfront or vpc-lattice. ' +
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
    'compare-to': { value: 'OTHER', about: 'Beside it, show whether FROM reaches OTHER, and where the two first differ' },
    try: {
      value: 'N',
      many: true,
      about:
        'Ask again with the Nth of what would open it made on a copy, or of what would close it, and show what else that does',
    },
    without: { value: 'ID', many: true, about: 'Ask again as if this had failed, and show what else would break' },
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
    {
      line: 'hopscope why dev-scratch 10.21.65.105:5432 --try 1 --snapshot sample',
      about: 'Would the first of these open it, and what else would it open?',
    },
    {
      line: 'hopscope why parcel-app-1 internet:443 --without nat-0260997a2cd57f8a3 --snapshot sample',
      about: 'If this NAT gateway dies, who loses the way out?',
    },
    {
      line: 'hopscope why manifest-batch-1 com.amazonaws.us-east-1.dynamodb:443 --snapshot sample',
      about: 'Why does it go to DynamoDB over NAT?',
    },
    { line: 'hopscope why internet [2001:db8::7]:443', about: 'Over IPv6.' },
    { line: 'hopscope why web-2 db:5432 --compare web-1', about: 'One works and the other does not: where do they differ?' },
  ],
  async run(context, { args: [from = '', to = ''], flags }) {
    if (flags.compare !== undefined && flags['compare-to'] !== undefined)
      throw misuse('--compare is another FROM, --compare-to another TO: say one.');
    const destination = readDestination(to, flags['source-port']);
    const snapshot = await openSnapshot(context, flags);
    const today = buildNetwork(snapshot);
    const style = styleFor(context.stdout, context, flags);
    const ask = async (network: Network, typedFrom: string, { text, service } = destination): Promise<Told> => {
      const target = await findEnd(context, network, text, flags.resolve);
      const source = await findEnd(context, network, withoutBrackets(typedFrom), flags.resolve);
      return askedAbout(network, source, target, {
        service,
        ...(flags.family !== undefined && { family: Number(flags.family) as Family }),
        forwardOnly: flags['forward-only'],
        options: { strict: flags.strict },
      });
    };
    const attempts: Attempt[] = flags.without.map((what) => ({ gone: goneThing(snapshot, what) }));
    const trial = attempts.length + flags.try.length > 0 ? await trials() : undefined;
    const asTried = (): Network => trial?.tried(today, attempts) ?? today;
    for (const which of flags.try) {
      const network = asTried();
      attempts.push(attemptOf(which, explained(network, await ask(network, from), true)));
    }
    const network = asTried();
    const told = await ask(network, from);
    const other =
      flags.compare !== undefined
        ? await ask(network, flags.compare)
        : flags['compare-to'] !== undefined
          ? await ask(network, from, alike(destination, readDestination(flags['compare-to'], flags['source-port'])))
          : undefined;
    const aftermath = trial?.aftermathOf(new trial.Estate(today), attempts, network, told);
    if (flags.json) {
      const [asked, compared] = [told, ...(other ? [other] : [])].map((each) => whyJson(explained(network, each, flags.close)));
      printJson(context.stdout, 'why', {
        snapshot: snapshot.manifest.id,
        ...asked,
        ...(trial && aftermath && trial.triedJson(today, attempts, aftermath)),
        ...(other && { compared, difference: differenceJson(told, other) }),
      });
    } else {
      const compared = other && besideLines(told, other, style);
      const answer = compared
        ? [compared.ladders, compared.difference]
        : whyBlocks(explained(network, told, flags.close), flags.terraform, style);
      context.stdout.write(
        blocksText([
          ...(trial ? [trial.triedLines(today, attempts, flags.terraform ? 'terraform' : 'aws', style)] : []),
          ...answer,
          ...(trial && aftermath ? trial.aftermathBlocks(today, aftermath, false, style) : []),
        ]),
      );
    }
    return exitCode(endingOf(told, flags));
  },
});

/** Most ask without trying anything, and wait for nothing that only this needs. */
async function trials() {
  const [{ aftermathBlocks, aftermathOf, tried, triedJson, triedLines }, { Estate }] = await Promise.all([
    import('../../report/tried.ts'),
    import('../../findings/estate.ts'),
  ]);
  return { aftermathBlocks, aftermathOf, tried, triedJson, triedLines, Estate };
}

/** The other end by the same service, unless another is said. */
const alike = ({ service }: Destination, other: Destination): Destination => (saysService(other) ? other : { ...other, service });

/** What would open it, or close it where it is open, by its number. */
function attemptOf(which: string, { fixes, closings, reply: { verdict } }: Explained): Attempt {
  const choices = verdict === 'reachable' ? closings : fixes;
  const chosen = choices[Number(which) - 1];
  if (!/^\d+$/.test(which) || !chosen) {
    const way = verdict === 'reachable' ? 'would close it' : 'would open it';
    const known =
      choices.length === 0 ? `nothing that hopscope knows of ${way}` : `${counted(choices.length, 'set')} of changes ${way}`;
    throw misuse(`--try ${which}: ${known}.`, 'Without --try (and with --close, for what is open) they are listed.');
  }
  return { changes: chosen.changes.map(({ change }) => change) };
}

function goneThing(snapshot: Snapshot, what: string): Gone {
  const found = find(snapshot, what).flatMap(([first]) => first ?? []);
  const [one, ...more] = found;
  if (!one) throw notFound(snapshot.manifest, what, 'id or name', false);
  if (more.length > 0)
    throw misuse(`--without ${what} may mean ${counted(found.length, 'thing')}. Say which, by its id:`, [
      ...found
        .slice(0, 12)
        .map(({ kind, id, account, region }) => `  ${componentText({ kind, id })}, ${region} in account ${account}`),
    ]);
  return { kind: one.kind, id: one.id };
}

function endingOf({ reply: { verdict, whole, parts } }: Told, { all }: Pick<Flags, 'all'>): Ending {
  if (verdict === 'blocked') return 'no';
  if (verdict === 'unknown') return all && parts.some((part) => part.verdict === 'blocked') ? 'no' : 'unknown';
  if (!all || whole) return 'yes';
  return parts.some((part) => part.verdict === 'blocked') ? 'no' : 'unknown';
}
