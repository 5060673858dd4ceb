/** What a binding is: keys, what they do, and why they cannot do it here. */
import { endOf } from '../../model/ends.ts';
import type { Lines } from '../../views/view.ts';
import type { Screen, State, ViewName } from '../state.ts';

/** Where a key was pressed: what bindings look at to say whether they can do anything. */
export interface Where {
  readonly state: State;
  readonly screen: Screen;
  /** The node under the cursor. */
  readonly node?: number;
  /** What is listed there; absent where a key is only spoken of. */
  readonly lines?: Lines;
}

export const groupsOfBindings = ['Move', 'Fold', 'Go', 'Look closer', 'Choose', 'Take along', 'Program'] as const;

export type ActionName =
  | 'down'
  | 'up'
  | 'top'
  | 'bottom'
  | 'half down'
  | 'half up'
  | 'page down'
  | 'page up'
  | 'unfold'
  | 'fold'
  | 'toggle'
  | 'toggle all'
  | 'enter'
  | 'back'
  | 'older'
  | 'newer'
  | 'tree'
  | 'overview'
  | 'findings'
  | 'findings here'
  | 'exposure'
  | 'segments'
  | 'reaches'
  | 'reached by'
  | 'column left'
  | 'column right'
  | 'first column'
  | 'last column'
  | 'next grouping'
  | 'grouping before'
  | 'kinds'
  | 'coverage'
  | 'scan'
  | 'read again'
  | 'snapshots'
  | 'from here'
  | 'to here'
  | 'from internet'
  | 'turn round'
  | 'port'
  | 'protocol'
  | 'family'
  | 'one way'
  | 'close'
  | 'next hop'
  | 'hop before'
  | 'try'
  | 'try without'
  | 'undo'
  | 'beside from'
  | 'beside to'
  | 'edit question'
  | 'detail'
  | 'locate'
  | 'who'
  | 'json'
  | 'regions'
  | 'accounts'
  | 'mark'
  | 'compare'
  | 'sort'
  | 'sort back'
  | 'copy id'
  | 'copy ARN'
  | 'open'
  | 'export'
  | 'page'
  | 'edit'
  | 'command'
  | 'filter'
  | 'help'
  | 'mouse'
  | 'redraw'
  | 'suspend'
  | 'quit';

export interface Binding {
  readonly does: ActionName;
  readonly keys: readonly string[];
  readonly about: string;
  readonly group: (typeof groupsOfBindings)[number];
  /** For the bar at the bottom, where it is worth a place there. */
  readonly short?: string | ((where: Where) => string | undefined);
  /** Only in these views. */
  readonly only?: readonly ViewName[];
  /** Why it can do nothing here. */
  disabled?(where: Where): string | undefined;
}

export const needsResource = ({ state, node }: Where): string | undefined =>
  node !== undefined && state.tree?.isResource(node) ? undefined : 'no resource is under the cursor';

export const needsEnd = ({ state, node }: Where): string | undefined =>
  node !== undefined && state.tree && endOf(state.tree, node) !== undefined
    ? undefined
    : 'nothing under the cursor sends or takes packets under an address';

export const needsNode = ({ node }: Where): string | undefined =>
  node === undefined ? 'nothing of the tree is under the cursor' : undefined;
