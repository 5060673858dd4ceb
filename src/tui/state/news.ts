/** What is told unasked: another tree, findings as they are judged, trouble. */
import { severities } from '../../findings/rule.ts';
import { rolledUp } from '../model/rollup.ts';
import { Tree } from '../model/tree.ts';
import { firstOpen, revealed } from '../model/visible.ts';
import type { Happening } from './happening.ts';
import { nodeAt } from './layout.ts';
import { grown, told } from './live.ts';
import type { State, Step } from './state.ts';
import { fresh, say, screenOf, step, withScreen } from './state.ts';

export function heard(state: State, news: (Happening & { type: 'news' })['news']): Step {
  if (news.news === 'trouble') return step(say(state.tree ? state : { ...state, trouble: news.message }, news.message, 'bad'));
  if (news.news === 'surveying') return step({ ...state, surveying: { done: news.done, of: news.of } });
  // Its tree follows.
  if (news.news === 'imported') return step(state);
  if (news.news === 'scan') return told(state, news.scan);
  if (news.news === 'tree' && news.growth) return grown(state, news.tree, news.manifest, news.growth);
  // Read only now, while the trees of a scan are shown: it is what there is to go back to.
  if (news.news === 'tree' && state.live?.grown) {
    const tree = new Tree(news.tree);
    const before = { ...state.live.before, tree, manifest: news.manifest, open: firstOpen(tree), worst: rolledUp(tree, []) };
    return step({ ...state, live: { ...state.live, before } });
  }
  if (news.news === 'tree') {
    const tree = new Tree(news.tree);
    // Numbers of nodes mean something else now: what was asked and marked by them is gone.
    const was = state.tree && nodeAt(state, screenOf(state));
    const wanted = state.wanted ?? (was !== undefined ? state.tree!.keyOf(was) : undefined);
    const node = wanted === undefined ? undefined : tree.atKey(wanted);
    const view = screenOf(state);
    // What was prepared for a scan was about another snapshot.
    const kept = view.node === undefined && view.nodes === undefined && view.view !== 'scan' ? view : fresh('tree');
    const open = node === undefined ? firstOpen(tree) : revealed(tree, firstOpen(tree), [node]);
    return step({
      ...state,
      ...{
        tree,
        manifest: news.manifest,
        open,
        history: [{ ...kept, ...(node !== undefined && kept.view === 'tree' && { key: String(node) }) }],
        at: 0,
      },
      ...{
        answers: new Map(),
        asked: new Set(),
        stale: new Set(),
        changes: undefined,
        isEmpty: false,
        trouble: undefined,
        // That it is being opened.
        message: undefined,
        errands: [],
        marks: [],
        findings: [],
        findingNodes: [],
        wanted: undefined,
        touched: node !== undefined,
        surveying: undefined,
      },
      ...{ audit: { done: 0, of: 0, notEvaluated: 0 }, worst: rolledUp(tree, []) },
    });
  }
  const { tree } = state;
  if (!tree) return step(state);
  const findings = [...state.findings, ...news.findings];
  const findingNodes = [...state.findingNodes, ...news.findings.map(({ subject }) => tree.find(subject))];
  const audit = { done: news.done, of: news.of, notEvaluated: state.audit.notEvaluated + news.notEvaluated };
  const loud = findings.flatMap(({ severity, quiet }, at) => (quiet ? [] : [{ severity, node: findingNodes[at] }]));
  const next: State = {
    ...state,
    findings,
    findingNodes,
    audit,
    ...(news.findings.length > 0 && { worst: rolledUp(tree, loud) }),
  };
  return step(news.done === news.of ? toWhatMatters(next) : next);
}

/** More than these are not unfolded by themselves. */
const MOST_REVEALED = 6;

/** The tree opens on what is worst, unless somebody has already gone elsewhere. */
function toWhatMatters(state: State): State {
  const screen = screenOf(state);
  if (state.touched || screen.view !== 'tree' || !state.tree) return state;
  const worst = state.findings
    .map(({ severity, quiet }, at) => ({ severity, quiet, node: state.findingNodes[at] }))
    .filter(({ severity, quiet, node }) => !quiet && node !== undefined && severities.indexOf(severity) <= 1)
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || a.node! - b.node!)
    .slice(0, MOST_REVEALED);
  const critical = worst.filter(({ severity }) => severity === worst[0]?.severity).map(({ node }) => node!);
  if (critical.length === 0) return state;
  return withScreen({ ...state, open: revealed(state.tree, state.open, critical) }, { key: String(critical[0]) });
}
