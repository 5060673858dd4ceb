/**
 * Haldenpost: a parcel carrier that does not exist. Sorting centres in Leipzig, Dublin and Newark, two AWS accounts, three Regions.
 *
 *     10.20.0.0/16   haldenpost-network  eu-central-1  inspection, shared services
 *     10.21.0.0/16   haldenpost-parcel   eu-central-1  parcel-prod (dual-stack)
 *     10.22.0.0/17   haldenpost-parcel   eu-central-1  parcel-dev
 *     10.23.0.0/20   haldenpost-parcel   eu-central-1  analytics
 *     10.30.0.0/16   haldenpost-parcel   eu-west-1     tracking-prod
 *     10.40.0.0/20   haldenpost-parcel   us-east-1     us-gateway
 *     10.128–130/16  the sorting centres
 *
 * Its own lines are in 198.51.100.0/24, its Elastic IPs in 203.0.113.0/24: blocks that belong to nobody.
 */
import { Estate } from '../build.ts';

export const LEIPZIG = '10.128.0.0/16';
export const DUBLIN = '10.129.0.0/16';
export const NEWARK = '10.130.0.0/16';
export const EVERYWHERE = '0.0.0.0/0';
export const EVERYWHERE_6 = '::/0';
export const INSIDE = '10.0.0.0/8';

/** A former contractor of theirs, whom nobody trusts any more. */
export const CONTRACTOR = '913470258814';
/** The customs broker whose service they use over PrivateLink. */
export const CUSTOMS_SERVICE = 'com.amazonaws.vpce.eu-central-1.vpce-svc-0d41f7c2a96be8035';
/** What they offer themselves: labels for whoever ships. */
export const LABEL_SERVICE = 'com.amazonaws.vpce.eu-central-1.vpce-svc-07be3c51da8f20964';

export type Company = ReturnType<typeof company>;

export function company() {
  const estate = new Estate();
  const network = estate.account('471830295516', {
    alias: 'haldenpost-network',
    role: 'HopscopeReadOnly',
    tags: { owner: 'network', 'cost-center': '4100' },
  });
  // This account still has an older audit role, which knows nothing of Cloud WAN.
  const parcel = estate.account('806214937720', { alias: 'haldenpost-parcel', role: 'SecurityAudit', zoneShift: 1 });
  return {
    estate,
    network: {
      account: network,
      frankfurt: network.region('eu-central-1'),
      ireland: network.region('eu-west-1'),
      virginia: network.region('us-east-1'),
    },
    parcel: {
      account: parcel,
      frankfurt: parcel.region('eu-central-1'),
      ireland: parcel.region('eu-west-1'),
      virginia: parcel.region('us-east-1'),
    },
  };
}

/** Tags of a VPC and of all that is in it. */
export const tagsOf = (env: string, owner: string, costCenter: string) => ({ env, owner, 'cost-center': costCenter });

/** A policy for endpoints: whatever, but only for one's own accounts. */
export const ownAccountsOnly = {
  Effect: 'Allow',
  Principal: '*',
  Action: '*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-h7k2parcel4' } },
};
