import { expect, test } from 'vitest';
import type { World } from '../reach/scenario.ts';
import { office, peered, twoOffices } from '../reach/worlds.ts';
import { hopscope, type Surroundings } from './context.ts';
import { storeOf } from './world-store.ts';

async function why(world: World, line: string, around: Surroundings = {}) {
  const store = await storeOf(world);
  return hopscope([...`why ${line}`.split(' '), '--store', store], around);
}

const named = (id: string, Value: string) => (world: World) =>
  world.change('network-interface', id, { TagSet: [{ Key: 'Name', Value }] });

test('the internet reaches the web server on 443', async () => {
  const { code, stdout } = await why(office(), 'internet eni-web:443 --close');
  expect(code).toBe(0);
  expect(stdout).toBe(`✓ reachable · the internet reaches network interface eni-web on tcp 443, and replies come back.

There · tcp 1.0.0.0:49152 → 203.0.113.10:443
  → internet gateway igw-a · 203.0.113.10 → 10.0.1.10 · into vpc-a
  ✓ network ACL acl-public · into subnet-public · #100 allow all traffic 0.0.0.0/0
  ✓ security group sg-web · in · tcp 443 from 0.0.0.0/0
  ✓ network interface eni-web · has the address

Back · tcp 10.0.1.10:443 → 1.0.0.0:49152
  ✓ network ACL acl-public · out of subnet-public · #100 allow all traffic 0.0.0.0/0
  → route table rtb-public · 0.0.0.0/0 → igw-a: no other route matches
  ✓ internet gateway igw-a · 10.0.1.10 → 203.0.113.10 · out to the internet

From the internet: five things · IPv4 · eni-web 10.0.1.10
  ✓ public address  10.0.1.10 is 203.0.113.10 on the internet
  ✓ security group  ingress rule of sg-web for eni-web: tcp 443 from 0.0.0.0/0
  ✓ network ACL     ingress rule 100 of acl-public at subnet-public: allow all traffic 0.0.0.0/0
  ✓ gateway         igw-a is attached to vpc-a
  ✓ route           rtb-public has 0.0.0.0/0 → igw-a

From the internet: five things · IPv6 · eni-web 2600:a:0:1::10
  ✓ public address  2600:a:0:1::10 is reached as it is
  ✓ security group  ingress rule of sg-web for eni-web: tcp 443 from ::/0
  ✓ network ACL     ingress rule 101 of acl-public at subnet-public: allow all traffic ::/0
  ✓ gateway         igw-a is attached to vpc-a
  ✓ route           rtb-public has ::/0 → igw-a

To close it: any one of these, tried on a copy of the snapshot
  1. 2 changes
    → Add ingress rule 99 to network ACL acl-public: deny tcp 443 0.0.0.0/0
        aws ec2 create-network-acl-entry --network-acl-id acl-public --ingress --rule-number 99 --rule-action deny --protocol tcp --cidr-block 0.0.0.0/0 --port-range From=443,To=443 --region eu-west-1
    → Add ingress rule 98 to network ACL acl-public: deny tcp 443 ::/0
        aws ec2 create-network-acl-entry --network-acl-id acl-public --ingress --rule-number 98 --rule-action deny --protocol tcp --ipv6-cidr-block ::/0 --port-range From=443,To=443 --region eu-west-1
    This would also cut off the way from 3 network interfaces: eni-app, eni-app2 and eni-db.
  2. 2 changes
    → Remove tcp 443 from 0.0.0.0/0 from security group sg-web
        aws ec2 revoke-security-group-ingress --group-id sg-web --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' --region eu-west-1
    → Remove tcp 443 from ::/0 from security group sg-web
        aws ec2 revoke-security-group-ingress --group-id sg-web --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"Ipv6Ranges":[{"CidrIpv6":"::/0"}]}]' --region eu-west-1
    This would also cut off the way from 3 network interfaces: eni-app, eni-app2 and eni-db.
`);
});

