/** A picture of the overview of the sample, as it looks in a terminal: the program's own output, drawn as SVG. */
import { fileURLToPath } from 'node:url';
import { run } from '../src/cli/run.ts';

const COLUMNS = 100;
const CELL = { width: 7.8, height: 18 };
const MARGIN = 20;
const BAR = 28;
const COMMAND = 'npx hopscope show --snapshot sample';

/** What each Select Graphic Rendition code looks like on a dark screen. */
const looks: Record<string, string> = {
  1: 'font-weight="bold"',
  2: 'opacity=".6"',
  31: 'fill="#ff7b72"',
  32: 'fill="#7ee787"',
  33: 'fill="#f2cc60"',
  36: 'fill="#79c0ff"',
};

/** The overview's text with its colours, for a screen of `COLUMNS`. */
async function overview(): Promise<string> {
  let text = '';
  await run(['show', '--snapshot', 'sample'], {
    stdout: {
      write(more) {
        text += more;
      },
      terminal: true,
      columns: COLUMNS,
    },
    stderr: {
      write(more) {
        throw new Error(more);
      },
      terminal: false,
      columns: COLUMNS,
    },
    env: { npm_execpath: 'npx' },
    cwd: '.',
    now: () => new Date(0),
    lookUp: (host) => Promise.reject(new Error(`DNS was not to be asked for ${host}`)),
    monotonic: () => 0,
    ask: () => Promise.reject(new Error('nobody is asked')),
    interrupted: new AbortController().signal,
    self: process,
    version: '',
    sample: fileURLToPath(new URL('../snapshots/sample', import.meta.url)),
  });
  return text;
}

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[each] ?? each);

interface Run {
  row: number;
  column: number;
  text: string;
  look: string;
}

/** The stretches of text that look alike, and where each begins. What a code switches on lasts over the end of a line. */
function runsOf(lines: readonly string[]): Run[] {
  let look = '';
  return lines.flatMap((line, row) => {
    let column = 0;
    return line.split('\u001B[').flatMap((part, at) => {
      const [, code, text = ''] = at ? (/^(\d+)m(.*)$/.exec(part) ?? []) : [undefined, undefined, part];
      if (code) look = looks[code] ?? '';
      const run = { row, column, text, look };
      column += text.length;
      return text ? [run] : [];
    });
  });
}

function drawn({ row, column, text, look }: Run): string[] {
  const shown = text.trim();
  const x = MARGIN + (column + text.length - text.trimStart().length) * CELL.width;
  const y = BAR + MARGIN + row * CELL.height;
  const width = (shown.length * CELL.width).toFixed(1);
  const place = `x="${x.toFixed(1)}" y="${y}" textLength="${width}"`;
  return shown ? [`<text ${place} xml:space="preserve"${look && ` ${look}`}>${escaped(shown)}</text>`] : [];
}

export async function picture(): Promise<string> {
  const lines = [`\u001B[2m$\u001B[22m ${COMMAND}`, '', ...(await overview()).trimEnd().split('\n')];
  const width = Math.round(COLUMNS * CELL.width + 2 * MARGIN);
  const height = BAR + 2 * MARGIN + lines.length * CELL.height;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, at) => `<circle cx="${MARGIN + at * 20}" cy="18" r="6" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    '<title>The overview of the sample company in a terminal</title>',
    '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>',
    ...dots,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" fill="#e6edf3">`,
    ...runsOf(lines).flatMap(drawn),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
