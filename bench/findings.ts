/**
 * An audit of a large estate: how long, how much memory, and the slowest rules.
 * `npm run bench:findings [-- --interfaces N --shape regular|adversarial --slowest N]`. 100,000 regular interfaces wear 20,000 groups.
 */
import { parseArgs } from 'node:util';
import { type Audit, audit } from '../src/findings/audit.ts';
import { Estate } from '../src/findings/estate.ts';
import { ruleFiles } from '../src/findings/index.ts';
import type { RuleFile } from '../src/findings/rule.ts';
import { whoIs } from '../src/findings/who.ts';
import { usualKinds } from '../src/kinds/index.ts';
import { buildNetwork, entityOf } from '../src/reach/index.ts';
import { type EstateSpec, estate } from './reach/estate.ts';
import { type Spent, timed } from './reach/stopwatch.ts';

const { values } = parseArgs({
  options: {
    interfaces: { type: 'string', default: '100000' },
    shape: { type: 'string', default: 'regular' },
    slowest: { type: 'string', default: '5' },
  },
});

const drawn = estate({ interfaces: Number(values.interfaces), shape: values.shape as EstateSpec['shape'] });
// Everything that was not drawn is known not to be there.
const snapshot = { ...drawn, manifest: { ...drawn.manifest, kinds: usualKinds.map(({ kind }) => kind) } };
const counts = ['network-interface', 'security-group', 'vpc'].map((kind) => `${snapshot.resources(kind).length} ${kind}`);
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
const before = process.memoryUsage.rss();
console.log(`${counts.join(', ')} of ${drawn.manifest.shards.length} shards; the process holds ${megabytes(before)} with them`);

const index = timed(() => new Estate(buildNetwork(snapshot)));
const files: { file: RuleFile; audited: Audit; spent: Spent }[] = ruleFiles.map((file) => {
  const { value, spent } = timed(() => audit(index.value, [file]));
  return { file, audited: value, spent };
});
const all = [index.spent, ...files.map(({ spent }) => spent)];
const sum = (read: (spent: Spent) => number): number => all.reduce((total, spent) => total + read(spent), 0);
const seconds = ({ cpu, wall }: Spent): string =>
  `${cpu.toFixed(2).padStart(7)} s of the processor ${wall.toFixed(2).padStart(7)} s`;

// As the command would: an estate of its own, of which nothing has been asked yet.
const kindsAsked = ['network-interface', 'security-group', 'nat-gateway', 'subnet', 'transit-gateway'];
const askedOf = kindsAsked.map((kind) => {
  const fresh = new Estate(index.value.network);
  const [first] = snapshot.resources(kind);
  return { kind, ...timed(() => whoIs(fresh, entityOf(first!))) };
});

const found = files.reduce((total, { audited }) => total + audited.findings.length, 0);
const open = files.reduce((total, { audited }) => total + audited.notEvaluated.length, 0);
console.log(`total           ${seconds({ cpu: sum(({ cpu }) => cpu), wall: sum(({ wall }) => wall) })}`);
console.log(`index           ${seconds(index.spent)}`);
console.log(`findings        ${found}, not evaluated ${open}`);
console.log(`memory          ${megabytes(process.resourceUsage().maxRSS * 1024)} at most, with the snapshot and all findings`);
console.log('slowest rules, each with what it was the first to ask for:');
for (const { file, audited, spent } of files.sort((a, b) => b.spent.cpu - a.spent.cpu).slice(0, Number(values.slowest))) {
  const [first, ...others] = file.rules;
  const name = others.length ? `${first!.id} and ${others.length} more` : first!.id;
  console.log(`  ${name.padEnd(34)}${seconds(spent)}  ${audited.findings.length} findings`);
}
console.log('who, the first time it is asked of a loaded estate:');
for (const { kind, spent } of askedOf) console.log(`  ${kind.padEnd(34)}${seconds(spent)}`);
