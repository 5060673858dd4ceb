/** What joins networks with each other, and in what state: transit gateways, Cloud WAN, VPN connections, peerings. */
import { isKind, kindNamed, nameOf } from '../kinds/index.ts';
import type { Resource, Snapshot } from '../snapshot/snapshot.ts';
import type { Cell, Column } from './table.ts';
import { counted, listed } from './words.ts';

interface Line {
  kind: string;
  /** What to say of one, and whether something about it is not as it should be. */
  state(resource: Resource, snapshot: Snapshot): { text: string; wrong: boolean };
}

const lines: readonly Line[] = [
  { kind: 'transit-gateway', state: transitGateway },
  { kind: 'core-network', state: coreNetwork },
  { kind: 'vpn-connection', state: vpnConnection },
  { kind: 'vpc-peering-connection', state: peering },
];

/** The kinds that the section reads. */
export const connectionKinds = [
  ...lines.map(({ kind }) => kind),
  'transit-gateway-attachment',
  'transit-gateway-route-table',
  'core-network-detail',
  'core-network-attachment',
];

/** The rows of the section; each network once, from its owner's side where that was scanned. */
export function connections(snapshot: Snapshot): { columns: Column[]; rows: Cell[][]; length: number } {
  const rows = lines.flatMap(({ kind, state }) => {
    const all = isKind(kind) ? snapshot.resources(kind) : [];
    return [...Map.groupBy(all, ({ id }) => id).values()].map((seen): Cell[] => {
      const row = kindNamed(kind);
      const resource = seen.find(({ data, account }) => row.owner?.(data) === account) ?? seen[0]!;
      const { text, wrong } = state(resource, snapshot);
      return [
        row.title,
        resource.id,
        nameOf(row, resource.data) ?? '',
        resource.region,
        wrong ? { text, means: 'warning' } : text,
      ];
    });
  });
  return { columns: ['what', 'id', 'name', 'Region', 'state'].map((title) => ({ title })), rows, length: rows.length };
}

function transitGateway({ id, data }: Resource, snapshot: Snapshot): { text: string; wrong: boolean } {
  const of = (kind: string): number =>
    new Set(snapshot.resources(kind).flatMap((each) => (each.data.TransitGatewayId === id ? [each.id] : []))).size;
  const parts = [
    counted(of('transit-gateway-attachment'), 'attachment'),
    counted(of('transit-gateway-route-table'), 'route table'),
  ];
  return { text: `${data.State}, ${listed(parts)}`, wrong: data.State !== 'available' };
}

function coreNetwork({ id, data, account }: Resource, snapshot: Snapshot): { text: string; wrong: boolean } {
  const detail = snapshot.resources('core-network-detail', { account, region: 'global' }).find((each) => each.id === id)?.data;
  const attachments = snapshot.resources('core-network-attachment').filter((each) => each.data.CoreNetworkId === id);
  const pending = new Set(attachments.filter((each) => /PENDING/.test(each.data.State ?? '')).map((each) => each.id)).size;
  const parts = [
    ...(detail ? [counted(detail.Segments?.length ?? 0, 'segment'), counted(detail.Edges?.length ?? 0, 'edge')] : []),
    counted(new Set(attachments.map((each) => each.id)).size, 'attachment') + (pending ? ` (${pending} pending)` : ''),
  ];
  return { text: `${String(data.State).toLowerCase()}, ${listed(parts)}`, wrong: data.State !== 'AVAILABLE' || pending > 0 };
}

function vpnConnection({ data }: Resource): { text: string; wrong: boolean } {
  const tunnels: { Status?: string; OutsideIpAddress?: string }[] = data.VgwTelemetry ?? [];
  const down = tunnels.filter(({ Status }) => Status !== 'UP');
  const which = down.length ? ` (down: ${listed(down.map(({ OutsideIpAddress }) => OutsideIpAddress ?? 'unnamed'))})` : '';
  return {
    text: `${data.State}, ${tunnels.length - down.length} of ${counted(tunnels.length, 'tunnel')} up${which}`,
    wrong: data.State !== 'available' || down.length > 0 || tunnels.length === 0,
  };
}

function peering({ data }: Resource): { text: string; wrong: boolean } {
  const { Status, RequesterVpcInfo: from, AccepterVpcInfo: to } = data;
  const ends = `${from?.VpcId ?? 'a VPC'} ⇄ ${to?.VpcId ?? 'a VPC'}`;
  return { text: `${Status?.Code ?? 'state unknown'}, ${ends}`, wrong: Status?.Code !== 'active' };
}
