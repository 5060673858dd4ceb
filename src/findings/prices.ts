/**
 * What things cost that nobody uses: AWS's public list prices by Region. A Region that is not here has no estimate. Taxes, discounts and what is
 * charged by the gigabyte, or by the capacity unit, are left out; so is Cloud WAN, whose prices could not be confirmed.
 */

/** AWS's Price List was not asked itself: the figures are from public copies of it, two of which at least agree where nothing else is said. */
export const priceList = {
  /** The oldest of the lists below. */
  asOf: '2026-09-13',
  currency: 'USD',
  /** AWS reckons a month as 730 hours. */
  hoursAMonth: 730,
} as const;

interface Price {
  /** What is charged: `NAT gateway`. */
  readonly what: string;
  /** USD an hour, by Region. */
  readonly hourly: ReadonlyMap<string, number>;
  /** Of which day the list is that has them. */
  readonly asOf: string;
  /** Where the list says so, and how it was confirmed. */
  readonly source: string;
}

/** The Regions that have a price, by price. */
const hourly = (...prices: readonly (readonly [price: number, regions: string])[]): ReadonlyMap<string, number> =>
  new Map(prices.flatMap(([price, regions]) => regions.split(' ').map((region) => [region, price] as const)));

const everywhere =
  'af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ' +
  'ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 ' +
  'eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 ' +
  'us-west-1 us-west-2';

