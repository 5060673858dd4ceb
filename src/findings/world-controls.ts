/** Which controls fail where the whole internet is let in to some ports: Security Hub and CIS name ports and families, rules name services. */
import { type Family, only, TCP } from '../net/index.ts';
import { type Service, without } from './exposure.ts';
import type { Maps } from './rule.ts';

/** The ports that EC2.19 calls of high risk, all of TCP. */
const highRisk = [
  ...[20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200],
  9300,
];
/** Without parameters of one's own EC2.18 authorizes these. */
const authorized: readonly number[] = [80, 443];
const logins = [22, 3389];
const CIFS = 445;

/** Logins from 0.0.0.0/0, and those from ::/0, have a control each. */
const loginsFrom: Readonly<Record<Family, { readonly fsbp: string; readonly cis: string }>> = {
  4: { fsbp: 'EC2.53', cis: '5.3' },
  6: { fsbp: 'EC2.54', cis: '5.4' },
};

/** Of a protocol and ports that everybody is let in to. */
export function worldControls(services: readonly Service[], families: readonly Family[] = [4, 6]): Maps {
  const open = services.filter(({ protocol }) => protocol === TCP).map(({ ports }) => ports);
  const has = (port: number): boolean => open.some(({ lo, hi }) => lo <= port && port <= hi);
  const login = logins.some(has) ? families.map((family) => loginsFrom[family]) : [];
  return {
    fsbp: [
      ...(has(22) ? ['EC2.13'] : []),
      ...(has(3389) ? ['EC2.14'] : []),
      ...(services.some(isUnauthorized) ? ['EC2.18'] : []),
      ...(highRisk.some(has) ? ['EC2.19'] : []),
      ...login.map(({ fsbp }) => fsbp),
    ],
    cis: [...(has(CIFS) ? ['5.1.2'] : []), ...login.map(({ cis }) => cis)],
  };
}

const isUnauthorized = ({ protocol, ports }: Service): boolean =>
  protocol !== TCP ||
  without(
    ports,
    authorized.map((port) => only(port)),
  ).length > 0;
