/** Site-to-Site VPN connections: two tunnels, with the secrets that AWS shows to everyone who may look. */
import type { ActiveVpnTunnelStatus, TunnelOption, VgwTelemetry, VpnConnection as VpnConnectionItem } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { type CustomerGateway, VpnGateway } from './hybrid.ts';
import { digitsOf, momentOf, numberOf } from './names.ts';
import type { Region } from './region.ts';
import { type Tags, Thing, tagList } from './thing.ts';
import type { TransitGateway } from './transit.ts';

interface TunnelSpec {
  up: boolean;
  /** Routes that were accepted over BGP. */
  routes?: number;
  since?: Date;
}

export interface VpnSpec {
  from: CustomerGateway;
  on: VpnGateway | TransitGateway | { id: string; on: 'vpn-concentrator' } | { id: string; on: 'core-network'; arn: string };
  tunnels: readonly [TunnelSpec, TunnelSpec];
  /** Blocks of the far side, written down instead of learned. */
  static?: readonly string[];
  ike?: readonly string[];
  /** Whether its tunnels may use what was good twenty years ago. */
  weak?: boolean;
  /** The name of the log group for tunnel logs. */
  logs?: string;
  tags?: Tags;
}

export class VpnConnection extends Thing {
  readonly region: Region;
  readonly id: string;
  readonly spec: VpnSpec;
  tunnels: readonly [TunnelSpec, TunnelSpec];
  /** Counted up whenever the keys are renewed. */
  keys = 1;

  constructor(region: Region, name: string, spec: VpnSpec) {
    super(region.tags(name, spec.tags));
    this.region = region;
    this.id = region.id('vpn', name);
    this.spec = spec;
    this.tunnels = spec.tunnels;
  }

  /** The pre-shared key of a tunnel: never to be seen in anything that hopscope writes. */
  secret(tunnel: 0 | 1): string {
    return `PLANTED_${digitsOf(this.id, 'key', String(tunnel), String(this.keys)).slice(0, 24)}`;
  }

  *resources(): Iterable<Resource> {
    const { spec } = this;
    const data: VpnConnectionItem = {
      Category: 'VPN',
      ...endOf(spec.on),
      GatewayAssociationState: 'associated',
      Options: {
        EnableAcceleration: false,
        StaticRoutesOnly: spec.static !== undefined,
        LocalIpv4NetworkCidr: '0.0.0.0/0',
        RemoteIpv4NetworkCidr: '0.0.0.0/0',
        OutsideIpAddressType: 'PublicIpv4',
        TunnelInsideIpVersion: 'ipv4',
        TunnelOptions: [this.#options(0), this.#options(1)],
        TunnelBandwidth: 'standard',
      },
      Routes: (spec.static ?? []).map((DestinationCidrBlock) => ({ DestinationCidrBlock, Source: 'Static', State: 'available' })),
      Tags: tagList(this.tags),
      VgwTelemetry: [this.#telemetry(0), this.#telemetry(1)],
      VpnConnectionId: this.id,
      State: 'available',
      CustomerGatewayConfiguration: this.#configuration(),
      Type: 'ipsec.1',
      CustomerGatewayId: spec.from.id,
    };
    yield this.region.resource('vpn-connection', this.id, data);
    for (const tunnel of [0, 1] as const) {
      const key = `${this.id}/${this.#outside(tunnel)}`;
      yield this.region.resource('vpn-tunnel-status', key, this.#agreed(tunnel), key);
    }
  }

  /** What both ends agreed on; of a tunnel that is down, nothing but that it could be up. */
  #agreed(tunnel: 0 | 1): ActiveVpnTunnelStatus {
    if (!this.tunnels[tunnel].up) return { ProvisioningStatus: 'available' };
    const [cipher, digest, group] = this.spec.weak ? (['AES128', 'SHA1', 2] as const) : (['AES256', 'SHA2-256', 20] as const);
    return {
      Phase1EncryptionAlgorithm: cipher,
      Phase2EncryptionAlgorithm: cipher,
      Phase1IntegrityAlgorithm: digest,
      Phase2IntegrityAlgorithm: digest,
      Phase1DHGroup: group,
      Phase2DHGroup: group,
      IkeVersion: this.spec.ike ? 'ikev2' : 'ikev1',
      ProvisioningStatus: 'available',
    };
  }

  #outside(tunnel: 0 | 1): string {
    // Each half of the block serves one tunnel, so that the two never meet.
    return `192.0.2.${1 + 126 * tunnel + numberOf(126, this.id, 'outside', String(tunnel))}`;
  }

  #options(tunnel: 0 | 1): TunnelOption {
    const { ike, logs, weak } = this.spec;
    const inside = `169.254.${numberOf(200, this.id, 'inside', String(tunnel)) + 8}.${numberOf(60, this.id, String(tunnel)) * 4}/30`;
    return {
      OutsideIpAddress: this.#outside(tunnel),
      TunnelInsideCidr: inside,
      PreSharedKey: this.secret(tunnel),
      ...(ike ? { IkeVersions: ike.map((Value) => ({ Value })) } : {}),
      ...(weak
        ? {
            Phase1EncryptionAlgorithms: [{ Value: 'AES128' }],
            Phase2EncryptionAlgorithms: [{ Value: 'AES128' }],
            Phase1IntegrityAlgorithms: [{ Value: 'SHA1' }],
            Phase2IntegrityAlgorithms: [{ Value: 'SHA1' }],
            Phase1DHGroupNumbers: [{ Value: 2 }],
            Phase2DHGroupNumbers: [{ Value: 2 }],
          }
        : {}),
      ...(ike && !weak
        ? {
            Phase1EncryptionAlgorithms: [{ Value: 'AES256' }],
            Phase1IntegrityAlgorithms: [{ Value: 'SHA2-256' }],
            Phase1DHGroupNumbers: [{ Value: 20 }],
          }
        : {}),
      LogOptions: {
        CloudWatchLogOptions: logs
          ? { LogEnabled: true, LogGroupArn: this.region.arn('logs', `log-group:${logs}`), LogOutputFormat: 'json' }
          : { LogEnabled: false, BgpLogEnabled: false },
      },
      EnableTunnelLifecycleControl: false,
    };
  }

