/** A Cloud WAN by chance. */
import { CoreNetwork, type Estate } from './build.ts';
import type { Dice } from './dice.ts';
import type { Vpc } from './vpc.ts';

export function randomWan(dice: Dice, estate: Estate, vpcs: readonly Vpc[]): void {
  const [owner] = estate.accounts;
  if (!owner || !dice.chance(0.5)) return;
  const names = [...new Set(estate.accounts.flatMap((account) => account.regions.map((region) => region.name)))];
  const core = new CoreNetwork(owner, 'wan', {
    description: 'by chance',
    asns: '64700-64755',
    edges: Object.fromEntries(names.map((name, index) => [name, { asn: 64700 + index, inside: `10.250.${index}.0/24` }])),
    segments: [{ name: 'prod', shares: dice.some(['shared'], 0.5), acceptance: dice.chance(0.5) }, { name: 'shared' }],
    ahead: dice.below(2),
    seen: new Date('2026-11-16T05:20:00Z'),
  });
  for (const vpc of vpcs) {
    const [subnet] = vpc.subnets.filter((candidate) => candidate.spec.cidr);
    if (subnet && dice.chance(0.4)) {
      core.attach(`wan-${vpc.name}`, vpc, [subnet], dice.pick(['prod', 'shared']), dice.chance(0.3));
      vpc.mainTable.route('10.251.0.0/16', core);
    }
  }
}
