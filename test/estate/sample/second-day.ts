/** The second day: the first day plus these edits. Some are harmless, some mend something, some open a door. */
import { managed } from '../build.ts';
import { EVERYWHERE, EVERYWHERE_6 } from './company.ts';
import type { FirstDay } from './first-day.ts';

export function secondDay({ company: { estate, parcel }, hub, prod, workshop, abroad, balancing }: FirstDay): void {
  // Harmless -----------------------------------------------------------------------------------------------------------------
  abroad.feed.tag({ 'patch-group': 'november' });
  const fourth = prod.appB.instance('parcel-app-4', {
    type: 'm7g.large',
    groups: [prod.app],
    profile: 'parcel-app',
    ipv6: true,
    scalingGroup: 'parcel-app',
    launched: new Date('2026-11-16T17:03:20Z'),
  });
  balancing.web.members = [...balancing.web.members, fourth];
  prod.tasks[0]!.gone = true;
  managed.task(prod.appA, 'parcel-booking', 4, [prod.app]);
  hub.vpn.keys = 2;
  hub.vpn.tunnels = [{ up: true, routes: 5, since: new Date('2026-11-16T21:30:41Z') }, hub.vpn.tunnels[1]];
  abroad.wan.seen = new Date('2026-11-17T05:28:51Z');

  // Mended -------------------------------------------------------------------------------------------------------------------
  hub.ftp.gone = true;
  estate.mended('eip-unassociated', hub.ftp);
  parcel.frankfurt.flowLog('parcel-dev', {
    of: workshop.dev,
    to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-euc1' },
    made: new Date('2026-11-16T14:20:09Z'),
  });
  estate.mended('flow-logs-missing', workshop.dev);
  abroad.toWan.accept();
  abroad.back.route('10.20.16.0/20', abroad.wan);
  hub.privateTable.route('10.40.0.0/20', abroad.wan);
  estate.mended('cwan-attachment-pending', abroad.toWan);

  // Doors --------------------------------------------------------------------------------------------------------------------
  abroad.relayGroup.allow('tcp', 3389, EVERYWHERE, 'vendor support, remove after the call');
  estate.mistake('exposed-rdp', abroad.relay.interface, 'remote desktop from everywhere, for one support call');

  prod.tableA.withdraw(EVERYWHERE_6).route(EVERYWHERE_6, prod.internet);
  estate.mistake('route-ipv6-private-via-igw', prod.appA, 'private over IPv4, public over IPv6');
  estate.mistake('exposed-ipv6-only-path', prod.apps[0]!.interface, 'the pilot rule now meets a route to the internet');
  estate.mended('sg-open-latent', prod.app);

  for (const subnet of [prod.dataA, prod.dataB]) subnet.acl = undefined;
  estate.mended('nacl-ephemeral-return-blocked-in', prod.dataAcl);
  estate.mistake('nacl-unused', prod.dataAcl, 'taken off instead of corrected: the data subnets have the default list now');

  for (const table of [abroad.tableA, abroad.tableB]) table.withdraw('10.21.0.0/16');
  estate.mistake('route-peering-one-sided', abroad.toParcel, 'tracking no longer finds the way back');
}
