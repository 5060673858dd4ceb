import { test } from 'vitest';
import { type Data, World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

test('an endpoint that has waited long to be let in is found', () => {
  const waiting = (more: Data = {}) =>
    new World().add('endpoint-connection', 'vpce-con-1', {
      ServiceId: 'vpce-svc-1',
      VpcEndpointId: 'vpce-9',
      VpcEndpointOwner: '222222222222',
      VpcEndpointState: 'pendingAcceptance',
      CreationTimestamp: '2020-01-01T00:00:00.000Z',
      ...more,
    });
  rule('vpces-stuck-connection')
    .flags(waiting(), { subject: 'vpce-con-1', severity: 'low', says: 'vpce-9', fix: 'accept-vpc-endpoint-connections' })
    .ignores(waiting({ VpcEndpointState: 'available' }), waiting({ CreationTimestamp: '2999-01-01T00:00:00.000Z' }))
    .cannotJudge(waiting({ CreationTimestamp: undefined }), 'vpce-con-1');
});

test('a service that may be reached from other Regions is told of', () => {
  const service = (RemoteAccessEnabled: boolean, ...regions: string[]) =>
    new World().add('endpoint-service', 'vpce-svc-1', {
      ServiceId: 'vpce-svc-1',
      RemoteAccessEnabled,
      SupportedRegions: regions.map((Region) => ({ Region })),
    });
  rule('vpces-remote-region')
    .flags(service(true, 'eu-west-1', 'us-east-1'), {
      subject: 'vpce-svc-1',
      severity: 'info',
      says: 'us-east-1',
      fix: '--remove-supported-regions us-east-1',
    })
    .ignores(service(true, 'eu-west-1'), service(false, 'eu-west-1', 'us-east-1'));
});
