/** Launch templates that give every machine a public address. */
import type { Thing } from '../estate.ts';
import { quoted, type Run, run, runThen, settingsOf } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'launch-template-public-ip',
  title: 'A launch template gives its instances public addresses',
  severity: 'medium',
  why:
    'Whatever is started from it, now and by every Auto Scaling group, has a public IPv4 address, whichever subnet it is in. The default and the latest ' +
    'version are looked at: these are what is started.',
  fix: 'Make a version that does not associate a public address, and make it the default.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html',
  needs: ['launch-template-version'],
  maps: { fsbp: ['EC2.25'] },
  *check(estate) {
    for (const one of estate.all('launch-template-version')) {
      const { LaunchTemplateData, LaunchTemplateName, LaunchTemplateId, VersionNumber, DefaultVersion } = one.data;
      const cards = (LaunchTemplateData?.NetworkInterfaces ?? []).filter((card) => card.AssociatePublicIpAddress === true);
      if (cards.length === 0) continue;
      yield {
        subject: one,
        message: `Version ${VersionNumber} of ${LaunchTemplateId} (${LaunchTemplateName}), ${DefaultVersion ? 'the default' : 'the latest'}, gives its instances public addresses.`,
        evidence: cards.map((card) => ({
          kind: one.kind,
          id: one.id,
          text: `network interface ${card.DeviceIndex ?? 0}: AssociatePublicIpAddress${card.SubnetId ? `, in ${card.SubnetId}` : ''}`,
        })),
        fix: withoutAddress(one),
      };
    }
  },
});

/** A version that differs in the addresses only, made the default where this one is it. Given interfaces replace all of the source's. */
function withoutAddress({ data, ...place }: Thing<'launch-template-version'>): Run[] {
  const { LaunchTemplateId: id = '', VersionNumber, LaunchTemplateData, DefaultVersion } = data;
  const NetworkInterfaces = LaunchTemplateData?.NetworkInterfaces?.map((card) => ({
    ...card,
    ...(card.AssociatePublicIpAddress && { AssociatePublicIpAddress: false }),
  }));
  const made = `ec2 create-launch-template-version --launch-template-id ${id} --source-version ${VersionNumber} --launch-template-data ${quoted(JSON.stringify({ NetworkInterfaces }))}`;
  const text = `Make a version of ${id} without public addresses`;
  const terraform = settingsOf('aws_launch_template', id, { 'network_interfaces.associate_public_ip_address': false });
  if (!DefaultVersion) return [run(place, text, made, terraform)];
  const first = [['VERSION', `${made} --query LaunchTemplateVersion.VersionNumber --output text`]] as const;
  const last = `ec2 modify-launch-template --launch-template-id ${id} --default-version "$VERSION"`;
  return [runThen(place, `${text}, and make it the default`, first, last, terraform)];
}
