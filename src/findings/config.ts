/** `hopscope.yaml`: what rules may take for granted, and which findings people live with; read with the line of whatever is wrong. */
import {
  type Family,
  familyOf,
  hasPorts,
  type Interval,
  interval,
  only,
  type Prefix,
  parsePrefix,
  protocolNumber,
  TCP,
} from '../net/index.ts';
import { isDate, type Mute } from './mutes.ts';
import { type PublicPort, type Settings, type Threshold, thresholds, usualSettings } from './settings.ts';
import { type Entry, type Item, type Problem, readYaml, YamlReader } from './yaml.ts';

export interface Config {
  readonly settings: Settings;
  readonly mutes: readonly Mute[];
}

export const usualConfig: Config = { settings: usualSettings, mutes: [] };

/** What is wrong with a configuration, all of it: `hopscope.yaml:12:5: …`. */
export class ConfigInvalid extends Error {
  override name = 'ConfigInvalid';
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    super(problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

/** Reads the text of a configuration. `rules`: the ids that there are. Throws `ConfigInvalid`. */
export function readConfig(text: string, file: string, rules: readonly string[]): Config {
  const reader = new YamlReader();
  const root = readYaml(text, reader);
  let settings = usualSettings;
  let mutes: Mute[] = [];
  reader.members(root, 'the configuration', {
    trusted_accounts: (item) => {
      const trustedAccounts = reader.texts(item).filter((entry) => isAccount(reader, entry));
      settings = { ...settings, trustedAccounts: trustedAccounts.map(({ value }) => value) };
    },
    allowed_public_ports: (item) => {
      settings = { ...settings, allowedPublicPorts: reader.texts(item).flatMap((entry) => portsOf(reader, entry)) };
    },
    isolated: (item) => {
      settings = { ...settings, isolated: reader.texts(item).flatMap((entry) => isolationOf(reader, entry)) };
    },
    known_networks: (item) => {
      const knownNetworks = reader.entries(item, 'known_networks').map(({ key, value }) => ({
        name: key.value,
        ranges: reader.texts(value).flatMap((entry) => rangeOf(reader, entry)),
      }));
      settings = { ...settings, knownNetworks };
    },
    internet_vpcs: (item) => {
      const internetVpcs = reader.texts(item).filter((entry) => isVpc(reader, entry));
      settings = { ...settings, internetVpcs: internetVpcs.map(({ value }) => value) };
    },
    thresholds: (item) => {
      settings = { ...settings, thresholds: { ...settings.thresholds, ...thresholdsOf(reader, item) } };
    },
    mutes: (item) => {
      mutes = reader.list(item).flatMap((each) => muteOf(reader, each, rules));
    },
  });
  if (reader.problems.length > 0) throw new ConfigInvalid(file, reader.problems);
  return { settings, mutes };
}

function isAccount(reader: YamlReader, entry: Entry): boolean {
  if (/^\d{12}$/.test(entry.value)) return true;
  reader.problem(entry, `${entry.value} is not the id of an account: it has twelve digits`);
  return false;
}

function isVpc(reader: YamlReader, entry: Entry): boolean {
  if (/^vpc-[0-9a-f]+$/.test(entry.value)) return true;
  reader.problem(entry, `${entry.value} is not the id of a VPC: write vpc-0123456789abcdef0`);
  return false;
}

/** The widest ranges that anybody can know all of. */
const WIDEST: Record<Family, number> = { 4: 8, 6: 20 };

/** `198.51.100.0/24`, `2001:db8::/48`, `203.0.113.7`. */
function rangeOf(reader: YamlReader, entry: Entry): Prefix[] {
  const range = parsePrefix(entry.value.includes('/') ? entry.value : `${entry.value}/${entry.value.includes(':') ? 128 : 32}`);
  if (!range) {
    reader.problem(entry, `${entry.value} is not a range of addresses: write 198.51.100.0/24, or 2001:db8::/48`);
    return [];
  }
  const least = WIDEST[familyOf(range.lo)];
  if (range.length >= least) return [range];
  reader.problem(entry, `${entry.value} is too wide to be known: at most a /${least}`);
  return [];
}

/** `443`, `8000-8010`, `udp 500`, `tcp 22`. */
function portsOf(reader: YamlReader, entry: Entry): PublicPort[] {
  const [, name = 'tcp', from = '', to = from] = /^(?:(\S+) )?(\d{1,5})(?:-(\d{1,5}))?$/.exec(entry.value) ?? [];
  const protocol = protocolNumber(name) ?? TCP;
  const ports: Interval<number> = from === to ? only(Number(from)) : interval(Number(from), Number(to));
  if (from !== '' && hasPorts(protocol) && protocolNumber(name) !== undefined && ports.lo <= ports.hi && ports.hi <= 65535)
    return [{ protocol, ports }];
  reader.problem(entry, `${entry.value} is not a port: write 443, 8000-8010, or udp 500`);
  return [];
}

/** `env=prod env=dev`: the two have nothing to say to each other. */
function isolationOf(reader: YamlReader, entry: Entry): Settings['isolated'] {
  const [, one = '', first = '', other = '', second = ''] = /^([^\s=]+)=(\S+) ([^\s=]+)=(\S+)$/.exec(entry.value) ?? [];
  if (one !== '')
    return [
      [
        { key: one, value: first },
        { key: other, value: second },
      ],
    ];
  reader.problem(entry, `${entry.value} names no two tags: write env=prod env=dev`);
  return [];
}

function thresholdsOf(reader: YamlReader, item: Item): Partial<Record<Threshold, number>> {
  const found: Partial<Record<Threshold, number>> = {};
  const one = (name: Threshold) => (value: Item) => {
    const { least, most, about } = thresholds[name];
    const entry = reader.text(value);
    if (!entry) return;
    const number = /^\d+$/.test(entry.value) ? Number(entry.value) : Number.NaN;
    if (number >= least && number <= most) found[name] = number;
    else reader.problem(entry, `${name} is a number from ${least} to ${most}: ${about}`);
  };
  const names = Object.keys(thresholds) as Threshold[];
  reader.members(item, 'thresholds', Object.fromEntries(names.map((name) => [name, one(name)])));
  return found;
}

const conditions = ['rule', 'resource', 'account', 'region', 'tag'] as const;
const required = ['reason', 'owner', 'expires'] as const;

function muteOf(reader: YamlReader, item: Item, rules: readonly string[]): Mute[] {
  const said: Partial<Record<(typeof conditions)[number], string[]>> = {};
  const told: Partial<Record<(typeof required)[number], string>> = {};
  const before = reader.problems.length;
  reader.members(item, 'a mute', {
    ...Object.fromEntries(
      conditions.map((name) => [
        name,
        (value: Item) => {
          const entries = reader.texts(value);
          for (const entry of entries) checkCondition(reader, name, entry, rules);
          said[name] = entries.map((entry) => entry.value);
        },
      ]),
    ),
    ...Object.fromEntries(
      required.map((name) => [
        name,
        (value: Item) => {
          const entry = reader.text(value);
          if (entry?.value.trim() === '') reader.problem(entry, `${name} is empty`);
          if (entry && name === 'expires' && !isDate(entry.value))
            reader.problem(
              entry,
              `${entry.value} is not a day: write expires as 2027-01-31, the last day on which the mute holds`,
            );
          told[name] = entry?.value;
        },
      ]),
    ),
  });
  if (reader.problems.length > before) return [];
  const lacking = required.filter((name) => told[name] === undefined);
  if (lacking.length > 0)
    reader.problem(item, `a mute needs ${required.join(', ')}; this one has no ${lacking.join(' and no ')}`);
  if (!conditions.some((name) => said[name]?.length))
    reader.problem(item, `a mute says what it is about: at least one of ${conditions.join(', ')}`);
  if (reader.problems.length > before) return [];
  const { reason = '', owner = '', expires = '' } = told;
  return [{ ...said, reason, owner, expires, line: reader.lineOf(item) }];
}

function checkCondition(reader: YamlReader, name: (typeof conditions)[number], entry: Entry, rules: readonly string[]): void {
  const { value } = entry;
  if (value.trim() === '') reader.problem(entry, `${name} is empty: leave it out, or write * for every one`);
  else if (name === 'tag' && !value.includes('='))
    reader.problem(entry, `${value} is not a tag: write key=value, value may be *`);
  else if (name === 'account' && !value.includes('*')) isAccount(reader, entry);
  else if (name === 'rule' && !value.includes('*') && !rules.includes(value))
    reader.problem(entry, `no rule is named ${value}: \`hopscope rules\` lists them`);
}
