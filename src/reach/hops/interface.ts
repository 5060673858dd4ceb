/** A network interface as sender and as receiver: state, source/destination check, groups, role (W1, W6, X1, X2, X17). */
import { type Address, only, TCP } from '../../net/index.ts';
import { Missing } from '../network/coverage.ts';
import type { Entity } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import { PLAIN, STATE_KNOWN, UP } from '../network/interface-book.ts';
import type { Network } from '../network/network.ts';
import type { Subnet } from '../network/subnet.ts';
import { Landing } from '../walk/arrival.ts';
import { judgeGroups } from '../walk/groups.ts';
import { type Saying, saying } from '../walk/step.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { arriveAtInterfaceEndpoint } from './interface-endpoint.ts';
import { arriveAtLoadBalancer } from './load-balancer.ts';
import { answerAsService } from './service-address.ts';
import { leaveSubnet } from './subnet.ts';

/** The packet begins at, or answers from, the interface of this number. */
export function leaveInterface(walk: Walk, at: number): Arrival | undefined {
  const { book } = walk.network;
  const { src } = walk.header;
  const one = book.all[at]!;
  const subnet = book.subnetOf(at);
  const owns = book.isFirst(at, src) || subnet.vpc.numberOf(src) === at || one.owns(src);
  walk.sender = owns ? at : -1;
  walk.zone = subnet;
  checkState(walk, at);
  if (!owns) checkSource(walk, one);
  else if (walk.scope) walk.keep('src', one.blockOf(src));
  const answered = answerAsService(walk, one, subnet);
  if (answered) return answered;
  if (walk.direction === 'forward' && !book.is(at, PLAIN)) checkRole(walk, one);
  judgeGroups(walk, at, 'egress');
  return leaveSubnet(walk, subnet);
}

/** E2, X9: what an interface of a type begins. */
function checkRole(walk: Walk, one: Interface): void {
  if (one.type === 'vpc_endpoint')
    walk.block(one, 'VPCE_INTRA_VPC_TRAFFIC', 'the service behind an interface endpoint begins no connection');
  if (one.type !== 'ec2_instance_connect_endpoint') return;
  walk.keepProtocol(TCP);
  if (walk.header.protocol !== TCP) walk.block(one, 'PROTOCOL_RESTRICTION', 'an Instance Connect endpoint carries TCP only');
}

function checkSource(walk: Walk, one: Interface): void {
  if (walk.scope) for (const src of [...one.addresses.map((own) => only<Address>(own)), ...one.delegated]) walk.keepMiss({ src });
  if (!one.sourceDestCheck) walk.note(one, 'sends from an address that is not its own; the source/destination check is off');
  else
    walk.block(one, 'ENI_SOURCE_DEST_CHECK_RESTRICTION', 'sends only from its own addresses: the source/destination check is on');
}

/** X2: in use; the instance, if there is one, running. */
export function checkState(walk: Walk, at: number): void {
  if (isUp(walk, at)) return;
  const one = walk.network.book.all[at]!;
  if (one.attached) doubtInstance(walk, one);
  else walk.say(one, unattached, undefined, one);
}

const unattached: Saying<undefined, Interface> = saying({
  does: 'blocks',
  code: 'BAD_STATE',
  because: (_, { id, data }) => `${id} is attached to nothing (${data.Status})`,
});
const doesNotRun: Saying<Entity> = saying({
  does: 'blocks',
  code: 'BAD_STATE',
  because: ({ id, data }) => `instance ${id} is ${data.State?.Name}`,
});

function doubtInstance(walk: Walk, one: Interface): void {
  const instance = walk.network.entity('instance', one.instanceId!);
  if (instance) walk.say(instance, doesNotRun, instance);
  else unknownInstance(walk, one);
}

function unknownInstance(walk: Walk, one: Interface): void {
  const missing = walk.network.absent('instance', one.instanceId!, {
    account: one.data.Attachment?.InstanceOwnerId ?? one.account,
    region: one.region,
  });
  walk.unknown(one, missing, () => `whether instance ${one.instanceId} runs is not known: ${missing.text}`);
}

