/** Pictures of the explorer on the sample, by the keys that lead there: its own rows, drawn as SVG. */
import { widthOf } from '../src/report/table.ts';
import type { Manifest } from '../src/snapshot/snapshot.ts';
import { Live } from '../src/tui/desk/live.ts';
import type { News } from '../src/tui/desk/news.ts';
import { frame } from '../src/tui/frame.ts';
import { sampleRoom, Walker } from '../test/tui/room.ts';

const COLUMNS = 132;
const ROWS = 34;
const CELL = { width: 7.8, height: 17 };
const MARGIN = 16;
const BAR = 28;
const GROUND = '#0d1117';
const LETTERS = '#e6edf3';

interface Picture {
  readonly title: string;
  readonly keys: readonly string[];
  /** Of the screen; what has little to show takes less. */
  readonly rows?: number;
  /** What is heard after that. */
  readonly news?: (manifest: Manifest) => News;
}

const pictures: Readonly<Record<string, Picture>> = {
  'explorer-tree': { title: 'The tree opens on the worst, with the detail beside it', keys: [] },
  'explorer-overview': { title: 'o: the overview', keys: ['o'] },
  'explorer-findings': { title: 'f, Enter: a finding with its proof', keys: ['f', '/', 'ssh', 'enter', 'enter'] },
  'explorer-exposure': { title: 'i: what the internet reaches, with the proof beside it', keys: ['i'] },
  'explorer-segments': { title: 'W: who may talk to whom', keys: ['W', '6', 'j', '$', 'h'] },
  'explorer-table': { title: ':sg, the security groups as a table', keys: [':sg', 'enter', ':sort wrong', 'enter', 'g'] },
  'explorer-path': {
    title: ':path, +: a path with a fix tried on a copy of the snapshot',
    keys: [':path internet parcel-app-1:443', 'enter', 'v', 'v', '+'],
  },
  'explorer-scan': {
    title: 'N: a scan that runs, and where it was denied',
    keys: [':scan haldenpost', 'enter', 'N'],
    rows: 16,
    news: halfway,
  },
};

/** The sample's scan, the one Region further than the other: what was refused there is said at once. */
function halfway(manifest: Manifest): News {
  const { accounts, places, kinds, gaps } = manifest;
  const live = new Live(new Date(manifest.takenAt), undefined, undefined);
  live.hear({ is: 'begun', accounts, places, kinds });
  for (const gap of gaps) live.hear({ is: 'gap', gap });
  for (const [at, place] of places.entries())
    for (const kind of kinds.slice(0, Math.floor((kinds.length * (places.length - at)) / places.length)))
      live.hear({ is: 'read', ...place, kind });
  const readings = live.readings();
  const progress = {
    ...{ calls: { done: 131, open: 83 }, resources: 702, throttles: 0, gaps: gaps.length, msLeft: 9_000 },
    places: { done: readings.filter(({ read, all }) => read === all).length, all: readings.length },
  };
  return { news: 'scan', scan: { is: 'running', progress, readings } };
}

const colours: Record<string, string> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#f2cc60',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  91: '#ff7b72',
};

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[each] ?? each);

interface Look {
  fill: string;
  ground?: string;
  bold?: boolean;
  dim?: boolean;
}

function lookOf(codes: readonly string[]): Look {
  const look: Look = { fill: LETTERS };
  for (const code of codes) {
    if (code === '1') look.bold = true;
    else if (code === '2') look.dim = true;
    else if (code === '7') Object.assign(look, { fill: GROUND, ground: LETTERS });
    else if (code === '30') look.fill = GROUND;
    else if (/^4[0-7]$/.test(code)) look.ground = colours[`3${code[1]}`];
    else look.fill = colours[code] ?? look.fill;
  }
  return look;
}

function row(line: string, y: number): string[] {
  let column = 0;
  let outer: string[] = [];
  return line.split('\u001B[').flatMap((part, at) => {
    const [, code = '0', text = ''] = at > 0 ? (/^([\d;]*)m(.*)$/s.exec(part) ?? []) : [undefined, '0', part];
    outer = code === '0' ? [] : code.split(';');
    const look = lookOf(outer);
    const begin = MARGIN + column * CELL.width;
    const width = widthOf(text) * CELL.width;
    column += widthOf(text);
    const shown = text.trimEnd();
    const lead = shown.length - shown.trimStart().length;
    const rect =
      look.ground && text
        ? [
            `<rect x="${begin.toFixed(1)}" y="${y - 13}" width="${width.toFixed(1)}" height="${CELL.height}" fill="${look.ground}"/>`,
          ]
        : [];
    if (!shown.trim()) return rect;
    const place = `x="${(begin + lead * CELL.width).toFixed(1)}" y="${y}" textLength="${(widthOf(shown.trimStart()) * CELL.width).toFixed(1)}"`;
    const drawn = [
      look.fill === LETTERS ? '' : ` fill="${look.fill}"`,
      look.bold ? ' font-weight="bold"' : '',
      look.dim ? ' opacity=".62"' : '',
    ].join('');
    return [...rect, `<text ${place} xml:space="preserve"${drawn}>${escaped(shown.trimStart())}</text>`];
  });
}

function drawing(lines: readonly string[], title: string): string {
  const width = Math.round(COLUMNS * CELL.width + 2 * MARGIN);
  const height = BAR + 2 * MARGIN + lines.length * CELL.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${GROUND}"/>`,
    ...['#ff5f57', '#febc2e', '#28c840'].map((fill, at) => `<circle cx="${MARGIN + 4 + at * 20}" cy="18" r="6" fill="${fill}"/>`),
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" fill="${LETTERS}">`,
    ...lines.flatMap((line, at) => row(line, BAR + MARGIN + 8 + at * CELL.height)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** By path below the root. */
export async function explorerPictures(): Promise<Record<string, string>> {
  const room = await sampleRoom();
  const drawn: Record<string, string> = {};
  for (const [name, { title, keys, rows = ROWS, news }] of Object.entries(pictures)) {
    const walker = new Walker(room, COLUMNS, rows, { theme: 'dark', ascii: false, mouse: false });
    await walker.hear(...room.first.map((news) => ({ type: 'news', news }) as const));
    await walker.press(...keys);
    if (news) await walker.hear({ type: 'news', news: news(walker.state.manifest!) });
    drawn[`docs/${name}.svg`] = drawing(frame(walker.state), title);
  }
  return drawn;
}
