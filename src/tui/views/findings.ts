/** What is wrong, the worst first; enter shows the proof and what mends it. */
import { severities } from '../../findings/rule.ts';
import { digits } from '../../report/words.ts';
import { isSeen, termMask } from '../model/scope.ts';
import type { Mask } from '../model/visible.ts';
import { remembered } from '../remembered.ts';
import { filled, middle, span } from '../screen/row.ts';
import { fresh, type State } from '../state/state.ts';
import { severityMark } from './marks.ts';
import { type Lines, listOf, type View, wordsHold } from './view.ts';

const sorted = remembered((findings: State['findings']): number[] =>
  [...findings.keys()].sort((a, b) => {
    const [one, other] = [findings[a]!, findings[b]!];
    return (
      severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
      (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : a - b)
    );
  }),
);

const TERMS = /(?:^|\s)!?(?:tag|cidr|kind|region|account):\S+/g;

/** Terms about things are asked of the tree; the others of the finding's own words. */
const shown = remembered(
  (
    findings: State['findings'],
    nodes: State['findingNodes'],
    hidden: State['hidden'],
    mask: Mask | undefined,
    filter: string,
    under: number | undefined,
    end: number,
  ): number[] => {
    const least = /(?:^|\s)sev:(\w+)/.exec(filter)?.[1];
    const most = least === undefined ? severities.length : severities.findIndex((one) => one.startsWith(least.toLowerCase()));
    const words = filter.replaceAll(TERMS, ' ').replace(/(?:^|\s)sev:\S*/g, ' ');
    return sorted(findings).filter((at) => {
      const { severity, rule, title, message, subject, who, quiet } = findings[at]!;
      const node = nodes[at];
      if (quiet || !isSeen(hidden)(subject) || (most >= 0 && severities.indexOf(severity) > most)) return false;
      if (mask && (node === undefined || mask[node] !== 1)) return false;
      if (under !== undefined && (node === undefined || node < under || node >= end)) return false;
      return wordsHold(words, `${severity} ${rule} ${title} ${message} ${subject.id} ${who}`);
    });
  },
);

export const findings: View = {
  name: 'findings',
  about: 'What is wrong, the worst first. Enter shows the proof and what mends it.',
  filter: 'terms',
  preview: true,
  title: (state, { node }) => `findings${node === undefined || !state.tree ? '' : ` of ${state.tree.title(node)}`}`,
  lines(state, { filter, node }): Lines {
    const asked = [...filter.matchAll(TERMS)].map(([term]) => term.trim()).join(' ');
    const end = node === undefined || !state.tree ? 0 : state.tree.data.end[node]!;
    const list = shown(state.findings, state.findingNodes, state.hidden, termMask(state, asked), filter, node, end);
    const busy = state.audit.done < state.audit.of || state.audit.of === 0;
    return {
      ...listOf([]),
      count: list.length,
      key: (at) => state.findings[list[at]!]?.fingerprint ?? '',
      find: (key) => {
        const at = list.findIndex((one) => state.findings[one]!.fingerprint === key);
        return at < 0 ? undefined : at;
      },
      row: (at, width) => {
        const { severity, rule, title, subject, who, message } = state.findings[list[at]!]!;
        const above = at > 0 ? state.findings[list[at - 1]!]! : undefined;
        // Below one that would read alike, what tells the two apart comes at once.
        const isAlike = above?.rule === rule && above.who === who;
        const room = Math.max(14, Math.min(30, Math.floor(width * 0.25)));
        return [
          ...severityMark(severity),
          span(' '),
          ...filled([span(middle(who, room))], room),
          ...(isAlike
            ? [span(' … ', 'quiet'), span(message)]
            : [span(` ${title}`, severity === 'info' ? 'plain' : severity), span(` · ${subject.region} · ${message}`, 'quiet')]),
        ];
      },
      node: (at) => state.findingNodes[list[at]!],
      target: (at) => ({ screen: fresh('finding', { fingerprint: state.findings[list[at]!]!.fingerprint }) }),
      empty:
        state.live && state.audit.of === 0
          ? 'There are none yet.'
          : busy
            ? `Judging: ${digits(state.audit.done)} of ${digits(state.audit.of)} files of rules …`
            : filter
              ? `No finding holds ${filter}.`
              : 'Nothing wrong was found in what could be seen.',
    };
  },
};
