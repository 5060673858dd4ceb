/** What would let a packet by that a security group or an ACL refuses. */
import { type Address, familyOf, formatAddress, hasPorts, isIcmp, type Point, protocolName } from '../../net/index.ts';
import { Interface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import type { AclEntry } from '../network/network-acl.ts';
import type { RuleDirection } from '../network/security-group.ts';
import type { Step } from '../walk/step.ts';
import type { Change, Service } from './change.ts';

/** An address as the CIDR that holds nothing else. */
export const single = (value: Address): string => `${formatAddress(value)}/${familyOf(value) === 4 ? 32 : 128}`;

/** What a rule must name to let the packet by. A reply may come to any ephemeral port. */
function serviceOf({ protocol, destinationPort }: Point, isReply: boolean): Service {
  if (isIcmp(protocol)) return { protocol: protocolName(protocol), from: destinationPort >> 8, to: destinationPort & 255 };
  if (!hasPorts(protocol)) return { protocol: String(protocol) };
  if (isReply) return { protocol: protocolName(protocol), from: Math.min(1024, destinationPort), to: 65535 };
  return { protocol: protocolName(protocol), from: destinationPort, to: destinationPort };
}

export function openGroup(step: Step): Change[] {
  const one =
    step.evidence?.source instanceof Interface ? step.evidence.source : step.at instanceof Interface ? step.at : undefined;
  const groupId = one?.groupIds[0];
  if (!one || !groupId) return [];
  const direction = step.side ?? 'egress';
  const other = direction === 'ingress' ? step.header.src : step.header.dst;
  const service = serviceOf(step.header, step.direction === 'reply');
  return [{ do: 'authorize', account: one.account, region: one.region, groupId, direction, service, peer: single(other) }];
}

/** A rule with a number below the one that denies. */
export function openAcl(network: Network, step: Step): Change[] {
  const direction = step.side ?? 'ingress';
  const denies = step.evidence?.source as Partial<AclEntry> | undefined;
  const number = freeNumber(network, step.at.id, direction, denies?.number);
  if (number === undefined) return [];
  const other = direction === 'ingress' ? step.header.src : step.header.dst;
  const service = serviceOf(step.header, step.direction === 'reply');
  const { account, region } = step.at;
  return [
    { do: 'create ACL entry', account, region, aclId: step.at.id, direction, number, allows: true, service, cidr: single(other) },
  ];
}

/** A number that no rule of the direction has: below that of the rule that is to be overruled, or where there is none from 100 on. */
export function freeNumber(network: Network, aclId: string, direction: RuleDirection, below?: number): number | undefined {
  const entries: { RuleNumber: number; Egress?: boolean }[] = network.entity('network-acl', aclId)?.data.Entries ?? [];
  const taken = new Set(entries.filter((one) => Boolean(one.Egress) === (direction === 'egress')).map((one) => one.RuleNumber));
  let number = below === undefined ? 100 : below - 1;
  while (taken.has(number)) number += below === undefined ? 10 : -1;
  return number < 1 || number > 32766 ? undefined : number;
}
