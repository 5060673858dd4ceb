/** VPCs that are attached to a core network to which none of their subnets routes. */
import { formatPrefix } from '../../net/index.ts';
import type { RouteTable } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import type { Remedy } from '../remedy.ts';
import { ROUTES, tablesOf } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-core-network-missing',
  title: 'A VPC is attached to a core network and no subnet of it routes there',
  severity: 'medium',
  why:
    'Others reach into the VPC and get no answer, and it sends nothing; the attachment costs money every hour. It is said of available VPC ' +
    'attachments where no table of a subnet has a route to that core network, of whatever destination or state.',
  fix: 'Add routes for what is beyond it to the tables of the subnets, or delete the attachment.',
  see: 'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-vpc-attachment.html',
  needs: ['core-network-attachment'],
  *check(estate) {
    for (const attachment of estate.all('core-network-attachment')) {
      const { AttachmentType, State, ResourceArn = '', CoreNetworkId } = attachment.data;
      if (AttachmentType !== 'VPC' || State !== 'AVAILABLE' || !CoreNetworkId) continue;
      const [, , , region = '', account = '', path = ''] = ResourceArn.split(':');
      const vpcId = path.split('/').at(-1)!;
      const vpc = estate.network.vpcs.get(vpcId);
      const missing = ROUTES.map((kind) => estate.missing(kind, { account, region })).find((one) => one !== undefined);
      if (!vpc || missing) {
        yield { subject: attachment, unknown: missing ?? `${vpcId}, which ${attachment.id} attaches, is not in the snapshot` };
        continue;
      }
      const tables = tablesOf(estate, vpc);
      const routed = tables.some(({ routes }) =>
        routes.entries.some(({ value: { target } }) => target.kind === 'core-network' && target.id.endsWith(`/${CoreNetworkId}`)),
      );
      if (routed) continue;
      yield {
        subject: attachment,
        message: `${attachment.id} attaches ${vpc.id} to ${CoreNetworkId}, and no subnet of ${vpc.id} routes there.`,
        evidence: [
          { kind: attachment.kind, id: attachment.id, text: `${ResourceArn}, ${State}` },
          ...tables.map(({ id }) => ({ kind: 'route-table', id, text: `no route to ${CoreNetworkId}` })),
        ],
        fix: tables.flatMap((table) => routesThere(estate, attachment, table)),
      };
    }
  },
});

/** Routes for the blocks of the other VPCs of the segment. */
function routesThere(estate: Estate, { id, data }: Thing<'core-network-attachment'>, table: RouteTable): Remedy[] {
  const arn = estate.get('core-network', data.CoreNetworkId)?.data.CoreNetworkArn;
  if (!arn) return [];
  const others = (estate.by('core-network-attachment', 'segment', segmentOf).get(segmentOf({ data }) ?? '') ?? []).filter(
    (one) => one.id !== id && one.data.AttachmentType === 'VPC' && one.data.State === 'AVAILABLE',
  );
  const blocks = others.flatMap((one) => estate.network.vpcs.get(one.data.ResourceArn?.split('/').at(-1) ?? '')?.blocks ?? []);
  const { id: tableId, account, region } = table;
  return [...new Set(blocks.map(formatPrefix))].map((cidr) => ({
    do: 'create route',
    account,
    region,
    tableId,
    cidr,
    target: { CoreNetworkArn: arn },
  }));
}

const segmentOf = ({ data }: Pick<Thing<'core-network-attachment'>, 'data'>): string | undefined =>
  data.SegmentName && `${data.CoreNetworkId} ${data.SegmentName}`;
