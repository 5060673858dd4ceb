/** What the world finds under the names of Haldenpost: a public zone, some of whose records outlived what they were for. */
import type { balancing } from './balancing.ts';
import type { Company } from './company.ts';
import type { Parcel } from './parcel.ts';

const ZONE = 'Z0917734PUBLICHALDEN';

export function publicNames({ estate, network: { account } }: Company, prod: Parcel, { web }: ReturnType<typeof balancing>) {
  const name = 'haldenpost.example.';
  const values = (TTL: number, ...all: string[]) => ({ TTL, ResourceRecords: all.map((Value) => ({ Value })) });
  const toWeb = { HostedZoneId: 'Z215JYRZR1TBD5', DNSName: `dualstack.${web.host}.`, EvaluateTargetHealth: false };
  const keep = (before: string, Type: string, data: object) =>
    account.describe('resource-record-set', { Name: `${before}${name}`, Type, ...data }, ZONE);
  const kept = [
    keep('', 'A', { AliasTarget: toWeb }),
    keep('', 'MX', values(3600, '10 mail.haldenpost.example.')),
    keep('', 'NS', values(172_800, 'ns-2.awsdns-00.com.', 'ns-514.awsdns-00.net.')),
    keep('', 'SOA', values(900, 'ns-2.awsdns-00.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400')),
    keep('', 'TXT', values(3600, '"v=spf1 mx -all"')),
    keep('edi.', 'A', values(300, prod.edi.address)),
    keep('help.', 'CNAME', values(300, 'haldenpost.helpdesk.example')),
    keep('mail.', 'A', values(300, '198.51.100.25')),
    keep('www.', 'CNAME', values(300, 'haldenpost.example')),
  ];
  const promo = keep('promo.', 'A', values(300, '3.120.181.40'));
  estate.mistake(
    'r53-dangling-record',
    promo,
    'its Elastic IP was released after Christmas: whoever is given it next speaks for them',
  );
  const beta = keep('beta-track.', 'CNAME', values(300, 'beta-track-1782240091.eu-west-1.elb.amazonaws.com'));
  estate.mistake('r53-dangling-record', beta, 'its load balancer was deleted when the beta was over');
  account.describe('hosted-zone-listing', {
    ...{ Id: `/hostedzone/${ZONE}`, Name: name, CallerReference: 'public-2019', Config: { PrivateZone: false } },
    ResourceRecordSetCount: kept.length + 2,
  });
}
