import { expect, test } from 'vitest';
import { describe as inWords, only, TCP } from '../../src/net/index.ts';
import { buildNetwork, checklistsOf, fixesOf, type Question, reply, resolve } from '../../src/reach/index.ts';
import type { World } from './scenario.ts';
import { office, twoOffices } from './worlds.ts';

type Service = Question['service'];
const tcp = (port?: number): Service => ({ protocol: TCP, ...(port !== undefined && { ports: [only(port)] }) });

function ask(world: World, from: string, to: string, service: Service = tcp(443), more: Partial<Question> = {}) {
  const network = buildNetwork(world.snapshot());
  const question: Question = { from: resolve(network, from), to: resolve(network, to), service, ...more };
  const answer = reply(network, question);
  return { network, question, answer: answer!, none: answer === undefined };
}

test('without a port every port is asked about, and the answer says which pass', () => {
  const { answer } = ask(office(), 'eni-app', 'eni-db', tcp());
  expect(answer).toMatchObject({ verdict: 'reachable', whole: false });
  expect(inWords(answer.passes)).toContain('tcp 5432 from 10.0.2.10 to 10.0.3.10');
  expect(new Set(answer.passes.flatMap(({ destinationPort: { lo, hi } }) => [lo, hi]))).toEqual(new Set([5432]));
});

test('both families are asked about where both ends have them, and one that passes is enough', () => {
  const { answer } = ask(office(), 'eni-app', 'eni-app2', tcp(80));
  expect(answer).toMatchObject({ verdict: 'reachable', whole: true });
  expect(new Set(answer.passes.map(({ src }) => typeof src.lo))).toEqual(new Set(['number', 'bigint']));
});

test('a group is every interface in it, except that nobody asks whether an interface reaches itself', () => {
  const { answer } = ask(office(), 'sg-app', 'sg-app', tcp(80));
  expect(inWords(answer.passes)).toContain('from 10.0.2.10 to 10.0.2.11');
  expect(answer.parts.every(({ path }) => path.traffic.every(({ src, dst }) => src.lo !== dst.lo))).toBe(true);
});

test('the internet reaches an interface at its public address', () => {
  const { answer } = ask(office(), 'internet', 'eni-web');
  expect(answer.verdict).toBe('reachable');
  expect(inWords(answer.passes)).toContain('to 203.0.113.10');
  expect(inWords(answer.passes)).not.toContain('to 10.0.1.10');
});

test('without a public address the private one is asked for, to say what is missing', () => {
  const world = office().change('network-interface', 'eni-app', { Ipv6Addresses: [] });
  const { answer } = ask(world, 'internet', 'eni-app');
  expect(answer.verdict).toBe('blocked');
  expect(answer.shown.path.blockers.map(({ code }) => code)).toContain('IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS');
});

test('what the snapshot holds is not the internet', () => {
  const { answer } = ask(office(), 'internet', 'eni-web');
  expect(answer.asked.some(({ src }) => src.lo <= 0xcb00710a && 0xcb00710a <= src.hi)).toBe(false);
  expect(answer.whole).toBe(true);
});

test('where the ends share no family there is no reply', () => {
  const world = office().change('network-interface', 'eni-app', { Ipv6Addresses: [] });
  expect(ask(world, 'eni-app', '2600:a:0:3::10').none).toBe(true);
});

test('a subnet without interfaces is asked for as its whole block', () => {
  const { answer } = ask(twoOffices(), 'eni-app', 'subnet-far2', tcp(80));
  expect(answer.verdict).toBe('blocked');
  expect(answer.asked.map(({ dst }) => [dst.lo, dst.hi])).toEqual([[0x0a010200, 0x0a0102ff]]);
});

test('the way there alone may be judged', () => {
  const world = office().change('network-acl', 'acl-public', (data) => {
    data.Entries = data.Entries.filter((entry: { Egress: boolean }) => !entry.Egress);
  });
  expect(ask(world, 'internet', 'eni-web').answer.verdict).toBe('blocked');
  expect(ask(world, 'internet', 'eni-web', tcp(443), { forwardOnly: true }).answer.verdict).toBe('reachable');
});

test('ping is the echo request of each family', () => {
  const { answer } = ask(office(), 'eni-app', 'eni-app2', { protocol: 'ping' });
  expect(inWords(answer.passes)).toContain('icmp echo request from 10.0.2.10');
  expect(inWords(answer.passes)).toContain('icmpv6 echo request from 2600:a:0:2::10');
});

test('a fix for the internet is for all of it', () => {
  const { network, question, answer } = ask(office(), 'internet', 'eni-web', tcp(22));
  const commands = fixesOf(network, question, answer).flatMap(({ changes }) => changes.map(({ command }) => command));
  expect(commands).toHaveLength(1);
  expect(commands[0]).toContain('"CidrIp":"0.0.0.0/0"');
});

test('a private instance has a way out through NAT and none in', () => {
  const out = ask(office(), 'eni-app', 'internet');
  const lists = checklistsOf(out.network, out.question, out.answer);
  expect(lists.map(({ about, ticks }) => [about, ticks.map(({ ok }) => ok)])).toEqual([
    ['to the internet', [true, true, true]],
    ['to the internet', [true, true, true]],
  ]);
  const back = ask(office(), 'internet', 'eni-app');
  const [four] = checklistsOf(back.network, back.question, back.answer);
  expect(four?.ticks.map(({ about, ok }) => [about, ok])).toEqual([
    ['public address', false],
    ['security group', false],
    ['network ACL', true],
    ['gateway', true],
    ['route', false],
  ]);
});

test('there is no checklist between two interfaces', () => {
  const { network, question, answer } = ask(office(), 'eni-app', 'eni-db', tcp(5432));
  expect(checklistsOf(network, question, answer)).toEqual([]);
});

test('the checklist is about the address that was asked for, not the primary one', () => {
  const world = office().change('network-interface', 'eni-web', (data) => {
    data.PrivateIpAddresses = [
      { Primary: true, PrivateIpAddress: '10.0.1.10' },
      { Primary: false, PrivateIpAddress: '10.0.1.99', Association: { PublicIp: '203.0.113.10' } },
    ];
  });
  const { network, question, answer } = ask(world, 'internet', 'eni-web', tcp(443));
  const [four] = checklistsOf(network, question, answer);
  expect(four?.ticks.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
});
