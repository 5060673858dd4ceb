/** The three tools: how each is installed, told where to look and only to look at networks, and what it says, in one form. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { networkChecks } from './checks.ts';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = here('../../.peers');

/** Where the tools look, and as whom. */
export interface Account {
  url: string;
  account: string;
  key: { accessKeyId: string; secretAccessKey: string };
  regions: readonly string[];
}

/** Something that a tool says is wrong. */
export interface Said {
  /** The tool's own id of what it looked for. */
  check: string;
  /** What it is about: an id, the end of an ARN, or `account region` where it is about no single thing. */
  subject: string;
  /** All that is named with it, to be searched for subjects. */
  text: string;
}

export interface Spent {
  code: number;
  wall: number;
  cpu: number;
  megabytes: number;
}

export interface Told {
  said: Said[];
  /** Every check that was carried out, whatever came of it. */
  asked: string[];
}

export interface Tool {
  name: string;
  version(): Promise<string>;
  /** What is to be run to look at the account, and leave its report in a folder. */
  command(at: Account, out: string): Promise<string[]>;
  read(at: Account, out: string): Promise<Told>;
}

/** A virtual environment of its own for each peer, from the pinned list beside this file; written last, so that half of one is made anew. */
async function environment(name: string): Promise<string> {
  const place = `${folder}/${name}`;
  const list = here(`./requirements/${name}.txt`);
  const wanted = await readFile(list, 'utf8');
  const done = `${place}/hopscope-requirements.txt`;
  if (!existsSync(done) || (await readFile(done, 'utf8')) !== wanted) {
    await run('python3', ['-m', 'venv', '--clear', place]);
    await run(`${place}/bin/pip`, ['install', '--quiet', '--no-deps', '--disable-pip-version-check', '--requirement', list]);
    await writeFile(done, wanted);
  }
  return `${place}/bin`;
}

const pinned = async (name: string): Promise<string> =>
  new RegExp(`^${name}==(.*)$`, 'm').exec(await readFile(here(`./requirements/${name}.txt`), 'utf8'))![1]!;

