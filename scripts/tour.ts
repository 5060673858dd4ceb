/** The tour through the explorer: questions, the keys that answer them from a cold start on the sample, and what is then on the screen. */
import { keyText } from '../src/tui/state/keys.ts';

/** Keys by name, text that is typed, or what is pasted from elsewhere. */
export type Stroke = string | { readonly paste: string };

export interface Story {
  readonly question: string;
  /** Each step: what is pressed, and what is then to be seen; a pattern may be broken over lines. */
  readonly steps: readonly (readonly [strokes: readonly Stroke[], shows: readonly string[]])[];
}

export const tour: readonly Story[] = [
  {
    question: 'What of ours can the internet reach?',
    steps: [
      [['i'], ['17 things can be reached from the internet', 'instance “bastion”']],
      [['enter'], ['The internet reaches instance “bastion” on tcp 22 SSH from anywhere.', 'tcp 22 from 0.0.0.0/0']],
    ],
  },
  {
    question: 'Who uses this group?',
    steps: [
      [[':sg', 'enter'], ['55 security groups']],
      [
        ['/bast', 'enter', 'w'],
        ['who uses prod-bastion', '3 things use it'],
      ],
    ],
  },
  {
    question: 'Which subnets have no way out?',
    steps: [[['f', '/no-d', 'enter'], ['A subnet has no way to the internet']]],
  },
  {
    question: 'Is the VPN’s second tunnel up?',
    steps: [
      [
        [':vpn', 'enter'],
        ['leipzig', '1 of 2 tunnels down'],
      ],
    ],
  },
  {
    question: 'What was I not allowed to see?',
    steps: [[['c'], ['Could not be seen: 3 things', 'The identity is not allowed to ask.']]],
  },
  {
    question: 'Show the auditor the proof.',
    steps: [
      [
        ['f', '/ssh', 'enter', 'enter'],
        ['SSH is reachable from the internet', 'Evidence'],
      ],
      [['x'], ['Evidence']],
    ],
  },
  {
    question: 'The site at this name is unreachable: why?',
    steps: [
      [
        ['E', 'int', 'tab', ' ', { paste: 'dev-preview-6e2b535d3e.eu-central-1.elb.amazonaws.com:443' }, 'enter'],
        ['✗ blocked', 'no target is registered'],
      ],
    ],
  },
  {
    question: 'Can the database be reached from the internet, and over IPv6?',
    steps: [
      [
        ['/rds', 'enter', 'I'],
        ['✗ blocked', 'has no public address'],
      ],
      [
        ['v', 'v'],
        ['v IPv6', 'has no IPv6 address: nothing passes over IPv6.'],
      ],
    ],
  },
  {
    question: 'Which subnets lose their way out if this NAT gateway dies?',
    steps: [
      [[':nat', 'enter', '4g', 'w'], ['who uses parcel-prod-a']],
      [['ctrl-d'], ['If it went', 'Subnets that lose their way out · 4', 'subnet “prod-data-a”']],
    ],
  },
  {
    question: 'Why does my private subnet reach S3 over NAT?',
    steps: [
      [
        ['f', '/s3', 'enter', 'j', 'enter'],
        ['has no gateway endpoint for S3', 'goes through a NAT gateway', 'Make a gateway endpoint for S3'],
      ],
    ],
  },
  {
    question: 'One instance works and one fails: where do they differ?',
    steps: [
      [
        ['/l-app', 'enter', 'I'],
        ['internet → parcel-app-1', '✓ reachable'],
      ],
      [
        ['escape', 'j', 'j', 'O'],
        ['The first difference is on the way back', 'egress-only'],
      ],
    ],
  },
  {
    question: 'Which fix opens this and nothing else?',
    steps: [
      [
        ['E', 'dc-1 ci', 'tab', 'enter', 'S'],
        ['dc-1 → ci-runner-1', '✗ blocked'],
      ],
      [['G'], ['Allow tcp 22 from 10.20.16.10/32', 'this opens nothing else']],
    ],
  },
  {
    question: 'The scan was denied in one Region: where, and why?',
    steps: [
      [
        ['/read', 'enter'],
        ['eu-west-1', '✗ VPN connections could not be read'],
      ],
      [['c'], ['eu-west-1', 'The identity is not allowed to ask.']],
    ],
  },
];

const named = /^(?:enter|tab|escape|space|up|down|left|right|(?:ctrl-|page|back).+)$/;

/** One for each key that is pressed; what is pasted is one. */
export const strokesIn = (strokes: readonly Stroke[]): number =>
  strokes.reduce((sum, one) => sum + (typeof one !== 'string' || named.test(one) ? 1 : [...one].length), 0);

export const countOf = ({ steps }: Story): number => steps.reduce((sum, [strokes]) => sum + strokesIn(strokes), 0);

/** As people write them: `:vpn` Enter. */
export const keysText = ({ steps }: Story): string =>
  steps
    .flatMap(([strokes]) =>
      strokes.map((one) => {
        if (typeof one !== 'string') return 'paste its name';
        if (!named.test(one)) return one.trim() ? `\`${one.trim()}\`` : 'Space';
        return one === 'tab' ? 'Tab' : keyText(one);
      }),
    )
    .join(' ');