test('a private instance gets out through NAT, and each translation shows', async () => {
  const { code, stdout } = await why(office(), 'eni-app internet:443');
  expect(code).toBe(0);
  const ladder = stdout.slice(stdout.indexOf('There'), stdout.indexOf('\n\nTo the internet'));
  expect(ladder).toBe(`There · tcp 10.0.2.10:49152 → 1.0.0.0:443
  ✓ security group sg-app · out · all traffic to 0.0.0.0/0
  ✓ network ACL acl-private · out of subnet-private · #100 allow all traffic 0.0.0.0/0
  → route table rtb-private · 0.0.0.0/0 → nat-a: no other route matches
  ✓ network ACL acl-public · into subnet-public · #100 allow all traffic 0.0.0.0/0
  → NAT gateway nat-a · 10.0.2.10 → 10.0.1.5
  ✓ network ACL acl-public · out of subnet-public · #100 allow all traffic 0.0.0.0/0
  → route table rtb-public · 0.0.0.0/0 → igw-a: no other route matches
  ✓ internet gateway igw-a · 10.0.1.5 → 203.0.113.5 · out to the internet

Back · tcp 1.0.0.0:443 → 203.0.113.5:49152
  → internet gateway igw-a · 203.0.113.5 → 10.0.1.5 · into vpc-a
  ✓ network ACL acl-public · into subnet-public · #100 allow all traffic 0.0.0.0/0
  → NAT gateway nat-a · 10.0.1.5 → 10.0.2.10
  ✓ network ACL acl-public · out of subnet-public · #100 allow all traffic 0.0.0.0/0
  → route table rtb-public · 10.0.0.0/16 → local: more specific than 0.0.0.0/0 → igw-a
  ✓ network ACL acl-private · into subnet-private · #100 allow all traffic 0.0.0.0/0
  ✓ network interface eni-app · has the address`);
});

test('the web server cannot reach the database, and one rule would change that', async () => {
  const { code, stdout } = await why(office(), 'eni-web eni-db:5432');
  expect(code).toBe(3);
  expect(stdout).toBe(`✗ blocked · network interface eni-web does not reach network interface eni-db on tcp 5432: 1 thing
  is in the way.

There · tcp 10.0.1.10:49152 → 10.0.3.10:5432
  ✓ security group sg-web · out · all traffic to 0.0.0.0/0
  ✓ network ACL acl-public · out of subnet-public · #100 allow all traffic 0.0.0.0/0
  → route table rtb-public · 10.0.0.0/16 → local: more specific than 0.0.0.0/0 → igw-a
  ✓ network ACL acl-other · into subnet-other · #100 allow all traffic 0.0.0.0/0
  ✗ security group sg-db · no ingress rule of sg-db matches for eni-db
    ┄ beyond this point: what would follow if it passed
  ✓ network interface eni-db · has the address

Back · tcp 10.0.3.10:5432 → 10.0.1.10:49152
  ✓ network ACL acl-other · out of subnet-other · #100 allow all traffic 0.0.0.0/0
  → route table rtb-main · 10.0.0.0/16 → local: no other route matches
  ✓ network ACL acl-public · into subnet-public · #100 allow all traffic 0.0.0.0/0
  ✓ network interface eni-web · has the address

In the way
  Security groups and ACLs
    ✗ security group sg-db: no ingress rule of sg-db matches for eni-db ENI_SG_RULES_MISMATCH

Would open it: this, tried on a copy of the snapshot
    → Allow tcp 5432 from 10.0.1.10/32 in security group sg-db
        aws ec2 authorize-security-group-ingress --group-id sg-db --ip-permissions '[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"IpRanges":[{"CidrIp":"10.0.1.10/32"}]}]' --region eu-west-1
    This opens the part that is shown; the other parts of what was asked need the like.
    Of the same service this opens nothing else.
`);
});

test('the fix is Terraform where that is asked for', async () => {
  const { stdout } = await why(office(), 'eni-web eni-db:5432 --terraform');
  expect(stdout).toContain('resource "aws_vpc_security_group_ingress_rule"');
  expect(stdout).not.toContain('aws ec2 ');
});

