import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { HttpResponse } from '@smithy/core/transport';
import { expect, it } from 'vitest';
import { Ec2QueryProtocol, QueryProtocol } from '../../../src/collect/xml/protocol.ts';

/** A client's options under which each request is answered so. */
const answering = (statusCode: number, body: string) => ({
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
  maxAttempts: 1,
  requestHandler: {
    handle: async () => ({
      response: new HttpResponse({ statusCode, headers: { 'x-amzn-requestid': 'r-1' }, body: Buffer.from(body) }),
    }),
  },
});

const describe = (statusCode: number, body: string) =>
  new EC2Client({ ...answering(statusCode, body), protocol: Ec2QueryProtocol }).send(new DescribeVpcsCommand({}));

it('an EC2 client that is given the protocol answers as it would without', async () => {
  const body =
    '<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet><nextToken>a-long-token-of-aws</nextToken></DescribeVpcsResponse>';
  const stock = await new EC2Client(answering(200, body)).send(new DescribeVpcsCommand({}));
  expect(await describe(200, body)).toStrictEqual(stock);
  expect(stock).toMatchObject({ Vpcs: [{ VpcId: 'vpc-1' }], NextToken: 'a-long-token-of-aws', $metadata: { requestId: 'r-1' } });
});

it('an IAM client finds its answer in the result element', async () => {
  const body =
    '<ListAccountAliasesResponse><ListAccountAliasesResult><AccountAliases><member>corp</member></AccountAliases><IsTruncated>false</IsTruncated></ListAccountAliasesResult><ResponseMetadata/></ListAccountAliasesResponse>';
  const stock = await new IAMClient(answering(200, body)).send(new ListAccountAliasesCommand({}));
  const read = await new IAMClient({ ...answering(200, body), protocol: QueryProtocol }).send(new ListAccountAliasesCommand({}));
  expect(read).toStrictEqual(stock);
  expect(read).toMatchObject({ AccountAliases: ['corp'], IsTruncated: false });
});

it('what AWS refuses is thrown as the SDK throws it', async () => {
  const body =
    '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You may not.</Message></Error></Errors></Response>';
  await expect(describe(403, body)).rejects.toMatchObject({ name: 'UnauthorizedOperation', message: 'You may not.' });
});

it('an answer that cannot be read is a failure that says where, and that another try may mend', async () => {
  await expect(describe(200, '<DescribeVpcsResponse><vpcSet><item>')).rejects.toMatchObject({
    code: 'MalformedReply',
    remedy: 'try again',
    message: 'the answer to DescribeVpcs is cut short: <item> is not closed (at character 36 of 36)',
  });
});
