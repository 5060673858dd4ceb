/** The Regions and zones of the estate's world. Zone names differ from account to account, zone ids do not. */

interface RegionFacts {
  /** The prefix of its zone ids. */
  zone: string;
  zones: number;
  where: string;
  geography: string;
  /** Must be switched on before it can be used. */
  optIn?: boolean;
}

/** A good half of what AWS lists; enough for a page of its own. */
export const regions: Readonly<Record<string, RegionFacts>> = {
  'ap-northeast-1': { zone: 'apne1', zones: 4, where: 'Asia Pacific (Tokyo)', geography: 'Japan' },
  'ap-northeast-2': { zone: 'apne2', zones: 4, where: 'Asia Pacific (Seoul)', geography: 'South Korea' },
  'ap-northeast-3': { zone: 'apne3', zones: 3, where: 'Asia Pacific (Osaka)', geography: 'Japan' },
  'ap-south-1': { zone: 'aps1', zones: 3, where: 'Asia Pacific (Mumbai)', geography: 'India' },
  'ap-southeast-1': { zone: 'apse1', zones: 3, where: 'Asia Pacific (Singapore)', geography: 'Singapore' },
  'ap-southeast-2': { zone: 'apse2', zones: 3, where: 'Asia Pacific (Sydney)', geography: 'Australia' },
  'ca-central-1': { zone: 'cac1', zones: 3, where: 'Canada (Central)', geography: 'Canada' },
  'eu-central-1': { zone: 'euc1', zones: 3, where: 'Europe (Frankfurt)', geography: 'Germany' },
  'eu-central-2': { zone: 'euc2', zones: 3, where: 'Europe (Zurich)', geography: 'Switzerland', optIn: true },
  'eu-north-1': { zone: 'eun1', zones: 3, where: 'Europe (Stockholm)', geography: 'Sweden' },
  'eu-south-1': { zone: 'eus1', zones: 3, where: 'Europe (Milan)', geography: 'Italy', optIn: true },
  'eu-west-1': { zone: 'euw1', zones: 3, where: 'Europe (Ireland)', geography: 'Ireland' },
  'eu-west-2': { zone: 'euw2', zones: 3, where: 'Europe (London)', geography: 'United Kingdom' },
  'eu-west-3': { zone: 'euw3', zones: 3, where: 'Europe (Paris)', geography: 'France' },
  'me-central-1': { zone: 'mec1', zones: 3, where: 'Middle East (UAE)', geography: 'United Arab Emirates', optIn: true },
  'sa-east-1': { zone: 'sae1', zones: 3, where: 'South America (Sao Paulo)', geography: 'Brazil' },
  'us-east-1': { zone: 'use1', zones: 6, where: 'US East (N. Virginia)', geography: 'United States of America' },
  'us-east-2': { zone: 'use2', zones: 3, where: 'US East (Ohio)', geography: 'United States of America' },
  'us-west-1': { zone: 'usw1', zones: 2, where: 'US West (N. California)', geography: 'United States of America' },
  'us-west-2': { zone: 'usw2', zones: 4, where: 'US West (Oregon)', geography: 'United States of America' },
};

/** Local Zones: listed to every account, used only after opting in. */
export const localZones: Readonly<Record<string, readonly { name: string; id: string; group: string; where: string }[]>> = {
  'eu-central-1': [{ name: 'ham-1a', id: 'ham1-az1', group: 'ham-1', where: 'Europe (Hamburg)' }],
  'us-east-1': [{ name: 'bos-1a', id: 'bos1-az1', group: 'bos-1', where: 'US East (Boston)' }],
};

export function factsOf(region: string): RegionFacts {
  const facts = regions[region];
  if (!facts) throw new Error(`${region} is not in the estate's list of Regions: add it to zones.ts`);
  return facts;
}

export const lettersOf = (region: string): string[] => [...'abcdef'].slice(0, factsOf(region).zones);

/** What zone `letter` of an account is: `shift` turns the letters against the ids, as AWS does to spread the load. */
export function zoneOf(region: string, letter: string, shift: number): { name: string; id: string } {
  const facts = factsOf(region);
  const index = 'abcdef'.indexOf(letter);
  if (index < 0 || index >= facts.zones) throw new Error(`${region} has no zone ${letter}`);
  return { name: `${region}${letter}`, id: `${facts.zone}-az${((index + shift) % facts.zones) + 1}` };
}
