/** The AWS CLI commands that write the files which an import wants, for whoever has the credentials. */
import { services } from '../kinds/services.ts';
import type { Account } from '../snapshot/snapshot.ts';
import { CALLER, cliService, fileNameOf, kebab } from './names.ts';
import type { Wanted } from './place.ts';

export interface CliLine {
  account: string;
  /** Relative to the folder that is imported. */
  file: string;
  words: string[];
}

/** One command for each file that is wanted, account by account; first of each account, who asks. */
export function commandsFor(wanted: readonly Wanted[], accounts: readonly Account[]): CliLine[] {
  return accounts.flatMap(({ account, partition, arn }) => {
    const own = wanted.filter((one) => one.account === account);
    const caller = { account, file: `${account}/global/${CALLER}.json`, words: ['aws', 'sts', CALLER] };
    const unnamed = arn.endsWith(':root') && own.length > 0;
    return [...(unnamed ? [caller] : []), ...own.map((one) => commandFor(one, partition))];
  });
}

function commandFor({ account, region, row, point }: Wanted, partition: string): CliLine {
  const { service, operation } = row.call;
  // Only what asks about a time has an input that is a function of it, and an import leaves that out.
  const input = typeof row.call.input === 'function' ? {} : row.call.input;
  const asked = region === 'global' ? (services[service].home?.[partition] ?? oldest[partition] ?? oldest.aws!) : region;
  const words = ['aws', cliService(service), kebab(operation), '--region', asked];
  for (const [name, value] of Object.entries({ ...input, ...point?.input })) words.push(...argument(name, value));
  return { account, file: `${account}/${region}/${fileNameOf(row, point?.key)}`, words };
}

/** A Region of each partition that every account has. */
const oldest: Record<string, string> = { aws: 'us-east-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

function argument(name: string, value: unknown): string[] {
  const flag = kebab(name);
  if (value === undefined) return [];
  if (typeof value === 'boolean') return [value ? `--${flag}` : `--no-${flag}`];
  const plain = (one: unknown): boolean => typeof one === 'string' || typeof one === 'number';
  if (plain(value)) return [`--${flag}`, String(value)];
  if (Array.isArray(value) && value.every(plain)) return [`--${flag}`, ...value.map(String)];
  return [`--${flag}`, JSON.stringify(value)];
}

const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** A script for any POSIX shell. A command that fails leaves no file behind, so that it becomes a gap. */
export function scriptOf(commands: readonly CliLine[]): string {
  const lines = [...Map.groupBy(commands, ({ account }) => account)].flatMap(([account, own]) => [
    '',
    `# Account ${account}: with credentials that may read there.`,
    ...own.map(({ file, words }) => `save ${word(file)} ${words.map(word).join(' ')}`),
  ]);
  return `${[
    '#!/bin/sh',
    '# Run this in the folder that is to be imported. Every command only reads.',
    'save() {',
    '  file=$1; shift; mkdir -p "${file%/*}"',
    '  if "$@" --output json > "$file.part"; then mv "$file.part" "$file"; else rm -f "$file.part"; echo "not asked: $file" >&2; fi',
    '}',
    ...lines,
  ].join('\n')}\n`;
}
