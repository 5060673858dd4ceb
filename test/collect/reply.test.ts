import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { failureOf } from '../../src/collect/failure.ts';
import { checkForm, jsonBody, wholeBody } from '../../src/collect/reply.ts';

const check = (body: string) => checkForm('ec2', 'DescribeVpcs', Buffer.from(body));

describe('an answer is taken', () => {
  test.each([
    [
      'with a declaration',
      '<?xml version="1.0" encoding="UTF-8"?>\n<DescribeVpcsResponse xmlns="x"><vpcSet/></DescribeVpcsResponse>',
    ],
    ['without one', '<DescribeVpcsResponse><requestId>1</requestId></DescribeVpcsResponse>\n'],
    ['after a byte order mark', '\uFEFF<DescribeVpcsResponse></DescribeVpcsResponse>'],
    ['with nothing inside', '<DescribeVpcsResponse/>'],
    ['longer than what is looked at', `<DescribeVpcsResponse>${'<item/>'.repeat(500)}</DescribeVpcsResponse>`],
  ])('%s', (_, body) => expect(() => check(body)).not.toThrow());
});

describe('an answer is refused', () => {
  test.each([
    ['empty', '', /does not begin/],
    ['a web page', '<!DOCTYPE html><html><body>Sign in to the hotel Wi-Fi</body></html>', /does not begin.*hotel|does not begin/],
    ["another operation's", '<DescribeSubnetsResponse></DescribeSubnetsResponse>', /does not begin with <DescribeVpcsResponse>/],
    ["one whose name only begins like the operation's", '<DescribeVpcsResponseX></DescribeVpcsResponseX>', /does not begin/],
    ['cut short', '<DescribeVpcsResponse><vpcSet><item>', /is cut short/],
  ])('%s', (_, body, message) => expect(() => check(body)).toThrow(message));

  test.each(['', '<html>', '[]', 'null', '{"Attachments": [', '"text"'])('when it should be a JSON object and is %j', (body) => {
    expect(() => jsonBody('ListAttachments', Buffer.from(body))).toThrow(/ListAttachments is not (a )?JSON/);
  });
});

test('a body that drips is given up when its deadline passes', async () => {
  const drip = new Readable({ read() {} });
  const timer = setInterval(() => drip.push('x'), 5);
  const deadline = AbortSignal.timeout(50);
  await expect(wholeBody(drip, deadline)).rejects.toThrow();
  clearInterval(timer);
  expect(drip.destroyed).toBe(true);
});

describe('a failure is sorted by what to do about it', () => {
  test.each([
    ['slow down', { name: 'RequestLimitExceeded', $metadata: { httpStatusCode: 503 } }, false],
    ['slow down', { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } }, false],
    ['slow down', { name: 'Unknown', $metadata: { httpStatusCode: 429 } }, false],
    ['try again', { name: 'InternalError', $metadata: { httpStatusCode: 500 } }, false],
    ['try again', { name: 'Unknown', $metadata: { httpStatusCode: 502 } }, false],
    ['try again', { name: 'TimeoutError', code: 'ECONNRESET' }, false],
    ['try again', { name: 'AuthFailure', $metadata: { httpStatusCode: 401 } }, true],
    ['none', { name: 'AuthFailure', $metadata: { httpStatusCode: 401 } }, false],
    ['sign in', { name: 'RequestExpired', $metadata: { httpStatusCode: 400 } }, false],
    ['sign in', { name: 'ExpiredTokenException', $metadata: { httpStatusCode: 403 } }, false],
    ['none', { name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 403 } }, false],
  ] as const)('%s: %j, clocks apart: %s', (remedy, thrown, skewed) => {
    expect(failureOf({ message: 'm', ...thrown }, skewed).remedy).toBe(remedy);
  });

  test('it keeps the code that AWS gave and says so when there was none', () => {
    expect(failureOf({ name: 'UnauthorizedOperation', message: 'You are not authorized' }, false).code).toBe(
      'UnauthorizedOperation',
    );
    expect(failureOf({ name: 'Unknown', message: '', $metadata: { httpStatusCode: 502 } }, false).code).toBe('HTTP502');
    expect(failureOf(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }), false).code).toBe('NetworkError');
  });
});
