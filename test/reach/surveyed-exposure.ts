/** The slow second reader of exposure: every public address and every sender, traced. */
import { type Address, familyOf, type Interval } from '../../src/net/index.ts';
import { beginsConnections, doorsOf, exitOf, ownRanges, publicRanges } from '../../src/reach/exposure.ts';
import {
  type Exposed,
  type Exposure,
  type Interface,
  type Network,
  type Options,
  type Outgoing,
  theInternet,
  trafficBetween,
} from '../../src/reach/index.ts';
import { ownerOfInterface } from '../../src/reach/network/owner.ts';
import { NO_PASSING } from '../../src/reach/passing.ts';
import { type Landing, survey } from '../../src/reach/survey.ts';
import { unseenIn } from '../../src/reach/unseen.ts';

/** Everything that the internet reaches, and everything that reaches the internet. */
export const surveyedExposure = (network: Network, options: Options = {}): Exposure => ({
  inbound: inboundOf(network, options),
  outbound: outboundOf(network, options),
  doors: doorsOf(network),
  unseen: unseenIn(network),
});

function inboundOf(network: Network, options: Options): Exposed[] {
  const world = theInternet(network);
  return [...network.interfaces.values()].flatMap((one) =>
    publicRanges(one).flatMap((address) => {
      const { landings, lost } = survey(network, { internet: true }, trafficBetween(world, [address], {}), options);
      const entry = (landing: Landing): Exposed[] => {
        const { interface: end } = landing.arrival;
        if (!end) return [];
        const { through, port, passes, arrives, doubtful, path } = landing;
        return [{ ...ends(network, end, address), address, through, port, passes, arrives, doubtful, path }];
      };
      const doubts = lost.map(({ doubtful, path }): Exposed => {
        return { ...ends(network, one, address), address, through: [], port: undefined, ...NO_PASSING, doubtful, path };
      });
      return [...landings.flatMap(entry), ...doubts];
    }),
  );
}

const ends = (network: Network, one: Interface, address: Interval<Address>) => ({
  owner: ownerOfInterface(network, one),
  interface: one,
  family: familyOf(address.lo),
});

function outboundOf(network: Network, options: Options): Outgoing[] {
  const world = theInternet(network);
  return [...network.interfaces.values()].filter(beginsConnections).flatMap((one) =>
    ownRanges(one).flatMap((range) => {
      const { landings, lost } = survey(network, { eni: one.id }, trafficBetween([range], world, {}), options);
      const doubts = lost.map(({ at, doubtful, path }): Outgoing => {
        return { ...ends(network, one, range), exit: { by: at, gateways: [at], to: 'unknown' }, ...NO_PASSING, doubtful, path };
      });
      const told = landings.flatMap(({ arrival, gateways, passes, arrives, doubtful, path }): Outgoing[] => {
        if (arrival.at !== 'internet' && arrival.at !== 'on-premises') return [];
        return [
          { ...ends(network, one, range), exit: exitOf(arrival.where, gateways, arrival.at), passes, arrives, doubtful, path },
        ];
      });
      return [...told, ...doubts];
    }),
  );
}
