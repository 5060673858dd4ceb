/** Requests that name what they want by id: which resources they mean, and how AWS says that there is no such thing. */
import type { Resource } from '../snapshot/snapshot.ts';
import { Refusal, refusal } from './refusal.ts';
import type { ServedService } from './wire.ts';

/** Where EC2's code is not `Invalid<Noun>ID.NotFound`, by the member of the request. */
const codes: Record<string, string> = {
  DhcpOptionsId: 'InvalidDhcpOptionID.NotFound',
  EgressOnlyInternetGatewayId: 'InvalidEgressOnlyInternetGatewayId.NotFound',
  FlowLogId: 'InvalidFlowLogId.NotFound',
  GroupId: 'InvalidGroup.NotFound',
  GroupName: 'InvalidGroup.NotFound',
  InstanceConnectEndpointId: 'InvalidInstanceConnectEndpointId.NotFound',
  NatGatewayId: 'NatGatewayNotFound',
  PublicIp: 'InvalidAddress.NotFound',
  SecurityGroupRuleId: 'InvalidSecurityGroupRuleId.NotFound',
  TransitGatewayRouteTableId: 'InvalidRouteTableID.NotFound',
  VpcEndpointId: 'InvalidVpcEndpointId.NotFound',
  VpcEndpointServiceId: 'InvalidVpcEndpointServiceId.NotFound',
  ServiceId: 'InvalidVpcEndpointServiceId.NotFound',
};

/** The error of asking for a thing that is not there; `member` is the singular name, such as `VpcId`. */
export function notFound(service: ServedService, member: string, value: string): Refusal {
  const balancing = service.wording.notFound[0] === 'LoadBalancerNotFound' && /^(\w+?)Arn$/.exec(member)?.[1];
  if (balancing && balancing !== 'Resource') return new Refusal(`${balancing}NotFound`, `${member} '${value}' not found`);
  if (service.wording.notFound[0] !== 'InvalidID.NotFound')
    return refusal(service.wording, 'notFound', `${member} ${value} was not found.`);
  const noun = /^(\w+)Id$/.exec(member)?.[1];
  const code = codes[member] ?? (noun ? `Invalid${noun}ID.NotFound` : 'InvalidParameterValue');
  return new Refusal(code, `The ${member} '${value}' does not exist`);
}

/** A list of ids in a request, such as `VpcIds`, with the name that one of them has. */
interface IdList {
  member: string;
  singular: string;
  values: string[];
}

export const singularOf = (member: string): string => member.replace(/ies$/, 'y').replace(/s$/, '');

/** The members of an input that name resources one by one. */
export const idListsOf = (input: Record<string, unknown>): IdList[] =>
  Object.entries(input).flatMap(([member, values]) =>
    /(Ids|Names|Arns|PublicIps)$/.test(member) && Array.isArray(values) && values.length > 0
      ? [{ member, singular: singularOf(member), values: values.map(String) }]
      : [],
  );

/** What a resource is called where requests say `singular`: most have a member of that name, others their id alone. */
function nameOf(resource: Resource, singular: string): string {
  const own: unknown = resource.data?.[singular];
  return typeof own === 'string' ? own : resource.id;
}

/** The resources that the lists name, by their ids where these are what is named. Throws `Refusal` for a name without a resource. */
export function named(
  resources: readonly Resource[],
  byId: ReadonlyMap<string, Resource>,
  lists: readonly IdList[],
  service: ServedService,
): readonly Resource[] {
  const first = lists[0]!;
  const direct = [...new Set(first.values)].sort().flatMap((value) => byId.get(value) ?? []);
  const isDirect = direct.length === new Set(first.values).size && direct.every((one) => nameOf(one, first.singular) === one.id);
  let left = isDirect ? direct : resources;
  for (const { singular, values } of lists) {
    const wanted = new Set(values);
    const found = new Set<string>();
    left = left.filter((resource) => {
      const name = nameOf(resource, singular);
      if (wanted.has(name)) found.add(name);
      return wanted.has(name);
    });
    const missing = values.find((value) => !found.has(value));
    if (missing !== undefined) throw notFound(service, singular, missing);
  }
  return left;
}
