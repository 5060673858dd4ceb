/** Changes to the policy of a core network: a new version, which is then executed. */
import type { Thing } from './estate.ts';
import { quoted, type Remedy, run, runThen } from './remedy.ts';

const terraform = (document: string): string =>
  `resource "aws_networkmanager_core_network_policy_attachment" "this" {\n  policy_document = jsonencode(${document})\n}`;

/** Puts a document in the place of the live one. AWS works out what it changes before it can be executed. */
export function putPolicy(network: Thing<'core-network'>, text: string, policy: unknown): Remedy[] {
  const document = JSON.stringify(policy);
  const of = `--core-network-id ${network.id}`;
  const put = `networkmanager put-core-network-policy ${of} --policy-document ${quoted(document)} --query CoreNetworkPolicy.PolicyVersionId --output text`;
  const show = `networkmanager get-core-network-change-set ${of} --policy-version-id $VERSION`;
  const execute = `networkmanager execute-core-network-change-set ${of} --policy-version-id`;
  return [
    runThen(
      network,
      `${text}: a new version of the policy, and what it would change`,
      [['VERSION', put]],
      show,
      terraform(document),
    ),
    run(network, 'Execute that version, once its change set is ready', `${execute} $VERSION`, terraform(document)),
  ];
}
