/** Routes to internet gateways and egress-only ones that are not attached to the VPC. */
import type { KindName } from '../../kinds/index.ts';
import { destinationOf, leadTo, ROUTES, routeEvidence, routesTo, without } from '../routes.ts';
import { family, type Rule } from '../rule.ts';

const why =
  'What the table sends there is lost. It is said of gateways that exist and that the VPC of the table does not have, detached or attached to ' +
  'another one, whether or not AWS already marks the route as a black hole. Of a gateway that was deleted route-blackhole says so.';

const internet: Rule = {
  id: 'route-igw-detached',
  title: 'A route leads to an internet gateway that its VPC does not have',
  severity: 'high',
  why,
  fix: 'Attach the gateway to the VPC, or lead the route to the one that is attached.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html',
  needs: ['internet-gateway', ...ROUTES],
};

const egressOnly: Rule = {
  id: 'route-eigw-detached',
  title: 'A route leads to an egress-only internet gateway that its VPC does not have',
  severity: 'high',
  why,
  fix: 'Make an egress-only internet gateway in the VPC and lead the route to it: one that is detached cannot be attached again.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html',
  needs: ['egress-only-internet-gateway', ...ROUTES],
};

const sorts = [
  { rule: internet, kind: 'internet-gateway', target: (id: string) => ({ GatewayId: id }) },
  { rule: egressOnly, kind: 'egress-only-internet-gateway', target: (id: string) => ({ EgressOnlyInternetGatewayId: id }) },
] as const satisfies readonly { rule: Rule; kind: KindName; target(id: string): Record<string, string> }[];

export default family({
  rules: sorts.map((one) => one.rule),
  *check(estate) {
    const { network } = estate;
    for (const { rule, kind, target } of sorts) {
      for (const gateway of estate.all(kind)) {
        for (const placed of routesTo(estate, gateway.id)) {
          const { table } = placed;
          const attached = network.attached(kind, table.vpcId);
          if (attached.some(({ id }) => id === gateway.id)) continue;
          const other = attached[0];
          const vpcs = (gateway.data.Attachments ?? []).map(
            ({ VpcId, State }) => `${State ?? 'attached'} to ${VpcId ?? 'no VPC'}`,
          );
          yield {
            rule: rule.id,
            subject: table,
            key: destinationOf(placed.route),
            message: `${table.id} leads to ${gateway.id}, which is not attached to ${table.vpcId}: what it sends there is lost.`,
            evidence: [routeEvidence(placed), { kind, id: gateway.id, text: vpcs.join(', ') || 'attached to no VPC' }],
            fix: other
              ? [leadTo(placed, target(other.id))]
              : kind === 'internet-gateway' && vpcs.length === 0
                ? [
                    {
                      do: 'attach internet gateway',
                      account: table.account,
                      region: table.region,
                      vpcId: table.vpcId,
                      gatewayId: gateway.id,
                    },
                  ]
                : without(placed),
          };
        }
      }
    }
  },
});
