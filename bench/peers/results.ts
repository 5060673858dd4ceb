/** The comparison as Markdown, and what of it nobody has explained. */
import type { Alone, Row } from './compare.ts';
import type { Spent } from './tools.ts';

export interface Compared {
  title: string;
  costs: { tool: string; spent: Spent; calls: number | undefined }[];
  /** How many findings hopscope has. */
  found: number;
  peers: { name: string; rows: Row[] }[];
  alone: Alone[];
}

export const unexplained = ({ title, peers, alone }: Compared): string[] => [
  ...peers.flatMap(({ name, rows }) =>
    rows.flatMap(({ check, theirs }) =>
      theirs.filter(({ why }) => !why).map(({ subject }) => `${title}: ${name} says ${check} of ${subject}, hopscope does not`),
    ),
  ),
  ...alone
    .filter(({ why }) => !why)
    .map(({ rule, subjects }) => `${title}: hopscope alone says ${rule} of ${subjects.join(', ')}`),
];

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |\n`;

/** Things with the same reason, in one cell. */
function reasons(theirs: Row['theirs']): string {
  const by = new Map<string, string[]>();
  for (const { subject, why } of theirs) {
    const reason = why ? `**${why.who}**: ${why.because}` : '**not explained**';
    by.set(reason, [...(by.get(reason) ?? []), subject]);
  }
  return [...by].map(([reason, subjects]) => `${shortened(subjects)}: ${reason}`).join('<br>');
}

const MOST = 5;
const shortened = (subjects: readonly string[]): string =>
  subjects.length > MOST ? `${subjects.slice(0, MOST).join(', ')} and ${subjects.length - MOST} more` : subjects.join(', ');

function section({ title, costs, found, peers, alone }: Compared): string {
  let text = `## ${title}\n\n| | seconds | of the processor | MB at most | calls |\n| --- | ---: | ---: | ---: | ---: |\n`;
  for (const { tool, spent, calls } of costs)
    text += line([tool, spent.wall.toFixed(1), spent.cpu.toFixed(1), spent.megabytes.toFixed(0), calls ?? '']);
  text += `\nhopscope has ${found} findings here.\n`;
  for (const { name, rows } of peers) {
    const told = rows.filter(({ both, theirs }) => both + theirs.length > 0);
    text += `\n### ${name}\n\n${rows.length} checks looked at something, ${told.length} found something.\n\n`;
    text += '| check | found by both | by it alone | why |\n| --- | ---: | ---: | --- |\n';
    for (const { check, both, theirs } of told) text += line([`\`${check}\``, both, theirs.length, reasons(theirs)]);
  }
  text +=
    '\n### hopscope alone\n\nOf the questions that a check above asks too.\n\n| finding | things | why |\n| --- | --- | --- |\n';
  for (const { rule, subjects, why } of alone) text += line([`\`${rule}\``, shortened(subjects), why ?? '**not explained**']);
  return text;
}

const NOT_RUN_AGAIN =
  'The tools were not run again for this text: it compares the reports of their last run (`--compare`), and the findings, times and memory are of that run.\n\n';

export const results = (all: readonly Compared[], runAgain: boolean): string =>
  `# Who found what\n\nWritten by \`npm run bench:peers\`; what the words mean is in [README.md](README.md).\n\n${runAgain ? '' : NOT_RUN_AGAIN}${all.map(section).join('\n')}`;
