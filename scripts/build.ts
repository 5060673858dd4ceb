/** Builds `dist/`: the command line and the collecting worker, split so that a command loads only what it uses. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import manifest from '../package.json' with { type: 'json' };

const { version } = manifest;
const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const WIDTHS = '\0widths-on-demand';
const widthsOnDemand = `import { createRequire } from 'node:module';
const load = createRequire(import.meta.url);
export default (text) => load('./string-width.js').default(text);`;

await rm(at('dist'), { recursive: true, force: true });
await build({
  input: {
    hopscope: at('src/cli/main.ts'),
    'collect-worker': at('src/collect/worker.ts'),
    'explore-worker': at('src/cli/explore-worker.ts'),
    'string-width': 'string-width',
  },
  platform: 'node',
  // The SDK's ES modules, of which unused operations can be left out.
  resolve: { mainFields: ['module', 'main'] },
  // React's and Ink's tools for developers stay out.
  transform: { target: 'node22', define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' } },
  external: ['react-devtools-core'],
  logLevel: 'warn',
  // Of its own description the program only needs the version.
  plugins: [
    { name: 'version', load: (id) => (id === at('package.json') ? `{ "version": "${version}" }` : undefined) },
    {
      // The tables of characters behind it take longer to load than most commands to run, and few texts need them.
      name: 'widths on demand',
      resolveId: (id, importer) => (id === 'string-width' && importer ? WIDTHS : undefined),
      load: (id) => (id === WIDTHS ? widthsOnDemand : undefined),
    },
    {
      // An `import` of a built-in module reads all of its exports, and with node:crypto loads all that stands behind them.
      name: 'built-in modules as they are',
      renderChunk: (code) =>
        code.replaceAll(
          /^import \{ ([^}]+) \} from "(node:[\w/]+)";$/gm,
          (_, names: string, from: string) =>
            `const { ${names.replaceAll(' as ', ': ')} } = process.getBuiltinModule("${from}");`,
        ),
    },
  ],
  output: {
    dir: at('dist'),
    format: 'esm',
    minify: true,
    // Flat, because the worker is found beside the chunk that starts it.
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  },
});
