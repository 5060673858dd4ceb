/** The prefix lists that AWS keeps for its gateway endpoints. Their ids are the same in every account. */
import { numberOf } from './names.ts';

export type GatewayService = 's3' | 'dynamodb';

interface AwsList {
  service: GatewayService;
  id: string;
  /** A few of its blocks: enough to see what a route to the list covers. */
  blocks: readonly string[];
}

const known: Record<string, Record<GatewayService, Omit<AwsList, 'service'>>> = {
  'eu-central-1': {
    s3: { id: 'pl-6ea54007', blocks: ['3.5.136.0/22', '52.219.72.0/22'] },
    dynamodb: { id: 'pl-66a5400f', blocks: ['52.94.17.0/24'] },
  },
  'eu-west-1': {
    s3: { id: 'pl-6da54004', blocks: ['3.5.64.0/21', '52.218.0.0/17'] },
    dynamodb: { id: 'pl-6fa54006', blocks: ['52.94.5.0/24'] },
  },
  'us-east-1': {
    s3: { id: 'pl-63a5400a', blocks: ['3.5.0.0/19', '52.216.0.0/15'] },
    dynamodb: { id: 'pl-02cd2c6b', blocks: ['52.94.0.0/22'] },
  },
};

export const awsListId = (region: string, service: GatewayService): string =>
  known[region]?.[service].id ?? `pl-${numberOf(0xffffffff, 'aws', region, service).toString(16).padStart(8, '0')}`;

export const awsLists = (region: string): AwsList[] =>
  (['s3', 'dynamodb'] as const).map((service) => ({
    service,
    id: awsListId(region, service),
    blocks: known[region]?.[service].blocks ?? [service === 's3' ? '52.219.0.0/20' : '52.94.0.0/22'],
  }));
