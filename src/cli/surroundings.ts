/** What stands between this machine and AWS, and needs no sign-in to be looked at: endpoints, proxies, certificates. */
import { proxyFor, reach } from '../collect/connection.ts';
import type { Check } from '../collect/doctor.ts';
import { endpointTrouble } from '../collect/loopback.ts';
import type { Context } from './context.ts';
import { Failure } from './failure.ts';
import { certificatesIn, readCa } from './scan-request.ts';

type Env = Context['env'];
const REACH_MS = 5_000;

/** Endpoints other than AWS's own: a flag's, and those that the environment names. */
export function endpointChecks(env: Env, flag: string | undefined): Check[] {
  const named = [
    ...(flag ? [['--endpoint-url', flag] as const] : []),
    ...Object.entries(env).filter(([name, url]) => name.startsWith('AWS_ENDPOINT_URL') && url),
  ];
  if (!named.length) return [{ topic: 'endpoint', state: 'good', about: "AWS's own" }];
  return named.map(([name, url = '']) => {
    const trouble = endpointTrouble(url);
    return trouble
      ? { topic: 'endpoint', state: 'bad', about: `${name}: ${trouble}`, next: 'Use https, or an address of this machine.' }
      : { topic: 'endpoint', state: 'good', about: `${url}, by ${name}` };
  });
}

/** The proxy by which `url` is reached, if any. */
export async function proxyCheck(env: Env, url: string): Promise<Check> {
  const topic = 'proxy';
  const set = ['HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]).filter((name) => env[name]);
  if (!set.length) return { topic, state: 'idle', about: 'none is set' };
  if (url.startsWith('http:'))
    return { topic, state: 'idle', about: `${set.join(', ')} set, and not used for ${url}, which is on this machine` };
  try {
    const proxy = await proxyFor(url);
    if (!proxy) return { topic, state: 'good', about: `${set.join(', ')} set, and not used for ${url}, because of NO_PROXY` };
    try {
      await reach(proxy, REACH_MS);
      return { topic, state: 'good', about: `${proxy.origin} can be reached, and is used for ${url}` };
    } catch (error) {
      const next = `Correct ${set[0]}, or name the endpoint in NO_PROXY.`;
      return {
        topic,
        state: 'bad',
        about: `${proxy.origin} is used for ${url} and cannot be reached: ${(error as Error).message}`,
        next,
      };
    }
  } catch (error) {
    return { topic, state: 'bad', about: (error as Error).message, next: `Correct ${set[0]}.` };
  }
}

/** The variables that name a file of certificates. A scan does not begin with the first one broken; Node passes over the second. */
export const certificateVariables = ['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'] as const;

export async function certificateCheck(env: Env, name: (typeof certificateVariables)[number], now: Date): Promise<Check> {
  const topic = 'certificates';
  const path = env[name];
  if (!path) return { topic, state: 'idle', about: `${name} is not set` };
  try {
    const all = certificatesIn(await readCa(path, name));
    const over = all.filter(({ validTo }) => Date.parse(validTo) < now.getTime()).length;
    const about = `${name}: ${all.length} in ${path}${over ? `, ${over} of them expired` : ''}`;
    if (over < all.length) return { topic, state: 'good', about };
    return { topic, state: 'unknown', about, next: `Replace them in ${path}.` };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { topic, state: 'bad', about: error.message, next: error.next[0]! };
  }
}
