/** Cuts answers into pages: AWS's bounds of a page's size, and tokens that only continue the request they were given for. */
import { createHash, randomBytes } from 'node:crypto';
import type { pagesOf } from '../kinds/services.ts';
import { canonicalJson } from '../snapshot/canonical.ts';
import { Refusal, refusal } from './refusal.ts';
import type { Asked, ServedService } from './wire.ts';

interface Bounds {
  least: number;
  most: number;
  /** Where the request gives no size; absent: everything at once. */
  usual?: number;
}

/** By the service that rows name. */
const bounds: Record<string, Bounds> = {
  ec2: { least: 5, most: 1000 },
  iam: { least: 1, most: 1000, usual: 100 },
  networkmanager: { least: 1, most: 500, usual: 500 },
  elbv2: { least: 1, most: 400, usual: 400 },
  elb: { least: 1, most: 400, usual: 400 },
  networkfirewall: { least: 1, most: 100, usual: 100 },
  directconnect: { least: 1, most: 100, usual: 100 },
  route53: { least: 1, most: 100, usual: 100 },
  route53resolver: { least: 1, most: 100, usual: 10 },
  ram: { least: 1, most: 500, usual: 500 },
  servicequotas: { least: 1, most: 100, usual: 100 },
  cloudwatch: { least: 1, most: 100_800 },
};

/** Operations whose pages have other bounds than their service's, as its API model gives them. */
const exceptions: Record<string, Bounds> = {
  DescribeAddressesAttribute: { least: 1, most: 1000 },
  DescribeEgressOnlyInternetGateways: { least: 5, most: 255 },
  DescribeLaunchTemplateVersions: { least: 1, most: 200 },
  DescribeNetworkInsightsAccessScopes: { least: 1, most: 100 },
  DescribeNetworkInsightsAnalyses: { least: 1, most: 100 },
  DescribeNetworkInsightsPaths: { least: 1, most: 100 },
  DescribeNetworkInterfacePermissions: { least: 5, most: 255 },
  DescribePublicIpv4Pools: { least: 1, most: 10 },
  DescribeInstanceConnectEndpoints: { least: 1, most: 50 },
  DescribeManagedPrefixLists: { least: 1, most: 100 },
  DescribeRouteTables: { least: 5, most: 100 },
  DescribeStaleSecurityGroups: { least: 5, most: 255 },
  DescribeVpcEndpointAssociations: { least: 1, most: 100 },
  DescribeVpnConcentrators: { least: 200, most: 1000 },
  GetManagedPrefixListAssociations: { least: 5, most: 255 },
  GetManagedPrefixListEntries: { least: 1, most: 100 },
  ListFirewallConfigs: { least: 5, most: 10, usual: 10 },
  ListResourceRecordSets: { least: 1, most: 300, usual: 300 },
  SearchTransitGatewayRoutes: { least: 5, most: 1000, usual: 1000 },
};

export const boundsOf = (service: string, operation: string): Bounds =>
  exceptions[operation] ?? bounds[service] ?? { least: 1, most: 1000 };

/** The page of a request: from where, and how many at most. `undefined` size: all that is left. */
export interface Page {
  from: number;
  size: number | undefined;
}

export class Pager {
  readonly #secret = randomBytes(16).toString('hex');

  /** Reads size and token. Throws `Refusal` for a size out of bounds and for a token of another request. */
  page(name: string, names: PageNames, asked: Asked, binding: string, service: ServedService): Page {
    const { least, most, usual } = boundsOf(name, asked.operation);
    const size = asked.input[names.size] as number | undefined;
    const token = asked.input[names.token[0]!] as string | undefined;
    if (size !== undefined && !(Number.isInteger(size) && size >= least && size <= most)) {
      const expected = size < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
      throw refusal(
        service.wording,
        'invalid',
        `Value (${size}) for parameter ${names.size} is invalid. Expecting a value ${expected}`,
      );
    }
    return { from: token ? this.#read(token, binding, service) : 0, size: size ?? usual };
  }

  /** A token for what begins at `from` of the answer to this request. */
  token(from: number, binding: string): string {
    return Buffer.from(`${from}.${this.#seal(from, binding)}`).toString('base64url');
  }

  #read(token: string, binding: string, service: ServedService): number {
    const [from = '', seal] = Buffer.from(token, 'base64url').toString('latin1').split('.');
    if (/^\d{1,9}$/.test(from) && seal === this.#seal(Number(from), binding)) return Number(from);
    throw refusal(service.wording, 'badToken', `The token '${token}' is invalid or was given for another request`);
  }

  #seal(from: number, binding: string): string {
    return createHash('sha256').update(`${this.#secret} ${from} ${binding}`).digest('hex').slice(0, 24);
  }
}

/** What a service, or one operation of it, calls page size, token and next token. */
export type PageNames = ReturnType<typeof pagesOf>;

/** What a token holds for: who asks, where, and all of the input but the page. */
export function bindingOf(name: string, names: PageNames, asked: Asked, account: string, region: string): string {
  const rest = Object.entries(asked.input).filter(([member]) => member !== names.size && !names.token.includes(member));
  return canonicalJson([account, region, name, asked.operation, Object.fromEntries(rest)]);
}

/** Operations that do not cut a list of ids into pages, as their documentation says. */
const idsOrPages = new Set(['DescribeInstances', 'DescribeInstanceStatus', 'DescribeNetworkInterfaces']);

/** Throws `Refusal` where AWS takes either ids or a page size. */
export function refuseIdsWithPages(asked: Asked, idMember: string | undefined): void {
  if (!idMember || asked.input.MaxResults === undefined || !idsOrPages.has(asked.operation)) return;
  throw new Refusal('InvalidParameterCombination', `The parameter ${idMember} cannot be used with the parameter MaxResults`);
}
