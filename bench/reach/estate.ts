/** Estates of any size for the reachability benchmarks: the same for the same seed, regular or adversarial, with every common component. */
import type { Place, Snapshot } from '../../src/snapshot/snapshot.ts';
import { drawAcls, drawGroups, drawList } from './filters.ts';
import { drawBalancer, drawEndpoints, drawHost, drawNat } from './hosts.ts';
import { type Shape, Sheet, shapes } from './sheet.ts';
import { attach, drawTransit, joinTransits, peer } from './transit.ts';
import { type DrawnVpc, drawVpc, zoneIds } from './vpc.ts';

const ACCOUNTS = ['111111111111', '222222222222', '333333333333', '444444444444'];
const HUB = '999999999999';
const REGIONS = ['eu-west-1', 'us-east-1'];
/** The addresses of each Region. */
const HALVES = ['10.0.0.0/9', '10.128.0.0/9'] as const;

export interface EstateSpec {
  /** How many network interfaces there are. */
  interfaces: number;
  seed?: number;
  shape?: keyof typeof shapes;
}

export function estate({ interfaces, seed = 1, shape: name = 'regular' }: EstateSpec): Snapshot {
  const shape: Shape = shapes[name];
  const sheet = new Sheet(seed, shape);
  const places = [...ACCOUNTS, HUB].flatMap((account) => REGIONS.map((region): Place => ({ account, region })));
  for (const place of places) drawPlace(sheet, place);
  const vpcs = drawVpcs(sheet, Math.max(8, Math.round(interfaces / shape.perVpc)));
  joinVpcs(sheet, vpcs);
  const managed = sheet.count('network-interface');
  if (managed > interfaces / 2)
    throw new Error(`an estate of ${interfaces} interfaces has no room for the ${managed} of AWS’s own`);
  for (let n = managed; n < interfaces; n++) drawHost(sheet, vpcs[n % vpcs.length]!);
  return sheet.snapshot(places);
}

function drawPlace(sheet: Sheet, place: Place): void {
  sheet.add('block-public-access-options', place, 'options', { InternetGatewayBlockMode: 'off', State: 'default-state' });
  for (const letter of ['a', 'b']) {
    const ZoneId = `${zoneIds[place.region]}-az${letter === 'a' ? 1 : 2}`;
    const ZoneName = `${place.region}${letter}`;
    sheet.add('availability-zone', place, ZoneName, { ZoneName, ZoneId, ZoneType: 'availability-zone', State: 'available' });
  }
}

function drawVpcs(sheet: Sheet, count: number): DrawnVpc[] {
  const { dice } = sheet;
  const own = new Map<string, string>();
  const ownList = (place: Place): string => {
    const key = `${place.account} ${place.region}`;
    if (!own.has(key)) own.set(key, drawList(sheet, place));
    return own.get(key)!;
  };
  const vpcs: DrawnVpc[] = [];
  for (let n = 0; n < count; n++) {
    const half = n % 2;
    const place = { account: ACCOUNTS[(n >> 1) % ACCOUNTS.length]!, region: REGIONS[half]! };
    const vpc = drawVpc(sheet, place, n >> 1, half);
    const list = ownList(place);
    drawAcls(sheet, vpc);
    drawGroups(sheet, vpc, list, vpcs.at(-2)?.groups ?? []);
    drawNat(sheet, vpc);
    drawEndpoints(sheet, vpc, list);
    vpcs.push(vpc);
  }
  for (const vpc of vpcs) for (let n = 0; n < 3; n++) drawHost(sheet, vpc);
  for (const vpc of vpcs) if (dice.chance(5)) drawBalancer(sheet, vpc);
  return vpcs;
}

function joinVpcs(sheet: Sheet, vpcs: readonly DrawnVpc[]): void {
  const { dice, shape } = sheet;
  const transits = REGIONS.map((region) => drawTransit(sheet, { account: HUB, region }));
  vpcs.forEach((vpc, n) => {
    if (dice.chance(92)) attach(sheet, transits[n % 2]!, vpc);
  });
  joinTransits(sheet, transits[0]!, transits[1]!, HALVES);
  const peered = new Set<string>();
  for (let n = 0; n < (vpcs.length * shape.peerings) / 2; n++) {
    const a = dice.int(vpcs.length);
    const b = (a + 2 * (1 + dice.int(vpcs.length))) % vpcs.length;
    const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
    if (a === b || a % 2 !== b % 2 || peered.has(key)) continue;
    peered.add(key);
    peer(sheet, vpcs[a]!, vpcs[b]!);
  }
}
