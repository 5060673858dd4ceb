/** `hopscope scan`: live accounts into a snapshot. */
import { linesForTerminal } from '../../report/escape.ts';
import { grouped } from '../../report/gaps.ts';
import { overview } from '../../report/overview.ts';
import { planOf, planText } from '../../report/plan.ts';
import { builtOn } from '../built-on.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit.ts';
import { nextCommands } from '../hints.ts';
import { printJson } from '../json.ts';
import { runScan } from '../run-scan.ts';
import { scanRequest, USUAL_SHARE } from '../scan-request.ts';
import { styleFor } from '../screen.ts';
import { openStore } from '../stores.ts';

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
  const { rowsFor } = await import('../../collect/rows-for.ts');
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
