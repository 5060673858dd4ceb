/** `hopscope replay`: a saved account, for any AWS tool. */
import { once } from 'node:events';
import type { Replay } from '../../replay/serve.ts';
import { forTerminal } from '../../report/escape.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { Failure } from '../failure.ts';
import { printJson } from '../json.ts';
import { openSnapshot } from '../stores.ts';

export default command({
  about:
    'Listens on this machine alone, until Ctrl-C. Answers what hopscope collects, with pages, filters and errors as AWS gives them; ' +
    'the account is chosen by the access key, the Region by the tool.',
  flags: { port: { value: 'PORT', number: { least: 0, most: 65535 }, about: 'Where to listen; a free port by default' } },
  args: [{ name: 'snapshot', about: 'Which snapshot to serve, as for --snapshot', optional: true, completes: 'snapshot' }],
  examples: [
    { line: 'hopscope replay sample --port 4599', about: 'Serve the sample company.' },
    { line: 'aws ec2 describe-vpcs --endpoint-url http://127.0.0.1:4599', about: 'Ask it with the AWS command line.' },
  ],
  async run(context, { args: [ref], flags }) {
    const { stdout, interrupted } = context;
    const snapshot = await openSnapshot(context, { ...flags, ...(ref && { snapshot: ref }) });
    const replay = await listen(snapshot, flags.port ?? 0, context.now);
    const { url, port } = replay;
    const { manifest } = snapshot;
    if (flags.json) printJson(stdout, 'replay', { snapshot: manifest.id, url, port, accounts: await keysOf(snapshot) });
    else stdout.write(await instructions(snapshot, url));
    if (!interrupted.aborted) await once(interrupted, 'abort');
    await replay.close();
    return exitCode('interrupted');
  },
});

async function listen(snapshot: Snapshot, port: number, now: () => Date): Promise<Replay> {
  const { serve } = await import('../../replay/serve.ts');
  try {
    return await serve(snapshot, { port, now });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EADDRINUSE' ? 'is in use' : 'may not be used by this user';
    throw new Failure(
      'usage',
      `Port ${port} of 127.0.0.1 ${why}.`,
      'Choose another with --port, or leave it out for a free one.',
      {
        cause: error,
      },
    );
  }
}

const keysOf = async ({ manifest }: Snapshot): Promise<object[]> => {
  const { credentialsOf } = await import('../../replay/serve.ts');
  return manifest.accounts.map(({ account, alias }) => ({ account, ...(alias && { alias }), ...credentialsOf(account) }));
};

async function instructions({ manifest }: Snapshot, url: string): Promise<string> {
  const { credentialsOf } = await import('../../replay/serve.ts');
  const region = manifest.places.find((place) => place.region !== 'global')?.region ?? 'us-east-1';
  const lines = [
    `Snapshot ${manifest.id} is an AWS endpoint on ${url} until Ctrl-C. For example:`,
    '',
    `  export AWS_ENDPOINT_URL=${url} AWS_REGION=${region} AWS_SECRET_ACCESS_KEY=replay`,
    ...manifest.accounts.map(
      ({ account, alias }, at) =>
        `  ${at ? '# or: ' : ''}export AWS_ACCESS_KEY_ID=${credentialsOf(account).accessKeyId}   # account ${account}${alias ? `, ${alias}` : ''}`,
    ),
    '  aws ec2 describe-vpcs',
    '  hopscope scan --store ./replayed',
  ];
  return `${lines.map(forTerminal).join('\n')}\n`;
}
