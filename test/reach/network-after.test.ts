/** A network after changes, which shares what it can with the one before, beside one that is built of the changed snapshot. */
import { describe, expect, test } from 'vitest';
import { applyChange, buildNetwork, type Change, changed, type Network, tracePacket } from '../../src/reach/index.ts';
import { snapshotFor } from '../oracle/agree.ts';
import { questions } from '../oracle/packets.ts';
import { type Dice, dice as seeded } from '../oracle/random.ts';
import { topology } from '../oracle/topologies.ts';
import { editOf } from './bulk/edits.ts';

/** What somebody may change of the transit gateways that are there. */
function transitChanges(dice: Dice, network: Network): Change[] {
  const pick = (kind: string) => dice.pick(network.snapshot.resources(kind));
  const table = pick('transit-gateway-route-table');
  const attachment = pick('transit-gateway-attachment');
  const route = pick('transit-gateway-route');
  if (!table || !attachment) return [];
  const place = { account: table.account, region: table.region };
  const where = { ...place, tableId: table.id, attachmentId: attachment.id };
  const cidrs = dice
    .pick([...network.vpcs.values()])
    .data.CidrBlockAssociationSet?.map((one: { CidrBlock: string }) => one.CidrBlock);
  const subnet = dice.pick([...network.subnets.values()]);
  return [
    { do: 'create transit route', ...where, cidr: dice.pick(['0.0.0.0/0', '10.0.0.0/8', ...(cidrs ?? [])]) },
    ...(route?.data.DestinationCidrBlock && route.parent
      ? [{ do: 'delete transit route' as const, ...where, tableId: route.parent, cidr: route.data.DestinationCidrBlock }]
      : []),
    { do: 'associate transit table', ...where },
    { do: 'propagate to transit table', ...where, cidrs: cidrs ?? [] },
    { do: 'add subnet to attachment', ...place, attachmentId: attachment.id, subnetId: subnet.id },
    { do: 'enable appliance mode', ...place, attachmentId: attachment.id },
    { do: 'enable group references', ...place, gatewayId: table.data.TransitGatewayId },
  ];
}

const TRANSIT = ['transit-gateway', 'transit-gateway-attachment', 'transit-gateway-vpc-attachment', 'transit-gateway-route'];

/** What becomes of packets, step by step. */
const fates = (network: Network, seed: number): string[] =>
  questions(topology(seed), 40).map(({ from, packet }) => {
    const { verdict, forward, reply } = tracePacket(network, from, packet);
    return JSON.stringify([packet, verdict, [...forward, ...reply].map(({ at, does, code }) => [at.id, does, code])]);
  });

describe('a network after changes is that of the changed snapshot', () => {
  test.each(Array.from({ length: 60 }, (_, at) => at + 1))('of topology %i', (seed) => {
    const dice = seeded(seed);
    const before = buildNetwork(snapshotFor(topology(seed)));
    // Who walked here before has left in subnets and tables what he found.
    const was = fates(before, seed);
    for (const kind of TRANSIT) before.entities(kind);
    const changes = [editOf(dice, before), ...transitChanges(dice, before), editOf(dice, before)].filter(
      (one) => one !== undefined,
    );
    for (const some of [...changes.map((one) => [one]), changes]) {
      const [after, built] = [changed(before, some), buildNetwork(some.reduce(applyChange, before.snapshot))];
      expect(fates(after, seed)).toEqual(fates(built, seed));
      for (const kind of TRANSIT) expect(after.entities(kind)).toEqual(built.entities(kind));
    }
    expect(fates(before, seed)).toEqual(was);
  });
});
