/** `hopscope doctor`: why a scan would not work, before it is tried. */
import { type Check, examine } from '../../collect/doctor.ts';
import { checkLines } from '../../report/doctor.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { printJson } from '../json.ts';
import { scanRequest } from '../scan-request.ts';
import { styleFor } from '../screen.ts';
import { certificateCheck, certificateVariables, endpointChecks, proxyCheck } from '../surroundings.ts';

export default command({
  about:
    'Looks at each link of the credential chain and says which one wins and as whom; at the clock, proxy, certificates and ' +
    'endpoint; at the Regions; and asks for each permission by a dry run, or by the smallest call where there is none. Each line ' +
    'is ✓, ✗ or ?, with what to do. Ends with 4 when something is wrong or not known, and with 2 when it could not sign in.',
  flags: {
    profile: { value: 'NAME', about: 'Try this profile' },
    role: { value: 'ARN', about: 'Then assume this role' },
    'external-id': { value: 'ID', about: "The external id that the role's owner asks for" },
    'mfa-serial': { value: 'SERIAL', about: 'The MFA device that the role asks for; its code is asked at the terminal' },
    region: { value: 'REGION', about: "Try permissions in this Region; the profile's or environment's by default" },
    'endpoint-url': { value: 'URL', about: 'Ask this endpoint instead of AWS' },
    fips: { about: 'Use FIPS endpoints' },
    'dual-stack': { about: 'Use endpoints that also speak IPv6' },
  },
  args: [],
  examples: [
    { line: 'hopscope doctor', about: 'The default credentials.' },
    { line: 'hopscope doctor --profile prod --region eu-central-1', about: 'A profile, in the Region that matters.' },
  ],
  async run(context, { flags }) {
    const { stdout, env } = context;
    const style = styleFor(stdout, context, flags);
    const checks: Check[] = [];
    const tell = (check: Check): void => {
      checks.push(check);
      if (!flags.json) stdout.write(`${checkLines(check, style).join('\n')}\n`);
    };
    const endpoint = flags['endpoint-url'] ?? (env.AWS_ENDPOINT_URL_STS || env.AWS_ENDPOINT_URL || 'https://sts.amazonaws.com');
    const endpoints = endpointChecks(env, flags['endpoint-url']);
    const proxy = await proxyCheck(env, endpoint);
    const [bundle, extra] = await Promise.all(certificateVariables.map((name) => certificateCheck(env, name, context.now())));
    [...endpoints, proxy, bundle!, extra!].forEach(tell);
    // A scan does not begin with an endpoint or a file of certificates that it refuses.
    const refused = [...endpoints, bundle!].some(({ state }) => state === 'bad');
    const signedIn = refused ? false : await tryAws();
    if (refused)
      tell({
        topic: 'sign-in',
        state: 'unknown',
        about: 'not tried, because a scan would stop before it',
        next: 'Correct what is marked ✗ above.',
      });
    const wrong = checks.some(({ state }) => state === 'bad' || state === 'unknown');
    if (flags.json) printJson(stdout, 'doctor', { fine: !wrong, checks });
    return exitCode(signedIn ? (wrong ? 'unknown' : 'yes') : 'usage');

    async function tryAws(): Promise<boolean> {
      const { profile, region, ...rest } = flags;
      const lists = { profile: profile ? [profile] : [], region: region ? [region] : [], 'exclude-region': [], kind: [] };
      const request = await scanRequest(context, { ...rest, ...lists });
      return examine({
        request: { ...request, key: new Uint8Array(), concurrency: 8 },
        env,
        region,
        now: context.now,
        stopped: context.interrupted,
        tell,
      });
    }
  },
});