  #telemetry(tunnel: 0 | 1): VgwTelemetry {
    const { up, routes = 0, since } = this.tunnels[tunnel];
    return {
      AcceptedRouteCount: up ? routes : 0,
      LastStatusChange: since ?? momentOf(this.id, String(tunnel)),
      OutsideIpAddress: this.#outside(tunnel),
      Status: up ? 'UP' : 'DOWN',
      StatusMessage: up ? (this.spec.static ? '' : `${routes} BGP ROUTES`) : 'IPSEC IS DOWN',
    };
  }

  /** What a network engineer loads into the device; it holds the keys once more. */
  #configuration(): string {
    const tunnel = (number: 0 | 1) =>
      [
        '  <ipsec_tunnel>',
        `    <customer_gateway><tunnel_outside_address><ip_address>${this.spec.from.spec.address}</ip_address></tunnel_outside_address></customer_gateway>`,
        `    <vpn_gateway><tunnel_outside_address><ip_address>${this.#outside(number)}</ip_address></tunnel_outside_address></vpn_gateway>`,
        `    <ike><authentication_protocol>sha1</authentication_protocol><pre_shared_key>${this.secret(number)}</pre_shared_key></ike>`,
        '  </ipsec_tunnel>',
      ].join('\n');
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<vpn_connection id="${this.id}">`,
      `  <customer_gateway_id>${this.spec.from.id}</customer_gateway_id>`,
      `  <vpn_gateway_id>${this.spec.on.id}</vpn_gateway_id>`,
      '  <vpn_connection_type>ipsec.1</vpn_connection_type>',
      tunnel(0),
      tunnel(1),
      '</vpn_connection>',
    ].join('\n');
  }
}

/** The member that names the AWS end of a connection. */
function endOf(
  on: VpnSpec['on'],
): Pick<VpnConnectionItem, 'VpnGatewayId' | 'TransitGatewayId' | 'VpnConcentratorId' | 'CoreNetworkArn'> {
  if (on instanceof VpnGateway) return { VpnGatewayId: on.id };
  if (!('on' in on)) return { TransitGatewayId: on.id };
  return on.on === 'core-network' ? { CoreNetworkArn: on.arn } : { VpnConcentratorId: on.id };
}