export const prices = {
  'public-ipv4': {
    what: 'public IPv4 address',
    asOf: '2026-09-29',
    source: 'offer AmazonVPC, PublicIPv4:IdleAddress and PublicIPv4:InUseAddress; https://aws.amazon.com/vpc/pricing/',
    hourly: hourly([0.005, everywhere]),
  },
  'nat-gateway': {
    what: 'NAT gateway',
    asOf: '2026-10-15',
    source: 'offer AmazonEC2, NatGateway-Hours; https://aws.amazon.com/vpc/pricing/',
    hourly: hourly(
      [0.045, 'us-east-1 us-east-2 us-west-2'],
      [0.046, 'eu-north-1'],
      [0.04725, 'mx-central-1'],
      [0.048, 'eu-south-2 eu-west-1 us-west-1'],
      [0.05, 'ca-central-1 ca-west-1 eu-south-1 eu-west-2 eu-west-3'],
      [0.05015, 'ap-southeast-5 ap-southeast-7'],
      [0.0504, 'il-central-1'],
      [0.052, 'eu-central-1'],
      [0.0528, 'me-central-1 me-south-1'],
      [0.054, 'us-gov-east-1 us-gov-west-1'],
      [0.0558, 'ap-east-2'],
      [0.056, 'ap-south-1 ap-south-2'],
      [0.057, 'af-south-1'],
      [0.0572, 'eu-central-2'],
      [0.059, 'ap-northeast-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4'],
      [0.06195, 'ap-southeast-6'],
      [0.062, 'ap-northeast-1 ap-northeast-3'],
      [0.065, 'ap-east-1'],
      [0.093, 'sa-east-1'],
    ),
  },
  'interface-endpoint': {
    what: 'interface endpoint in one zone',
    asOf: '2026-09-21',
    source:
      'offer AmazonVPC, VpcEndpoint-Hours, of one copy; us-east-1, eu-west-1, eu-central-1, ap-northeast-1 and ap-southeast-5 of a second; ' +
      'https://aws.amazon.com/privatelink/pricing/',
    hourly: hourly(
      [0.01, 'us-east-1 us-east-2 us-west-2'],
      [0.0105, 'eu-north-1 mx-central-1'],
      [0.011, 'ca-central-1 ca-west-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 us-west-1'],
      [0.01155, 'eu-south-1 il-central-1'],
      [0.0117, 'ap-southeast-5 ap-southeast-7'],
      [0.012, 'eu-central-1'],
      [0.0121, 'me-central-1 me-south-1'],
      [0.0125, 'us-gov-east-1 us-gov-west-1'],
      [0.0126, 'ap-east-2'],
      [0.013, 'ap-northeast-2 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4'],
      [0.01309, 'af-south-1'],
      [0.0132, 'eu-central-2'],
      [0.01365, 'ap-southeast-6'],
      [0.014, 'ap-northeast-1 ap-northeast-3'],
      [0.0143, 'ap-east-1'],
      [0.021, 'sa-east-1'],
    ),
  },
  'application-load-balancer': {
    what: 'Application Load Balancer without its capacity units',
    asOf: '2026-09-29',
    source: 'offer AWSELB, LoadBalancerUsage of LoadBalancing:Application; https://aws.amazon.com/elasticloadbalancing/pricing/',
    hourly: hourly(
      [0.0219, 'ap-east-2'],
      [0.0225, 'ap-northeast-2 us-east-1 us-east-2 us-west-2'],
      [0.0227, 'ap-southeast-5 ap-southeast-7'],
      [0.023625, 'mx-central-1'],
      [0.0239, 'ap-south-1 ap-south-2'],
      [0.02394, 'eu-north-1'],
      [0.0243, 'ap-northeast-1 ap-northeast-3'],
      [0.02475, 'ca-central-1 ca-west-1'],
      [0.0252, 'ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 eu-south-2 eu-west-1 us-west-1'],
      [0.02646, 'ap-southeast-6 eu-west-2 eu-west-3 il-central-1'],
      [0.0265, 'eu-south-1'],
      [0.027, 'eu-central-1'],
      [0.0277, 'ap-east-1'],
      [0.02772, 'me-south-1'],
      [0.028224, 'me-central-1'],
      [0.0297, 'eu-central-2'],
      [0.03, 'af-south-1'],
      [0.032, 'us-gov-east-1 us-gov-west-1'],
      [0.034, 'sa-east-1'],
    ),
  },
  'network-load-balancer': {
    what: 'Network Load Balancer without its capacity units',
    asOf: '2026-10-15',
    source: 'offer AmazonEC2, LoadBalancerUsage of Load Balancer-Network; https://aws.amazon.com/elasticloadbalancing/pricing/',
    hourly: hourly(
      [0.0225, 'ap-northeast-2 us-east-1 us-east-2 us-west-2'],
      [0.0239, 'ap-south-1'],
      [0.02394, 'eu-north-1'],
      [0.0243, 'ap-northeast-1 ap-northeast-3'],
      [0.02475, 'ca-central-1'],
      [0.0252, 'ap-southeast-1 ap-southeast-2 eu-west-1 us-west-1'],
      [0.02646, 'eu-south-1 eu-west-2 eu-west-3'],
      [0.027, 'eu-central-1'],
      [0.0277, 'ap-east-1'],
      [0.02772, 'me-south-1'],
      [0.029988, 'af-south-1'],
      [0.032, 'us-gov-east-1 us-gov-west-1'],
      [0.034, 'sa-east-1'],
    ),
  },
  'classic-load-balancer': {
    what: 'Classic Load Balancer',
    asOf: '2026-10-15',
    source: 'offer AmazonEC2, LoadBalancerUsage of Load Balancer; https://aws.amazon.com/elasticloadbalancing/pricing/',
    hourly: hourly(
      [0.025, 'ap-northeast-2 us-east-1 us-east-2 us-west-2'],
      [0.0266, 'ap-south-1 eu-north-1'],
      [0.027, 'ap-northeast-1 ap-northeast-3'],
      [0.0275, 'ca-central-1'],
      [0.028, 'ap-southeast-1 ap-southeast-2 eu-west-1 us-west-1'],
      [0.0294, 'eu-south-1 eu-west-2 eu-west-3'],
      [0.03, 'eu-central-1'],
      [0.0308, 'ap-east-1 me-south-1'],
      [0.032, 'us-gov-east-1 us-gov-west-1'],
      [0.03332, 'af-south-1'],
      [0.034, 'sa-east-1'],
    ),
  },
  'transit-gateway-attachment': {
    what: 'transit gateway attachment',
    asOf: '2026-10-01',
    source:
      'offer AmazonVPC, TransitGateway-Hours; the other Regions could not be confirmed; https://aws.amazon.com/transit-gateway/pricing/',
    hourly: hourly([0.05, 'us-east-1'], [0.07, 'ap-northeast-1 ap-northeast-2']),
  },
  'vpn-connection': {
    what: 'VPN connection',
    asOf: '2026-09-13',
    source:
      'offer AmazonVPC, VPN-Usage-Hours:ipsec.1; eu-west-1 of a bill in which four other known prices fit; the other Regions could not be confirmed; ' +
      'https://aws.amazon.com/vpn/pricing/',
    hourly: hourly([0.048, 'ap-northeast-1'], [0.05, 'eu-west-1 us-east-1']),
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceId = keyof typeof prices;
