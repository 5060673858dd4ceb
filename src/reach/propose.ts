/** For a blocker, the changes that would take it away; alternatives, the most fitting first. */
import { type Address, familyOf, formatAddress, formatPrefix, hasPorts, isIcmp, type Point, protocolName } from '../net/index.ts';
import type { Change, Service } from './change.ts';
import { Interface } from './interface.ts';
import type { Network } from './network.ts';
import type { AclEntry } from './network-acl.ts';
import { realmAt } from './special.ts';
import type { Step } from './step.ts';
import type { Vpc } from './vpc.ts';

export function propose(network: Network, step: Step): Change[] {
  const place = { account: step.at.account, region: step.at.region };
  switch (step.code) {
    case 'ENI_SG_RULES_MISMATCH':
    case 'SG_HAS_NO_RULES':
    case 'SG_REFERENCES_NOT_PRESERVED':
    case 'SG_REFERENCING_SUPPORT':
      return openGroup(step);
    case 'SUBNET_ACL_RESTRICTION':
    case 'ELB_ACL_RESTRICTION':
      return openAcl(network, step);
    case 'NO_ROUTE_TO_DESTINATION':
    case 'BAD_STATE_ROUTE':
      return step.at.kind === 'route-table' ? addRoute(network, step) : [];
    case 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS':
      return giveAddress(network, step, step.header.src);
    case 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS':
      return giveAddress(network, step, step.header.dst);
    case 'HOPSCOPE_NO_INTERNET_GATEWAY':
      return [{ do: 'attach internet gateway', ...place, vpcId: step.at.id, gatewayId: `igw-new-${step.at.id}` }];
    case 'ENI_SOURCE_DEST_CHECK_RESTRICTION':
      return [{ do: 'stop checking source and destination', ...place, interfaceId: step.at.id }];
    case 'BAD_STATE':
      return revive(step);
    case 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT':
      return transitRoute(network, step);
    case 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION':
      return associate(network, step);
    case 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED':
      return exclude(network, step);
    case 'BAD_STATE_ATTACHMENT':
    case 'HOPSCOPE_REPLY_TRANSLATED':
    case 'HOPSCOPE_EGRESS_ONLY_INBOUND':
      return routeToInternetGateway(network, step);
    case 'HOPSCOPE_RESOLVER_OFF':
      return [{ do: 'enable DNS support', ...place, vpcId: step.at.id }];
    default:
      return [];
  }
}

const single = (value: Address): string => `${formatAddress(value)}/${familyOf(value) === 4 ? 32 : 128}`;

/** What a rule must name to let the packet by. A reply may come to any ephemeral port. */
function serviceOf({ protocol, destinationPort }: Point, isReply: boolean): Service {
  if (isIcmp(protocol)) return { protocol: protocolName(protocol), from: destinationPort >> 8, to: destinationPort & 255 };
  if (!hasPorts(protocol)) return { protocol: String(protocol) };
  if (isReply) return { protocol: protocolName(protocol), from: Math.min(1024, destinationPort), to: 65535 };
  return { protocol: protocolName(protocol), from: destinationPort, to: destinationPort };
}

function openGroup(step: Step): Change[] {
  const one =
    step.evidence?.source instanceof Interface ? step.evidence.source : step.at instanceof Interface ? step.at : undefined;
  const groupId = one?.groupIds[0];
  if (!one || !groupId) return [];
  const direction = step.side ?? 'egress';
  const other = direction === 'ingress' ? step.header.src : step.header.dst;
  const service = serviceOf(step.header, step.direction === 'reply');
  return [{ do: 'authorize', account: one.account, region: one.region, groupId, direction, service, cidr: single(other) }];
}

/** A rule with a number below the one that denies. */
function openAcl(network: Network, step: Step): Change[] {
  const direction = step.side ?? 'ingress';
  const denies = step.evidence?.source as Partial<AclEntry> | undefined;
  const entries: { RuleNumber: number; Egress?: boolean }[] = network.entity('network-acl', step.at.id)?.data.Entries ?? [];
  const taken = new Set(entries.filter((one) => Boolean(one.Egress) === (direction === 'egress')).map((one) => one.RuleNumber));
  let number = denies?.number === undefined ? 100 : denies.number - 1;
  while (taken.has(number)) number += denies?.number === undefined ? 10 : -1;
  if (number < 1 || number > 32766) return [];
  const other = direction === 'ingress' ? step.header.src : step.header.dst;
  const service = serviceOf(step.header, step.direction === 'reply');
  return [
    {
      do: 'create ACL entry',
      account: step.at.account,
      region: step.at.region,
      aclId: step.at.id,
      direction,
      number,
      allows: true,
      service,
      cidr: single(other),
    },
  ];
}

