/** What is found in the sample beyond what was planted, of firewalls, names and logs; each with the reason why it is right. */

const everywhere = [
  'analytics',
  'cameras',
  'guests',
  'inspection',
  'kontor',
  'partners',
  'sdwan',
  'tracking-prod',
  'us-gateway',
  'vpc-0f1cc133d5e13f92a',
];

export const alsoFoundOfNamesAndLogs: readonly { rule: string; subject: string; day?: 1 | 2; because: string }[] = [
  ...[...everywhere, 'shared'].map((subject) => ({
    rule: 'dnsfw-missing',
    subject,
    because: 'only production was given the rules',
  })),
  ...[...everywhere, 'parcel-dev'].map((subject) => ({
    rule: 'resolver-query-log-missing',
    subject,
    because: 'only production and the hub write down what they ask',
  })),
  ...[
    'analytics',
    'cameras',
    'guests',
    'inspection',
    'kontor-office',
    'kontor-test',
    'parcel-prod',
    'partners',
    'sdwan',
    'shared',
    'tracking-prod',
    'us-gateway',
  ].map((subject) => ({
    rule: 'flow-logs-default-format',
    subject,
    because: 'its log has the format that AWS gives when none is written',
  })),
  {
    rule: 'flow-logs-default-format',
    subject: 'parcel-dev',
    day: 2,
    because: 'the log that it was given has no format of its own',
  },
];

/** What nobody can judge there, because it hangs on what is not in the snapshot. */
export const undecidedOfNames = [
  {
    rule: 'resolver-rule-dead-target',
    subject: 'rslvr-rr-9d1c5e70ab2f4c83',
    because: 'on the way is a firewall with a rule group of AWS, of which nobody sees the rules',
  },
];
