/** VPC encryption controls in enforce mode: what leaves a VPC only by exclusion (X10). */
import type { Ref } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { Vpc } from '../network/vpc.ts';
import type { Walk } from '../walk/walk.ts';

/** The members of `ResourceExclusions`, and of the request that makes one. */
export type Exclusion =
  | 'InternetGateway'
  | 'EgressOnlyInternetGateway'
  | 'NatGateway'
  | 'VirtualPrivateGateway'
  | 'VpcPeering'
  | 'Lambda'
  | 'VpcLattice'
  | 'ElasticFileSystem';

export interface Control {
  enforces: boolean;
  excludes(what: Exclusion): boolean;
}

const OPEN: Control = { enforces: false, excludes: () => false };

/** The control of a VPC; nothing when none was collected. */
function controlOf({ network }: Walk, vpc: Vpc): Control | undefined {
  vpc.encryption ??= lookUp(network, vpc) ?? 'not collected';
  return vpc.encryption === 'not collected' ? undefined : vpc.encryption;
}

function lookUp(network: Network, vpc: Vpc): Control | undefined {
  const own =
    vpc.data.EncryptionControl ??
    network.grouped('vpc-encryption-control', 'VPC', (one) => one.data.VpcId).get(vpc.id)?.[0]?.data;
  if (!own) {
    return network.coverage.missing('vpc-encryption-control', { account: vpc.account, region: vpc.region }) ? undefined : OPEN;
  }
  return {
    enforces: own.Mode === 'enforce' && !['deleting', 'deleted'].includes(own.State),
    excludes: (what) => own.ResourceExclusions?.[what]?.State === 'enabled',
  };
}

/** A component that an enforcing VPC may use only by exclusion. */
export function checkEncryption(walk: Walk, at: Ref, vpc: Vpc, what: Exclusion): void {
  const control = controlOf(walk, vpc);
  if (!control) walk.assume(vpc, 'encryption-off');
  else if (control.enforces && !control.excludes(what)) {
    walk.block(at, 'HOPSCOPE_ENCRYPTION_ENFORCED', `${vpc.id} enforces encryption in transit and excludes no ${what}`);
  }
}

/** Peering is free when both VPCs of a Region enforce, without exclusions. */
export function checkPeeringEncryption(walk: Walk, at: Ref, near: Vpc, far: Vpc): void {
  const [a, b] = [controlOf(walk, near), controlOf(walk, far)];
  if (!a || !b) walk.assume(a ? far : near, 'encryption-off');
  if (!a || !b) return;
  if (near.region === far.region && a.enforces && b.enforces) return;
  for (const [vpc, control] of [
    [near, a],
    [far, b],
  ] as const) {
    if (control.enforces && !control.excludes('VpcPeering')) {
      walk.block(at, 'HOPSCOPE_ENCRYPTION_ENFORCED', `${vpc.id} enforces encryption in transit and its peer does not`);
    }
  }
}
