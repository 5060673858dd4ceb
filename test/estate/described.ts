/** A resource told in AWS's own words, for kinds that nothing else in an estate is built on. */
import { kindNamed } from '../../src/kinds/index.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { plain, Thing } from './thing.ts';

/** A Region, or an account for what belongs to no Region. */
interface Where {
  resource(kind: string, id: string, data: unknown, parent?: string): Resource;
}

export class Described extends Thing {
  readonly #where: Where;
  readonly #kind: string;
  readonly #parent: string | undefined;
  data: object;

  constructor(where: Where, kind: string, data: object, parent?: string) {
    super();
    this.#where = where;
    this.#kind = kind;
    this.#parent = parent;
    this.data = data;
  }

  /** As its row reads it. Throws when the data say no id. */
  get id(): string {
    const id = kindNamed(this.#kind).id(plain(this.data), this.#parent ?? '');
    if (id === undefined) throw new Error(`no id can be read from this ${this.#kind}: ${JSON.stringify(this.data)}`);
    return id;
  }

  *resources(): Iterable<Resource> {
    yield this.#where.resource(this.#kind, this.id, this.data, this.#parent);
  }
}
