/** The reverse of fixes: what to remove, or to deny, so that nothing of what was asked about arrives; each tried in memory. */
import { ANY_PORT, formatAddress, hasPorts, isIcmp, only, type Point, protocolName } from '../../net/index.ts';
import type { Network } from '../network/network.ts';
import type { AclEntry } from '../network/network-acl.ts';
import type { Route } from '../network/route-table.ts';
import type { Rule } from '../network/security-group.ts';
import type { TransitRoute } from '../network/transit.ts';
import { headerOf, type Question, type Reply, reply } from '../question.ts';
import type { Step } from '../walk/step.ts';
import type { Change, Service } from './change.ts';
import { breadth, type Closed, type Cuts, cutOff } from './cut-off.ts';
import { cidrOf } from './ends.ts';
import { type Written, written } from './fixes.ts';
import { changed } from './network-after.ts';
import { freeNumber } from './propose-filter.ts';

/** One place to close it at. */
export interface Closing {
  readonly changes: readonly Written[];
  readonly alsoCuts: Cuts;
}

const MAX_ROUNDS = 8;
/** Beyond this many parts no question is asked again and again. */
const MAX_PARTS = 100;

/** For each place on the way that could stop it, the changes there after which nothing that was asked about arrives any more. */
export function closingsOf(network: Network, question: Question, answer: Reply): Closing[] {
  if (answer.verdicts.forward !== 'reachable' || answer.parts.length > MAX_PARTS) return [];
  const places = new Set(answer.shown.path.forward.flatMap((step) => (leverOf(step) ? [placeOf(step)] : [])));
  const closings = [...places].flatMap((place): Closing[] => {
    const closed = closeAt(place, network, question, answer);
    return closed ? [{ changes: closed.changes.map(written), alsoCuts: cutOff(network, closed, answer) }] : [];
  });
  return closings.sort((a, b) => weight(a) - weight(b));
}

/** What cuts off least comes first. */
const weight = ({ alsoCuts, changes }: Closing): number => breadth(alsoCuts) + changes.length;

const placeOf = ({ at, side }: Step): string => `${at.kind} ${at.id} ${side ?? ''}`;

/** What decides there is taken away until nothing arrives; nothing where that does not come to an end. */
function closeAt(place: string, network: Network, question: Question, answer: Reply): Closed | undefined {
  const changes: Change[] = [];
  let now = answer;
  let after = network;
  while (changes.length < MAX_ROUNDS) {
    const step = now.shown.path.forward.find((one) => placeOf(one) === place);
    const change = step && leverOf(step)?.(after, step, question, headerOf(now.shown));
    if (!change) return undefined;
    changes.push(change);
    after = changed(network, changes);
    const then = reply(after, question);
    if (!then || then.verdicts.forward === 'blocked') return { changes, after };
    if (then.verdicts.forward === 'unknown') return undefined;
    now = then;
  }
  return undefined;
}

type Lever = (network: Network, step: Step, question: Question, point: Point) => Change | undefined;

function leverOf({ at, does, evidence, direction }: Step): Lever | undefined {
  if (direction !== 'forward') return undefined;
  if (at.kind === 'internet-gateway' && does === 'translates') return takeAddress;
  if (!evidence?.source) return undefined;
  if (at.kind === 'security-group' && does === 'allows') return revoke;
  if (at.kind === 'network-acl' && does === 'allows') return deny;
  if (at.kind === 'route-table' && does === 'forwards') return removeRoute;
  if (at.kind === 'transit-gateway-route-table' && does === 'forwards') return removeTransitRoute;
  return undefined;
}

const revoke: Lever = (_, { evidence }) => revocationOf(evidence!.source as Rule);

/** Takes a rule out of its group. */
export function revocationOf({ group, direction, permission, peer, id }: Rule): Change {
  const { IpProtocol, FromPort, ToPort } = permission;
  return {
    do: 'revoke',
    account: group.account,
    region: group.region,
    groupId: group.id,
    direction,
    service: { protocol: String(IpProtocol ?? '-1'), ...(FromPort !== undefined && { from: FromPort, to: ToPort }) },
    peer,
    ...(id && { ruleId: id }),
  };
}

