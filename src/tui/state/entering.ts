/** What Enter does with a row: goes where it leads, chooses what it offers, folds what it holds. */
import type { Target } from '../views/view.ts';
import { typed } from './editor.ts';
import { isBeingRead, linesOf } from './layout.ts';
import { startScan } from './live.ts';
import { type Action, toggled } from './moving.ts';
import { fresh, go, type State, type Step, say, screenOf, step, withScreen } from './state.ts';

/** Where a row leads. */
export function follow(state: State, target: Target): Step {
  if ('screen' in target) return step(go(state, target.screen));
  if ('snapshot' in target)
    return step(say(state, `Opening ${target.snapshot} …`, 'quiet'), { do: 'snapshot', id: target.snapshot });
  if ('toggle' in target) return step(putAside(state, target.toggle));
  if ('choose' in target) return step(choosing(state, target));
  if ('order' in target) return startScan(state, target.order);
  if ('sample' in target) return step(say(state, 'Opening the sample company …', 'quiet'), { do: 'sample' });
  if ('type' in target)
    return step({ ...state, entry: { purpose: 'command', editor: typed(target.type), before: screenOf(state) } });
  return step(go(state, fresh('detail', { node: target.node })));
}

/** With another one chosen, or without it; without a name nobody and nothing is. */
function choosing(state: State, { choose, name }: Extract<Target, { choose: unknown }>): State {
  const list = choose === 'profile' ? 'profiles' : 'regions';
  const before = state.chosen[list];
  const next = name === undefined ? [] : before.includes(name) ? before.filter((one) => one !== name) : [...before, name];
  return { ...state, chosen: { ...state.chosen, [list]: next } };
}

function putAside(state: State, id: string): State {
  const kind = screenOf(state).of === 'account' ? 'account' : 'region';
  const set = new Set(state.hidden[kind]);
  if (!set.delete(id)) set.add(id);
  return { ...state, hidden: { ...state.hidden, [kind]: set } };
}

export const enter: Action = (state, screen) => {
  const lines = linesOf(state, screen);
  const target = lines.count > 0 ? lines.target?.(screen.cursor) : undefined;
  if (target) return follow(state, target);
  if (isBeingRead(state, screen))
    return step(say(withScreen(state, { isEntering: true }), 'It is being read, and opens when it is there.', 'quiet'));
  if (lines.count === 0)
    return step(say(state, state.tree ? 'Nothing is here to open.' : 'Nothing is here to open yet.', 'quiet'));
  const node = screen.view === 'tree' || screen.view === 'table' ? lines.node?.(screen.cursor) : undefined;
  if (node === undefined) return step(say(state, 'Nothing is named in this line.', 'quiet'));
  return screen.view === 'tree' && !state.tree!.isResource(node) && !state.tree!.isLeaf(node)
    ? toggled(state, node)
    : step(go(state, fresh('detail', { node })));
};
