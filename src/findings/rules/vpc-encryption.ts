/** Whether the traffic of VPCs is kept encrypted by AWS, and what is left out of that. */
import type { Vpc } from '../../reach/index.ts';
import type { Thing } from '../estate.ts';
import { type Run, run, settingsOf } from '../remedy.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html';

const off: Rule = {
  id: 'vpc-encryption-control-off',
  title: 'A VPC does not enforce that its traffic is encrypted',
  severity: 'info',
  why:
    'Encryption controls tell which traffic is encrypted, or let no other pass. They cost money and suit who must prove encryption; nothing is wrong without. ' +
    'It is said of VPCs with a network interface that have no control, or one that only monitors.',
  fix: 'Create an encryption control in monitor mode, look at what it finds, and enforce it then.',
  see,
  needs: ['vpc', 'subnet', 'network-interface', 'vpc-encryption-control'],
};

const exclusions: Rule = {
  id: 'vpc-encryption-exclusions',
  title: 'Encryption is enforced in a VPC, and some traffic is left out',
  severity: 'medium',
  why:
    'What leaves by an excluded gateway or service may be in clear text although the VPC says “enforced”. Every exclusion of a control that enforces is ' +
    'told: internet and NAT gateways, peering connections, Lambda and others.',
  fix: 'End the exclusions that nobody needs; write down why the others stay.',
  see,
  needs: ['vpc-encryption-control'],
};

export default family({
  rules: [off, exclusions],
  *check(estate): Iterable<Said> {
    const controls = estate.by('vpc-encryption-control', 'VPC', ({ data }) =>
      data.State === 'deleted' ? undefined : data.VpcId,
    );
    for (const { id } of estate.all('vpc')) {
      const vpc = estate.network.vpcs.get(id);
      if (!vpc || vpc.interfaces.length === 0) continue;
      const control = controls.get(id)?.[0];
      if (control?.data.Mode === 'enforce') continue;
      const what = control ? `${control.id} only monitors` : 'it has no encryption control';
      yield {
        rule: off.id,
        subject: vpc,
        message: `${id} does not enforce encryption: ${what}.`,
        evidence: [{ kind: 'vpc', id, text: what }],
        fix: [control ? enforced(control) : watched(vpc)],
      };
    }
    for (const control of estate.all('vpc-encryption-control')) {
      if (control.data.Mode !== 'enforce' || control.data.State === 'deleted') continue;
      const left = Object.entries(control.data.ResourceExclusions ?? {}).filter(([, one]) => one?.State === 'enabled');
      if (left.length === 0) continue;
      const names = left.map(([name]) => name).sort();
      yield {
        rule: exclusions.id,
        subject: control,
        message: `${control.id} enforces encryption in ${control.data.VpcId}, but not for ${names.join(', ')}.`,
        evidence: names.map((name) => ({ kind: control.kind, id: control.id, text: `${name} is excluded` })),
        fix: names.map((name) => included(control, name)),
      };
    }
  },
});

type Control = Thing<'vpc-encryption-control'>;
const TERRAFORM = 'aws_vpc_encryption_control';

const watched = (vpc: Vpc): Run =>
  run(
    vpc,
    `Watch over the encryption of ${vpc.id}`,
    `ec2 create-vpc-encryption-control --vpc-id ${vpc.id}`,
    `resource "${TERRAFORM}" "this" {\n  vpc_id = "${vpc.id}"\n  mode   = "monitor"\n}`,
  );

const modified = (control: Control, text: string, option: string, value: string): Run =>
  run(
    control,
    text,
    `ec2 modify-vpc-encryption-control --vpc-encryption-control-id ${control.id} --${option} ${value}`,
    settingsOf(TERRAFORM, control.id, { [option.replaceAll('-', '_')]: value }),
  );

/** AWS refuses it as long as something in the VPC is not encrypted. */
const enforced = (control: Control): Run =>
  modified(control, `Enforce the encryption of ${control.data.VpcId}`, 'mode', 'enforce');

/** `NatGateway` is set by `--nat-gateway-exclusion`. */
const included = (control: Control, name: string): Run =>
  modified(
    control,
    `Leave ${name} out of ${control.id} no more`,
    `${name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}-exclusion`,
    'disable',
  );
