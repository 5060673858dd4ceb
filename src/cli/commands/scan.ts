/** `hopscope scan`: live accounts into a snapshot. */
import { linesForTerminal } from '../../report/escape.ts';
import { grouped } from '../../report/gaps.ts';
import { overview } from '../../report/overview.ts';
import { planOf, planText } from '../../report/plan.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Again } from '../../snapshot/taken-over.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { nextCommands } from '../hints.ts';
import { printJson } from '../json.ts';
import { runScan } from '../run-scan.ts';
import { coverageOf, partOf, type ScanFlags, scanRequest, USUAL_SHARE } from '../scan-request.ts';
import { styleFor } from '../screen.ts';
import { openSnapshot, openStore } from '../stores.ts';

export default command({
  about:
    'Reads every enabled Region unless told otherwise, and only reads: no call that changes anything can be sent. ' +
    'What could not be read is said, and the scan then ends with 4. ' +
    'Credentials come from where AWS tools look for them: environment, profiles, SSO, containers, instance metadata. ' +
    'HTTPS_PROXY, ALL_PROXY, NO_PROXY, AWS_CA_BUNDLE and AWS_ENDPOINT_URL are honoured.',
  flags: {
    profile: { value: 'NAME', many: true, about: 'Scan the account of this profile' },
    role: { value: 'ARN', about: 'Assume this role from each profile' },
    'external-id': { value: 'ID', about: "The external id that the role's owner asks for" },
    'mfa-serial': { value: 'SERIAL', about: 'The MFA device that the role asks for; its code is asked at the terminal' },
    'session-name': { value: 'NAME', about: "Names the role's session in CloudTrail; hopscope-TIME by default" },
    region: { value: 'REGION', many: true, about: 'Only this Region' },
    'exclude-region': { value: 'REGION', many: true, about: 'All enabled Regions but this one' },
    kind: { value: 'KIND', many: true, about: 'Only this kind, and what it needs', completes: 'kind' },
    share: {
      value: 'PERCENT',
      number: { least: 1, most: 100 },
      about: `How much of each request budget of the account to use; ${USUAL_SHARE} by default, because other tools share it`,
    },
    'endpoint-url': { value: 'URL', about: 'Ask this endpoint instead of AWS' },
    fips: { about: 'Use FIPS endpoints' },
    'dual-stack': { about: 'Use endpoints that also speak IPv6' },
    metrics: {
      about: 'Also ask CloudWatch what NAT gateways and endpoints carried in 30 days; AWS charges about a cent for 1,000 metrics',
    },
    plan: { about: 'Say what would be called, without calling it' },
    resume: {
      value: 'ID',
      bare: 'latest',
      about: 'Ask only what an unfinished snapshot lacks; the newest by default',
      completes: 'snapshot',
    },
    again: {
      value: 'ID',
      bare: 'latest',
      about:
        'Read what --region and --kind name again, and take the rest over from this snapshot, the newest by default; the new one says when each part was read',
      completes: 'snapshot',
    },
    'allow-partial': { about: 'End with 0 even when something could not be seen' },
  },
  args: [],
  examples: [
    { line: 'hopscope scan', about: 'Every enabled Region of the account that the default credentials open.' },
    {
      line: 'hopscope scan --profile prod --profile dev --region eu-central-1',
      about: 'Two accounts, one Region, one snapshot.',
    },
    {
      line: 'hopscope scan --role arn:aws:iam::111122223333:role/HopscopeReadOnly --external-id 7f3a',
      about: 'Another account, by a role in it.',
    },
    { line: 'hopscope scan --plan', about: 'What it would ask AWS, and how often at least.' },
    { line: 'hopscope scan --again --region eu-central-1', about: 'One Region again; the rest as in the newest snapshot.' },
    { line: 'hopscope scan --resume', about: 'Finish the newest snapshot, after its gaps were mended.' },
  ],
  async run(context, { flags }) {
    const { stdout, stderr } = context;
    const asked = await scanRequest(context, flags);
    if (flags.plan) return showPlan(context, flags, asked);
    const store = await openStore(context, flags, true);
    const built = await builtOn(context, flags);
    const request = { ...asked, ...built?.asks };
    const { snapshot, warnings } = await runScan(context, {
      request,
      store,
      ...(built && { before: built.before }),
      json: flags.json,
    });
    const { id, gaps } = snapshot.manifest;
    for (const warning of [...warnings, ...store.warnings]) stderr.write(`hopscope: ${linesForTerminal(warning)}\n`);
    if (flags.json)
      printJson(stdout, 'scan', {
        snapshot: id,
        store: store.dir,
        complete: !gaps.length,
        warnings,
        manifest: snapshot.manifest,
      });
    else
      stdout.write(overview(snapshot, nextCommands(context, snapshot, { store: flags.store }), styleFor(stdout, context, flags)));
    if (!gaps.length || flags['allow-partial']) return exitCode('yes');
    const count = grouped(gaps).length;
    stderr.write(
      `hopscope: the scan is incomplete: ${count} ${count === 1 ? 'thing' : 'things'} could not be seen, so exit code 4. Answers that need ${count === 1 ? 'it' : 'them'} are “unknown”.\n`,
    );
    return exitCode('unknown');
  },
});

