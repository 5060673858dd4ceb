/** Peering connections that no route uses, or over which names lead to public addresses. */
import type { Missing } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { type Remedy, remove, run } from '../remedy.ts';
import { routeEvidence, routesTo, subnetsOf } from '../routes.ts';
import { family, type Rule } from '../rule.ts';

type Peering = Thing<'vpc-peering-connection'>;

const needs: Rule['needs'] = ['vpc-peering-connection', 'route-table', 'subnet', 'vpc'];

const unused: Rule = {
  id: 'pcx-unused',
  title: 'A peering connection has no route on either side',
  severity: 'low',
  why: 'Nothing passes, and one route on each side is all it takes to join the networks. It is said when the tables of both sides are known.',
  fix: 'Delete it, or add the routes that it was made for.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html',
  needs,
};

const names: Rule = {
  id: 'pcx-dns-resolution-off',
  title: 'Public host names do not lead through the peering connection',
  severity: 'low',
  why:
    'Asked from the other VPC, the public name of an instance is answered with its public address: what was meant for the peering goes over ' +
    'the internet, or nowhere, and groups that name the other side’s groups do not match. It is said of active connections that a table ' +
    'with subnets routes to, for the sides whose setting is known to be off.',
  fix: 'Allow the resolution on both sides; both VPCs need DNS support and DNS host names.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html',
  needs,
};

export default family({
  rules: [unused, names],
  *check(estate) {
    for (const peering of estate.all('vpc-peering-connection')) {
      if (peering.data.Status?.Code !== 'active') continue;
      const routes = routesTo(estate, peering.id);
      const missing = unknownEnd(estate, peering);
      if (routes.length === 0) {
        const ends = sidesOf(peering).map(({ info }) => info?.VpcId ?? 'a VPC');
        if (missing) yield { rule: unused.id, subject: peering, unknown: missing };
        else
          yield {
            rule: unused.id,
            subject: peering,
            message: `No table of ${ends.join(' or of ')} has a route to ${peering.id}.`,
            evidence: [{ kind: 'vpc-peering-connection', id: peering.id, text: 'no routes' }],
            fix: [remove(peering)],
          };
      }
      const off = sidesOf(peering).filter(({ info }) => info?.PeeringOptions?.AllowDnsResolutionFromRemoteVpc === false);
      if (off.length === 0) continue;
      const used = routes.filter(({ table }) => subnetsOf(estate, table.id).length > 0);
      if (used.length > 0)
        yield {
          rule: names.id,
          subject: peering,
          message: `Public host names of ${off.map(({ info }) => info!.VpcId).join(' and of ')} do not lead through ${peering.id}.`,
          evidence: [
            ...off.map(({ info }) => ({
              kind: 'vpc-peering-connection',
              id: peering.id,
              text: `AllowDnsResolutionFromRemoteVpc of ${info!.VpcId} is false`,
            })),
            ...used.map(routeEvidence),
          ],
          fix: off.map((side) => resolution(peering, side)),
        };
      else if (missing) yield { rule: names.id, subject: peering, unknown: missing };
    }
  },
});

const sidesOf = ({ data }: Peering) => [
  { side: 'requester', info: data.RequesterVpcInfo } as const,
  { side: 'accepter', info: data.AccepterVpcInfo } as const,
];

type Side = ReturnType<typeof sidesOf>[number];

/** Why the tables of one of the ends are not known. */
const unknownEnd = (estate: Estate, peering: Peering): Missing | undefined => {
  const missing = sidesOf(peering).map(({ info }) => {
    const place = { account: info?.OwnerId ?? peering.account, region: info?.Region ?? peering.region };
    return estate.missing('route-table', place) ?? estate.missing('subnet', place);
  });
  return missing.find((one) => one !== undefined);
};

const resolution = ({ id, account, region }: Peering, { side, info }: Side): Remedy =>
  run(
    { account: info?.OwnerId ?? account, region: info?.Region ?? region },
    `Let public host names of ${info?.VpcId} lead through ${id}`,
    `ec2 modify-vpc-peering-connection-options --vpc-peering-connection-id ${id} --${side}-peering-connection-options AllowDnsResolutionFromRemoteVpc=true`,
    [
      `resource "aws_vpc_peering_connection_options" "${side}" {`,
      `  vpc_peering_connection_id = "${id}"`,
      `  ${side} {`,
      '    allow_remote_vpc_dns_resolution = true',
      '  }',
      '}',
    ].join('\n'),
  );
