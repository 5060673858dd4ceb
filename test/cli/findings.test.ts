import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codes } from '../../src/reach/index.ts';
import { hopscope, scratch } from './context.ts';

const SSH = 'exposed-ssh|806214937720|eu-central-1|eni-0c6bac92a88e4bba8|203.0.113.113';
const findings = async (...words: string[]) => {
  const { stdout, code } = await hopscope(['findings', '--snapshot', 'sample', '--json', ...words]);
  return { ...JSON.parse(stdout), code };
};
/** A folder with these files. */
function folder(files: Record<string, string>): string {
  const cwd = scratch();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
}

describe('hopscope findings', () => {
  test('counts first, and shows what was not evaluated', async () => {
    const { stdout, code } = await hopscope('findings --snapshot sample', { terminal: 110 });
    expect(stdout).toMatch(/^\S* ?\d+ findings: \d+ critical/m);
    expect(stdout).toContain('The internet reaches eni-0c6bac92a88e4bba8 at 203.0.113.113 on tcp 22 (SSH).');
    expect(stdout).toMatch(/Not evaluated: \d+/);
    expect(stdout).toContain('ec2:DescribeVpnConnections in account 806214937720');
    expect(code).toBe(4);
  });

  test('says how far the data may be trusted, by id, in every format', async () => {
    const { coverage } = await findings();
    expect(coverage.map((one: { rule: string }) => one.rule)).toContain('collection-gap');
    const of = async (format: string) => (await hopscope(`findings --snapshot sample --format ${format}`)).stdout;
    expect(await of('table')).toMatch(/About the data: \d+/);
    expect(await of('markdown')).toMatch(/- high: .*gave no whole answer.* `collection-gap`/);
    expect(await of('csv')).toMatch(/^coverage,high,collection-gap,/m);
    expect((await findings('--rule', 'collection-gap')).findings).toEqual([]);
    expect(JSON.parse((await hopscope('rules --json')).stdout).rules).toContainEqual(
      expect.objectContaining({ id: 'region-not-scanned', coverage: true }),
    );
    expect((await hopscope('explain snapshot-truncated')).stdout).toMatch(/about\s+coverage/);
  });

  test('rules that only a scan with --metrics feeds are told in one line, and are not lacking', async () => {
    const of = async (format: string) => (await hopscope(`findings --snapshot sample --format ${format}`)).stdout;
    const line = /^Not asked: nat-idle and vpce-idle need a scan with --metrics\.$/m;
    expect(await of('table')).toMatch(line);
    expect(await of('markdown')).toMatch(line);
    const { unasked, notEvaluated } = await findings();
    expect(unasked.toSorted()).toEqual(['nat-idle', 'vpce-idle']);
    expect(notEvaluated.map((one: { rule: string }) => one.rule)).not.toContain('nat-idle');
    expect((await findings('--rule', 'exposed-ssh')).unasked).toEqual([]);
    const narrow = await hopscope('findings --snapshot sample --rule exposed-ssh');
    expect(narrow.stdout).not.toContain('Not asked');
  });

  test('by control: failed, passed, not evaluated and not covered, in every format', async () => {
    const of = async (format: string) => (await hopscope(`findings --snapshot sample --by control --format ${format}`)).stdout;
    const { schema, controls } = JSON.parse(await of('json'));
    expect(schema).toBe('hopscope/findings-by-control/1');
    const status = (id: string) => controls.find((one: { id: string }) => one.id === id);
    expect(status('EC2.13')).toMatchObject({ status: 'failed', standard: 'AWS Security Hub' });
    expect(status('EC2.13').findings).toContain(SSH);
    expect(status('ELB.16').status).toBe('not covered');
    expect(await of('table')).toMatch(/EC2\.13 +failed/);
    expect(await of('markdown')).toContain('| ELB.16 | not covered |');
    expect(await of('csv')).toMatch(/^AWS Security Hub,EC2\.13,failed,/m);
    expect((await hopscope('findings --snapshot sample --by control --rule exposed-ssh')).code).toBe(2);
  });

  test('as a plan: what to mend first, with its commands and what each ends, in every format', async () => {
    const of = async (format: string) => (await hopscope(`findings --snapshot sample --plan --format ${format}`)).stdout;
    const { schema, steps, withoutChange } = JSON.parse(await of('json'));
    expect(schema).toBe('hopscope/findings-plan/1');
    expect(steps[0].ends.map((one: { fingerprint: string }) => one.fingerprint)).toContain(SSH);
    expect(steps[0].changes[0].command).toMatch(/^aws ec2 revoke-security-group-ingress/);
    expect(withoutChange.length).toBeGreaterThan(0);
    expect(await of('table')).toMatch(/^\d+ changes in \d+ steps end \d+ findings/);
    expect(await of('markdown')).toMatch(/^## 1\. Remove tcp 22/m);
    expect(await of('csv')).toMatch(/^1,/m);
    expect((await hopscope('findings --snapshot sample --plan --by control')).code).toBe(2);
  });

  test('tells what could be saved, by the month', async () => {
    const { findings: found } = await findings('--rule', 'eip-on-stopped-instance');
    expect(found[0].cost).toMatchObject({ monthly: 3.65, currency: 'USD' });
    expect((await hopscope('findings --snapshot sample --rule eip-on-stopped-instance')).stdout).toContain(
      'about 3.65 USD a month',
    );
  });

  test('in JSON each has its proof and what mends it', async () => {
    const { schema, findings: found, notEvaluated } = await findings('--rule', 'exposed-ssh');
    expect(schema).toBe('hopscope/findings/1');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      fingerprint: SSH,
      severity: 'critical',
      subject: { kind: 'network-interface', account: '806214937720' },
      path: { ways: { both: 'reachable' } },
      maps: { cis: ['5.3'] },
      accepted: false,
    });
    expect(found[0].fix[0].command).toMatch(/^aws ec2 revoke-security-group-ingress/);
    expect(notEvaluated).toEqual([]);
  });

  test('ends with 3 where something is as grave as was said, else with 4 where something is open, else with 0', async () => {
    const ending = async (line: string): Promise<number> => (await hopscope(`findings --snapshot sample ${line}`)).code;
    expect(await ending('--fail-on critical')).toBe(3);
    expect(await ending('--fail-on high --rule eip-unassociated')).toBe(0);
    expect(await ending('--fail-on critical --rule vpn-*')).toBe(4);
    expect(await ending('--fail-on critical --rule vpn-* --allow-partial')).toBe(0);
  });

  test('lists by severity, rule and place', async () => {
    const ids = async (...words: string[]) =>
      new Set((await findings(...words)).findings.map((one: { rule: string }) => one.rule));
    expect(
      (await findings('--severity', 'high')).findings.every((one: { severity: string }) =>
        ['critical', 'high'].includes(one.severity),
      ),
    ).toBe(true);
    expect(await ids('--rule', 'exposed-*', '--where', 'region=us-*')).toEqual(new Set(['exposed-rdp', 'exposed-https']));
    expect(await ids('--where', 'tag:env=prod', '--rule', 'nacl-unused')).toEqual(new Set(['nacl-unused']));
    expect(await ids('--where', 'account=471830295516', '--rule', 'vpn-tunnel-*')).toEqual(new Set(['vpn-tunnel-down']));
  });

  test('prints Markdown and CSV', async () => {
    const markdown = (await hopscope('findings --snapshot sample --format markdown')).stdout;
    expect(markdown).toMatch(/^# \d+ findings: /);
    expect(markdown).toContain('## critical: SSH is reachable from the internet');
    expect(markdown).toMatch(/^## Not evaluated: \d+$/m);
    const csv = (await hopscope('findings --snapshot sample --format csv')).stdout.split('\r\n');
    expect(csv[0]).toMatch(/^state,severity,rule,/);
    expect(csv.some((line) => line.startsWith('open,critical,exposed-ssh,'))).toBe(true);
    expect(csv.some((line) => line.startsWith('not evaluated,critical,vpn-all-tunnels-down,'))).toBe(true);
  });

  test('mutes and the baseline are counted and not listed; an expired mute is warned of', async () => {
    const mute = (rule: string, expires: string) => `  - {rule: ${rule}, reason: r, owner: o, expires: ${expires}}\n`;
    const cwd = folder({
      'hopscope.yaml': `mutes:\n${mute('exposed-ssh', '2027-01-01')}${mute('exposed-rdp', '2026-01-01')}`,
      'hopscope-baseline.json': '{"schema":"hopscope/baseline/1","snapshot":"s","made":"m","accepted":[]}',
    });
    const run = async (line: string) => hopscope(`${line} --snapshot sample`, { cwd });
    const first = await run('findings');
    expect(first.stdout).toContain('1 muted');
    expect(first.stdout).not.toContain('on tcp 22 (SSH)');
    expect(first.stdout).toContain('hopscope.yaml:3: this mute expired on 2026-01-01: 1 of what it muted is back');
    expect((await run('baseline create')).code).toBe(4);
    const second = await run('findings');
    expect(second.stdout).toMatch(/^No findings/);
    expect(second.stdout).toMatch(/1 muted · \d+ accepted by the baseline/);
    expect((await run('findings --fail-on info --allow-partial')).code).toBe(0);
    expect((await run('findings --all')).stdout).toMatch(/\(muted until\s+2027-01-01 by o: r\)/);
  });

  test('what cannot be asked is said', async () => {
    const told = async (line: string, cwd?: string) => hopscope(`${line} --snapshot sample`, { cwd });
    expect(await told('findings --rule exposed-shh')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean exposed-ssh?'),
    });
    expect(await told('findings --where prod')).toMatchObject({ code: 2, stderr: expect.stringContaining('--where KEY=VALUE') });
    expect(await told('findings --severity grave')).toMatchObject({ code: 2 });
    expect(await told('findings --json --format csv')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('do not go together'),
    });
    expect(await told('findings --config no.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('configuration no.yaml cannot be read'),
    });
    const wrong = folder({ 'hopscope.yaml': 'mutes: 1\n' });
    expect(await told('findings', wrong)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('hopscope.yaml:1:8: a list is wanted'),
    });
    const damaged = folder({ 'hopscope-baseline.json': '{}' });
    expect(await told('findings', damaged)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('baseline hopscope-baseline.json cannot be used'),
    });
  });
});

