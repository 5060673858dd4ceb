/** Transit gateways whose default route table takes in every attachment, although they join what is apart elsewhere. */
import type { Attachment } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { run, settingsOf } from '../remedy.ts';
import { rule } from '../rule.ts';
import { attachmentEvidence, attachments } from '../transit.ts';

/** The tags by which people tell environments apart. */
const environmentTags = ['env', 'environment', 'stage'];

export default rule({
  id: 'tgw-default-association',
  title: 'A transit gateway puts every new attachment into one default route table',
  severity: 'medium',
  why:
    'Every new attachment reaches all that are in the table, and is reached by them, before anybody decided so. It is said of a transit ' +
    'gateway with the default association or the default propagation switched on, to which VPCs of at least two accounts, or of two ' +
    'environments by their tag `env`, `environment` or `stage`, are attached.',
  fix: 'Switch both off and associate each attachment with the table of its environment; what is attached already stays as it is.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html',
  needs: ['transit-gateway', 'transit-gateway-attachment', 'vpc'],
  *check(estate) {
    for (const gateway of estate.all('transit-gateway')) {
      const { Options, State } = gateway.data;
      const on = [
        Options?.DefaultRouteTableAssociation === 'enable' && 'DefaultRouteTableAssociation',
        Options?.DefaultRouteTablePropagation === 'enable' && 'DefaultRouteTablePropagation',
      ].filter((one) => typeof one === 'string');
      if (on.length === 0 || /^delet/.test(State ?? '')) continue;
      const vpcs = attachments(estate).filter(
        (one) => one.gatewayId === gateway.id && one.type === 'vpc' && one.state === 'available',
      );
      const accounts = [...new Set(vpcs.map((one) => one.resourceOwner))].sort();
      const environments = [...new Set(vpcs.flatMap((one) => environmentOf(estate, one) ?? []))].sort();
      if (accounts.length < 2 && environments.length < 2) {
        const unknown = vpcs.map((one) => unknownVpc(estate, one)).find((one) => one !== undefined);
        if (unknown && vpcs.length > 1) yield { subject: gateway, unknown };
        continue;
      }
      const apart = accounts.length > 1 ? `accounts ${accounts.join(', ')}` : `environments ${environments.join(', ')}`;
      const tables = new Set([Options?.AssociationDefaultRouteTableId, Options?.PropagationDefaultRouteTableId].filter(Boolean));
      yield {
        subject: gateway,
        message: `${gateway.id} joins VPCs of the ${apart}, and puts every new attachment into ${[...tables].join(' and ') || 'its default route table'}.`,
        evidence: [
          { kind: 'transit-gateway', id: gateway.id, text: on.map((one) => `${one} = enable`).join(', ') },
          ...vpcs.map(attachmentEvidence),
        ],
        fix: [
          run(
            gateway,
            `Let ${gateway.id} leave new attachments without a table`,
            `ec2 modify-transit-gateway --transit-gateway-id ${gateway.id} --options ${on.map((one) => `${one}=disable`).join(',')}`,
            settingsOf(
              'aws_ec2_transit_gateway',
              gateway.id,
              Object.fromEntries(on.map((one) => [one.replaceAll(/\B[A-Z]/g, '_$&').toLowerCase(), 'disable'])),
            ),
          ),
        ],
      };
    }
  },
});

function environmentOf({ network }: Estate, { resourceId }: Attachment): string | undefined {
  const tags: { Key?: string; Value?: string }[] = network.vpcs.get(resourceId)?.data.Tags ?? [];
  return tags.find(({ Key }) => environmentTags.includes((Key ?? '').toLowerCase()))?.Value;
}

/** Why the tags of an attached VPC are not known. */
function unknownVpc(estate: Estate, { resourceId, resourceOwner: account, region }: Attachment) {
  if (estate.network.vpcs.has(resourceId)) return undefined;
  return estate.missing('vpc', { account, region }) ?? `${resourceId} is not in the snapshot`;
}
