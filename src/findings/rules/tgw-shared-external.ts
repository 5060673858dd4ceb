/** Transit gateways that accounts outside the organization may attach to. */
import { run } from '../remedy.ts';
import { fact, rule } from '../rule.ts';

export default rule({
  id: 'tgw-shared-external',
  title: 'A transit gateway is shared with an account outside the organization',
  severity: 'high',
  why:
    'Whoever it is shared with may ask to attach a network of theirs to yours. It is said of principals that Resource Access Manager calls external ' +
    'and that are neither scanned nor in `trusted_accounts`; organizations, their units and accounts in them are one’s own.',
  fix: 'Take the account out of the share, or name it as trusted.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html',
  needs: ['transit-gateway', 'resource-share', 'shared-resource', 'shared-with'],
  *check(estate) {
    const principals = estate.by('shared-with', 'share', ({ data }) => data.resourceShareArn);
    for (const shared of estate.all('shared-resource')) {
      const id = /\/(tgw-[^/]+)$/.exec(shared.data.arn ?? '')?.[1];
      const gateway = estate.get('transit-gateway', id);
      const share = estate.get('resource-share', shared.data.resourceShareArn);
      // Who was given it lists it, too.
      if (!gateway || gateway.account !== shared.account || share?.data.status === 'DELETED') continue;
      for (const principal of principals.get(shared.data.resourceShareArn ?? '') ?? []) {
        const who = principal.data.id ?? '';
        const account = who.split(':')[4] || who;
        if (!principal.data.external || principal.account !== gateway.account || estate.trusts(account)) continue;
        yield {
          subject: gateway,
          key: who,
          message: `${gateway.id} is shared with ${who}, which is outside the organization.`,
          evidence: [fact(principal, `external, by ${share?.name ?? share?.data.name ?? shared.data.resourceShareArn}`)],
          fix: [
            run(
              gateway,
              `Take ${who} out of the share`,
              `ram disassociate-resource-share --resource-share-arn ${shared.data.resourceShareArn} --principals ${who}`,
              `# take the aws_ram_principal_association of ${who} out of the configuration`,
            ),
          ],
        };
      }
    }
  },
});
