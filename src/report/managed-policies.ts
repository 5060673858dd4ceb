/** What AWS's managed policies allow of what a scan needs, as far as it was checked, and what is to be allowed beside them. */
import { actionsNeeded } from './policy.ts';

/** Patterns of IAM actions, `*` standing for anything. Of several that fit an action, the longest says what is so. */
interface ManagedPolicy {
  /** The version of the policy's document that was read, and when. */
  version: string;
  checked: string;
  allows: readonly string[];
  lacks: readonly string[];
}

/** Only what was read in the policies' documents; an action that no pattern fits was not looked up. */
export const managedPolicies = {
  SecurityAudit: {
    version: 'v92',
    checked: 'August 2026',
    allows: [
      'sts:GetCallerIdentity',
      'ec2:Describe*',
      'ec2:GetTransitGateway*',
      'ec2:SearchTransitGatewayRoutes',
      'ec2:GetManagedPrefixListEntries',
      'elasticloadbalancing:Describe*',
      'network-firewall:Describe*',
      'network-firewall:List*',
      'directconnect:Describe*',
      'route53resolver:Get*',
      'route53resolver:List*',
      'ram:Get*',
      'ram:List*',
      'organizations:Describe*',
      'organizations:List*',
      'networkmanager:DescribeGlobalNetworks',
    ],
    lacks: [
      'networkmanager:*',
      'ec2:GetSecurityGroupsForVpc',
      'ec2:GetTransitGatewayPolicyTableAssociations',
      'ec2:GetTransitGatewayPolicyTableEntries',
      'ec2:SearchTransitGatewayMulticastGroups',
      'ec2:SearchLocalGatewayRoutes',
      'ec2:GetActiveVpnTunnelStatus',
      'ec2:GetVpnTunnelReplacementStatus',
      'ec2:GetRouteServerAssociations',
      'ec2:GetRouteServerPropagations',
      'ec2:GetRouteServerRoutingDatabase',
      'ec2:GetIpamResourceCidrs',
      'ec2:GetSubnetCidrReservations',
      'account:ListRegions',
      'cloudwatch:GetMetricData',
    ],
  },
} satisfies Record<string, ManagedPolicy>;

export type ManagedPolicyName = keyof typeof managedPolicies;

export interface Supplement {
  /** What the managed policy is known to lack. */
  lacks: string[];
  /** What was not looked up: to allow it twice does no harm. */
  notChecked: string[];
}

/** What a scan needs beside a managed policy. */
export function supplementTo(name: ManagedPolicyName): Supplement {
  const needed = actionsNeeded().map(({ action }) => action);
  const judged = Map.groupBy(needed, (action) => verdict(managedPolicies[name], action));
  return { lacks: judged.get('lacks') ?? [], notChecked: judged.get('not checked') ?? [] };
}

function verdict({ allows, lacks }: ManagedPolicy, action: string): 'allows' | 'lacks' | 'not checked' {
  const longest = (patterns: readonly string[]): number =>
    Math.max(0, ...patterns.filter((pattern) => fits(pattern, action)).map((pattern) => pattern.length));
  const [allowed, lacked] = [longest(allows), longest(lacks)];
  if (!allowed && !lacked) return 'not checked';
  return allowed > lacked ? 'allows' : 'lacks';
}

/** IAM does not tell capital letters from small ones. */
const fits = (pattern: string, action: string): boolean =>
  pattern.endsWith('*')
    ? action.toLowerCase().startsWith(pattern.slice(0, -1).toLowerCase())
    : action.toLowerCase() === pattern.toLowerCase();
