/** For a blocker, the changes that would take it away; alternatives, the most fitting first. */
import type { Network } from '../network/network.ts';
import type { Path } from '../walk/answer.ts';
import type { Step } from '../walk/step.ts';
import { type Change, newGateway } from './change.ts';
import { openAcl, openGroup } from './propose-filter.ts';
import { addRoute, giveAddress, routeToInternetGateway, steerAway } from './propose-route.ts';
import { addZone, associate, attach, holdToOneZone, reference, transitRoute } from './propose-transit.ts';

/** `path`: the walk that met the blocker; what led there is on it. */
export function propose(network: Network, step: Step, path: Path): Change[] {
  const place = { account: step.at.account, region: step.at.region };
  switch (step.code) {
    case 'ENI_SG_RULES_MISMATCH':
    case 'SG_HAS_NO_RULES':
    case 'SG_REFERENCES_NOT_PRESERVED':
      return openGroup(step);
    case 'SG_REFERENCING_SUPPORT':
      return [...openGroup(step), ...reference(network, path)];
    case 'SUBNET_ACL_RESTRICTION':
    case 'ELB_ACL_RESTRICTION':
      return openAcl(network, step);
    case 'NO_ROUTE_TO_DESTINATION':
    case 'BAD_STATE_ROUTE':
      return step.at.kind === 'route-table' ? addRoute(network, step) : steerAway(network, step, path);
    case 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS':
    case 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS':
    case 'HOPSCOPE_CORE_NETWORK_NO_ROUTE':
    case 'HOPSCOPE_CORE_NETWORK_BLACKHOLE':
    case 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR':
      return steerAway(network, step, path);
    case 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS':
      return giveAddress(network, step, step.header.src);
    case 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS':
      return giveAddress(network, step, step.header.dst);
    case 'HOPSCOPE_NO_INTERNET_GATEWAY':
      return [{ do: 'attach internet gateway', ...place, vpcId: step.at.id, gatewayId: newGateway(step.at.id) }];
    case 'ENI_SOURCE_DEST_CHECK_RESTRICTION':
      return [{ do: 'stop checking source and destination', ...place, interfaceId: step.at.id }];
    case 'BAD_STATE':
      return revive(step);
    case 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT':
    case 'TGW_RTB_BAD_STATE_ROUTE':
      return [...transitRoute(network, step), ...steerAway(network, step, path)];
    case 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION':
      return associate(network, step);
    case 'TGW_ROUTE_AZ_RESTRICTION':
      return addZone(network, step);
    case 'HOPSCOPE_ASYMMETRIC_INSPECTION':
      return holdToOneZone(network, step, path);
    case 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED':
      return exclude(network, step);
    case 'BAD_STATE_ATTACHMENT':
      return step.at.kind === 'transit-gateway' ? attach(network, step) : routeToInternetGateway(network, step);
    case 'HOPSCOPE_REPLY_TRANSLATED':
    case 'HOPSCOPE_EGRESS_ONLY_INBOUND':
      return [...steerAway(network, step, path), ...routeToInternetGateway(network, step)];
    case 'HOPSCOPE_RESOLVER_OFF':
      return [{ do: 'enable DNS support', ...place, vpcId: step.at.id }];
    default:
      return [];
  }
}

function revive(step: Step): Change[] {
  const place = { account: step.at.account, region: step.at.region };
  if (step.at.kind === 'instance') return [{ do: 'start instance', ...place, instanceId: step.at.id }];
  if (step.at.kind === 'vpc-peering-connection' && step.because.includes('pending-acceptance'))
    return [{ do: 'accept peering', ...place, peeringId: step.at.id }];
  return [];
}

function exclude(network: Network, step: Step): Change[] {
  const own = network.ownersOf(step.header.dst)[0] ?? network.ownersOf(step.header.src)[0];
  return own
    ? [{ do: 'exclude from Block Public Access', account: own.vpc.account, region: own.vpc.region, subnetId: own.subnet.id }]
    : [];
}