function addRoute(network: Network, step: Step): Change[] {
  const vpc = network.vpcs.get(network.table(step.at.id)?.vpcId ?? '');
  if (!vpc) return [];
  const { dst } = step.header;
  const six = typeof dst === 'bigint';
  const place = { account: step.at.account, region: step.at.region };
  const route = (cidr: string, target: Record<string, string>): Change => ({
    do: 'create route',
    ...place,
    tableId: step.at.id,
    cidr,
    target,
  });
  const far = network
    .ownersOf(dst)
    .map((owner) => owner.vpc)
    .filter((other) => other !== vpc);
  const joins = far.flatMap((other) =>
    joinsOf(network, vpc, other).map((target) => route(formatPrefix(other.blockOf(dst)!), target)),
  );
  if (realmAt(dst).entry) return joins;
  const blackhole = step.code === 'BAD_STATE_ROUTE' ? (step.evidence?.label.split(' ')[0] ?? '') : '';
  const cidr = blackhole.includes('/') ? blackhole : six ? '::/0' : '0.0.0.0/0';
  const gateways = network.attached('internet-gateway', vpc.id).map((one) => route(cidr, { GatewayId: one.id }));
  const nats = [...network.entities('nat-gateway').values()]
    .filter((one) => one.data.VpcId === vpc.id && one.data.ConnectivityType !== 'private')
    .map((one) => route(cidr, { NatGatewayId: one.id }));
  const egressOnly = network
    .attached('egress-only-internet-gateway', vpc.id)
    .map((one) => route(cidr, { EgressOnlyInternetGatewayId: one.id }));
  const shown = vpc.ownerOf(step.header.src)?.publicOf(step.header.src) !== undefined;
  return [...joins, ...(six ? [...egressOnly, ...gateways] : shown ? [...gateways, ...nats] : [...nats, ...gateways])];
}

/** The sender's subnet leads elsewhere than to the internet gateway that its VPC has. */
function routeToInternetGateway(network: Network, step: Step): Change[] {
  if (!['internet-gateway', 'nat-gateway', 'egress-only-internet-gateway'].includes(step.at.kind)) return [];
  const owner = network.ownersOf(step.header.src)[0];
  const table = owner && network.tableOf(owner.subnet);
  if (!owner || !table || !('routes' in table)) return [];
  const cidr = typeof step.header.dst === 'bigint' ? '::/0' : '0.0.0.0/0';
  const gateways = network.attached('internet-gateway', owner.vpc.id);
  return gateways.map((one) => ({
    do: 'create route',
    account: table.account,
    region: table.region,
    tableId: table.id,
    cidr,
    target: { GatewayId: one.id },
  }));
}

/** What already joins two VPCs. */
function joinsOf(network: Network, near: Vpc, far: Vpc): Record<string, string>[] {
  const peerings = [...network.entities('vpc-peering-connection').values()].filter(({ data }) => {
    const ids = [data.RequesterVpcInfo?.VpcId, data.AccepterVpcInfo?.VpcId];
    return ids.includes(near.id) && ids.includes(far.id) && ['active', 'pending-acceptance'].includes(data.Status?.Code);
  });
  const gateways = [...network.entities('transit-gateway').keys()].filter(
    (id) => network.transit.ofVpc(near.id, id) && network.transit.ofVpc(far.id, id),
  );
  return [...peerings.map((one) => ({ VpcPeeringConnectionId: one.id })), ...gateways.map((id) => ({ TransitGatewayId: id }))];
}

function giveAddress(network: Network, step: Step, inner: Address): Change[] {
  const one = network.ownersOf(inner)[0];
  if (!one || typeof inner !== 'number') return [];
  // An address that nobody has: AWS chooses the real one.
  return [
    {
      do: 'associate address',
      account: one.account,
      region: step.at.region,
      interfaceId: one.id,
      privateAddress: formatAddress(inner),
      publicAddress: '192.0.2.1',
    },
  ];
}

function revive(step: Step): Change[] {
  const place = { account: step.at.account, region: step.at.region };
  if (step.at.kind === 'instance') return [{ do: 'start instance', ...place, instanceId: step.at.id }];
  if (step.at.kind === 'vpc-peering-connection' && step.because.includes('pending-acceptance'))
    return [{ do: 'accept peering', ...place, peeringId: step.at.id }];
  return [];
}

function transitRoute(network: Network, step: Step): Change[] {
  const gatewayId = network.entity('transit-gateway-route-table', step.at.id)?.data.TransitGatewayId;
  return network.ownersOf(step.header.dst).flatMap(({ vpc }): Change[] => {
    const attachment = network.transit.ofVpc(vpc.id, gatewayId);
    const cidr = vpc.blockOf(step.header.dst);
    return attachment && cidr
      ? [
          {
            do: 'create transit route',
            account: step.at.account,
            region: step.at.region,
            tableId: step.at.id,
            cidr: formatPrefix(cidr),
            attachmentId: attachment.id,
          },
        ]
      : [];
  });
}

function associate(network: Network, step: Step): Change[] {
  const gatewayId = network.transit.sides(step.at.id)[0]?.gatewayId;
  const tables = [...network.entities('transit-gateway-route-table').values()].filter(
    (one) => one.data.TransitGatewayId === gatewayId,
  );
  return tables.map((one) => ({
    do: 'associate transit table',
    account: step.at.account,
    region: step.at.region,
    attachmentId: step.at.id,
    tableId: one.id,
  }));
}

function exclude(network: Network, step: Step): Change[] {
  const own = network.ownersOf(step.header.dst)[0] ?? network.ownersOf(step.header.src)[0];
  return own
    ? [{ do: 'exclude from Block Public Access', account: own.vpc.account, region: own.vpc.region, subnetId: own.subnet.id }]
    : [];
}
