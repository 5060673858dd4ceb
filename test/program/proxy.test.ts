import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assumedCredentialsOf } from '../../src/replay/credentials.ts';
import { BUSY, HUB, smallEstate } from '../collect/small-estate.ts';
import { type Ended, endpointFor, run, temporaryFolder } from './hopscope.ts';
import { authorityIn, proxyTo, terminator } from './private-network.ts';

const NAME = 'aws.company.test';
const keys = assumedCredentialsOf(HUB);
const signedIn = {
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  AWS_SESSION_TOKEN: keys.sessionToken,
  AWS_REGION: BUSY,
};

/** An AWS endpoint that is reached by name, by TLS, by a proxy; nothing but environment variables tells the program how. */
async function company() {
  const folder = await temporaryFolder();
  const authority = authorityIn(folder);
  const { replay } = await endpointFor(smallEstate());
  const secure = await terminator(authority.issue(NAME, 'localhost'), replay.port);
  const proxy = await proxyTo({ [NAME]: secure });
  const env = { ...signedIn, AWS_ENDPOINT_URL: `https://${NAME}:443`, HTTPS_PROXY: proxy.url, AWS_CA_BUNDLE: authority.file };
  const scan = (changes: Record<string, string> = {}): Promise<Ended> =>
    run(['scan', '--store', `${folder}/store`, '--share', '100', '--region', BUSY, '--kind', 'subnet'], { ...env, ...changes });
  return { scan, proxy, replay, secure, authority };
}

describe('behind a proxy, with a private authority', () => {
  test('a scan works by environment variables alone', async () => {
    const { scan, proxy, replay } = await company();
    const { code, stdout, stderr } = await scan();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Account ${HUB}`);
    expect(replay.calls.map(({ operation }) => operation)).toContain('DescribeSubnets');
    expect(new Set(proxy.tunnels)).toEqual(new Set([`${NAME}:443`]));
  });

  test('the proxy sees no credential in clear', async () => {
    const { scan, proxy } = await company();
    expect((await scan()).code).toBe(0);
    const seen = proxy.seen();
    expect(seen).toContain(`CONNECT ${NAME}:443`);
    expect(seen.length).toBeGreaterThan(10_000);
    const secrets = [keys.accessKeyId, keys.sessionToken, HUB, 'AWS4-HMAC-SHA256', 'X-Amz-Security-Token', 'GetCallerIdentity'];
    expect(secrets.filter((secret) => seen.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
  });

  test('what NO_PROXY names is reached directly', async () => {
    const { scan, proxy, replay, secure } = await company();
    const { code, stderr } = await scan({ AWS_ENDPOINT_URL: `https://localhost:${secure}`, NO_PROXY: 'localhost' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(replay.calls.length).toBeGreaterThan(0);
    expect(proxy.tunnels).toEqual([]);
  });

  test('an endpoint on this machine in clear text is not told to the proxy', async () => {
    const { scan, proxy, replay } = await company();
    const { code } = await scan({ AWS_ENDPOINT_URL: replay.url, HTTP_PROXY: proxy.url, ALL_PROXY: proxy.url });
    expect(code).toBe(0);
    expect(proxy.seen()).toBe('');
  });

  test('an authority that is not trusted ends the scan before it begins', async () => {
    const { scan, replay } = await company();
    const { code, stderr } = await scan({ AWS_CA_BUNDLE: '' });
    expect(code).toBe(2);
    expect(stderr).toContain('unable to verify the first certificate');
    expect(replay.calls).toEqual([]);
  });
});

describe('what cannot work is said clearly', () => {
  test('a proxy that cannot be reached', async () => {
    const { scan } = await company();
    const { code, stderr } = await scan({ HTTPS_PROXY: 'http://user:hidden@127.0.0.1:9' });
    expect(code).toBe(2);
    expect(stderr).toContain(`the proxy http://127.0.0.1:9, which the environment names for https://${NAME}`);
    expect(stderr).not.toContain('hidden');
  });

  test('a file of authorities that does not exist', async () => {
    const { scan } = await company();
    const { code, stderr } = await scan({ AWS_CA_BUNDLE: '/nowhere/ca.pem' });
    expect(code).toBe(2);
    expect(stderr).toContain('AWS_CA_BUNDLE names /nowhere/ca.pem, which does not exist.');
  });

  test.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_EC2', 'AWS_ENDPOINT_URL_STS'])(
    'plain http off this machine in %s',
    async (name) => {
      const { scan, replay } = await company();
      const { code, stderr } = await scan({ [name]: `http://${NAME}:80` });
      expect(code).toBe(2);
      expect(stderr).toContain('credentials in clear text over the network');
      expect(replay.calls).toEqual([]);
    },
  );

  test('plain http off this machine in a profile', async () => {
    const { scan, replay } = await company();
    const config = join(await temporaryFolder(), 'config');
    writeFileSync(config, `[default]\nendpoint_url = http://${NAME}\n`);
    const { code, stderr } = await scan({ AWS_ENDPOINT_URL: '', AWS_CONFIG_FILE: config, HTTPS_PROXY: '' });
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('in clear text over the network: use https'),
    });
    expect(replay.calls).toEqual([]);
  });
});
