/** The commands that there are after `:`, as data: completion, help and the README are made from this list. */
import { kinds } from '../../kinds/index.ts';
import { themeNames } from '../screen/theme.ts';

export type Completes =
  | 'kind'
  | 'theme'
  | 'column'
  | 'snapshot'
  | 'region'
  | 'where'
  | 'again'
  | 'scan'
  | 'account'
  | 'name'
  | 'end'
  | 'mark'
  | 'exposure'
  | 'segments';

export interface CommandRow {
  readonly name: string;
  /** Other words for it. */
  readonly also?: readonly string[];
  /** What is typed, as help shows it. */
  readonly usage: string;
  readonly about: string;
  readonly completes?: Completes;
}

export const commandList: readonly CommandRow[] = [
  { name: 'overview', usage: 'overview', about: 'The verdict, exposure, the worst findings, coverage' },
  { name: 'tree', usage: 'tree', about: 'The tree' },
  { name: 'findings', also: ['f'], usage: 'findings [TERMS]', about: 'What is wrong; with terms, filtered' },
  {
    name: 'exposure',
    also: ['internet'],
    usage: 'exposure [in|out] [KEY=VALUE…]',
    about: 'What the internet reaches, or what reaches it; narrowed by port=22, class=admin, account=…, tag:env=prod',
    completes: 'exposure',
  },
  {
    name: 'segments',
    also: ['matrix'],
    usage: 'segments [BY] [KEY=VALUE…]',
    about:
      'Who may talk to whom, by account, vpc, subnet, group or tag:KEY; narrowed by port=, protocol=, family=, class=, segment=',
    completes: 'segments',
  },
  {
    name: 'reach',
    usage: 'reach [to] NAME [by=WHAT] [KEY=VALUE…]',
    about:
      'All that it reaches, or all that reaches it, by account, region, vpc, subnet or kind; narrowed by port=22, class=admin, account=…',
    completes: 'end',
  },
  {
    name: 'path',
    also: ['why'],
    usage: 'path FROM TO[:PORT][/PROTO]',
    about: 'Whether one reaches the other, by which hops; an end is a name, id, address, host name or internet',
    completes: 'end',
  },
  { name: 'from', usage: 'from NAME', about: 'Where a path starts', completes: 'end' },
  { name: 'to', usage: 'to NAME[:PORT][/PROTO]', about: 'Where a path ends', completes: 'end' },
  {
    name: 'beside',
    usage: 'beside [from|to] NAME',
    about: 'Compare the path with the one from (or to) another, and name where they first differ',
    completes: 'end',
  },
  { name: 'coverage', also: ['gaps'], usage: 'coverage', about: 'What could not be seen' },
  { name: 'kinds', usage: 'kinds', about: 'Every kind, with how many there are' },
  {
    name: 'table',
    usage: 'table KIND',
    about: 'The table of a kind; its name alone does the same: :subnet, :sg',
    completes: 'kind',
  },
  {
    name: 'go',
    usage: 'go NAME|ID|ADDRESS',
    about: 'To a thing by what it is called, or whoever has the address',
    completes: 'name',
  },
  {
    name: 'scan',
    usage: 'scan [PROFILE|REGION|KIND…]',
    about: 'Scan AWS now: as these profiles, only these Regions or kinds; any flag of hopscope scan may stand there too',
    completes: 'scan',
  },
  {
    name: 'where',
    usage: 'where [REGION…]',
    about: 'Only these Regions are scanned next; without a name, every enabled one. Asks nothing yet',
    completes: 'where',
  },
  { name: 'again', usage: 'again KIND|REGION…', about: 'Read these again; the rest stays as it was', completes: 'again' },
  { name: 'import', usage: 'import DIR', about: 'Import what the AWS CLI printed into a folder, and show it' },
  { name: 'abandon', usage: 'abandon', about: 'End the scan that runs; the store stays as it was' },
  { name: 'snapshots', usage: 'snapshots', about: 'The snapshots of the store' },
  { name: 'snapshot', usage: 'snapshot ID', about: 'Open another snapshot; sample is the sample company', completes: 'snapshot' },
  { name: 'sort', usage: 'sort COLUMN', about: 'Sort the table by a column; again, the other way round', completes: 'column' },
  { name: 'region', usage: 'region [NAME…]', about: 'See only these Regions; without a name, all', completes: 'region' },
  {
    name: 'account',
    also: ['profile'],
    usage: 'account [NAME…]',
    about: 'See only these accounts; without a name, all',
    completes: 'account',
  },
  { name: 'tag', usage: 'tag KEY[=VALUE]', about: 'See only what has this tag' },
  { name: 'compare', also: ['diff'], usage: 'compare', about: 'Compare the two that are marked' },
  { name: 'unmark', usage: 'unmark', about: 'Take all marks away' },
  { name: 'export', usage: 'export [FILE]', about: 'Write what is shown to a file' },
  { name: 'theme', usage: `theme ${themeNames.join('|')}`, about: 'Change the colours', completes: 'theme' },
  { name: 'ascii', usage: 'ascii', about: 'Only signs that every font has, or all again' },
  { name: 'mouse', usage: 'mouse', about: 'Mouse on or off' },
  { name: 'help', usage: 'help', about: 'What every key does' },
  { name: 'quit', also: ['q', 'q!', 'exit'], usage: 'quit', about: 'Leave' },
];

/** Short names of kinds, as people say them. */
export const kindAliases: Readonly<Record<string, string>> = {
  vpcs: 'vpc',
  subnets: 'subnet',
  eni: 'network-interface',
  sg: 'security-group',
  sgr: 'security-group-rule',
  acl: 'network-acl',
  nacl: 'network-acl',
  rtb: 'route-table',
  igw: 'internet-gateway',
  nat: 'nat-gateway',
  eigw: 'egress-only-internet-gateway',
  eip: 'elastic-ip',
  vpce: 'vpc-endpoint',
  pcx: 'vpc-peering-connection',
  tgw: 'transit-gateway',
  vgw: 'vpn-gateway',
  cgw: 'customer-gateway',
  vpn: 'vpn-connection',
  dx: 'direct-connect-connection',
  lb: 'load-balancer',
  elb: 'load-balancer',
  tg: 'target-group',
  ec2: 'instance',
  wan: 'core-network',
  pl: 'prefix-list',
};

/** The kind that a word means. */
export const kindCalled = (word: string): string | undefined => {
  const small = word.toLowerCase();
  const name = kindAliases[small] ?? small;
  return kinds.find(({ kind, title }) => kind === name || title.toLowerCase() === small || `${kind}s` === name)?.kind;
};

export const commandCalled = (word: string): CommandRow | undefined =>
  commandList.find(({ name, also }) => name === word || also?.includes(word));
