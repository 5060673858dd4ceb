/** The commands, in the order in which help lists them. What each needs is loaded only when it runs. */
import type { Entry } from './command.ts';

export const commands: readonly Entry[] = [
  {
    name: 'demo',
    summary: 'Scan the sample company, served on this machine, and show what it holds',
    load: () => import('./commands/demo.ts'),
  },
  {
    name: 'explore',
    summary: 'Walk through a snapshot in the terminal: a tree, findings, exposure, tables',
    load: () => import('./commands/explore.ts'),
  },
  {
    name: 'scan',
    summary: 'Read the network of your AWS accounts into a snapshot',
    load: () => import('./commands/scan.ts'),
  },
  {
    name: 'import',
    summary: 'Read files that the AWS CLI wrote into a snapshot',
    load: () => import('./commands/import.ts'),
  },
  {
    name: 'show',
    summary: 'Show a snapshot: the overview, a table of one kind, or one resource',
    load: () => import('./commands/show.ts'),
  },
  {
    name: 'findings',
    summary: 'Say what is wrong with the network, with the proof, and what could not be judged',
    load: () => import('./commands/findings.ts'),
  },
  {
    name: 'explain',
    summary: 'Explain a rule, an explanation code or a finding, with what mends it',
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'rules',
    summary: 'List the rules: what is looked for, how grave it is',
    load: () => import('./commands/rules.ts'),
  },
  {
    name: 'baseline create',
    summary: 'Accept the findings of a snapshot; only new ones are listed then',
    load: () => import('./commands/baseline-create.ts'),
  },
  {
    name: 'why',
    summary: 'Say whether one thing reaches another, by which hops, and what is in the way',
    load: () => import('./commands/why.ts'),
  },
  {
    name: 'exposure',
    summary: 'Say what the internet reaches, and what reaches the internet, by which way',
    load: () => import('./commands/exposure.ts'),
  },
  {
    name: 'reach',
    summary: 'List all that something reaches, or all that reaches it, with ports',
    load: () => import('./commands/reach.ts'),
  },
  {
    name: 'who',
    summary: 'Say whose something is, what uses it, what it uses, and what would break if it went',
    load: () => import('./commands/who.ts'),
  },
  {
    name: 'segments',
    summary: 'Say who may talk to whom, and by which ports, account by account or VPC by VPC',
    load: () => import('./commands/segments.ts'),
  },
  {
    name: 'crosscheck',
    summary: "Compare AWS's own Reachability Analyzer results with hopscope's",
    load: () => import('./commands/crosscheck.ts'),
  },
  {
    name: 'diff',
    summary: 'Show what changed from one snapshot to another, field by field',
    load: () => import('./commands/diff.ts'),
  },
  {
    name: 'snapshots list',
    summary: 'List the snapshots of the store',
    load: () => import('./commands/snapshots-list.ts'),
  },
  {
    name: 'snapshots show',
    summary: 'Show what a snapshot covers: accounts, Regions, kinds, gaps, sizes',
    load: () => import('./commands/snapshots-show.ts'),
  },
  {
    name: 'snapshots verify',
    summary: 'Check every stored byte against its digest',
    load: () => import('./commands/snapshots-verify.ts'),
  },
  {
    name: 'snapshots prune',
    summary: 'Remove old snapshots, and what no snapshot needs any more',
    load: () => import('./commands/snapshots-prune.ts'),
  },
  {
    name: 'snapshots export',
    summary: 'Write a snapshot as a tree of text files, for git',
    load: () => import('./commands/snapshots-export.ts'),
  },
  {
    name: 'replay',
    summary: 'Serve a snapshot as an AWS endpoint on this machine, for any AWS tool',
    load: () => import('./commands/replay.ts'),
  },
  {
    name: 'policy',
    summary: 'Print the least IAM permissions that a scan needs',
    load: () => import('./commands/policy.ts'),
  },
  {
    name: 'doctor',
    summary: 'Find out why a scan would not work: credentials, clock, proxy, Regions, permissions',
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'completion',
    summary: 'Print a completion script for bash, zsh or fish',
    load: () => import('./commands/completion.ts'),
  },
  {
    name: 'help',
    summary: 'Explain a command',
    load: () => import('./commands/help.ts'),
  },
];

/** The commands whose name begins with this word: `snapshots` → all that begin so. */
export const group = (word: string): Entry[] => commands.filter((entry) => entry.name.startsWith(`${word} `));
