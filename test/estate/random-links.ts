/** What joins VPCs and reaches beyond them, by chance: transit gateways, peering, VPN. */
import { type Estate, Peering } from './build.ts';
import type { Dice } from './dice.ts';
import { ordinary } from './hostile.ts';
import type { Region } from './region.ts';
import type { Vpc } from './vpc.ts';
import type { VpnConnection } from './vpn.ts';

export function randomLinks(dice: Dice, estate: Estate, vpcs: readonly Vpc[]): void {
  const regions = estate.accounts.flatMap((account) => account.regions);
  for (const region of regions)
    randomSites(
      dice,
      region,
      vpcs.filter((vpc) => vpc.region === region),
    );
  for (const region of regions) {
    if (!dice.chance(0.5)) continue;
    const same = regions.filter((other) => other !== region && other.name === region.name);
    randomTransit(
      dice,
      region,
      same,
      vpcs.filter((vpc) => vpc.region === region || same.includes(vpc.region)),
    );
  }
  for (const [index, requester] of vpcs.entries()) {
    const accepter = vpcs[index + 1];
    if (!dice.chance(0.4)) continue;
    const far = {
      id: `vpc-0${index}aaaabbbbcccc000`.slice(0, 21),
      account: '999988887777',
      region: 'us-east-2',
      cidrs: ['192.168.0.0/16'],
    };
    const state = dice.pick(['active', 'active', 'pending-acceptance', 'deleted'] as const);
    const dns = [dice.chance(0.5), dice.chance(0.5)] as const;
    const peering = new Peering(`peering-${index}`, { requester, accepter: accepter ?? far, state, dns });
    if (state === 'active') requester.mainTable.route(accepter?.spec.cidr ?? '192.168.0.0/16', peering);
  }
}

/** Sites behind a virtual private gateway. */
function randomSites(dice: Dice, region: Region, vpcs: readonly Vpc[]): void {
  if (!dice.chance(0.4)) return;
  const site = region.customerGateway('site', { address: '198.51.100.7', asn: 65010, device: ordinary(dice) });
  const vpc = dice.chance(0.7) ? vpcs[0] : undefined;
  const gateway = region.vpnGateway('site', { ...(vpc ? { vpc } : {}), knows: ['10.240.0.0/16'] });
  vpc?.mainTable.propagate(gateway);
  if (!dice.chance(0.8)) return;
  const since = new Date(Date.UTC(2026, 9, 1 + dice.below(28)));
  region.vpnConnection('site', {
    from: site,
    on: gateway,
    tunnels: [{ up: dice.chance(0.7), routes: dice.below(9), since }, { up: dice.chance(0.7) }],
    ...(dice.chance(0.5) ? { static: ['10.241.0.0/16', '10.242.0.0/16'] } : {}),
    ...(dice.chance(0.5) ? { ike: ['ikev2'] } : {}),
    ...(dice.chance(0.5) ? { logs: '/vpn/site' } : {}),
  });
}

function randomTransit(dice: Dice, region: Region, shared: readonly Region[], vpcs: readonly Vpc[]): void {
  const transit = region.transitGateway('hub', { asn: dice.pick([64512, 4200000001]), shared, description: ordinary(dice) });
  const tables = Array.from({ length: dice.between(0, 3) }, (_, n) => transit.table(`table-${n}`));
  const join = (attachment: ReturnType<typeof transit.attach>) => {
    if (tables.length && dice.chance(0.8)) attachment.associate(dice.pick(tables));
    attachment.propagate(...dice.some(tables, 0.6));
  };
  for (const vpc of vpcs.filter((candidate) => candidate.subnets.some((subnet) => subnet.spec.cidr))) {
    if (!dice.chance(0.7)) continue;
    const byZone = new Map(vpc.subnets.filter((subnet) => subnet.spec.cidr).map((subnet) => [subnet.zone.id, subnet]));
    const ApplianceModeSupport = dice.pick(['enable', 'disable'] as const);
    const Ipv6Support = vpc.spec.ipv6 && dice.chance(0.5) ? ('enable' as const) : ('disable' as const);
    join(transit.attach(`attach-${vpc.name}`, vpc, [...byZone.values()], { ApplianceModeSupport, Ipv6Support }));
    vpc.mainTable.route('172.16.0.0/12', transit);
  }
  if (dice.chance(0.3)) join(transit.attachVpn('attach-site', vpnOn(transit), ['10.243.0.0/16', '10.244.0.0/16']));
  for (const table of tables) {
    for (let n = 0; n < dice.below(4); n++) {
      const by = transit.attachments.length && dice.chance(0.6) ? dice.pick(transit.attachments) : 'blackhole';
      table.route(`10.${200 + n}.0.0/16`, by);
    }
  }
}

function vpnOn(transit: ReturnType<Region['transitGateway']>): VpnConnection {
  const { region } = transit;
  const from = region.customerGateway('hub-site', { address: '198.51.100.9', asn: 65011, device: 'edge' });
  return region.vpnConnection('hub-site', { from, on: transit, tunnels: [{ up: true, routes: 2 }, { up: false }] });
}
