/** Why each package is there. A test holds this list against package.json; the README shows it. */

export const reasons: Record<string, string> = {
  '@aws-sdk/client-*, @smithy/types': 'AWS’s own clients: what is asked, and the types that rows are checked against',
  '@aws-sdk/core, @smithy/core': 'the SDK’s schemas and serializers, with which replay answers as AWS does',
  '@aws-sdk/credential-providers': 'credentials from where every AWS tool looks for them',
  '@smithy/node-http-handler': 'one connection pool for all clients, with deadlines',
  'ink, react': 'holds the terminal for the explorer: the other screen, lent to a pager, given back however it ends',
  'p-limit': 'bounds what is in flight',
  'proxy-agent': 'HTTPS_PROXY and NO_PROXY, which the SDK does not read',
  'string-width': 'how many columns a character takes on a screen',
  yaml: 'hopscope.yaml, with the lines of what is wrong in it',
  '@biomejs/biome': 'formats and lints',
  '@stryker-mutator/*': 'changes the code on purpose, to see whether a test notices',
  '@lydell/node-pty': 'a real terminal for the built program, with its binary in the package',
  '@types/node, @types/react, typescript': 'types; rows that name a wrong operation or field do not compile',
  '@xterm/headless': 'the screen that a test or a picture reads',
  'aws-sdk-client-mock': 'a stand-in for the SDK where a test needs no HTTP',
  'fast-check': 'property tests',
  knip: 'finds what nobody uses',
  node: 'the Node that everything here runs on, whatever the machine has',
  rolldown: 'bundles the command line into files that load only what a command uses',
  vitest: 'runs the tests',
  'z3-solver': 'an independent solver, asked the same questions as the engine in its benchmark',
};

/** The entry that a package belongs to. */
export const reasonFor = (name: string): string | undefined =>
  Object.keys(reasons).find((names) =>
    names.split(', ').some((each) => name === each || (each.endsWith('*') && name.startsWith(each.slice(0, -1)))),
  );
