import { describe, expect, test } from 'vitest';
import { ConfigInvalid, readConfig } from '../../src/findings/config.ts';
import { usualSettings } from '../../src/findings/settings.ts';
import { prefix, TCP, UDP } from '../../src/net/index.ts';

const rules = ['exposed-ssh', 'sg-unused'];
const read = (text: string) => readConfig(text, 'hopscope.yaml', rules);

/** What is wrong, a line each. */
function problems(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.message.split('\n');
    throw error;
  }
  return [];
}

const mute = (lines: string): string => `mutes:\n  - reason: known\n    owner: net\n    expires: 2027-01-31\n${lines}`;

test('settings and mutes are read as people wrote them', () => {
  const text = `
trusted_accounts: ['012345678901', 222233334444]   # leading zeros stay
allowed_public_ports: [443, 8000-8010, udp 500]
isolated: [env=prod env=dev]
known_networks:
  offices: [198.51.96.0/20, 2001:db8::/32, 203.0.113.7]
  partner: 192.0.2.0/24
internet_vpcs: vpc-0a1b
thresholds:
  wide_public_cidr: 20
${mute('    rule: [exposed-*, sg-unused]\n    resource: sg-1\n    account: 012345678901\n    tag: env=no\n')}`;
  const { settings, mutes } = read(text);
  expect(settings).toEqual({
    trustedAccounts: ['012345678901', '222233334444'],
    allowedPublicPorts: [
      { protocol: TCP, ports: { lo: 443, hi: 443 } },
      { protocol: TCP, ports: { lo: 8000, hi: 8010 } },
      { protocol: UDP, ports: { lo: 500, hi: 500 } },
    ],
    isolated: [
      [
        { key: 'env', value: 'prod' },
        { key: 'env', value: 'dev' },
      ],
    ],
    knownNetworks: [
      { name: 'offices', ranges: [prefix('198.51.96.0/20'), prefix('2001:db8::/32'), prefix('203.0.113.7/32')] },
      { name: 'partner', ranges: [prefix('192.0.2.0/24')] },
    ],
    internetVpcs: ['vpc-0a1b'],
    thresholds: { ...usualSettings.thresholds, wide_public_cidr: 20 },
  });
  expect(mutes).toEqual([
    {
      rule: ['exposed-*', 'sg-unused'],
      resource: ['sg-1'],
      account: ['012345678901'],
      tag: ['env=no'],
      reason: 'known',
      owner: 'net',
      expires: '2027-01-31',
      line: 12,
    },
  ]);
});

test('an empty file, and members without anything in them, change nothing', () => {
  for (const text of ['', '# only a comment\n', 'mutes:\nthresholds:\ntrusted_accounts: []\n'])
    expect(read(text)).toEqual({ settings: usualSettings, mutes: [] });
});

describe('what is wrong is said with its line and what is allowed', () => {
  test.each([
    [
      'ports: [22]',
      '1:1: the configuration has no member "ports": there are trusted_accounts, allowed_public_ports, isolated, known_networks, internet_vpcs, thresholds, mutes',
    ],
    ['just text', '1:1: the configuration has members: '],
    ['isolated: [prod]', '1:12: prod names no two tags: write env=prod env=dev'],
    [
      'known_networks:\n  offices: [198.51.100]\n',
      '2:13: 198.51.100 is not a range of addresses: write 198.51.100.0/24, or 2001:db8::/48',
    ],
    ['known_networks:\n  all: 0.0.0.0/0\n', '2:8: 0.0.0.0/0 is too wide to be known: at most a /8'],
    ['known_networks: [1.2.3.4]', '1:17: known_networks has a name for each of its members'],
    ['trusted_accounts: [1234]', '1:20: 1234 is not the id of an account: it has twelve digits'],
    ['allowed_public_ports:\n  - 443\n  - http', '3:5: http is not a port: write 443, 8000-8010, or udp 500'],
    ['allowed_public_ports: [70000]', '1:24: 70000 is not a port'],
    ['allowed_public_ports: [icmp 8]', '1:24: icmp 8 is not a port'],
    ['internet_vpcs:\n  - prod', '2:5: prod is not the id of a VPC'],
    ['thresholds:\n  wide_public_cidr: 64', '2:21: wide_public_cidr is a number from 1 to 32: a public IPv4 range'],
    ['thresholds: {wide: 1}', '1:14: thresholds has no member "wide"'],
    ['mutes: exposed-ssh', '1:8: a list is wanted here'],
    [
      'mutes:\n  - rule: exposed-ssh',
      '2:5: a mute needs reason, owner, expires; this one has no reason and no owner and no expires',
    ],
    [
      mute('    reasons: none'),
      '5:5: a mute has no member "reasons": there are rule, resource, account, region, tag, reason, owner, expires',
    ],
    [mute(''), '2:5: a mute says what it is about: at least one of rule, resource, account, region, tag'],
    [mute('    rule: exposed-shh'), '5:11: no rule is named exposed-shh: `hopscope rules` lists them'],
    [mute('    tag: env'), '5:10: env is not a tag: write key=value, value may be *'],
    [mute("    region: ''"), '5:13: region is empty: leave it out, or write * for every one'],
    [mute('    rule: sg-unused').replace('2027-01-31', '2027-02-30'), '4:14: 2027-02-30 is not a day'],
    [mute('    rule: sg-unused').replace('2027-01-31', 'never'), '4:14: never is not a day'],
    [mute('    rule: &a exposed-ssh\n    tag: *a'), 'aliases are not read here'],
    ['mutes: []\nmutes: []', '2:1: Map keys must be unique'],
    ['mutes: [', 'Flow sequence'],
  ])('%j', (text, expected) => {
    expect(problems(text).join('\n')).toContain(expected);
  });

  test('all of it at once', () => {
    expect(problems('trusted_accounts: [1]\nports: 2\n')).toHaveLength(2);
  });
});
