/** Makes smooth resources rough: hostile texts where people may write, and members left out that AWS may leave out. */
import { kindNamed } from '../../src/kinds/index.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { Dice } from './dice.ts';
import { hostile, hostileInJson } from './hostile.ts';

/** Members that a person fills in. */
const WRITTEN = [
  'Description',
  'DeviceName',
  'KeyName',
  'LogGroupName',
  'PrefixListName',
  'GroupName',
  'DeliverLogsErrorMessage',
];

/** Members that nothing depends on. AWS leaves out many that its documents list. */
const SPARE = [
  ...['Description', 'Geography', 'Messages', 'BlockPublicAccessStates', 'EncryptionControl', 'InstanceTenancy', 'SubnetArn'],
  ...['PrivateDnsNameOptionsOnLaunch', 'EnableDns64', 'Operator', 'MacAddress', 'ConnectionTrackingConfiguration', 'DnsOptions'],
  ...['CpuOptions', 'MetadataOptions', 'Monitoring', 'BlockDeviceMappings', 'EnclaveOptions', 'IamInstanceProfile', 'Options'],
  ...[
    'CreationTimestamp',
    'CreationTime',
    'PolicyDocument',
    'DnsEntries',
    'MaxEntries',
    'Version',
    'NatGatewayAddresses',
    'StateMessage',
  ],
  ...['SecurityGroupArn', 'SecurityGroupRuleArn', 'IpPermissions', 'PropagatingVgws', 'Associations', 'Routes', 'Status'],
];

const TAGS = ['Tags', 'TagSet'] as const;

/** The same resources, with some of their members rewritten, emptied or left out. Ids and what leads from one to another stay. */
export const roughened = (dice: Dice, resources: readonly Resource[]): Resource[] =>
  resources.map((resource) => (dice.chance(0.4) ? { ...resource, data: roughen(dice, resource) } : resource));

function roughen(dice: Dice, { kind, data }: Resource): Record<string, unknown> {
  const json = kindNamed(kind).call.service === 'networkmanager';
  const text = () => (json ? hostileInJson(dice) : hostile(dice));
  const rough: Record<string, unknown> = { ...data };
  for (const member of WRITTEN) if (typeof rough[member] === 'string' && dice.chance(0.5)) rough[member] = text();
  for (const member of TAGS) if (Array.isArray(rough[member]) && dice.chance(0.7)) rough[member] = randomTags(dice, text);
  // The route tables of a core network are asked for by what its detail says, which therefore stays whole.
  for (const member of dice.some(SPARE, 0.1)) delete rough[member];
  return rough;
}

/** Tags with different keys, as AWS makes sure of. */
function randomTags(dice: Dice, text: () => string): { Key: string; Value: string }[] {
  const tags = new Map([['Name', text()]]);
  for (let n = 0; n < dice.below(4); n++) tags.set(text().slice(0, 127), dice.chance(0.2) ? '' : text());
  return dice.chance(0.1) ? [] : [...tags].map(([Key, Value]) => ({ Key, Value }));
}
