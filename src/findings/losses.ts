/** The ways in which something is lost when something else goes. */
import type { Ref } from '../reach/index.ts';

/** In the order in which they are told. */
export const lossKinds = {
  interface: 'Network interfaces that go with it',
  'way out': 'Subnets that lose their way out',
  outbound: 'No longer reach the internet by HTTPS',
  inbound: 'No longer reached from the internet',
  route: 'Routes that would lead nowhere',
  table: 'Subnets that would use another route table',
  acl: 'Subnets that would have their VPC’s default ACL',
  group: 'Network interfaces that lose the group',
  rule: 'Rules that would name nothing',
  listed: 'Routes and rules that would name no prefix list',
  target: 'Targets that load balancers would lose',
  forward: 'Listeners and rules that forward to it',
  service: 'Endpoints whose service would be gone',
  address: 'Public addresses that it would give up',
  untried: 'Not tried',
} as const;

export type LossKind = keyof typeof lossKinds;

export interface Loss {
  readonly what: LossKind;
  readonly at: Ref;
  readonly text: string;
}
