/** What has interfaces in the network: instances. */

import { availabilityZone } from './account.ts';
import { by, kind } from './kind.ts';

export const instance = kind({
  kind: 'instance',
  title: 'Instance',
  about: 'A virtual machine.',
  call: {
    service: 'ec2',
    operation: 'DescribeInstances',
    items: 'Reservations',
    within: { list: 'Instances', as: 'Reservation' },
    pageSize: 1000,
    split: by('availability-zone', availabilityZone, (item) => item.ZoneName),
  },
  id: (item) => item.InstanceId,
  owner: (item) => item.Reservation.OwnerId,
});