describe('hopscope baseline create', () => {
  test('writes over a baseline, and over nothing else', async () => {
    const cwd = folder({ 'other.json': '{"mine": true}' });
    const create = (name: string) => hopscope(`baseline create --baseline ${name} --allow-partial --snapshot sample`, { cwd });
    expect((await create('mine.json')).code).toBe(0);
    expect((await create('mine.json')).code).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, 'mine.json'), 'utf8')).accepted).toContain(SSH);
    expect(await create('other.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('other.json is there and is no baseline'),
    });
    expect(readFileSync(join(cwd, 'other.json'), 'utf8')).toBe('{"mine": true}');
    expect(await create('no/folder.json')).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be written') });
  });
});

describe('hopscope explain', () => {
  test('explains a rule', async () => {
    const { stdout, code } = await hopscope('explain exposed-ssh');
    expect(code).toBe(0);
    for (const part of ['SSH is reachable from the internet', 'Why', 'What to do', 'EC2.13', 'network-acl', 'https://docs.aws'])
      expect(stdout).toContain(part);
  });

  test('explains every code', async () => {
    for (const code of codes) {
      const { stdout } = await hopscope(`explain ${code.toLowerCase()}`);
      expect(stdout).toMatch(/^[A-Z0-9_]+ · .+\n\n {2}[A-Z][^\n]*(?:\n {2}[^\n]+)*\.\n/);
      expect(stdout.startsWith(`${code} `)).toBe(true);
    }
  });

  test('explains a finding with the way, the evidence and the commands', async () => {
    const { stdout } = await hopscope(['explain', SSH, '--snapshot', 'sample']);
    for (const part of [
      'Evidence',
      'sgr-06ef9a110dce27bea',
      'The way there',
      'The way back',
      'aws ec2 revoke-security-group-ingress',
    ])
      expect(stdout).toContain(part);
    expect((await hopscope(['explain', SSH, '--snapshot', 'sample', '--terraform'])).stdout).toContain(
      'aws_vpc_security_group_ingress_rule',
    );
    expect(JSON.parse((await hopscope(['explain', SSH, '--snapshot', 'sample', '--json'])).stdout).finding.fingerprint).toBe(SSH);
  });

  test('says what it does not know', async () => {
    expect(await hopscope('explain exposed-shh')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean exposed-ssh?'),
    });
    const gone = SSH.replace('113.113', '113.114');
    expect(await hopscope(['explain', gone, '--snapshot', 'sample'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`Did you mean ${SSH}?`),
    });
  });
});

test('hopscope rules lists every rule', async () => {
  const { rules } = JSON.parse((await hopscope('rules --json')).stdout);
  const { stdout } = await hopscope('rules');
  expect(rules.length).toBeGreaterThan(30);
  for (const { id, why } of rules) {
    expect(stdout).toContain(id);
    expect(why).toMatch(/\.$/);
  }
});
