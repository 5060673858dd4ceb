/** Going to a thing by what it is called. */
import { parseAddress } from '../../net/index.ts';
import type { Tree } from '../model/tree.ts';
import { located } from './moving.ts';
import { fresh, go, type State, type Step, say, step } from './state.ts';

/** To a thing: by its id, by the address that it has, by its name; where several have it, the tree shows them all. */
export function goTo(state: State, text: string, otherwise = `Nothing is called ${text}.`): Step {
  const { tree } = state;
  if (!tree) return step(say(state, 'The snapshot is still being read.', 'warning'));
  if (!text) return step(say(state, 'Where to? :go NAME, an id or an address', 'warning'));
  const [byId] = tree.withId(text);
  if (byId !== undefined) return step(located(state, byId));
  const filter = parseAddress(text) === undefined ? text : `cidr:${text}`;
  const named = parseAddress(text) === undefined ? tree.named(text) : holders(tree, text);
  if (named.length === 1) return step(located(state, named[0]!));
  if (named.length > 1) return step(go(state, fresh('tree', { filter, key: String(named[0]) })));
  return step(say(state, otherwise, 'warning'));
}

/** Who has an address: an instance before its interface and its Elastic IP, which have the same. */
function holders(tree: Tree, address: string): number[] {
  const found: number[] = [];
  for (let node = 0; node < tree.size; node += 1)
    if (tree.field(node, 'addresses').split(' ').includes(address)) found.push(node);
  for (const kind of ['instance', 'network-interface']) {
    const mine = found.filter((node) => tree.kindOf(node) === kind);
    if (mine.length > 0) return mine;
  }
  return found;
}
