/** Names that stand for what nobody has any more. */
import type { KindName } from '../../kinds/index.ts';
import { withoutSuffix } from '../../kinds/partition.ts';
import { type Address, holds, type PrefixTable, parseAddress, prefixTable } from '../../net/index.ts';
import type { Missing, Vpc } from '../../reach/index.ts';
import { amazonRanges } from '../amazon-ranges.ts';
import type { Estate, Thing } from '../estate.ts';
import { run } from '../remedy.ts';
import { fact, rule, type Said, type Severity } from '../rule.ts';

type Entry = Thing<'resource-record-set'>;

export default rule({
  id: 'r53-dangling-record',
  title: 'A DNS record points to an address or endpoint that nobody has any more',
  severity: 'high',
  why:
    'Whoever gets the address next gets what was meant for the name, and can have a certificate issued for it. Asked of public and private zones: of A and ' +
    'AAAA records with a public address of Amazon that nothing scanned has, such as a released Elastic IP, which anybody may be given; medium of private ' +
    'addresses of scanned VPCs that no interface has, which only a host of one’s own can take, and of names of VPC endpoints and load balancers that are ' +
    'gone, which nobody else is given. Of Amazon’s addresses the large blocks are known; what a partner or an account that was not scanned has there looks ' +
    'the same, and can be muted. Names of buckets and distributions are not asked about: no scan reads those.',
  fix: 'Delete the record, or point it to what took over.',
  see: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/protection-from-dangling-dns.html',
  needs: ['hosted-zone-listing', 'resource-record-set'],
  partly: ['resource-record-set'],
  *check(estate) {
    yield* zonesNotRead(estate);
    for (const record of estate.all('resource-record-set')) {
      const { Type, ResourceRecords = [], AliasTarget } = record.data;
      const values = ResourceRecords.flatMap(({ Value }) => Value ?? []);
      if (Type === 'A' || Type === 'AAAA') for (const value of values) yield* address(estate, record, value);
      if (Type === 'CNAME') for (const value of values) yield* named(estate, record, value);
      if (AliasTarget?.DNSName) yield* named(estate, record, AliasTarget.DNSName);
    }
  },
});

/** Every zone has records of its own name servers: one without any was not read. Scans used to leave public zones out. */
function* zonesNotRead(estate: Estate): Iterable<Said> {
  const records = estate.by('resource-record-set', 'zone', ({ parent }) => parent);
  for (const zone of estate.all('hosted-zone-listing')) {
    const unread = records.has(zone.id) ? undefined : `the scan did not read the records of ${zone.id}`;
    const unknown = estate.missing('resource-record-set', zone, zone.id) ?? unread;
    if (unknown) yield { subject: zone, unknown };
  }
}

function* address(estate: Estate, record: Entry, text: string): Iterable<Said> {
  const value = parseAddress(text);
  if (value === undefined || estate.network.ownersOf(value).length > 0) return;
  const vpc = blocks(estate).lookup(value).entry?.value;
  if (vpc && isRouters(vpc, value)) return;
  const isAmazons = amazonRanges.some((block) => holds(block, value));
  const unknown = unseen(estate, vpc, isAmazons);
  if (!vpc && isAmazons && hasPublic(estate, value)) return;
  if (unknown) yield { subject: record, unknown };
  else if (vpc) yield dangling(record, text, `no interface of ${vpc.id} has ${text}`, 'medium');
  else if (isAmazons) yield dangling(record, text, `nothing scanned has ${text}, which is Amazon’s`, 'high');
}

const inside: readonly KindName[] = ['vpc', 'subnet', 'network-interface'];
const anywhere: readonly KindName[] = [...inside, 'elastic-ip', 'nat-gateway'];

/** Why somebody may have an address all the same: in a VPC, or in any of the places that were scanned. */
function unseen(estate: Estate, vpc: Vpc | undefined, isAmazons: boolean): Missing | undefined {
  if (vpc) return inside.flatMap((kind) => estate.missing(kind, vpc) ?? [])[0];
  // What is not Amazon's matters only where a VPC has it: public zones are full of names of others.
  const asked: readonly KindName[] = isAmazons ? anywhere : ['vpc'];
  return estate.once(`places of which ${asked.join()} are not known`, () =>
    estate.network.snapshot.manifest.places
      .filter(({ region }) => region !== 'global')
      .flatMap((place) => asked.flatMap((kind) => estate.missing(kind, place) ?? [])),
  )[0];
}

