/** Who lets whom through in a VPC of an estate: network ACLs, security groups, the prefix lists that rules name. */
import type { Place } from '../../src/snapshot/snapshot.ts';
import { type Data, dotted, type Sheet } from './sheet.ts';
import type { DrawnVpc } from './vpc.ts';

const PORTS = [22, 80, 443, 443, 3306, 5432, 6379, 8080, 9200];
const STRICT = 25;

export function drawAcls(sheet: Sheet, vpc: DrawnVpc): void {
  for (const open of [true, false]) {
    const id = sheet.id('acl');
    const strict = sheet.dice.chance(STRICT) || sheet.shape.aclEntries > 10;
    const entries = (Egress: boolean): Data[] => [
      ...(strict && !Egress ? denials(sheet.shape.aclEntries, vpc.six !== undefined) : []),
      { Egress, RuleNumber: 5000, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
      ...(vpc.six ? [{ Egress, RuleNumber: 5001, RuleAction: 'allow', Protocol: '-1', Ipv6CidrBlock: '::/0' }] : []),
      { Egress, RuleNumber: 32767, RuleAction: 'deny', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
      { Egress, RuleNumber: 32768, RuleAction: 'deny', Protocol: '-1', Ipv6CidrBlock: '::/0' },
    ];
    sheet.add('network-acl', vpc.place, id, {
      NetworkAclId: id,
      VpcId: vpc.id,
      OwnerId: vpc.place.account,
      IsDefault: !open,
      Associations: vpc.subnets.filter((one) => one.open === open).map(({ id: SubnetId }) => ({ SubnetId, NetworkAclId: id })),
      Entries: [...entries(false), ...entries(true)],
    });
  }
}

/** What nobody should reach from outside, port by port. */
const denials = (count: number, six: boolean): Data[] =>
  Array.from({ length: count }, (_, n) => ({
    Egress: false,
    RuleNumber: 100 + n,
    RuleAction: 'deny',
    Protocol: '6',
    PortRange: { From: 3380 + n, To: 3380 + n },
    ...(six && n % 5 === 4 ? { Ipv6CidrBlock: '::/0' } : { CidrBlock: '0.0.0.0/0' }),
  }));

/** One customer's list for each place. */
export function drawList(sheet: Sheet, place: Place): string {
  const id = sheet.id('pl');
  const owner = { PrefixListId: id, OwnerId: place.account, AddressFamily: 'IPv4', State: 'create-complete' };
  sheet.add('prefix-list', place, id, { ...owner, PrefixListName: 'offices' });
  for (let n = 0; n < sheet.shape.listEntries; n++) {
    const Cidr = `${dotted(0xc633_0000 + n * 256)}/24`;
    sheet.add('prefix-list-entry', place, `${id}/${Cidr}`, { Cidr }, id);
  }
  return id;
}

export function drawGroups(sheet: Sheet, vpc: DrawnVpc, list: string, peers: readonly string[]): void {
  const { dice, shape } = sheet;
  vpc.groups = Array.from({ length: shape.groups }, () => sheet.id('sg'));
  for (const id of vpc.groups) {
    const ingress = Array.from({ length: 1 + dice.int(shape.rules) }, () => permission(sheet, vpc, list, peers));
    const egress: Data[] = dice.chance(85)
      ? [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] }]
      : [443, 5432].map((port) => ({
          IpProtocol: 'tcp',
          FromPort: port,
          ToPort: port,
          IpRanges: [{ CidrIp: port === 443 ? '0.0.0.0/0' : vpc.cidr }],
        }));
    sheet.add('security-group', vpc.place, id, {
      GroupId: id,
      GroupName: id,
      OwnerId: vpc.place.account,
      VpcId: vpc.id,
      Description: 'made for the benchmark',
      IpPermissions: ingress,
      IpPermissionsEgress: egress,
    });
    for (const one of ingress) listRule(sheet, vpc, id, false, one);
    for (const one of egress) listRule(sheet, vpc, id, true, one);
  }
  const set = (): string[] => [...new Set(Array.from({ length: 1 + dice.int(shape.groupsEach) }, () => dice.pick(vpc.groups)))];
  vpc.sets = Array.from({ length: shape.groups + 2 }, set);
}

function permission({ dice }: Sheet, vpc: DrawnVpc, list: string, peers: readonly string[]): Data {
  const port = dice.chance(10) ? undefined : dice.pick(PORTS);
  const service = { IpProtocol: 'tcp', FromPort: port ?? 1024, ToPort: port ?? 65535 };
  const near = (length: number): string => `${dotted(0x0a00_0000 + dice.int(2 ** (length - 8)) * 2 ** (32 - length))}/${length}`;
  if (dice.chance(45))
    return { ...service, UserIdGroupPairs: [{ GroupId: dice.pick(dice.chance(5) && peers.length > 0 ? peers : vpc.groups) }] };
  if (dice.chance(5)) return { ...service, PrefixListIds: [{ PrefixListId: list }] };
  if (vpc.six && dice.chance(25)) return { ...service, Ipv6Ranges: [{ CidrIpv6: dice.pick(['::/0', vpc.six]) }] };
  const CidrIp = dice.pick([
    '0.0.0.0/0',
    '0.0.0.0/0',
    '10.0.0.0/8',
    '10.0.0.0/8',
    vpc.cidr,
    vpc.cidr,
    near(20),
    near(24),
    near(32),
  ]);
  return { ...service, IpRanges: [{ CidrIp }] };
}

/** The rules of a permission as `DescribeSecurityGroupRules` lists them. */
function listRule(sheet: Sheet, vpc: DrawnVpc, GroupId: string, IsEgress: boolean, one: Data): void {
  const { IpProtocol, FromPort = -1, ToPort = -1 } = one;
  const peers = [
    ...(one.IpRanges ?? []).map(({ CidrIp }: Data) => ({ CidrIpv4: CidrIp })),
    ...(one.Ipv6Ranges ?? []).map(({ CidrIpv6 }: Data) => ({ CidrIpv6 })),
    ...(one.PrefixListIds ?? []),
    ...(one.UserIdGroupPairs ?? []).map((pair: Data) => ({ ReferencedGroupInfo: { GroupId: pair.GroupId } })),
  ];
  for (const peer of peers) {
    const id = sheet.id('sgr');
    sheet.add('security-group-rule', vpc.place, id, {
      SecurityGroupRuleId: id,
      GroupId,
      GroupOwnerId: vpc.place.account,
      IsEgress,
      IpProtocol,
      FromPort,
      ToPort,
      ...peer,
    });
  }
}