test('over IPv6 an egress-only gateway lets nobody in, and the address stands in brackets', async () => {
  const { code, stdout } = await why(office(), 'internet [2600:a:0:2::10]:22');
  expect(code).toBe(3);
  expect(stdout).toContain('→ [2600:a:0:2::10]:22');
  expect(stdout).toContain('HOPSCOPE_EGRESS_ONLY_INBOUND');
});

test('over IPv6 a private instance gets out through the egress-only gateway, untranslated', async () => {
  const { code, stdout } = await why(office(), 'eni-app [2606:4700::1111]:443');
  expect(code).toBe(0);
  expect(stdout).toContain('There · tcp [2600:a:0:2::10]:49152 → [2606:4700::1111]:443');
  expect(stdout).toContain('egress-only internet gateway eigw-a');
});

test('what could not be seen makes it unknown, and the missing call is named', async () => {
  const { code, stdout } = await why(office().denied('network-acl'), 'internet eni-web:443');
  expect(code).toBe(4);
  expect(stdout).toMatch(/^\? unknown · Whether the internet reaches network interface eni-web on tcp 443 is not known/);
  expect(stdout).toContain('Not known');
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('ec2:DescribeNetworkAcls in account 111111111111, eu-west-1');
});

test('an assumption is said once in the verdict, and --strict makes it unknown', async () => {
  const world = office().unasked('vpc-encryption-control');
  const { code, stdout } = await why(world, 'internet eni-web:443');
  expect(code).toBe(0);
  expect(stdout.match(/VPC encryption controls were not collected/g)).toHaveLength(1);
  const strict = await why(world, 'internet eni-web:443 --strict');
  expect(strict.code).toBe(4);
  expect(strict.stdout).toContain('? VPC vpc-a · VPC encryption controls were not collected');
});

test('without a port the answer says which ports pass; --all wants every one', async () => {
  const { code, stdout } = await why(office(), 'eni-app eni-db');
  expect(code).toBe(0);
  expect(stdout).toContain('Passes\n  tcp 5432 from');
  expect(stdout).toContain('Blocked\n  tcp 0–5431, 5433–65535 from');
  expect((await why(office(), 'eni-app eni-db --all')).code).toBe(3);
  expect((await why(office(), 'eni-app eni-db:5432 --all')).code).toBe(0);
});

test('--forward-only does not ask about the reply', async () => {
  const world = twoOffices().peering('pcx-ab', 'vpc-a', 'vpc-b').route('rtb-private', '10.1.0.0/16 pcx-ab');
  const { code, stdout } = await why(world, 'eni-app eni-far:80');
  expect(code).toBe(3);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('arrives, but no reply comes back: 1 thing is in its way.');
  const forward = await why(world, 'eni-app eni-far:80 --forward-only');
  expect(forward.code).toBe(0);
  expect(forward.stdout).not.toContain('Back ·');
});

test('--source-port is where the packet comes from', async () => {
  const { stdout } = await why(peered(), 'eni-app eni-far:53/udp --source-port 53');
  expect(stdout).toContain('There · udp 10.0.2.10:53 → 10.1.1.10:53');
});

test('compared with one that works, the first difference is marked, side by side on a broad screen', async () => {
  const broad = await why(office(), 'eni-web eni-db:5432 --compare eni-app --no-color', { terminal: 170 });
  expect(broad.code).toBe(3);
  expect(broad.stdout).toMatch(/^ ▶✗ security group sg-db .* │ {2}▶✓ security group sg-db/m);
  expect(broad.stdout).toContain('▶ The first difference is on the way there, hop 5');
  expect(broad.stdout.split('\n').every((line) => line.length <= 170)).toBe(true);
  const narrow = await why(office(), 'eni-web eni-db:5432 --compare eni-app --no-color', { terminal: 80 });
  expect(narrow.stdout).not.toContain('│');
  expect(narrow.stdout.match(/^ ▶/gm)).toHaveLength(2);
  const same = await why(office(), 'eni-app2 eni-db:5432 --compare eni-app');
  expect(same.stdout).toContain('The two take the same kinds of hops, and each does the same.');
});