/** Whether an interface, a NAT gateway or an account has a public address. */
const hasPublic = (estate: Estate, value: Address): boolean =>
  estate.network.publicAddresses.has(value) ||
  estate
    .once('public addresses that somebody has', () => {
      const elastic = estate.network.snapshot.resources('elastic-ip').map(({ data }) => data.PublicIp);
      const gateways = estate.network.snapshot
        .resources('nat-gateway')
        .flatMap(({ data }) => (data.NatGatewayAddresses ?? []).map((one: { PublicIp?: string }) => one.PublicIp));
      return new Set([...elastic, ...gateways].flatMap((text) => parseAddress(text ?? '') ?? []));
    })
    .has(value);

/** What AWS answers at itself: the router of a subnet, the resolver. */
const isRouters = (vpc: Vpc, value: Address): boolean =>
  value === vpc.resolver || vpc.subnets.some((subnet) => subnet.isSecond(value));

/** VPCs by their blocks. */
const blocks = (estate: Estate): PrefixTable<Vpc> =>
  estate.once('VPCs by block', () =>
    prefixTable([...estate.network.vpcs.values()].flatMap((vpc) => vpc.blocks.map((block) => ({ prefix: block, value: vpc })))),
  );

/** What a name of AWS's was made for. */
interface Named {
  readonly text: string;
  readonly region: string;
  readonly kinds: readonly KindName[];
  readonly isThere: boolean;
}

function* named(estate: Estate, record: Entry, name: string): Iterable<Said> {
  const plain = name.toLowerCase().replace(/\.$/, '');
  const meant = endpointNamed(estate, plain) ?? balancerNamed(estate, plain);
  if (!meant || meant.isThere) return;
  const unknown = unseenIn(estate, meant);
  if (unknown) yield { subject: record, unknown };
  else yield dangling(record, meant.text, `nothing scanned has that name`, 'medium');
}

function endpointNamed(estate: Estate, name: string): Named | undefined {
  const [, id, region] =
    /\b(vpce-[0-9a-z]+?)-[0-9a-z]+(?:-[a-z0-9-]+)?\..*\.([a-z0-9-]+)\.vpce$/.exec(withoutSuffix(name) ?? '') ?? [];
  return id && region
    ? { text: id, region, kinds: ['vpc-endpoint'], isThere: estate.get('vpc-endpoint', id) !== undefined }
    : undefined;
}

/** `front-1.eu-west-1.elb.amazonaws.com`, of a Network Load Balancer `….elb.eu-west-1.amazonaws.com`; a word before it may ask for IPv6 or one zone. */
function balancerNamed(estate: Estate, name: string): Named | undefined {
  const match = /\.(?:([a-z0-9-]+)\.elb|elb\.([a-z0-9-]+))$/.exec(withoutSuffix(name) ?? '');
  if (!match) return undefined;
  const known = estate.once('names of load balancers', () => {
    const { snapshot } = estate.network;
    const both = balancers.flatMap((kind) => snapshot.resources(kind).map(({ data }) => data.DNSName as string | undefined));
    return new Set(both.map((one) => one?.toLowerCase()));
  });
  const isThere = known.has(name) || known.has(name.slice(name.indexOf('.') + 1));
  return { text: name, region: (match[1] ?? match[2])!, kinds: balancers, isThere };
}

const balancers: readonly KindName[] = ['load-balancer', 'classic-load-balancer'];

/** Why it may be there all the same: whose it is its name does not say. */
function unseenIn(estate: Estate, { region, kinds }: Named): Missing | string | undefined {
  const places = estate.network.snapshot.manifest.places.filter((one) => one.region === region);
  if (places.length === 0) return `no account was scanned in ${region}`;
  return places.flatMap((place) => kinds.flatMap((kind) => estate.missing(kind, place) ?? []))[0];
}

function dangling(record: Entry, value: string, because: string, severity: Severity): Said {
  const { Name = record.id, Type } = record.data;
  const zone = record.parent ?? 'its zone';
  const change = JSON.stringify({ Changes: [{ Action: 'DELETE', ResourceRecordSet: record.data }] });
  return {
    subject: record,
    key: value,
    severity,
    message: `Record ${Name} (${Type}) in ${zone} points to ${value}, and ${because}.`,
    evidence: [fact(record, because)],
    fix: [
      run(
        record,
        `Delete the record ${Name}`,
        `route53 change-resource-record-sets --hosted-zone-id ${zone} --change-batch '${change}'`,
        `# take the aws_route53_record ${Name} of zone ${zone} out of the configuration`,
      ),
    ],
  };
}
