/** Answers from the snapshot, at once: a resource, a table, who uses what, what could not be seen. */
import { editsBetween } from '../../diff/compare.ts';
import { Estate } from '../../findings/estate.ts';
import { whoIs } from '../../findings/who.ts';
import { isKind, kindNamed, nameOf, refsOf } from '../../kinds/index.ts';
import { buildNetwork, entityOf } from '../../reach/index.ts';
import { editLines } from '../../report/edit.ts';
import { linesForTerminal } from '../../report/escape.ts';
import { wrap } from '../../report/table.ts';
import { whoText } from '../../report/who.ts';
import type { Resource, Snapshot } from '../../snapshot/snapshot.ts';
import type { Grown } from '../model/flatten.ts';
import { type Named, Tree } from '../model/tree.ts';
import type { Answer, Cells, StoredSnapshot } from './answers.ts';
import { cellsOf, orderOf } from './cells.ts';
import { coverage, overviewOf } from './coverage.ts';
import { detail, type Surroundings } from './detail.ts';
import { arnOf, consoleUrl } from './names.ts';
import { path, Trials } from './path.ts';
import type { Question } from './questions.ts';
import { linesOf, paneStyle, section, sheet } from './sheet.ts';

export class Desk {
  readonly #snapshot: Snapshot;
  readonly #resources: readonly (Resource | undefined)[];
  readonly #tree: Tree;
  readonly #stored: () => Promise<StoredSnapshot[]>;
  #estate: Estate | undefined;
  #users: Map<string, Resource[]> | undefined;
  #trials: Trials | undefined;
  #cells: { kind: string; cells: Cells } | undefined;

  constructor(snapshot: Snapshot, { tree, resources }: Grown, stored: () => Promise<StoredSnapshot[]>) {
    this.#snapshot = snapshot;
    this.#resources = resources;
    this.#tree = new Tree(tree);
    this.#stored = stored;
  }

  async answer(question: Question): Promise<Answer> {
    switch (question.ask) {
      case 'detail':
        return detail(this.#surroundings, this.#at(question.node), question.width);
      case 'who':
        return this.#who(this.#at(question.node), question.width);
      case 'json':
        return { is: 'json', text: linesForTerminal(JSON.stringify(this.#at(question.node).data, null, 2)) };
      case 'names': {
        const resource = this.#at(question.node);
        const [arn, url] = [arnOf(resource), consoleUrl(resource)];
        return { is: 'names', id: resource.id, ...(arn && { arn }), ...(url && { url }) };
      }
      case 'compare':
        return this.#compare(question.nodes.map((node) => this.#at(node)) as [Resource, Resource], question.width);
      case 'path':
        this.#trials ??= new Trials(this.#known);
        return path(this.#trials, question.asked, question.width);
      case 'overview':
        return overviewOf(this.#snapshot, question.width);
      case 'coverage':
        return coverage(this.#snapshot, question.width);
      case 'cells':
        return this.#cellsOf(question.kind);
      case 'order':
        return orderOf(this.#cellsOf(question.kind), question.column, question.down);
      case 'snapshots':
        return { is: 'snapshots', list: await this.#stored() };
      default:
        throw new Error(`the desk does not answer ${question.ask}`);
    }
  }

  /** Built when it is first needed: the screen is there before. */
  get #known(): Estate {
    this.#estate ??= new Estate(buildNetwork(this.#snapshot));
    return this.#estate;
  }

  #at(node: number): Resource {
    const resource = this.#resources[node];
    if (!resource) throw new Error(`node ${node} of the tree stands for no resource`);
    return resource;
  }

  readonly #lookUp = (id: string): Named | undefined => {
    const [node] = this.#tree.withId(id).filter((one) => this.#tree.isResource(one));
    const found = node === undefined ? undefined : this.#resources[node];
    return found && { kind: found.kind, id: found.id, account: found.account, region: found.region };
  };

  get #surroundings(): Surroundings {
    return {
      network: this.#known.network,
      at: this.#lookUp,
      referrers: ({ kind, id }) => this.#usersOf(kind, id),
      nameOf: (kind, id) => {
        const all = this.#tree.withId(id).filter((node) => this.#tree.kindOf(node) === kind);
        return all
          .map((node) => this.#resources[node]!)
          .map(called)
          .find(Boolean);
      },
    };
  }

  /** What names each thing, as an index: made once, when somebody first asks. */
  #usersOf(kind: string, id: string): readonly Resource[] {
    if (!this.#users) {
      this.#users = new Map();
      for (const resource of this.#resources) {
        if (!resource) continue;
        for (const ref of refsOf(kindNamed(resource.kind), resource)) {
          const key = `${ref.kind} ${ref.id}`;
          const known = this.#users.get(key);
          if (known) known.push(resource);
          else this.#users.set(key, [resource]);
        }
      }
    }
    return this.#users.get(`${kind} ${id}`) ?? [];
  }

  #who(resource: Resource, width: number): Answer {
    const subject = this.#known.network.entity(resource.kind, resource.id) ?? entityOf(resource);
    const text = whoText(this.#known.network, whoIs(this.#known, subject, resource.parent), true, paneStyle(width));
    return sheet([section(undefined, linesOf(text))]);
  }

  #compare([one, other]: [Resource, Resource], width: number): Answer {
    const style = paneStyle(width);
    const name = (resource: Resource): string => `${resource.id}${called(resource) ? ` “${called(resource)}”` : ''}`;
    const head = wrap(`${style.paint('heading', name(one))} → ${style.paint('heading', name(other))}`, style, '', '  ');
    const edits = editsBetween(kindNamed(one.kind), one.data, other.data, true);
    const lines = edits.flatMap((edit) => editLines(edit, style, ''));
    const alike = [style.paint('good', 'They say the same, member by member.')];
    return sheet([section(undefined, linesOf([...head, '', ...(lines.length > 0 ? lines : alike)].join('\n')))]);
  }

  #cellsOf(kind: string): Cells {
    if (this.#cells?.kind === kind) return this.#cells.cells;
    const nodes = this.#resources.flatMap((one, node) => (one?.kind === kind ? [node] : []));
    const cells = cellsOf(
      kind,
      nodes,
      nodes.map((node) => this.#resources[node]!),
      called,
    );
    this.#cells = { kind, cells };
    return cells;
  }
}

const called = ({ kind, data }: Resource): string | undefined => (isKind(kind) ? nameOf(kindNamed(kind), data) : undefined);

/** An answer that is not; said instead of one. */
export const failed = (error: unknown): Answer => ({
  is: 'failed',
  message: linesForTerminal(error instanceof Error ? error.message : String(error)),
});
