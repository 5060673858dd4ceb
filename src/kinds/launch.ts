/** How new instances will be connected: the latest and the default version of every launch template. */
import { kind } from './kind.ts';

export const launchTemplateVersion = kind({
  kind: 'launch-template-version',
  title: 'Launch template version',
  about: 'Subnets, groups, addresses and metadata options that new instances get: the latest and the default version.',
  call: {
    service: 'ec2',
    operation: 'DescribeLaunchTemplateVersions',
    items: 'LaunchTemplateVersions',
    pageSize: 200,
    input: { Versions: ['$Latest', '$Default'], IncludeManagedResources: true },
  },
  id: (item) => item.LaunchTemplateId && `${item.LaunchTemplateId}/${item.VersionNumber}`,
  name: (item) => item.LaunchTemplateName,
  refs: {
    subnet: (item) => item.LaunchTemplateData?.NetworkInterfaces?.map((card) => card.SubnetId),
    'network-interface': (item) => item.LaunchTemplateData?.NetworkInterfaces?.map((card) => card.NetworkInterfaceId),
    'security-group': (item) => [
      ...(item.LaunchTemplateData?.SecurityGroupIds ?? []),
      ...(item.LaunchTemplateData?.NetworkInterfaces ?? []).flatMap((card) => card.Groups ?? []),
    ],
  },
  secret: ['LaunchTemplateData.UserData'],
  keyed: { 'LaunchTemplateData.BlockDeviceMappings': ['DeviceName'] },
  columns: {
    version: (item) => item.VersionNumber,
    default: (item) => item.DefaultVersion,
    subnets: (item) => item.LaunchTemplateData?.NetworkInterfaces?.map((card) => card.SubnetId),
    groups: (item) => item.LaunchTemplateData?.SecurityGroupIds,
    'public-ip': (item) => item.LaunchTemplateData?.NetworkInterfaces?.some((card) => card.AssociatePublicIpAddress),
    tokens: (item) => item.LaunchTemplateData?.MetadataOptions?.HttpTokens,
  },
  // No answer holds what `http-protocol-ipv4` looks at.
  filters: [
    'create-time',
    ['is-default-version', 'DefaultVersion'],
    ['ebs-optimized', 'LaunchTemplateData.EbsOptimized'],
    ['http-endpoint', 'LaunchTemplateData.MetadataOptions.HttpEndpoint'],
    ['http-tokens', 'LaunchTemplateData.MetadataOptions.HttpTokens'],
    ['host-resource-group-arn', 'LaunchTemplateData.Placement.HostResourceGroupArn'],
    ['iam-instance-profile', 'LaunchTemplateData.IamInstanceProfile.Arn'],
    ['image-id', 'LaunchTemplateData.ImageId'],
    ['instance-type', 'LaunchTemplateData.InstanceType'],
    ['kernel-id', 'LaunchTemplateData.KernelId'],
    ['license-configuration-arn', 'LaunchTemplateData.LicenseSpecifications.LicenseConfigurationArn'],
    ['network-card-index', 'LaunchTemplateData.NetworkInterfaces.NetworkCardIndex'],
    ['ram-disk-id', 'LaunchTemplateData.RamDiskId'],
  ],
});
