/** What mends a finding: a change that the engine can try, or a command; each as a sentence, as an `aws` command and as Terraform. */
import { type Change, written } from '../reach/index.ts';
import type { Place } from '../snapshot/snapshot.ts';

/** What the engine has no change for. */
export interface Run {
  readonly do: 'run';
  readonly text: string;
  readonly command: string;
  readonly terraform: string;
}

export type Remedy = Change | Run;

export interface RemedyText {
  readonly text: string;
  readonly command: string;
  readonly terraform: string;
}

export function remedyText(remedy: Remedy): RemedyText {
  const { text, command, terraform } = remedy.do === 'run' ? remedy : written(remedy);
  return { text, command, terraform };
}

/** A command of the AWS CLI without its `aws`: `ec2 release-address --allocation-id eipalloc-1`. */
export const run = ({ region }: Place, text: string, command: string, terraformText: string): Run => ({
  do: 'run',
  text,
  command: `aws ${command}${region === 'global' ? '' : ` --region ${region}`}`,
  terraform: terraformText,
});

/** A command that needs what others made first: each answer is kept in a variable of the shell. */
export function runThen(
  place: Place,
  text: string,
  first: readonly (readonly [variable: string, command: string])[],
  last: string,
  terraformText: string,
): Run {
  const commands = [...first, [undefined, last] as const].map(([variable, command]) => {
    const one = run(place, text, command, terraformText).command;
    return variable === undefined ? one : `${variable}=$(${one})`;
  });
  return { do: 'run', text, command: commands.join(' && '), terraform: terraformText };
}

/** A word for a shell, whatever is in it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A value in Terraform. */
export type Setting = string | number | boolean | readonly (string | number)[];

/** Members of a Terraform resource that exists, to be set: `aws_vpc_endpoint` of `vpce-1`: `private_dns_enabled = true`. */
export const settingsOf = (type: string, id: string, members: Readonly<Record<string, Setting>>): string => {
  const width = Math.max(...Object.keys(members).map((key) => key.length));
  const lines = Object.entries(members).map(([key, value]) => `#   ${key.padEnd(width)} = ${JSON.stringify(value)}`);
  return [`# in the ${type} with id ${id}:`, ...lines].join('\n');
};

/** How what nobody needs is taken away: the command, and its type in Terraform. */
const removals: Record<string, readonly [command: string, type: string]> = {
  'block-public-access-exclusion': [
    'ec2 delete-vpc-block-public-access-exclusion --exclusion-id',
    'aws_vpc_block_public_access_exclusion',
  ],
  'customer-gateway': ['ec2 delete-customer-gateway --customer-gateway-id', 'aws_customer_gateway'],
  'egress-only-internet-gateway': [
    'ec2 delete-egress-only-internet-gateway --egress-only-internet-gateway-id',
    'aws_egress_only_internet_gateway',
  ],
  'elastic-ip': ['ec2 release-address --allocation-id', 'aws_eip'],
  'flow-log': ['ec2 delete-flow-logs --flow-log-ids', 'aws_flow_log'],
  'instance-connect-endpoint': [
    'ec2 delete-instance-connect-endpoint --instance-connect-endpoint-id',
    'aws_ec2_instance_connect_endpoint',
  ],
  'internet-gateway': ['ec2 delete-internet-gateway --internet-gateway-id', 'aws_internet_gateway'],
  'nat-gateway': ['ec2 delete-nat-gateway --nat-gateway-id', 'aws_nat_gateway'],
  'network-acl': ['ec2 delete-network-acl --network-acl-id', 'aws_network_acl'],
  'network-interface': ['ec2 delete-network-interface --network-interface-id', 'aws_network_interface'],
  'route-table': ['ec2 delete-route-table --route-table-id', 'aws_route_table'],
  'security-group': ['ec2 delete-security-group --group-id', 'aws_security_group'],
  subnet: ['ec2 delete-subnet --subnet-id', 'aws_subnet'],
  'traffic-mirror-session': ['ec2 delete-traffic-mirror-session --traffic-mirror-session-id', 'aws_ec2_traffic_mirror_session'],
  'transit-gateway': ['ec2 delete-transit-gateway --transit-gateway-id', 'aws_ec2_transit_gateway'],
  vpc: ['ec2 delete-vpc --vpc-id', 'aws_vpc'],
  'vpc-endpoint': ['ec2 delete-vpc-endpoints --vpc-endpoint-ids', 'aws_vpc_endpoint'],
  'vpc-peering-connection': ['ec2 delete-vpc-peering-connection --vpc-peering-connection-id', 'aws_vpc_peering_connection'],
  'vpn-gateway': ['ec2 delete-vpn-gateway --vpn-gateway-id', 'aws_vpn_gateway'],
};

/** Takes away what nobody needs. Throws for a kind whose command is not listed above. */
export function remove({ kind, id, ...place }: Place & { kind: string; id: string }): Run {
  const known = removals[kind];
  if (!known) throw new Error(`nothing is known of how a ${kind} is deleted: add it to \`removals\``);
  const [command, type] = known;
  const text = kind === 'elastic-ip' ? `Release ${id}` : `Delete ${id}`;
  return run(place, text, `${command} ${id}`, `# take the ${type} with id ${id} out of the configuration`);
}

/** Shuts out whoever asks the metadata service of an instance without a token. */
export const requireTokens = ({ id, ...place }: Place & { id: string }): Run =>
  run(
    place,
    `Require tokens of whoever asks ${id} for metadata`,
    `ec2 modify-instance-metadata-options --instance-id ${id} --http-tokens required`,
    settingsOf('aws_instance', id, { 'metadata_options.http_tokens': 'required' }),
  );
