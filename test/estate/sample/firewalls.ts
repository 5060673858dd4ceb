/** A Network Firewall as AWS describes it: its listing, and the firewall with its endpoints. */
import type { Region } from '../region.ts';
import type { Subnet } from '../subnet.ts';
import type { Vpc } from '../vpc.ts';

export interface FirewallSpec {
  readonly vpc: Vpc;
  readonly doors: readonly { readonly subnet: Subnet; readonly wall: { readonly id: string } }[];
  readonly policyArn: string;
  /** What each endpoint has in common with the policy: itself, and its rule groups. */
  readonly inSync: readonly string[];
  readonly isProtected: boolean;
  readonly id: string;
  readonly token: string;
  readonly tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export function describeFirewall(region: Region, name: string, spec: FirewallSpec) {
  const { vpc, doors, policyArn, inSync, isProtected, id, token, tags = [] } = spec;
  const FirewallArn = region.arn('network-firewall', `firewall/${name}`);
  const Config = Object.fromEntries(inSync.map((arn) => [arn, { SyncStatus: 'IN_SYNC' }]));
  region.describe('firewall-listing', { FirewallName: name, FirewallArn });
  return region.describe(
    'firewall',
    {
      UpdateToken: token,
      Firewall: {
        FirewallName: name,
        FirewallArn,
        FirewallId: id,
        FirewallPolicyArn: policyArn,
        VpcId: vpc.id,
        SubnetMappings: doors.map(({ subnet }) => ({ SubnetId: subnet.id, IPAddressType: 'IPV4' })),
        DeleteProtection: isProtected,
        SubnetChangeProtection: isProtected,
        FirewallPolicyChangeProtection: false,
        Tags: tags,
      },
      FirewallStatus: {
        Status: 'READY',
        ConfigurationSyncStateSummary: 'IN_SYNC',
        SyncStates: Object.fromEntries(
          doors.map(({ subnet, wall }) => [
            subnet.zone.name,
            { Attachment: { SubnetId: subnet.id, EndpointId: wall.id, Status: 'READY' }, Config },
          ]),
        ),
      },
    },
    FirewallArn,
  );
}
