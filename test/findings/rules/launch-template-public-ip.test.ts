import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const template = (...NetworkInterfaces: object[]) =>
  office().add('launch-template-version', 'lt-1/4', {
    LaunchTemplateId: 'lt-1',
    LaunchTemplateName: 'build',
    VersionNumber: 4,
    DefaultVersion: true,
    LaunchTemplateData: { NetworkInterfaces },
  });

test('a template that associates a public address is found', () => {
  rule('launch-template-public-ip')
    .flags(template({ DeviceIndex: 0, AssociatePublicIpAddress: true, SubnetId: 'subnet-public' }), {
      subject: 'lt-1/4',
      severity: 'medium',
      says: 'Version 4 of lt-1 (build), the default',
      by: ['in subnet-public'],
      fix: /^VERSION=.*"AssociatePublicIpAddress":false.* --default-version "\$VERSION"/,
    })
    .ignores(office(), template(), template({ AssociatePublicIpAddress: false }), template({ Ipv6AddressCount: 1 }))
    .cannotJudge(template({ AssociatePublicIpAddress: true }).denied('launch-template-version'));
});