/** A rule with a number below the one that lets it by, for what was asked and nobody else. */
const deny: Lever = (network, { at, side, evidence, header }, { from, to, service }, { src, dst }) => {
  const entry = evidence!.source as AclEntry;
  const direction = side ?? 'ingress';
  const number = freeNumber(network, at.id, direction, entry.number);
  if (number === undefined) return undefined;
  const other = direction === 'ingress' ? header.src : header.dst;
  const meant = other === src ? from : other === dst ? to : [];
  const cidr = cidrOf(network, meant, other);
  const { account, region } = at;
  return {
    do: 'create ACL entry',
    account,
    region,
    aclId: at.id,
    direction,
    number,
    allows: false,
    service: deniedService(header, service),
    cidr,
  };
};

/** The ports that were asked about around the one that was walked. */
function deniedService({ protocol, destinationPort }: Point, { ports, protocol: asked }: Question['service']): Service {
  if (asked === 'any') return { protocol: '-1' };
  if (isIcmp(protocol)) return { protocol: protocolName(protocol), from: destinationPort >> 8, to: destinationPort & 255 };
  if (!hasPorts(protocol)) return { protocol: String(protocol) };
  // Behind a load balancer it is another port than the one that was asked about.
  const { lo, hi } = ports
    ? (ports.find((range) => range.lo <= destinationPort && destinationPort <= range.hi) ?? only(destinationPort))
    : ANY_PORT;
  return { protocol: protocolName(protocol), from: lo, to: hi };
}

/** Where routes lead to, as AWS names it. */
const targetFields = [
  'GatewayId',
  'NatGatewayId',
  'TransitGatewayId',
  'VpcPeeringConnectionId',
  'EgressOnlyInternetGatewayId',
  'CoreNetworkArn',
  'NetworkInterfaceId',
] as const;

/** Routes that nobody made by hand go by other means than `delete-route`. */
const removeRoute: Lever = (_, { at, evidence }) => {
  const { data, target, origin } = evidence!.source as Route;
  const cidr: string | undefined = data.DestinationCidrBlock ?? data.DestinationIpv6CidrBlock ?? data.DestinationPrefixListId;
  const field = targetFields.find((one) => data[one]);
  if (!cidr || !field || target.kind === 'local' || target.kind === 'vpc-endpoint' || origin !== 'CreateRoute') return undefined;
  return { do: 'delete route', account: at.account, region: at.region, tableId: at.id, cidr, target: { [field]: data[field] } };
};

const removeTransitRoute: Lever = (_, { at, evidence }) => {
  const { data, attachments } = evidence!.source as TransitRoute;
  if (data.Type !== 'static' || data.PrefixListId || !attachments[0]) return undefined;
  const { account, region, id: tableId } = at;
  return {
    do: 'delete transit route',
    account,
    region,
    tableId,
    cidr: data.DestinationCidrBlock,
    attachmentId: attachments[0].id,
  };
};

/** An Elastic IP address can be taken away; one that AWS lent with the instance cannot. */
const takeAddress: Lever = (network, { header, out }) => {
  const publicAddress = [header.dst, out?.src].find((one) => one !== undefined && network.publicAddresses.has(one));
  const shown = publicAddress === undefined ? undefined : network.publicAddresses.get(publicAddress);
  if (!shown || publicAddress === undefined) return undefined;
  const { owner } = shown;
  const text = formatAddress(publicAddress);
  const associations: { PublicIp?: string; AssociationId?: string }[] = [
    owner.data.Association,
    ...(owner.data.PrivateIpAddresses ?? []).map((one: { Association?: object }) => one.Association),
  ].filter(Boolean);
  const associationId = associations.find((one) => one.PublicIp === text)?.AssociationId;
  if (!associationId) return undefined;
  return {
    do: 'disassociate address',
    account: owner.account,
    region: owner.region,
    interfaceId: owner.id,
    privateAddress: formatAddress(shown.private),
    publicAddress: text,
    associationId,
  };
};
