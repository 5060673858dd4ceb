/** The type of a catalogue row: what a kind of AWS resource is, and the call that asks for it. Loads no SDK code at run time. */
import type { RowFilter } from './filters.ts';
import type { NewerNetworkManager } from './newer.ts';

/** The SDK modules whose operations a row may name. Type-only. */
interface Sdk {
  ec2: typeof import('@aws-sdk/client-ec2');
  elbv2: typeof import('@aws-sdk/client-elastic-load-balancing-v2');
  elb: typeof import('@aws-sdk/client-elastic-load-balancing');
  networkfirewall: typeof import('@aws-sdk/client-network-firewall');
  directconnect: typeof import('@aws-sdk/client-direct-connect');
  networkmanager: typeof import('@aws-sdk/client-networkmanager') & NewerNetworkManager;
  route53: typeof import('@aws-sdk/client-route-53');
  route53resolver: typeof import('@aws-sdk/client-route53resolver');
  ram: typeof import('@aws-sdk/client-ram');
  servicequotas: typeof import('@aws-sdk/client-service-quotas');
  cloudwatch: typeof import('@aws-sdk/client-cloudwatch');
  iam: typeof import('@aws-sdk/client-iam');
}

export type Service = keyof Sdk;

type CommandOf<S extends Service, Op extends string> = `${Op}Command` extends keyof Sdk[S]
  ? Sdk[S][`${Op}Command`] extends new (
      // biome-ignore lint/suspicious/noExplicitAny: the constructor's parameters do not matter here
      ...args: any[]
    ) => infer C
    ? C
    : never
  : never;

/** The operations of a service that only read. A row that names any other does not compile. */
export type Operation<S extends Service> = {
  [K in keyof Sdk[S]]: K extends `${infer Op}Command` ? Op : never;
}[keyof Sdk[S]] &
  `${'Describe' | 'Get' | 'List' | 'Search'}${string}`;

/** What operation `Op` takes, read off the SDK's own command class. */
export type Input<S extends Service, Op extends string> = CommandOf<S, Op> extends { input: infer I } ? I : never;

/** What operation `Op` answers, read off the SDK's own command class. */
export type Page<S extends Service, Op extends string> =
  CommandOf<S, Op> extends {
    // biome-ignore lint/suspicious/noExplicitAny: only the output type is read
    resolveMiddleware(...args: any[]): (...args: any[]) => Promise<{ output: infer O }>;
  }
    ? Omit<O, '$metadata'>
    : never;

/** One question of a fan-out: `key` names it in the snapshot (`Resource.parent`), `input` is what it adds to the request. */
export interface Point<In = Record<string, unknown>> {
  key: string;
  input: Partial<In>;
}

/** Ask once for each point of another kind's resources. By default only over resources that the account owns. */
export interface Over<In = Record<string, unknown>> {
  /** Absent: the points are always the same. */
  kind?: string;
  /** `region`: of the resource, `'global'` where it belongs to none. */
  // biome-ignore lint/suspicious/noExplicitAny: the item's type is checked where `each` builds the row
  points(item: any, region: string): Point<In>[];
  /** Also over resources that another account owns and shares. */
  shared?: boolean;
  /** One call takes so many points: their inputs are alike but for one list, and each item tells whose it is. */
  batch?: Batch;
}

export interface Batch {
  size: number;
  /** The key of the point that an item answers. */
  // biome-ignore lint/suspicious/noExplicitAny: the item's type is checked where the row is declared
  keyOf(item: any): string | undefined;
}

/** When the first page is full, ask by values of this filter side by side instead of following a serial chain of tokens. */
export interface Split {
  filter: string;
  /** The kind that holds every value which the filter can match. */
  kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: the item's type is checked where `by` builds the row
  value(item: any): string | undefined;
}

/**
 * Request member that takes the page size, those that take the token, and the members of the answer that give the next:
 * one, or several that make up the token together.
 */
export interface Pages {
  size: string;
  token: string | readonly string[];
  next: string | readonly string[];
}

/** How to ask AWS for the resources of a kind. */
// biome-ignore lint/suspicious/noExplicitAny: rows of every item type live in one list
export interface Call<S extends Service, Op extends string, Member, Item = any> {
  service: S;
  operation: Op;
  /** The member of the answer that holds the resources: a list, or one structure. `'.'` when the answer itself is the resource. */
  items: Member;
  /** The list inside each item that holds the resources; what surrounds it is kept in them under the name `as`. */
  within?: { list: string; as: string };
  /** A second list of the answer with resources of this kind, and which of them it holds. */
  also?: { items: string; holds(item: Item): boolean };
  /** Resources a page (`MaxResults`). Absent: the operation has no pages. */
  pageSize?: number;
  /** Fewer a page are refused. */
  fewest?: number;
  /** Pages of one list that are read, where lists can be longer than what is in them is worth: the rest becomes a gap. */
  mostPages?: number;
  /** Where this operation names its pages otherwise than its service does. */
  pages?: Pages;
  /** Members of the request that never change, or only with the day. */
  input?: Partial<Input<S, Op>> | ((now: Date) => Partial<Input<S, Op>>);
  over?: Over<Input<S, Op>>;
  split?: Split;
  /** Where calls share one budget, what is worth more is asked first. Default 0. */
  worth?: number;
  /** Error codes that mean "AWS does not offer this here, or nothing is configured": known to be empty, not a gap. */
  absent?: readonly string[];
  /** The IAM action, where it is not `service:Operation`. */
  action?: string;
}