async function showPlan(
  context: Context,
  flags: { json: boolean; 'no-color': boolean },
  { identities, regions, excludeRegions, kinds, metrics }: Awaited<ReturnType<typeof scanRequest>>,
): Promise<number> {
  const { rowsFor } = await import('../../collect/collect.ts');
  const as = identities.map(({ profile, role }) => {
    const who = profile ? `with profile ${profile}` : 'with the default credentials';
    return role ? `${who} as ${role.arn}` : who;
  });
  const without = excludeRegions ? ` but ${excludeRegions.join(', ')}` : '';
  const plan = planOf(rowsFor(kinds, metrics), as, regions ? `only ${regions.join(', ')}` : `every enabled Region${without}`);
  const { stdout } = context;
  if (flags.json) printJson(stdout, 'scan-plan', plan);
  else stdout.write(planText(plan, styleFor(stdout, context, flags)));
  return exitCode('yes');
}

type Flags = ScanFlags & { store?: string; resume?: string; again?: string };

/** The snapshot that the new one builds on, and what is then still to be asked. */
async function builtOn(context: Context, flags: Flags) {
  if (flags.resume !== undefined && flags.again !== undefined)
    throw misuse('--resume asks what is missing, --again what is there: choose one of them.');
  if (flags.resume !== undefined) {
    const snapshot = await unfinishedOf(context, flags, flags.resume);
    return { before: { snapshot }, asks: coverageOf(snapshot) };
  }
  if (flags.again === undefined) return undefined;
  if (!flags.region.length && !flags.kind.length)
    throw misuse('--again needs a --region or a --kind to read again.', 'To read everything again: `hopscope scan`.');
  if (flags['exclude-region'].length) throw misuse('--again reads what is named, so --exclude-region has no place beside it.');
  if (flags.again.startsWith('sample')) throw misuse('The sample was never scanned, so nothing of it can be read again.');
  const snapshot = await openSnapshot(context, { store: flags.store, snapshot: flags.again });
  const again: Again = {
    ...(flags.region.length && { regions: flags.region }),
    ...(flags.kind.length && { kinds: flags.kind }),
  };
  return { before: { snapshot, again }, asks: partOf(snapshot, again) };
}

async function unfinishedOf(context: Context, flags: ScanFlags & { store?: string }, ref: string): Promise<Snapshot> {
  const fixed = (['region', 'exclude-region', 'kind'] as const).find((name) => flags[name].length);
  if (fixed) throw misuse(`--resume covers what the unfinished snapshot does, so --${fixed} has no place beside it.`);
  if (ref.startsWith('sample')) throw misuse('The sample is complete: there is nothing to resume.');
  const snapshot = await openSnapshot(context, { store: flags.store, snapshot: ref });
  const { id, gaps } = snapshot.manifest;
  if (!gaps.length) throw misuse(`Snapshot ${id} is complete: there is nothing to resume.`, 'Run `hopscope scan` for a new one.');
  return snapshot;
}
