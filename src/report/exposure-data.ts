/** Exposure for programs: as plain values, and as rows for a spreadsheet. */
import { describeAddresses } from '../net/index.ts';
import type { Exposed, Exposure, Network, Outgoing } from '../reach/index.ts';
import { ownerOfInterface } from '../reach/network/owner.ts';
import { passingJson, pathJson, refJson } from './box-json.ts';
import { csvText } from './csv.ts';
import { behindText, type PartText, partsReader } from './exposure-parts.ts';

export function exposureJson(network: Network, { inbound, outbound, doors, unseen }: Exposure): object {
  const partsOf = partsReader(network, 'src');
  return {
    inbound: inbound.map((one) => ({
      ...endJson(one),
      address: describeAddresses(one.address),
      through: one.through.map((node) => ({ ...refJson(ownerOfInterface(network, node)), interface: node.id })),
      port: one.port,
      classes: classesJson(partsOf(one.passes)),
      ...passingJson(one),
      path: pathJson(one.path()),
    })),
    outbound: outbound.map((one) => ({
      ...endJson(one),
      exit: { to: one.exit.to, by: refJson(one.exit.by), gateways: one.exit.gateways.map(refJson) },
      ...passingJson(one),
      path: pathJson(one.path()),
    })),
    doors: doors.map(refJson),
    unseen: unseen.map(({ operation, place, why }) => ({ operation, ...place, why })),
  };
}

const endJson = ({ owner, interface: one, family }: Exposed | Outgoing): object => ({
  owner: refJson(owner),
  interface: one.id,
  vpc: one.vpc.id,
  subnet: one.subnet.id,
  family,
});

const classesJson = (parts: readonly PartText[]): object[] =>
  parts.map(({ class: id, known }) => ({ class: id, services: known.map((one) => one.id) }));

const titles = [
  'direction',
  'verdict',
  'kind',
  'id',
  'name',
  'account',
  'region',
  'vpc',
  'subnet',
  'interface',
  'family',
  'address',
  'way',
  'class',
  'ports',
  'internet end',
];

const verdicts = { passes: 'reachable', arrives: 'arrives without reply', doubtful: 'unknown' } as const;

/** One row for each end, way and class of ports. */
export function exposureCsv(network: Network, { inbound, outbound }: Exposure): string {
  const readers = { in: partsReader(network, 'src'), out: partsReader(network, 'dst') };
  const rows = (one: Exposed | Outgoing, direction: 'in' | 'out', address: string, way: string): string[][] =>
    (['passes', 'doubtful', 'arrives'] as const).flatMap((lot) =>
      readers[direction](one[lot]).map((part) => [
        direction,
        verdicts[lot],
        one.owner.kind,
        one.owner.id,
        one.owner.name ?? '',
        one.interface.account,
        one.interface.region,
        one.interface.vpc.id,
        one.interface.subnet.id,
        one.interface.id,
        `IPv${one.family}`,
        address,
        way,
        part.class,
        part.services,
        part.whence,
      ]),
    );
  return csvText(titles, [
    ...inbound.flatMap((one) => rows(one, 'in', describeAddresses(one.address), behindText(network, one) ?? 'direct')),
    ...outbound.flatMap((one) =>
      rows(
        one,
        'out',
        one.interface.addresses.length > 0 ? describeAddresses(ownOf(one)) : '',
        one.exit.gateways.map(({ id }) => id).join(' '),
      ),
    ),
  ]);
}

const ownOf = (one: Outgoing) => [...one.passes, ...one.doubtful, ...one.arrives][0]!.src;
