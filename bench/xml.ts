/**
 * How fast EC2's answers become objects: the SDK as it comes, the SDK with our reader, and JSON.parse of the same data as the floor.
 * Rounds alternate; the best of each counts. `npm run bench:xml [-- --rounds N]`
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import * as ec2 from '@aws-sdk/client-ec2';
import { XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import { planOf } from '../src/collect/xml/plan.ts';
import { Ec2QueryProtocol } from '../src/collect/xml/protocol.ts';
import { readAnswer } from '../src/collect/xml/read.ts';
import { operations, pageOf, schemaOf } from './xml/pages.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);

/** The best time of each, in ms. */
async function best(ways: Record<string, () => unknown>): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const started = performance.now();
      await way();
      times[name] = Math.min(times[name] ?? Number.POSITIVE_INFINITY, performance.now() - started);
    }
  }
  return times;
}

const endpoint = fork(new URL('./xml/endpoint.ts', import.meta.url));
const [{ url }] = (await once(endpoint, 'message')) as [{ url: string }];
const options = { endpoint: url, region: 'eu-central-1', credentials: { accessKeyId: 'AKIABENCH', secretAccessKey: 'bench' } };
const stock = new ec2.EC2Client(options);
const fused = new ec2.EC2Client({ ...options, protocol: Ec2QueryProtocol });
const settings = { timestampFormat: { useTrait: true, default: 5 }, httpBindings: false, xmlNamespace: '', serviceNamespace: '' };
const reader = new XmlShapeDeserializer(settings as ConstructorParameters<typeof XmlShapeDeserializer>[0]);

console.log('1,000 a page              MB |   parse only, ms              |  × SDK  × JSON |  through HTTP, MB/s |  × SDK');
console.log('                             |     SDK    ours  JSON.parse   |                |      SDK       ours |');
for (const [member, operation] of Object.entries(operations)) {
  const page = pageOf(member);
  const schema = schemaOf(operation);
  const plan = planOf(operation, schema, false);
  const read = () => readAnswer(plan, page.toString());
  if (!isDeepStrictEqual(read(), { ...reader.read(schema, page) })) throw new Error(`${operation}: not the same`);
  const json = JSON.stringify(read());
  const parse = await best({ sdk: () => reader.read(schema, page), ours: read, json: () => JSON.parse(json) });
  const Command = (ec2 as unknown as Record<string, new (input: object) => ec2.DescribeVpcsCommand>)[`${operation}Command`]!;
  const http = await best({ sdk: () => stock.send(new Command({})), ours: () => fused.send(new Command({})) });
  const megabytes = page.length / 1e6;
  const rate = (ms: number) => (megabytes / ms) * 1000;
  const cells = [
    member.padEnd(20),
    megabytes.toFixed(2).padStart(7),
    ' |',
    parse.sdk!.toFixed(1).padStart(8),
    parse.ours!.toFixed(1).padStart(7),
    parse.json!.toFixed(1).padStart(11),
    '   |',
    (parse.sdk! / parse.ours!).toFixed(1).padStart(6),
    (parse.ours! / parse.json!).toFixed(1).padStart(7),
    ' |',
    rate(http.sdk!).toFixed(0).padStart(8),
    rate(http.ours!).toFixed(0).padStart(10),
    ' |',
    (http.sdk! / http.ours!).toFixed(1).padStart(6),
  ];
  console.log(cells.join(' '));
}
endpoint.kill();
