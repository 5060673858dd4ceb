/** What things cost that nobody uses: AWS's public list prices by Region. A Region that is not here has no estimate. */

/** When the prices were written down, and from where. Taxes, discounts and what is charged by the gigabyte are left out. */
export const priceList = {
  asOf: '2026-11-22',
  source:
    'https://aws.amazon.com/vpc/pricing/, https://aws.amazon.com/privatelink/pricing/, https://aws.amazon.com/elasticloadbalancing/pricing/',
  currency: 'USD',
  /** AWS reckons a month as 730 hours. */
  hoursAMonth: 730,
} as const;

const commercial = (price: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [
      ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
      ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-north-1'],
      ...['ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'ap-northeast-2'],
    ].map((region) => [region, price]),
  );

interface Price {
  /** What is charged: `NAT gateway`. */
  readonly what: string;
  /** USD an hour, by Region. */
  readonly hourly: Readonly<Record<string, number>>;
}

export const prices = {
  'public-ipv4': { what: 'public IPv4 address', hourly: commercial(0.005) },
  'nat-gateway': {
    what: 'NAT gateway',
    hourly: {
      'us-east-1': 0.045,
      'us-east-2': 0.045,
      'us-west-1': 0.048,
      'us-west-2': 0.045,
      'ca-central-1': 0.05,
      'sa-east-1': 0.093,
      'eu-west-1': 0.048,
      'eu-west-2': 0.05,
      'eu-west-3': 0.05,
      'eu-central-1': 0.052,
      'eu-north-1': 0.046,
      'ap-south-1': 0.056,
      'ap-southeast-1': 0.059,
      'ap-southeast-2': 0.059,
      'ap-northeast-1': 0.062,
      'ap-northeast-2': 0.059,
    },
  },
  'interface-endpoint': {
    what: 'interface endpoint in one zone',
    hourly: {
      'us-east-1': 0.01,
      'us-east-2': 0.01,
      'us-west-2': 0.01,
      'eu-west-1': 0.011,
      'eu-west-2': 0.011,
      'eu-west-3': 0.011,
      'eu-central-1': 0.012,
      'ap-southeast-1': 0.013,
      'ap-southeast-2': 0.013,
      'ap-northeast-1': 0.014,
    },
  },
  'load-balancer': {
    what: 'Application or Network Load Balancer without its capacity units',
    hourly: { 'us-east-1': 0.0225, 'us-east-2': 0.0225, 'us-west-2': 0.0225, 'eu-west-1': 0.0252, 'eu-central-1': 0.027 },
  },
  'transit-gateway-attachment': {
    what: 'transit gateway attachment',
    hourly: { 'us-east-1': 0.05, 'us-east-2': 0.05, 'us-west-2': 0.05, 'eu-west-1': 0.05, 'eu-central-1': 0.06 },
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceId = keyof typeof prices;
