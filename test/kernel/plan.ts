/** What the machine builds and sends: network namespaces, the wires between them, and packets. */

export interface Space {
  forwards: boolean;
  /** Lines for `ip -batch`, and for `ip -6 -batch`. */
  ip: string[];
  ip6: string[];
  nft: string;
}

/** Where packets are looked for, and what answers there. */
export interface Listener {
  name: string;
  scenario: number;
  addresses: string[];
  tcp: readonly number[];
  udp: readonly number[];
}

/** `tag` is the source port, or the identifier of an echo request; it is the probe's own within its scenario. */
export interface Sending {
  scenario: number;
  from: string;
  src: string;
  dst: string;
  protocol: number;
  port: number;
  tag: number;
}

export interface Plan {
  namespaces: Record<string, Space>;
  links: [a: string, device: string, b: string, device: string][];
  hosts: Listener[];
  probes: Sending[];
}

export interface Outcome {
  outcome: 'open' | 'refused' | 'dropped';
  /** The namespaces that let the first packet in. */
  arrived: string[];
}

/** One end of a wire: its device, and the other end's addresses. */
export interface Leg {
  dev: string;
  via: string;
  via6: string;
}

const blank = (forwards: boolean): Space => ({ forwards, ip: [], ip6: [], nft: '' });

/** The namespaces of one scenario. */
export class Lab {
  readonly namespaces: Record<string, Space> = {};
  readonly links: Plan['links'] = [];
  readonly hosts: Listener[] = [];
  readonly scenario: number;
  #legs = 0;
  readonly #devices = new Map<string, number>();

  constructor(scenario: number) {
    this.scenario = scenario;
  }

  name(id: string): string {
    return `${this.scenario}:${id}`;
  }

  space(id: string, forwards = true): Space {
    const name = this.name(id);
    this.namespaces[name] ??= blank(forwards);
    return this.namespaces[name];
  }

  device(id: string, prefix: string): string {
    const number = this.#devices.get(id) ?? 0;
    this.#devices.set(id, number + 1);
    return `${prefix}${number}`;
  }

  wire(a: string, ours: string, b: string, theirs: string): void {
    this.links.push([this.name(a), ours, this.name(b), theirs]);
  }

  /** A wire with addresses of its own, which no scenario uses. */
  leg(a: string, b: string): [Leg, Leg] {
    const number = this.#legs++;
    const [ours, theirs] = [this.device(a, 'l'), this.device(b, 'l')];
    this.wire(a, ours, b, theirs);
    const end = (host: number): [string, string] => [`169.254.${number}.${host}`, `fd99:${number}::${host}`];
    const up = (id: string, dev: string, [four, six]: [string, string]): void => {
      this.space(id).ip.push(`link set ${dev} up`, `addr add ${four}/30 dev ${dev}`, `addr add ${six}/64 dev ${dev} nodad`);
    };
    up(a, ours, end(1));
    up(b, theirs, end(2));
    const leg = (dev: string, [via, via6]: [string, string]): Leg => ({ dev, via, via6 });
    return [leg(ours, end(2)), leg(theirs, end(1))];
  }

  listen(id: string, addresses: string[], tcp: readonly number[], udp: readonly number[]): void {
    this.hosts.push({ name: this.name(id), scenario: this.scenario, addresses, tcp, udp });
  }
}

/** `via 169.254.0.1 dev l0 onlink`, for a destination of either family. */
export const towards = (leg: Leg, destination: string): string =>
  `via ${destination.includes(':') ? leg.via6 : leg.via} dev ${leg.dev} onlink`;

/** A table for the packets that come in by a device: what it does not list is dropped in silence. */
export function tableFor(space: Space, dev: string, table: number, routes: Iterable<[destination: string, way: string]>): void {
  space.ip.push(`rule add iif ${dev} lookup ${table} pref 100`);
  space.ip6.push(`rule add iif ${dev} lookup ${table} pref 100`);
  const all = new Map<string, string>([['0.0.0.0/0', 'blackhole'], ['::/0', 'blackhole'], ...routes]);
  for (const [destination, way] of all)
    space.ip.push(
      way === 'blackhole'
        ? `route add blackhole ${destination} table ${table}`
        : `route add ${destination} ${way} table ${table}`,
    );
}
