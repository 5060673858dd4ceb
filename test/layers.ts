/** The layers of the program. The boundary test holds the code to this table, and the README shows it. */

export interface Layer {
  holds: string;
  /** Layers; `*`: every one. */
  imports: readonly string[];
  packages?: RegExp;
}

/** Who may import whom at run time, and which packages. */
export const mayImport: Record<string, Layer> = {
  kinds: { holds: 'what exists on AWS, as rows of data', imports: [] },
  snapshot: { holds: 'snapshots, and the store on disk', imports: ['kinds'], packages: /^p-limit$/ },
  collect: {
    holds: 'AWS → snapshot',
    imports: ['kinds', 'snapshot'],
    packages: /^(?:@aws-sdk\/|@smithy\/|p-limit$|proxy-agent$)/,
  },
  import: { holds: 'AWS CLI output → snapshot', imports: ['kinds', 'snapshot'], packages: /^(?:@aws-sdk\/|@smithy\/)/ },
  replay: { holds: 'snapshot → AWS endpoint', imports: ['kinds', 'snapshot'], packages: /^(?:@aws-sdk\/|@smithy\/)/ },
  diff: { holds: 'two snapshots → what changed', imports: ['kinds', 'snapshot'] },
  net: { holds: 'addresses, ports and sets of traffic', imports: [] },
  reach: { holds: 'who reaches whom, and why not', imports: ['kinds', 'snapshot', 'net'] },
  findings: {
    holds: 'rules: what is wrong, what could not be judged, what people accept',
    imports: ['kinds', 'snapshot', 'net', 'reach'],
    packages: /^yaml$/,
  },
  report: {
    holds: 'snapshot → text, without effects',
    imports: ['kinds', 'snapshot', 'diff', 'net', 'reach', 'findings'],
    packages: /^string-width$/,
  },
  tui: {
    holds: 'the explorer: snapshot → screen',
    imports: ['kinds', 'snapshot', 'diff', 'net', 'reach', 'findings', 'report'],
    packages: /^(?:ink|react|string-width)$/,
  },
  pipeline: { holds: 'the whole program on one screen', imports: ['kinds', 'snapshot', 'collect'] },
  cli: { holds: 'the command line: effects, flags, exit codes', imports: ['*'] },
};