test('JSON has the verdict, both ways, what passes, what is in the way, and the fixes', async () => {
  const { code, stdout } = await why(office(), 'eni-web eni-db:5432 --json');
  expect(code).toBe(3);
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({
    schema: 'hopscope/why/1',
    question: { from: 'eni-web', to: 'eni-db', service: { protocol: 6, ports: [{ lo: 5432, hi: 5432 }] }, strict: false },
    from: [{ kind: 'network-interface', id: 'eni-web', account: '111111111111', region: 'eu-west-1' }],
    verdict: 'blocked',
    whole: true,
    ways: { forward: 'blocked', reply: 'reachable', both: 'blocked' },
    passes: [],
    blockers: [{ trouble: 'security groups and ACLs', steps: [{ code: 'ENI_SG_RULES_MISMATCH', at: { id: 'sg-db' } }] }],
    fixes: [{ changes: [{ change: { do: 'authorize', groupId: 'sg-db' }, command: expect.stringContaining('aws ec2') }] }],
    checklists: [],
  });
  expect(answer.path.forward[0]).toMatchObject({ does: 'allows', side: 'egress', header: { src: '10.0.1.10', dstPort: 5432 } });
  const open = JSON.parse((await why(office(), 'internet eni-web:443 --json')).stdout);
  expect(open.checklists.map((list: { family: number }) => list.family)).toEqual([4, 6]);
  expect(open.passes.every((box: { dstPort: number[] }) => box.dstPort.join() === '443,443')).toBe(true);
});

test('compared, JSON has the other answer too', async () => {
  const { stdout } = await why(office(), 'eni-web eni-db:5432 --compare eni-app --json');
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'blocked',
    compared: { verdict: 'reachable', question: { from: 'eni-app' } },
  });
});

test('a name that steers terminals is shown and harmless', async () => {
  const world = named('eni-db', '\u001b]0;owned\u0007\u202Eevil')(office());
  const { stdout } = await why(world, 'eni-web eni-db:5432');
  expect(stdout).toContain('eni-db “␛]0;owned␇‹U+202E›evil”');
  expect(stdout).not.toContain('\u001b');
});

test('an end that means nothing is a mistake that names near ones', async () => {
  const world = named('eni-db', 'orders-db')(office());
  const { code, stderr } = await why(world, 'eni-web ordres-db:5432');
  expect(code).toBe(2);
  expect(stderr).toContain('has nothing called "ordres-db"');
  expect(stderr).toContain('Did you mean orders-db?');
  expect((await why(world, 'eni-web orders:5432')).stderr).toContain('Names like it: orders-db.');
});

test('a name of several things of one kind means them all; of several kinds, the person is asked which', async () => {
  const twins = named('eni-app', 'twin')(named('eni-app2', 'twin')(office()));
  const { code, stdout } = await why(twins, 'twin eni-db:5432');
  expect(code).toBe(0);
  expect(stdout).toContain('2 network interfaces “twin”');
  const mixed = named('eni-app', 'twin')(office()).change('subnet', 'subnet-other', { Tags: [{ Key: 'Name', Value: 'twin' }] });
  const asked = await why(mixed, 'twin eni-db:5432');
  expect(asked.code).toBe(2);
  expect(asked.stderr).toContain('Say which, by its id');
  expect(asked.stderr).toContain('subnet-other');
});

test('ends without an address family in common, and ends where nothing starts, are mistakes', async () => {
  expect(await why(office(), 'eni-nat-a [2600:a:0:3::10]:80')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no address family in common'),
  });
  expect(await why(office(), '192.168.7.7 eni-db:80')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Nothing that the snapshot knows of starts at "192.168.7.7"'),
  });
});

