import { expect, test } from 'vitest';
import { readDestination } from '../../src/reach/ends/typed.ts';

const port = (lo: number, hi = lo) => ({ lo, hi });

test.each([
  ['web-1', 'web-1', { protocol: 6 }],
  ['web-1:443', 'web-1', { protocol: 6, ports: [port(443)] }],
  ['10.0.2.7:53/udp', '10.0.2.7', { protocol: 17, ports: [port(53)] }],
  ['10.0.2.7:8000-8100,9000', '10.0.2.7', { protocol: 6, ports: [port(8000, 8100), port(9000)] }],
  ['10.0.0.0/8', '10.0.0.0/8', { protocol: 6 }],
  ['10.0.0.0/8/icmp', '10.0.0.0/8', { protocol: 'ping' }],
  ['2001:db8::7', '2001:db8::7', { protocol: 6 }],
  ['2001:db8::443', '2001:db8::443', { protocol: 6 }],
  ['2001:db8::/32', '2001:db8::/32', { protocol: 6 }],
  ['[2001:db8::7]:443', '2001:db8::7', { protocol: 6, ports: [port(443)] }],
  ['[2001:db8::/32]:53/udp', '2001:db8::/32', { protocol: 17, ports: [port(53)] }],
  ['2001:db8::7/ping', '2001:db8::7', { protocol: 'ping' }],
  ['web-1/any', 'web-1', { protocol: 'any' }],
  ['web-1/47', 'web-1', { protocol: 47 }],
  ['team=web', 'team=web', { protocol: 6 }],
  ['[a:b/tcp]:80', 'a:b/tcp', { protocol: 6, ports: [port(80)] }],
  ['api.example.com.:443', 'api.example.com.', { protocol: 6, ports: [port(443)] }],
  [
    'arn:aws:x:eu-west-1:1:loadbalancer/app/web/1f:443',
    'arn:aws:x:eu-west-1:1:loadbalancer/app/web/1f',
    { protocol: 6, ports: [port(443)] },
  ],
] as const)('%s is %s by %j', (typed, text, service) => {
  expect(readDestination(typed)).toEqual({ text, service });
});

test('a source port is asked about where it is said', () => {
  expect(readDestination('web:53/udp', 53).service).toEqual({ protocol: 17, ports: [port(53)], sourcePort: 53 });
});

test.each([
  ['web:70000', 'is not a port from 0 to 65535'],
  ['web:90-80', 'is not a port from 0 to 65535'],
  ['web:80,', 'is not a port from 0 to 65535'],
  ['web:53/icmp', 'only tcp and udp have ports'],
  ['[web]:80/nothing', 'There is no protocol "nothing"'],
  ['[web]:x', 'is not a port from 0 to 65535'],
  ['[web]:80/constructor', 'There is no protocol "constructor"'],
])('%s is a mistake: %s', (typed, message) => {
  expect(() => readDestination(typed)).toThrow(message);
});

test('a source port without ports is a mistake', () => {
  expect(() => readDestination('web/icmp', 7)).toThrow('--source-port is for tcp and udp, not icmp');
});