/** Runs it with an environment that knows nothing but the endpoint and the keys. */
async function spend(log: string, at: Account, command: readonly string[]): Promise<Spent> {
  const { stdout } = await run('python3', [here('./spend.py'), log, ...command], {
    maxBuffer: 1 << 20,
    env: {
      PATH: process.env.PATH,
      HOME: `${folder}/home`,
      AWS_ENDPOINT_URL: at.url,
      AWS_ACCESS_KEY_ID: at.key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: at.key.secretAccessKey,
      AWS_REGION: at.regions[0],
      AWS_DEFAULT_REGION: at.regions[0],
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  return JSON.parse(stdout) as Spent;
}

export const outOf = (label: string): string => `${folder}/out/${label}`;

/** Lets a tool look, and tells what that cost; its report is left for `read`. */
export async function look(tool: Tool, at: Account, label: string): Promise<Spent> {
  const out = outOf(label);
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await mkdir(`${folder}/home`, { recursive: true });
  const spent = await spend(`${out}/log`, at, await tool.command(at, out));
  await writeFile(`${out}/spent.json`, JSON.stringify(spent));
  return spent;
}

/** What it cost when it last looked. */
export const lastSpent = async (label: string): Promise<Spent> =>
  JSON.parse(await readFile(`${outOf(label)}/spent.json`, 'utf8')) as Spent;

const SERVICES = ['ec2', 'vpc', 'elb', 'elbv2', 'directconnect', 'route53'];
const ID = /^[a-z]+(-[a-z]+)?-[0-9a-f]{8,17}$/;

/** The part of an ARN by which another tool would name the same thing; nothing where it names none. */
function subjectOf(identifier: string, place: string): string {
  const tail = identifier.split(':').slice(5).join(':') || identifier;
  const last = tail.split('/').at(-1)!;
  if (ID.test(last)) return last;
  return tail.includes('/') ? tail.replace(/^[a-z-]+\//, '') : place;
}

interface OcsfFinding {
  status_code: string;
  message: string;
  metadata: { event_code: string };
  resources: { uid: string; region: string }[];
}

export const prowler: Tool = {
  name: 'Prowler',
  version: () => pinned('prowler'),
  async command(at, out) {
    const bin = await environment('prowler');
    const only = ['--region', ...at.regions, '--check', ...networkChecks.filter((id) => !id.includes('-'))];
    const report = ['-b', '-z', '--no-color', '-M', 'json-ocsf', '-o', out, '-F', 'report', '--log-level', 'CRITICAL'];
    return [`${bin}/prowler`, 'aws', ...only, ...report];
  },
  async read(at, out) {
    const found = JSON.parse(await readFile(`${out}/report.ocsf.json`, 'utf8')) as OcsfFinding[];
    return {
      asked: [...new Set(found.map(({ metadata }) => metadata.event_code))],
      said: found
        .filter(({ status_code }) => status_code === 'FAIL')
        .map(({ metadata, message, resources: [resource] }) => ({
          check: metadata.event_code,
          subject: subjectOf(resource!.uid, `${at.account} ${resource!.region}`),
          text: `${resource!.uid} ${message}`,
        })),
    };
  },
};

type Tree = { [name: string]: Tree } & { id?: string; arn?: string; name?: string };
interface ScoutReport {
  services: Record<string, Tree & { findings: Record<string, { checked_items: number; items: string[] }> }>;
}

/** What a path into ScoutSuite's tree leads to: the innermost thing on the way that has an id. */
function thingAt(report: ScoutReport, path: string, account: string): string {
  const steps = path.split('.');
  const region = steps[steps.indexOf('regions') + 1];
  let tree: Tree | undefined = report.services as unknown as Tree;
  let found: string | undefined;
  for (const step of steps) {
    tree = typeof tree === 'object' ? tree?.[step] : undefined;
    if (ID.test(step) && !step.startsWith('vpc-')) found = step;
    else if (step.startsWith('scoutid-')) found = String(tree?.arn ?? tree?.name ?? step);
  }
  return subjectOf(found ?? steps.find((step) => step.startsWith('vpc-')) ?? '', `${account} ${region}`) || found!;
}

export const scoutsuite: Tool = {
  name: 'ScoutSuite',
  version: () => pinned('scoutsuite'),
  async command(at, out) {
    const bin = await environment('scoutsuite');
    const only = ['--services', ...SERVICES, '--regions', ...at.regions];
    const report = ['--no-browser', '--force', '--report-dir', out, '--result-format', 'json'];
    return [`${bin}/scout`, 'aws', ...report, ...only];
  },
  async read(at, out) {
    const name = (await readdir(`${out}/scoutsuite-results`)).find((file) => file.startsWith('scoutsuite_results'))!;
    const text = await readFile(`${out}/scoutsuite-results/${name}`, 'utf8');
    const tree = JSON.parse(text.slice(text.indexOf('{'))) as ScoutReport;
    const findings = Object.values(tree.services).flatMap((service) => Object.entries(service.findings ?? {}));
    return {
      asked: findings.filter(([, { checked_items }]) => checked_items > 0).map(([check]) => check),
      said: findings.flatMap(([check, { items }]) => {
        const subjects = new Set(items.map((item) => thingAt(tree, item, at.account)));
        return [...subjects].map((subject) => ({ check, subject, text: subject }));
      }),
    };
  },
};

interface OurFinding {
  rule: string;
  subject: { id: string; account: string; region: string };
  owner?: object;
  message: string;
  evidence: object[];
}

export const hopscope: Tool = {
  name: 'hopscope',
  version: async () => (JSON.parse(await readFile(here('../../package.json'), 'utf8')) as { version: string }).version,
  async command(at, out) {
    const hopscope = `'${process.execPath}' '${here('../../bin/hopscope.js')}'`;
    const regions = at.regions.map((region) => `--region ${region}`).join(' ');
    const scan = `${hopscope} scan --allow-partial --store '${out}/store' ${regions}`;
    return ['sh', '-c', `${scan} && ${hopscope} findings --allow-partial --json --store '${out}/store' >'${out}/findings.json'`];
  },
  async read(_at, out) {
    const { findings, evaluated } = JSON.parse(await readFile(`${out}/findings.json`, 'utf8')) as {
      findings: OurFinding[];
      evaluated: number;
    };
    if (!evaluated) throw new Error(`hopscope judged nothing: see ${out}/log`);
    return {
      asked: [],
      said: findings.map(({ rule, subject, owner, message, evidence }) => ({
        check: rule,
        subject: subject.id,
        text: JSON.stringify([subject, owner, message, evidence, `${subject.account} ${subject.region}`]),
      })),
    };
  },
};
