/** Interfaces that people think private and that the internet reaches: by a second address, or as a database that is managed. */
import { ANY_PORT, describeAddresses, TCP, type Traffic, UDP } from '../../net/index.ts';
import type { Exposed } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { closing, evidenceOf, exposed, ofServices, PATH, PATH_PARTLY, pathOf, unknownOf, worldliness } from '../exposure.ts';
import { family, type Rule, type Said } from '../rule.ts';
import { servicesText } from '../services-text.ts';

const how =
  'The internet reaches it where a packet gets there on any port of TCP or UDP and the answer gets back; sources that are an allow list do ' +
  'not count.';

const secondary: Rule = {
  id: 'exposed-secondary-ip',
  title: 'The internet reaches a network interface by a secondary address',
  severity: 'medium',
  why: `The primary address has no public one, so that lists of instances show none, and a secondary address has. ${how}`,
  fix: 'Take the Elastic IP off the secondary address, or close the groups of the interface.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html',
  needs: PATH,
  partly: PATH_PARTLY,
};

const database: Rule = {
  id: 'exposed-db-public-flag',
  title: 'A managed database is publicly accessible, and the internet reaches it',
  severity: 'critical',
  why:
    'It was made “publicly accessible”, and its groups and routes let the world in: one weak password or one unpatched hole away from being ' +
    `copied or wiped. Interfaces of RDS, Redshift and DMS with a public address are looked at. ${how}`,
  fix: 'Make it not publicly accessible, and let in only the groups of those who use it.',
  see: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  needs: PATH,
  partly: PATH_PARTLY,
  maps: { fsbp: ['DMS.1', 'RDS.2', 'Redshift.1'], cis: ['2.2.3'] },
};

const databases: ReadonlySet<string> = new Set(['rds-database', 'redshift-cluster', 'dms-instance']);
const any = [TCP, UDP].map((protocol) => ({ protocol, ports: ANY_PORT }));

export default family({
  rules: [secondary, database],
  *check(estate) {
    for (const one of exposed(estate)) {
      if (isSecondary(one)) yield* judged(estate, secondary, one, 'a secondary address; its primary one has no public address');
      if (one.family === 4 && databases.has(one.owner.kind))
        yield* judged(
          estate,
          database,
          one,
          `an interface of a managed database (${one.owner.what}${one.owner.or ? `, or ${one.owner.or}` : ''})`,
        );
    }
  },
});

function isSecondary({ interface: one, family: version, address }: Exposed): boolean {
  const [primary] = one.addresses;
  if (version !== 4 || primary === undefined || one.publicOf(primary) !== undefined) return false;
  return one.publicAddresses.some((pair) => pair.public === address.lo);
}

function* judged(estate: Estate, { id: rule }: Rule, one: Exposed, what: string): Iterable<Said> {
  const traffic: Traffic = ofServices(one.passes, any);
  const address = describeAddresses(one.address);
  if (worldliness(estate, traffic) === 'listed') {
    const [doubt] = ofServices(one.doubtful, any);
    if (doubt) yield { rule, subject: one.interface, unknown: unknownOf(pathOf(estate, doubt)) };
    return;
  }
  const path = pathOf(estate, traffic[0]!);
  yield {
    rule,
    subject: one.interface,
    key: address,
    message: `The internet reaches ${one.interface.id} at ${address} on ${servicesText(traffic)}, and that is ${what}.`,
    evidence: [{ kind: 'network-interface', id: one.interface.id, text: what }, ...evidenceOf(path)],
    path,
    fix: closing(path),
  };
}