type Cell = string | number | boolean | undefined;

/** One row of the catalogue: everything that the program knows about one kind of AWS resource. */
export interface Kind<
  Name extends string = string,
  S extends Service = Service,
  Op extends string = string,
  // biome-ignore lint/suspicious/noExplicitAny: rows of every item type live in one list
  Item = any,
> {
  kind: Name;
  /** What a person calls one of these, in AWS's words: `Route table`. */
  title: string;
  /** One sentence: what it is for. */
  about: string;
  /** `'global'`: one answer an account, asked in the partition's home Region. Default: one a Region. */
  scope?: 'region' | 'global';
  call: Call<S, Op, string, Item>;
  /** Asked only by a scan that wants these: they cost money, or tell of use and not of what there is. */
  optional?: 'metrics';
  /** Unique within account, Region and kind. `parent` is the key of the point that was asked. */
  id(item: Item, parent: string): string | undefined;
  /** The account that owns the resource, where the operation also lists what others share. */
  owner?(item: Item): string | undefined;
  /** The name that people gave it, where it is not the `Name` tag. */
  name?(item: Item): string | undefined;
  /** Edges of the graph by the kind that they lead to. */
  refs?: Record<string, (item: Item, parent: string) => string | undefined | readonly (string | undefined)[]>;
  /** This kind's resources say more about one resource of that kind; their `parent` is, or begins with, its id. */
  detailOf?: string;
  /**
   * Can exist only where one of these kinds has a resource; else known to be empty without a call.
   * What AWS lists for a while after its deletion does not count. A call that fans out needs no mention of what it fans out over.
   */
  onlyWith?: readonly string[];
  /** Paths of members that change by themselves: kept in a sibling shard. `A.B`; lists are walked through. */
  volatile?: readonly string[];
  /** Paths of members that must never be stored: replaced by a keyed hash. */
  secret?: readonly string[];
  /** Paths of lists whose order means something; every other list is a set. */
  ordered?: readonly string[];
  /** Lists whose elements have an identity: path of the list → members that identify an element. */
  keyed?: Record<string, readonly string[]>;
  /** What a table shows, in order, after the id and the name. */
  columns?: Record<string, (item: Item) => Cell | readonly Cell[]>;
  /** The filters that AWS documents for the operation, but for tags; absent: it takes none. A path begins at the item. */
  filters?: readonly RowFilter[];
}

/** The item type of an answer's member: the element of a list, the structure itself, or the whole answer for `'.'`. */
type ItemIn<P, Member extends string> = Member extends '.'
  ? P
  : Member extends keyof P
    ? NonNullable<P[Member]> extends readonly (infer E)[]
      ? E
      : NonNullable<P[Member]>
    : never;

/** The resources inside an item, each with what surrounded it under the name `as`. */
type Nested<Item, W> = W extends { list: infer L extends keyof Item & string; as: infer As extends string }
  ? NonNullable<Item[L]> extends readonly (infer E)[]
    ? E & Record<As, Omit<Item, L>>
    : never
  : Item;

/** Declares a row, typed against the SDK: its operation, the members of its answer and of its items. */
export const kind = <
  const Name extends string,
  S extends Service,
  const Op extends Operation<S> & string,
  const Member extends (keyof Page<S, Op> & string) | '.',
  const W extends { list: string; as: string } | undefined = undefined,
>(
  row: Omit<Kind<Name, S, Op, Nested<ItemIn<Page<S, Op>, Member>, W>>, 'call'> & {
    call: Omit<Call<S, Op, Member, Nested<ItemIn<Page<S, Op>, Member>, W>>, 'within'> & { within?: W };
  },
): Kind<Name, S, Op, Nested<ItemIn<Page<S, Op>, Member>, W>> => row as Kind<Name, S, Op, Nested<ItemIn<Page<S, Op>, Member>, W>>;

// biome-ignore lint/suspicious/noExplicitAny: reads the item type off any row
export type ItemOf<K> = K extends Kind<any, any, any, infer Item> ? Item : never;

// biome-ignore lint/suspicious/noExplicitAny: any row may be a parent
type AnyKind = Kind<any, any, any, any>;

/** Fan out over the resources of `parent`. */
export const each = <K extends AnyKind, In>(
  parent: K,
  points: (item: ItemOf<K>, region: string) => Point<In>[],
  options: Pick<Over, 'shared' | 'batch'> = {},
): Over<In> => ({ kind: parent.kind, points, ...options });

/** Ask the same points wherever there are any. */
export const always = <In>(points: Point<In>[]): Over<In> => ({ points: () => points });

/** Split a long chain of pages by the values that `value` reads from the resources of `source`. */
export const by = <K extends AnyKind>(filter: string, source: K, value: (item: ItemOf<K>) => string | undefined): Split => ({
  filter,
  kind: source.kind,
  value,
});
