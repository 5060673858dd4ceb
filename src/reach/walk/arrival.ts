/** Where walks end, and what they leave behind for their replies and for the connections that proxies open after them. */
import type { Entity, Ref } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import type { InterfaceBook } from '../network/interface-book.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import type { Header } from './header.ts';

/** Where a walk ended well. */
export interface Arrival {
  readonly at: 'interface' | 'internet' | 'on-premises' | 'service';
  /** The interface, gateway, attachment or endpoint where it ended; what enters there on the way back. */
  readonly where: Ref;
  readonly interface?: Interface;
  readonly vpc?: Vpc;
}

/** An interface that took what is addressed to it. It is looked at when somebody asks for more than its number. */
export class Landing implements Arrival {
  readonly at = 'interface';
  readonly number: number;
  readonly #book: InterfaceBook;

  constructor(book: InterfaceBook, number: number) {
    this.number = number;
    this.#book = book;
  }

  get interface(): Interface {
    return this.#book.all[this.number]!;
  }

  get where(): Interface {
    return this.interface;
  }

  get vpc(): Vpc {
    return this.#book.vpcOf(this.number);
  }
}

/** The same, but that something else is what enters there on the way back, or another interface took it. */
export const elsewhere = ({ at, where, interface: one, vpc }: Arrival, changed: Partial<Arrival>): Arrival => ({
  at,
  where,
  interface: one,
  vpc,
  ...changed,
});

/** A translation that its gateway remembers: how the packet came and how it left. */
export interface Translation {
  /** A NAT gateway, or an interface that speaks for others. */
  readonly by: Entity;
  readonly instance: Interface | undefined;
  /** Where that is, if it is in a subnet of the snapshot. */
  readonly subnet: Subnet | undefined;
  readonly vpc: Vpc;
  readonly before: Header;
  readonly after: Header;
}

/** A connection that a proxy opens in its own name: from an interface, or, by PrivateLink, straight into one. */
export interface NextLeg {
  readonly from?: Interface;
  readonly into?: Interface;
  readonly header: Header;
  readonly why: Ref;
  /** A Classic Load Balancer's ACL counts inside the subnet too (N10). */
  readonly ownAcl?: boolean;
}