test('DNS is asked only with --resolve, and only for what the snapshot does not know', async () => {
  const asked: string[] = [];
  const lookUp = async (host: string) => {
    asked.push(host);
    return ['203.0.113.10'];
  };
  const without = await why(office(), 'internet www.example.com:443', { lookUp });
  expect([without.code, asked]).toEqual([2, []]);
  expect(without.stderr).toContain('Add --resolve to ask DNS');
  const world = office().change('network-interface', 'eni-web', { PrivateDnsName: 'ip-10-0-1-10.example.com' });
  expect((await why(world, 'eni-app ip-10-0-1-10.example.com:443 --resolve', { lookUp })).code).toBe(0);
  expect(asked).toEqual([]);
  expect(await why(office(), 'internet www.example.com:443 --resolve', { lookUp })).toMatchObject({ code: 0 });
  expect(asked).toEqual(['www.example.com']);
});

test('a host that DNS does not know is a mistake with the reason', async () => {
  const lookUp = () => Promise.reject(new Error('getaddrinfo ENOTFOUND www.example.com'));
  const { code, stderr } = await why(office(), 'internet www.example.com:443 --resolve', { lookUp });
  expect(code).toBe(2);
  expect(stderr).toContain('DNS has no address for it either: getaddrinfo ENOTFOUND www.example.com');
});

test.each([40, 60, 80, 120])('on a screen of %i columns no line but a command is broader', async (terminal) => {
  const { stdout } = await why(office(), 'eni-web eni-db:5432 --no-color', { terminal });
  const broad = stdout.split('\n').filter((line) => line.length > terminal && !line.trimStart().startsWith('aws '));
  // A single word cannot be broken.
  expect(broad.filter((line) => line.trim().includes(' '))).toEqual([]);
});

const sample = (line: string) => hopscope(`why ${line} --snapshot sample`);

test.each([
  ['internet bastion:22', 0],
  ['parcel-app-1 internet:443', 0],
  ['dev-scratch 10.21.65.105:5432', 3],
  ['prod-app prod-data', 0],
  ['internet prod-data:5432', 3],
])('on the sample, why %s ends with %i', async (line, code) => {
  const { stdout, stderr, ...ran } = await sample(line);
  expect({ ...ran, stderr }).toEqual({ code, stderr: '' });
  expect(stdout).toContain('There · tcp');
});

test('every example of the help that names the sample works', async () => {
  const { stdout } = await hopscope('help why');
  const lines = [...stdout.matchAll(/^ {2}hopscope (why .*--snapshot sample)$/gm)].map(([, line]) => line ?? '');
  expect(lines.length).toBeGreaterThanOrEqual(3);
  for (const line of lines) expect((await hopscope(line)).stderr).toBe('');
});

test('what would close an open path comes with its commands, as Terraform, and for programs', async () => {
  const asked = 'eni-app eni-db:5432 --close';
  expect((await why(office(), asked)).stdout).toContain('To close it: any one of these');
  expect((await why(office(), `${asked} --terraform`)).stdout).toContain('rule_action    = "deny"');
  const { closings } = JSON.parse((await why(office(), `${asked} --json`)).stdout);
  expect(closings[0].changes[0]).toHaveProperty('command');
  expect(closings.flatMap((one: { alsoCuts: { from: string[] } }) => one.alsoCuts.from)).toContain('eni-app2');
});

test('what is blocked, and who does not ask for it, hears nothing of closing', async () => {
  expect((await why(office(), 'eni-web eni-db:5432 --close')).stdout).not.toContain('To close it');
  expect((await why(office(), 'eni-app eni-db:5432')).stdout).not.toContain('To close it');
  expect(JSON.parse((await why(office(), 'eni-web eni-db:5432 --close --json')).stdout).closings).toEqual([]);
});

test('--family asks about one family alone', async () => {
  const six = await why(office(), 'internet eni-web:443 --family 6');
  expect(six.stdout).toContain('tcp [2600:');
  expect(six.stdout).not.toContain('203.0.113.10');
  const four = await why(office(), 'internet eni-web:443 --family 4');
  expect(four.stdout).toContain('203.0.113.10');
  expect(four.stdout).not.toContain('· IPv6 ·');
});
