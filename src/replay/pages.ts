/** Cuts answers into pages: AWS's bounds of a page's size, and tokens that only continue the request they were given for. */
import { createHash, randomBytes } from 'node:crypto';
import { services } from '../kinds/services.ts';
import { canonicalJson } from '../snapshot/canonical.ts';
import { Refusal, refusal } from './refusal.ts';
import type { Asked, ServedService } from './wire.ts';

interface Bounds {
  least: number;
  most: number;
  /** Where the request gives no size; absent: everything at once. */
  usual?: number;
}

/** By the name that the service signs with. */
const bounds: Record<string, Bounds> = {
  ec2: { least: 5, most: 1000 },
  iam: { least: 1, most: 1000, usual: 100 },
  networkmanager: { least: 1, most: 500, usual: 500 },
};

/** Operations of EC2 whose pages have other bounds, as its API model gives them. */
const exceptions: Record<string, Bounds> = {
  DescribeEgressOnlyInternetGateways: { least: 5, most: 255 },
  DescribeInstanceConnectEndpoints: { least: 1, most: 50 },
  DescribeManagedPrefixLists: { least: 1, most: 100 },
  DescribeRouteTables: { least: 5, most: 100 },
  DescribeStaleSecurityGroups: { least: 5, most: 255 },
  DescribeVpcEndpointAssociations: { least: 1, most: 100 },
  DescribeVpnConcentrators: { least: 200, most: 1000 },
  GetManagedPrefixListAssociations: { least: 5, most: 255 },
  GetManagedPrefixListEntries: { least: 1, most: 100 },
  SearchTransitGatewayRoutes: { least: 5, most: 1000, usual: 1000 },
};

export const boundsOf = (signs: string, operation: string): Bounds =>
  exceptions[operation] ?? bounds[signs] ?? { least: 1, most: 1000 };

/** The page of a request: from where, and how many at most. `undefined` size: all that is left. */
export interface Page {
  from: number;
  size: number | undefined;
}

export class Pager {
  readonly #secret = randomBytes(16).toString('hex');

  /** Reads size and token. Throws `Refusal` for a size out of bounds and for a token of another request. */
  page(signs: string, asked: Asked, binding: string, service: ServedService): Page {
    const names = pageNames(signs);
    const { least, most, usual } = boundsOf(signs, asked.operation);
    const size = asked.input[names.size] as number | undefined;
    const token = asked.input[names.token] as string | undefined;
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

/** What a service calls page size, token and next token. */
export const pageNames = (signs: string): { size: string; token: string; next: string } =>
  Object.values(services).find((service) => service.signs === signs)?.pages ?? services.ec2.pages;

/** What a token holds for: who asks, where, and all of the input but the page. */
export function bindingOf(signs: string, asked: Asked, account: string, region: string): string {
  const names = pageNames(signs);
  const { [names.size]: _size, [names.token]: _token, ...rest } = asked.input;
  return canonicalJson([account, region, signs, asked.operation, rest]);
}

/** Operations that do not cut a list of ids into pages, as their documentation says. */
const idsOrPages = new Set(['DescribeInstances', 'DescribeInstanceStatus', 'DescribeNetworkInterfaces']);

/** Throws `Refusal` where AWS takes either ids or a page size. */
export function refuseIdsWithPages(asked: Asked, idMember: string | undefined): void {
  if (!idMember || asked.input.MaxResults === undefined || !idsOrPages.has(asked.operation)) return;
  throw new Refusal('InvalidParameterCombination', `The parameter ${idMember} cannot be used with the parameter MaxResults`);
}
