/** What is told of one end for all members of a seat: what passes for each crowd of them, with the proof for each member. */
import type { Address, Box, Interval, Traffic } from '../../../net/index.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { Passing } from '../../passing.ts';
import { type Landing, type Lost, survey } from '../../survey.ts';
import type { Path } from '../../walk/answer.ts';
import { elsewhere } from '../../walk/arrival.ts';
import type { From } from '../../walk/start.ts';
import { trace } from '../../walk/trace.ts';
import type { Options } from '../../walk/walk.ts';
import { type End, passingOf, readdressed } from '../charts/lanes.ts';
import type { Member } from '../charts/members.ts';
import { flowThrough, mayPass, type Screened, screened } from '../charts/screens.ts';

/** What lands where, as a survey of every pair by itself would say; with the member of the class that it is told for. */
export interface Surveyed {
  readonly landings: readonly (Landing & { readonly of: Interface })[];
  readonly lost: readonly (Lost & { readonly of: Interface })[];
}

/** `side`: at which end of the packets the interfaces are that are told class by class. */
export interface Ask {
  readonly network: Network;
  readonly side: 'src' | 'dst';
  readonly fromOf: (member: Member) => From;
  readonly boxOf: (member: Member) => Box;
  readonly options: Options;
}

/** One end for all members of a seat. */
export class Told {
  readonly ask: Ask;
  readonly end: End;
  readonly charted: Interface;
  /** What passes for members with one address each, by what filters let through. */
  readonly #passings = new Map<string, Passing>();

  constructor(ask: Ask, end: End, charted: Member) {
    this.ask = ask;
    this.end = end;
    this.charted = charted.one;
  }

  screen(range: Interval<Address> | undefined): Screened | undefined {
    const { network, side } = this.ask;
    const place = (territory: Traffic): Traffic => (range ? readdressed(territory, side, range) : territory);
    const found = screened(network, this.end, this.charted, undefined, place);
    return mayPass(found) ? found : undefined;
  }

  /** In the addresses of whom it was screened for. */
  passing(screen: Screened, member: Member): Passing {
    const { network, side } = this.ask;
    const flow = flowThrough(network, screen, (one) => (one === this.charted ? member.one : one), undefined);
    if (!isOneAddress(member)) return passingOf(flow);
    // Many let through the same, and to make one set of what their rules let through takes longest.
    const key = [flow.both.sure, flow.both.possible, flow.forward.sure].map((boxes) => keyOf(boxes, side)).join('|');
    let found = this.#passings.get(key);
    if (!found) {
      found = passingOf(flow);
      this.#passings.set(key, found);
    }
    return found;
  }

  /** What passes for one member, in the addresses of another who is alike. */
  readdressed({ passes, arrives, doubtful }: Passing, { range }: Member): Passing {
    const mine = (traffic: Traffic): Traffic => readdressed(traffic, this.ask.side, range);
    return { passes: mine(passes), arrives: mine(arrives), doubtful: mine(doubtful) };
  }

  landing(member: Member, { passes, arrives, doubtful }: Passing): Surveyed['landings'][number] {
    const { through, gateways, port } = this.end;
    const arrival = this.end.arrival!;
    const mine = (one: Interface): Interface => (one === this.charted ? member.one : one);
    const { interface: end, where } = arrival;
    const isMember = this.ask.side === 'dst' && end === this.charted;
    const landing = {
      of: member.one,
      arrival: isMember ? elsewhere(arrival, { where: where === end ? member.one : where, interface: member.one }) : arrival,
      through: through.map(mine),
      gateways,
      port,
      passes,
      arrives,
      doubtful,
      path: () => this.#proof(member, landing),
    };
    return landing;
  }

  lost(member: Member, { doubtful }: Passing): Surveyed['lost'][number] {
    const { network, options } = this.ask;
    const path = (): Path => trace(network, { from: this.ask.fromOf(member), traffic: doubtful.slice(0, 1), options }).path;
    return { of: member.one, at: this.end.lostAt!, doubtful, path };
  }

  /** One box of it, traced. */
  #proof(member: Member, { arrival, through, port, passes, doubtful, arrives }: Landing): Path {
    const { network, options } = this.ask;
    const from = this.ask.fromOf(member);
    const traffic = [...passes, ...doubtful, ...arrives].slice(0, 1);
    const ids = (all: readonly Interface[]): string => all.map(({ id }) => id).join();
    const same = survey(network, from, traffic, options).landings.find(
      (one) => one.arrival.where.id === arrival.where.id && one.port === port && ids(one.through) === ids(through),
    );
    return same ? same.path() : trace(network, { from, traffic, options }).path;
  }
}

export const isOneAddress = ({ range: { lo, hi } }: Member): boolean => lo === hi;

/** Boxes but for the members’ own address. */
function keyOf(boxes: Traffic, own: 'src' | 'dst'): string {
  const field = own === 'src' ? 'dst' : 'src';
  let key = '';
  for (const { [field]: other, protocol, sourcePort, destinationPort } of boxes)
    key += `${other.lo}-${other.hi} ${protocol.lo}-${protocol.hi} ${sourcePort.lo}-${sourcePort.hi} ${destinationPort.lo}-${destinationPort.hi};`;
  return key;
}
