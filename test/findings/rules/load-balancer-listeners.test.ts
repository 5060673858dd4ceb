import { test } from 'vitest';
import { front, fronted } from '../../reach/fronted.ts';
import type { Data } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** One listener of `front`. */
const listening = (data: Data, scheme = 'internet-facing') =>
  fronted()
    .remove('listener', 'listener-80')
    .change('load-balancer', front, { Scheme: scheme })
    .change('listener', 'listener-443', data);
const forward = { Type: 'forward', TargetGroupArn: 'apps' };
const redirect = (Protocol: string) => ({ Type: 'redirect', RedirectConfig: { Protocol, Port: '443' } });
const classic = (Protocol: string, LoadBalancerPort: number, ...PolicyNames: string[]) =>
  office().add('classic-load-balancer', 'old', {
    LoadBalancerName: 'old',
    ListenerDescriptions: [{ Listener: { Protocol, LoadBalancerPort }, PolicyNames }],
  });

test('a listener that serves clear text is found; low inside', () => {
  const http = (...DefaultActions: Data[]) => ({ Protocol: 'HTTP', Port: 80, DefaultActions });
  rule('lb-clear-text')
    .flags(listening(http(forward)), { subject: 'listener-443', severity: 'medium', fix: 'Protocol=HTTPS' })
    .flags(listening(http(forward), 'internal'), { subject: 'listener-443', severity: 'low' })
    .flags(listening(http(redirect('HTTP'))), 'listener-443')
    .flags(
      listening(http(redirect('HTTPS'))).add('listener-rule', 'rule-1', { Actions: [forward] }, { parent: 'listener-443' }),
      'listener-443',
    )
    .flags(listening({ Protocol: 'TCP', Port: 80, DefaultActions: [forward] }), {
      subject: 'listener-443',
      fix: '--protocol TLS --port 443',
    })
    .flags(classic('HTTP', 8080), { subject: 'old', key: '8080', fix: 'Protocol=HTTPS,LoadBalancerPort=443' })
    .ignores(
      listening(http(redirect('HTTPS'))),
      listening(http({ Type: 'fixed-response' })),
      listening({ Protocol: 'HTTPS', DefaultActions: [forward] }),
      listening({ Protocol: 'TCP', Port: 5432, DefaultActions: [forward] }),
      classic('HTTPS', 443),
    )
    .cannotJudge(listening(http(forward)).denied('listener-rule'));
});

test('a policy that allows less than TLS 1.2 is found', () => {
  const policy = (SslPolicy: string) => listening({ Protocol: 'HTTPS', SslPolicy });
  rule('lb-weak-tls')
    .flags(policy('ELBSecurityPolicy-2016-08'), {
      subject: 'listener-443',
      fix: '--ssl-policy ELBSecurityPolicy-TLS13-1-2-2021-06',
    })
    .flags(policy('ELBSecurityPolicy-TLS13-1-1-2021-06'), 'listener-443')
    .flags(policy('ELBSecurityPolicy-FS-1-1-2019-08'), 'listener-443')
    .flags(listening({ Protocol: 'TLS', SslPolicy: 'ELBSecurityPolicy-2016-08' }), 'listener-443')
    .flags(classic('HTTPS', 443, 'ELBSecurityPolicy-2015-05'), { subject: 'old', fix: 'create-load-balancer-policy' })
    .ignores(
      policy('ELBSecurityPolicy-TLS13-1-2-Res-2021-06'),
      policy('ELBSecurityPolicy-TLS13-1-3-2021-06'),
      policy('ELBSecurityPolicy-FS-1-2-2019-08'),
      listening({ Protocol: 'HTTP', SslPolicy: 'ELBSecurityPolicy-2016-08' }),
      classic('SSL', 443, 'ELBSecurityPolicy-TLS-1-2-2017-01'),
      classic('HTTP', 80),
    )
    .cannotJudge(classic('HTTPS', 443, 'ours'), 'old');
});
