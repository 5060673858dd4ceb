/** Block Public Access: off where nobody would miss the internet, or with holes in both directions. */
import { Missing, type Vpc } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { exposed, PATH, PATH_PARTLY, withoutServices, worldliness } from '../exposure.ts';
import { remove, run, settingsOf } from '../remedy.ts';
import { wayOut } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html';

const off: Rule = {
  id: 'vpc-bpa-off',
  title: 'Block Public Access is off in a Region where nothing needs the internet to come in',
  severity: 'info',
  why:
    'One switch would keep every mistake with a group, a route or an address from opening a way in. It is said of accounts and Regions with an ' +
    'internet gateway, where no interface with a public or IPv6 address has a way out other than a NAT or egress-only gateway; those go on working.',
  fix: 'Switch it on (block-ingress).',
  see,
  needs: PATH,
  maps: { fsbp: ['EC2.172'] },
};

const exclusion: Rule = {
  id: 'vpc-bpa-exclusion',
  title: 'A VPC or subnet is excluded from Block Public Access in both directions',
  severity: 'medium',
  why:
    'The switch is on, and here it does nothing. Where the internet reaches something inside, on a port that `allowed_public_ports` does not ' +
    'list, it is high. While Block Public Access is off an exclusion changes nothing and is not found.',
  fix: 'Delete the exclusion, or allow egress only.',
  see,
  needs: PATH,
  partly: PATH_PARTLY,
};

const IN_FORCE: ReadonlySet<string | undefined> = new Set(['create-complete', 'update-complete']);

export default family({
  rules: [off, exclusion],
  *check(estate) {
    const modes = new Map(
      estate
        .all('block-public-access-options')
        .map((one) => [`${one.account} ${one.region}`, one.data.InternetGatewayBlockMode ?? 'off']),
    );
    const vpcs = Map.groupBy(estate.network.vpcs.values(), ({ account, region }) => `${account} ${region}`);
    for (const one of estate.all('block-public-access-options')) {
      const place = `${one.account} ${one.region}`;
      if (modes.get(place) === 'off') yield* judgedOff(estate, one, vpcs.get(place) ?? []);
    }
    for (const one of estate.all('block-public-access-exclusion')) {
      const mode = modes.get(`${one.account} ${one.region}`) ?? 'off';
      if (mode !== 'off') yield* judgedExclusion(estate, one, mode);
    }
  },
});

function* judgedOff(estate: Estate, options: Thing<'block-public-access-options'>, vpcs: readonly Vpc[]): Iterable<Said> {
  const gateways = vpcs.flatMap(({ id }) => estate.network.attached('internet-gateway', id));
  if (gateways.length === 0) return;
  const needing = vpcs.map((vpc) => needsInternet(estate, vpc));
  if (needing.includes(true)) return;
  const unknown = needing.find((one) => one instanceof Missing);
  if (unknown) {
    yield { rule: off.id, subject: options, unknown };
    return;
  }
  const { account, region } = options;
  yield {
    rule: off.id,
    subject: options,
    message: `Block Public Access of account ${account} in ${region} is off, and nothing there needs the internet to come in.`,
    evidence: gateways.map(({ id }) => ({
      kind: 'internet-gateway',
      id,
      text: 'attached, and no interface answers the internet through it',
    })),
    fix: [
      run(
        options,
        `Shut the internet out of ${region} in account ${account}`,
        'ec2 modify-vpc-block-public-access-options --internet-gateway-block-mode block-ingress',
        'resource "aws_vpc_block_public_access_options" "this" {\n  internet_gateway_block_mode = "block-ingress"\n}',
      ),
    ],
  };
}

/** Whether an interface of a VPC talks to the internet under an address of its own. */
function needsInternet(estate: Estate, vpc: Vpc): boolean | Missing {
  let missing: Missing | undefined;
  for (const one of vpc.interfaces) {
    if (one.type === 'nat_gateway') continue;
    const six = one.addresses.some((own) => typeof own === 'bigint') || one.delegated.some(({ lo }) => typeof lo === 'bigint');
    for (const family of [...(one.publicAddresses.length > 0 ? [4 as const] : []), ...(six ? [6 as const] : [])]) {
      const out = wayOut(estate, one.subnet, family);
      if (out instanceof Missing) missing ??= out;
      else if (out && !['nat-gateway', 'egress-only-internet-gateway'].includes(out.route.target.kind)) return true;
    }
  }
  return missing ?? false;
}

function* judgedExclusion(estate: Estate, one: Thing<'block-public-access-exclusion'>, mode: string): Iterable<Said> {
  const { InternetGatewayExclusionMode, State, ResourceArn } = one.data;
  if (InternetGatewayExclusionMode !== 'allow-bidirectional' || !IN_FORCE.has(State)) return;
  const target = ResourceArn?.split('/').at(-1) ?? 'an unnamed resource';
  const isOpen = openInside(estate).has(target);
  yield {
    rule: exclusion.id,
    subject: one,
    severity: isOpen ? 'high' : 'medium',
    message: `${one.id} excludes ${target} from Block Public Access in both directions${isOpen ? ', and the internet reaches something in it' : ''}.`,
    evidence: [{ kind: 'block-public-access-exclusion', id: one.id, text: `${target}: allow-bidirectional, against ${mode}` }],
    fix: mode === 'block-bidirectional' ? [egressOnly(one), remove(one)] : [remove(one)],
  };
}

/** VPCs and subnets in which the internet reaches what nobody has allowed. */
const openInside = (estate: Estate): ReadonlySet<string> =>
  estate.once('VPCs and subnets that are reached', () => {
    const open = exposed(estate).filter(
      ({ passes }) => worldliness(estate, withoutServices(passes, estate.settings.allowedPublicPorts)) !== 'listed',
    );
    return new Set(open.flatMap((one) => [one.interface.vpc.id, one.interface.subnet.id]));
  });

const egressOnly = (one: Thing<'block-public-access-exclusion'>) =>
  run(
    one,
    `Let ${one.id} exclude outgoing connections only`,
    `ec2 modify-vpc-block-public-access-exclusion --exclusion-id ${one.id} --internet-gateway-exclusion-mode allow-egress`,
    settingsOf('aws_vpc_block_public_access_exclusion', one.id, { internet_gateway_exclusion_mode: 'allow-egress' }),
  );