/** In use, and its instance, if there is one, seen to run. */
export function isUp({ network }: { readonly network: Network }, at: number): boolean {
  const { book } = network;
  return book.is(at, STATE_KNOWN) ? book.is(at, UP) : book.setUp(at, seenUp(network, book.all[at]!));
}

/** Not in use, or its instance seen not to run: it sends and takes nothing, whatever else is or is not known. */
export const isDown = ({ network }: { readonly network: Network }, one: Interface): boolean =>
  !isUp({ network }, one.number) && (!one.attached || network.entity('instance', one.instanceId!) !== undefined);

/** Whether no new connection that comes to it gets in, whatever its groups say. */
export const isShut = (at: { readonly network: Network }, one: Interface): boolean =>
  one.type === 'nat_gateway' || isDown(at, one);

function seenUp(network: Network, { attached, instanceId }: Interface): boolean {
  if (!attached || !instanceId) return attached;
  const instance = network.entity('instance', instanceId);
  return instance !== undefined && (instance.data.State?.Name ?? 'running') === 'running';
}

/** X17: what an interface of a type does with a new connection that is addressed to it. */
const acceptsNothing = new Set([
  'lambda',
  'global_accelerator_managed',
  'quicksight',
  'api_gateway_managed',
  'iot_rules_managed',
  'aws_codestar_connections_managed',
]);
const transitOnly = new Set(['transit_gateway', 'gateway_load_balancer_endpoint', 'gateway_load_balancer']);
const known = new Set([
  ...acceptsNothing,
  ...transitOnly,
  'interface',
  'efa',
  'efa_only',
  'branch',
  'trunk',
  'nat_gateway',
  'vpc_endpoint',
  'load_balancer',
  'network_load_balancer',
  'ec2_instance_connect_endpoint',
]);

/** The packet has reached the subnet of its destination (W6 after the ACL): the interface has the address that it is sent to. */
export function enterInterface(walk: Walk, at: number): Arrival | undefined {
  judgeGroups(walk, at, 'ingress');
  checkState(walk, at);
  return walk.direction === 'reply' || walk.network.book.is(at, PLAIN) ? arrived(walk, at) : takeOn(walk, at);
}

/** X17: what an interface that is no plain host's does with a connection. */
function takeOn(walk: Walk, at: number): Arrival | undefined {
  const one = walk.network.book.all[at]!;
  if (one.type === 'nat_gateway') {
    return walk.block(
      one,
      'HOPSCOPE_NAT_UNSOLICITED',
      'belongs to a NAT gateway, which takes no connection that did not begin behind it',
    );
  }
  if (acceptsNothing.has(one.type) || transitOnly.has(one.type)) {
    walk.block(one, 'HOPSCOPE_NO_INBOUND_INTERFACE', `is of type ${one.type}, which accepts no connection`);
    return arrived(walk, at);
  }
  if (one.type === 'vpc_endpoint') return arriveAtInterfaceEndpoint(walk, one);
  const balanced = arriveAtLoadBalancer(walk, one);
  if (balanced !== 'no load balancer') return balanced;
  if (!known.has(one.type)) walk.assume(one, 'unknown-interface-type');
  return arrived(walk, at);
}

const delivers: Saying<undefined, Interface> = saying({ does: 'delivers', because: (_, one) => `${one.id} has the address` });

function arrived(walk: Walk, at: number): Arrival {
  const { book } = walk.network;
  const one = book.all[at]!;
  walk.say(one, delivers, undefined, one);
  return new Landing(book, at);
}

/** Nobody has the address, or nobody knows who has (W10). */
export function nobody(
  walk: Walk,
  subnet: Subnet | undefined,
  at: { id: string; kind: string; account: string; region: string },
): undefined {
  const missing = walk.network.coverage.missing('network-interface', { account: at.account, region: at.region });
  if (missing instanceof Missing) return walk.unknown(at, missing, () => `who has the address is not known: ${missing.text}`);
  return walk.block(subnet ?? at, 'NO_POSSIBLE_DESTINATION', 'no interface has this address');
}
