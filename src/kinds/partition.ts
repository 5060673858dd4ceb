/** The partitions of AWS, told by the names of their Regions. */

const prefixes: [prefix: string, partition: string][] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['us-iso-', 'aws-iso'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
];

/** The partition that a Region's name says it is in. */
export const partitionOf = (region: string): string => prefixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';

/** Whether a name has the form that Regions' names have. */
export const isRegionName = (name: string): boolean => /^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(name);
