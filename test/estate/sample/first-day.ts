/** The first day of Haldenpost: all its parts, and what could not be read. */
import { abroad } from './abroad.ts';
import { addressing } from './addressing.ts';
import { around } from './around.ts';
import { balancing } from './balancing.ts';
import { company } from './company.ts';
import { dublinLine } from './dublin-line.ts';
import { farTransit } from './far-transit.ts';
import { guests } from './guests.ts';
import { hub } from './hub.ts';
import { inspection } from './inspection.ts';
import { kontor } from './kontor.ts';
import { leftOverBalancers } from './left-over-balancers.ts';
import { naming } from './naming.ts';
import { parcel } from './parcel.ts';
import { partners } from './partners.ts';
import { publicNames } from './public-names.ts';
import { sdwan } from './sdwan.ts';
import { sites } from './sites.ts';
import { wanReach } from './wan-reach.ts';
import { waysIn } from './ways-in.ts';
import { workshop } from './workshop.ts';

export type FirstDay = ReturnType<typeof firstDay>;

export function firstDay() {
  const all = company();
  const centre = hub(all);
  const prod = parcel(all, centre);
  const tinkering = workshop(all, centre);
  const far = abroad(all, centre, prod);
  const spread = balancing(all, centre, prod, tinkering, far);
  inspection(all, centre);
  naming(all, centre, prod, tinkering);
  publicNames(all, prod, spread);
  dublinLine(all, far);
  around(all, centre, prod, tinkering);
  sites(all, centre, far);
  waysIn(all, centre);
  guests(all, sdwan(all, centre));
  partners(all);
  leftOverBalancers(all, prod, tinkering);
  kontor(all);
  addressing(all, centre, prod, tinkering);
  wanReach(all, centre, far.wan, farTransit(all, centre, far.wan));
  unreadable(all);
  return { company: all, hub: centre, prod, workshop: tinkering, abroad: far, balancing: spread };
}

/** The audit role of the parcel account is older than Cloud WAN, and the organization keeps VPN details of Ireland to itself. */
function unreadable({ estate, parcel: { account, ireland } }: ReturnType<typeof company>): void {
  const who = `arn:aws:sts::${account.id}:assumed-role/${account.spec.role}/hopscope`;
  const refusal = (action: string, why: string) => `User: ${who} is not authorized to perform: ${action} ${why}`;
  for (const [kind, operation] of [
    ['core-network', 'ListCoreNetworks'],
    ['core-network-attachment', 'ListAttachments'],
  ] as const) {
    const message = refusal(`networkmanager:${operation}`, 'because no identity-based policy allows the action');
    estate.denied(account, kind, operation, 'AccessDeniedException', message);
  }
  const message = `You are not authorized to perform this operation. ${refusal(
    'ec2:DescribeVpnConnections',
    'with an explicit deny in a service control policy',
  )}`;
  estate.denied(ireland, 'vpn-connection', 'DescribeVpnConnections', 'UnauthorizedOperation', message);
}
