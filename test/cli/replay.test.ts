import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { expect, onTestFinished, test } from 'vitest';
import { hopscope } from './context.ts';

/** Replays until the test is done with it. */
async function whileReplaying(line: string, use: (stdout: string) => Promise<void>): Promise<number> {
  const stop = new AbortController();
  const printed = Promise.withResolvers<string>();
  const running = hopscope(line, { interrupted: stop.signal, heard: printed.resolve });
  try {
    await use(await Promise.race([printed.promise, running.then(({ stderr }) => Promise.reject(new Error(stderr)))]));
  } finally {
    stop.abort();
  }
  return (await running).code;
}

test('an AWS client that follows the printed lines sees the snapshot', async () => {
  const code = await whileReplaying('replay sample', async (stdout) => {
    const { endpoint, region, secret, key } =
      /AWS_ENDPOINT_URL=(?<endpoint>\S+) AWS_REGION=(?<region>\S+) AWS_SECRET_ACCESS_KEY=(?<secret>\S+)\n {2}export AWS_ACCESS_KEY_ID=(?<key>\S+)/.exec(
        stdout,
      )?.groups ?? {};
    const client = new EC2Client({ endpoint, region, credentials: { accessKeyId: key ?? '', secretAccessKey: secret ?? '' } });
    onTestFinished(() => client.destroy());
    expect((await client.send(new DescribeVpcsCommand({}))).Vpcs?.length).toBeGreaterThan(0);
  });
  expect(code).toBe(130);
});

test('--json names the endpoint and the keys of every account', async () => {
  await whileReplaying('replay --snapshot sample --json', async (stdout) => {
    const { schema, url, accounts } = JSON.parse(stdout);
    expect(schema).toBe('hopscope/replay/1');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(accounts).toHaveLength(2);
  });
});

test('a port that is taken is named, with what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const { code, stderr } = await hopscope(`replay sample --port ${port}`);
  expect(code).toBe(2);
  expect(stderr).toContain(`Port ${port} of 127.0.0.1 is in use`);
});
