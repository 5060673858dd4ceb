/** The partitions of AWS, told by the names of their Regions, and what AWS calls its services there. */

interface Partition {
  readonly partition: string;
  /** What the names of its Regions begin with. */
  readonly prefix: string;
  /** What host names of its services end with: the usual ones, then those that answer over IPv4 and IPv6. */
  readonly suffixes: readonly [usual: string, dualStack: string];
}

/** As the SDK lists them; the last is every other Region's. */
const partitions: readonly Partition[] = [
  { partition: 'aws-cn', prefix: 'cn-', suffixes: ['amazonaws.com.cn', 'api.amazonwebservices.com.cn'] },
  { partition: 'aws-us-gov', prefix: 'us-gov-', suffixes: ['amazonaws.com', 'api.aws'] },
  { partition: 'aws-iso', prefix: 'us-iso-', suffixes: ['c2s.ic.gov', 'api.aws.ic.gov'] },
  { partition: 'aws-iso-b', prefix: 'us-isob-', suffixes: ['sc2s.sgov.gov', 'api.aws.scloud'] },
  { partition: 'aws-iso-e', prefix: 'eu-isoe-', suffixes: ['cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'] },
  { partition: 'aws-iso-f', prefix: 'us-isof-', suffixes: ['csp.hci.ic.gov', 'api.aws.hci.ic.gov'] },
  { partition: 'aws-eusc', prefix: 'eusc-', suffixes: ['amazonaws.eu', 'api.amazonwebservices.eu'] },
  { partition: 'aws', prefix: '', suffixes: ['amazonaws.com', 'api.aws'] },
];

const withRegion = (region: string): Partition => partitions.find(({ prefix }) => region.startsWith(prefix))!;

/** The partition that a Region's name says it is in. */
export const partitionOf = (region: string): string => withRegion(region).partition;

/** Whether a name has the form that Regions' names have. */
export const isRegionName = (name: string): boolean => /^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(name);

/** Where AWS answers for a service in a Region: `ec2.cn-north-1.amazonaws.com.cn`. */
export const hostOf = (service: string, region: string): string => `${service}.${region}.${withRegion(region).suffixes[0]}`;

/** A host name of AWS's, of whichever partition, up to what all end with: `s3.cn-north-1`. `undefined` for anybody else's. */
export function withoutSuffix(host: string): string | undefined {
  const suffix = partitions.flatMap(({ suffixes }) => suffixes).find((one) => host.endsWith(`.${one}`));
  return suffix && host.slice(0, -suffix.length - 1);
}

/** What endpoints may call a service of AWS's: by `com.amazonaws`, or by the suffix of the Region's partition turned round: `cn.com.amazonaws.cn-north-1.s3`. */
export function serviceNames(region: string, service: string): string[] {
  const turned = withRegion(region).suffixes[0].split('.').reverse().join('.');
  return [...new Set(['com.amazonaws', turned])].map((prefix) => `${prefix}.${region}.${service}`);
}
