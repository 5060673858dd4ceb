/** Interfaces that are attached to nothing. */
import { remove } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'eni-unused',
  title: 'A network interface is attached to nothing',
  severity: 'low',
  why:
    'It holds an address of its subnet, keeps groups from being deleted, and may carry a public address that is paid for. Interfaces that ' +
    'AWS made for a service of its own come and go with that service, and are left out.',
  fix: 'Delete it, or attach it.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html',
  needs: ['network-interface'],
  *check(estate) {
    for (const one of estate.all('network-interface')) {
      const { Status, RequesterManaged, PrivateIpAddress, SubnetId } = one.data;
      if (Status !== 'available' || RequesterManaged) continue;
      yield {
        subject: one,
        message: `${one.id} in ${SubnetId ?? 'an unknown subnet'} is attached to nothing.`,
        evidence: [{ kind: 'network-interface', id: one.id, text: `available, holds ${PrivateIpAddress ?? 'no IPv4 address'}` }],
        fix: [remove(one)],
      };
    }
  },
});
