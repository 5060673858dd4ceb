/** VPC Block Public Access: account and Region of the VPC's owner, with exclusions for VPCs and subnets (I6). */
import { Missing } from '../network/coverage.ts';
import type { Data, Ref } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import type { Walk } from '../walk/walk.ts';

export type PublicFlow = 'in' | 'out' | 'out through a NAT or egress-only gateway';

const OPTIONS = 'block-public-access-options';
const EXCLUSIONS = 'block-public-access-exclusion';

/** What the switch does to a flow that began in or outside the subnet. The flow's reply shares its fate where it goes the same way. */
export function checkPublicAccess(walk: Walk, at: Ref, vpc: Vpc, subnet: Subnet | undefined, flow: PublicFlow): void {
  if (walk.direction === 'forward') walk.judgedPublic = [...walk.judgedPublic, vpc];
  else if (walk.judgedPublic.includes(vpc)) return;
  const mode = modeOf(walk.network, vpc, subnet);
  if (mode === undefined) walk.assume(vpc, 'bpa-off');
  if (mode !== undefined && mode !== 'off') judge(walk, at, vpc, subnet, flow, mode);
}

function judge(walk: Walk, at: Ref, vpc: Vpc, subnet: Subnet | undefined, flow: PublicFlow, mode: string): void {
  if (mode === 'block-ingress' && flow === 'out through a NAT or egress-only gateway') return;
  const exclusion = exclusionOf(walk.network, vpc, subnet);
  if (exclusion instanceof Missing) {
    walk.unknown(
      at,
      exclusion,
      () => `whether ${subnet?.id ?? vpc.id} is excluded from Block Public Access is not known: ${exclusion.text}`,
    );
    return;
  }
  if (exclusion === 'allow-bidirectional') return;
  if (exclusion === 'allow-egress' && mode === 'block-bidirectional' && flow !== 'in') return;
  walk.block(
    at,
    'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    () =>
      `Block Public Access of account ${vpc.account} in ${vpc.region} is ${mode}, and ${subnet?.id ?? vpc.id} is not excluded`,
  );
}

/** The mode in force; nothing when it was not collected. */
const modeOf = (network: Network, vpc: Vpc, subnet: Subnet | undefined): string | undefined =>
  vpc.publicAccess ?? lookUpMode(network, vpc, subnet);

function lookUpMode(network: Network, vpc: Vpc, subnet: Subnet | undefined): string | undefined {
  const place = { account: vpc.account, region: vpc.region };
  const found = network.once(`BPA ${vpc.account} ${vpc.region}`, () => network.snapshot.resources(OPTIONS, place)[0]);
  if (found) {
    vpc.publicAccess = found.data.InternetGatewayBlockMode ?? 'off';
    return vpc.publicAccess;
  }
  const effective = subnet?.data.BlockPublicAccessStates ?? vpc.data.BlockPublicAccessStates;
  if (effective?.InternetGatewayBlockMode) return effective.InternetGatewayBlockMode;
  return network.coverage.missing(OPTIONS, place) ? undefined : 'off';
}

const COUNTED = new Set(['create-complete', 'update-complete', undefined]);

function exclusionOf(network: Network, vpc: Vpc, subnet: Subnet | undefined): string | undefined | Missing {
  const exclusions = network.once('BPA exclusions', () => {
    const found = new Map<string, string>();
    for (const { data } of network.snapshot.resources(EXCLUSIONS) as readonly { data: Data }[]) {
      const id = String(data.ResourceArn ?? '')
        .split('/')
        .at(-1);
      if (id && COUNTED.has(data.State)) found.set(id, data.InternetGatewayExclusionMode);
    }
    return found;
  });
  const modes = [subnet && exclusions.get(subnet.id), exclusions.get(vpc.id)];
  const own = modes.find((mode) => mode === 'allow-bidirectional') ?? modes.find(Boolean);
  return own ?? network.coverage.missing(EXCLUSIONS, { account: vpc.account, region: vpc.region });
}

/** Traffic of the internet through an endpoint of a middlebox: the endpoint's own subnet counts too. */
export function checkPublicEndpoint(walk: Walk, at: Ref, subnet: Subnet): void {
  if (walk.entry === 'internet-gateway') checkPublicAccess(walk, at, subnet.vpc, subnet, 'in');
}
