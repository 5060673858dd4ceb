/** What the snapshot never saw. Not knowing is a value: a look-up that needs what was not collected answers with a `Missing`. */
import { isKind, kindNamed } from '../../kinds/index.ts';
import { type Gap, gapsFor, type Manifest, type Place, samePlace } from '../../snapshot/snapshot.ts';

/** A thing that would have to be known to go on, and the call that would have told. */
export class Missing {
  readonly operation: string;
  readonly place: Place;
  /** Why it is not there: not asked, refused, … */
  readonly why: string;

  constructor(operation: string, place: Place, why: string) {
    this.operation = operation;
    this.place = place;
    this.why = why;
  }

  /** `ec2:DescribeNetworkAcls in account 111111111111, eu-west-1 (AccessDenied: …)` */
  get text(): string {
    return `${this.operation} in account ${this.place.account}, ${this.place.region} (${this.why})`;
  }
}

export class Coverage {
  readonly #manifest: Manifest;
  readonly #kinds: Set<string>;
  /** By kind, account, Region and parent. */
  readonly #known = new Map<string, Map<string, Map<string, Map<string, Missing | 'nothing'>>>>();

  constructor(manifest: Manifest) {
    this.#manifest = manifest;
    this.#kinds = new Set(manifest.kinds);
  }

  operation(kind: string): string {
    return operationOf(kind);
  }

  /** Whether the account was looked at in that Region at all. */
  scanned(place: Place): boolean {
    return this.#manifest.places.some((other) => samePlace(other, place));
  }

  /** Why a kind is not wholly known in a place, or of one parent there; nothing when it is. */
  missing(kind: string, place: Place, parent?: string): Missing | undefined {
    const known = within(within(within(this.#known, kind), place.account), place.region);
    const key = parent ?? '';
    let found = known.get(key);
    if (found === undefined) {
      found = this.#look(kind, place, parent) ?? 'nothing';
      known.set(key, found);
    }
    return found === 'nothing' ? undefined : found;
  }

  #look(kind: string, place: Place, parent: string | undefined): Missing | undefined {
    const operation = operationOf(kind);
    const at = isKind(kind) && kindNamed(kind).scope === 'global' ? { account: place.account, region: 'global' } : place;
    if (!this.#manifest.places.some((other) => samePlace(other, at))) return new Missing(operation, at, 'not scanned');
    if (!this.#kinds.has(kind)) return new Missing(operation, at, 'not asked');
    const gap = this.#gaps(kind, at).find((one) => !one.parents || parent === undefined || one.parents.includes(parent));
    return gap && new Missing(gap.operation.includes(':') ? gap.operation : operation, at, `${gap.code}: ${gap.message}`);
  }

  #gaps(kind: string, place: Place): Gap[] {
    if (isKind(kind)) return gapsFor(this.#manifest, kind, place);
    return this.#manifest.gaps.filter((gap) => gap.kind === kind && samePlace(gap, place));
  }
}

function within<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let inner = map.get(key);
  if (!inner) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}

function operationOf(kind: string): string {
  if (!isKind(kind)) return kind;
  const { service, operation } = kindNamed(kind).call;
  return `${service}:${operation}`;
}
