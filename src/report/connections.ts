/** What joins networks with each other, and in what state: transit gateways, Cloud WAN, VPN connections, peerings. */
import { kindNamed, nameOf } from '../kinds/index.ts';
import type { Resource, Snapshot } from '../snapshot/snapshot.ts';
import { forTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
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

/** More of a kind than these are counted, not listed; those with something wrong come first. */
const MOST = 10;

/** The lines of the section; each network once, from its owner's side where that was scanned. Empty when there is none. */
export function connectionSection(snapshot: Snapshot, style: Style): string[] {
  const told = lines.flatMap((line) => linesOf(line, snapshot, style));
  return told.length ? [style.paint('heading', 'Between networks'), ...told] : [];
}

function linesOf({ kind, state }: Line, snapshot: Snapshot, style: Style): string[] {
  const row = kindNamed(kind);
  const all = [...Map.groupBy(snapshot.resources(kind), ({ id }) => id).values()]
    .map((seen) => seen.find(({ data, account }) => row.owner?.(data) === account) ?? seen[0]!)
    .map((resource) => ({ resource, ...state(resource, snapshot) }))
    .sort((a, b) => Number(b.wrong) - Number(a.wrong));
  const told = all.slice(0, MOST).flatMap(({ resource, text, wrong }) => {
    const name = nameOf(row, resource.data);
    const who = [`${row.title} ${resource.id}${name ? ` “${name}”` : ''}`, resource.region === 'global' ? '' : resource.region];
    const what = forTerminal(text);
    const line = [...who.filter(Boolean).map(forTerminal), wrong ? style.paint('warning', `! ${what}`) : what].join(' · ');
    return wrap(line, style, '  ', '      ');
  });
  const more = all.length - MOST;
  return more > 0 ? [...told, style.paint('quiet', `  … and ${more} more: hopscope show ${kind}`)] : told;
}

/** What is as it should be goes without saying. */
const unless = (usual: string, state: string | undefined): string[] =>
  state === usual ? [] : [String(state ?? 'state unknown').toLowerCase()];

function transitGateway({ id, data }: Resource, snapshot: Snapshot): { text: string; wrong: boolean } {
  const of = (kind: string): number =>
    new Set(snapshot.resources(kind).flatMap((each) => (each.data.TransitGatewayId === id ? [each.id] : []))).size;
  const parts = [
    counted(of('transit-gateway-attachment'), 'attachment'),
    counted(of('transit-gateway-route-table'), 'route table'),
  ];
  const state = unless('available', data.State);
  return { text: [...state, ...parts].join(', '), wrong: state.length > 0 };
}

function coreNetwork({ id, data, account }: Resource, snapshot: Snapshot): { text: string; wrong: boolean } {
  const detail = snapshot.resources('core-network-detail', { account, region: 'global' }).find((each) => each.id === id)?.data;
  const attachments = snapshot.resources('core-network-attachment').filter((each) => each.data.CoreNetworkId === id);
  const pending = new Set(attachments.filter((each) => /PENDING/.test(each.data.State ?? '')).map((each) => each.id)).size;
  const state = unless('AVAILABLE', data.State);
  const parts = [
    ...state,
    ...(detail ? [counted(detail.Segments?.length ?? 0, 'segment'), counted(detail.Edges?.length ?? 0, 'edge')] : []),
    counted(new Set(attachments.map((each) => each.id)).size, 'attachment') + (pending ? ` (${pending} pending)` : ''),
  ];
  return { text: parts.join(', '), wrong: state.length > 0 || pending > 0 };
}

function vpnConnection({ data }: Resource): { text: string; wrong: boolean } {
  const tunnels: { Status?: string; OutsideIpAddress?: string }[] = data.VgwTelemetry ?? [];
  const down = tunnels.filter(({ Status }) => Status !== 'UP');
  const which = down.length ? ` (down: ${listed(down.map(({ OutsideIpAddress }) => OutsideIpAddress ?? 'unnamed'))})` : '';
  const state = unless('available', data.State);
  const up = `${tunnels.length - down.length} of ${counted(tunnels.length, 'tunnel')} up${which}`;
  return { text: [...state, up].join(', '), wrong: state.length > 0 || down.length > 0 || tunnels.length === 0 };
}

function peering({ data }: Resource): { text: string; wrong: boolean } {
  const { Status, RequesterVpcInfo: from, AccepterVpcInfo: to } = data;
  const state = unless('active', Status?.Code);
  return { text: [...state, `${from?.VpcId ?? 'a VPC'} ⇄ ${to?.VpcId ?? 'a VPC'}`].join(', '), wrong: state.length > 0 };
}
