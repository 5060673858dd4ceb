/** The SDK's two query protocols with successful answers read by our own reader; clients take them as their option `protocol`. */
import { AwsEc2QueryProtocol, AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { collectBody } from '@smithy/core/protocols';
import type {
  HandlerExecutionContext,
  HttpResponse,
  MetadataBearer,
  OperationSchema,
  ResponseMetadata,
  SerdeFunctions,
} from '@smithy/types';
import { ownText } from '../../snapshot/own-text.ts';
import { CallFailure } from '../failure.ts';
import { MalformedXml } from './malformed.ts';
import { type AnswerPlan, planOf } from './plan.ts';
import { readAnswer } from './read.ts';

type Context = HandlerExecutionContext & SerdeFunctions;

/** EC2's. What AWS refuses (status 300 and above) is left to the SDK. */
export class Ec2QueryProtocol extends AwsEc2QueryProtocol {
  override async deserializeResponse<Output extends MetadataBearer>(
    operation: OperationSchema,
    context: Context,
    response: HttpResponse,
  ): Promise<Output> {
    if (response.statusCode >= 300) return super.deserializeResponse(operation, context, response);
    return (await answerIn(response, operation, false, context, this.deserializeMetadata(response))) as Output;
  }
}

/** AWS Query: IAM and the load balancers. */
export class QueryProtocol extends AwsQueryProtocol {
  override async deserializeResponse<Output extends MetadataBearer>(
    operation: OperationSchema,
    context: Context,
    response: HttpResponse,
  ): Promise<Output> {
    if (response.statusCode >= 300) return super.deserializeResponse(operation, context, response);
    return (await answerIn(response, operation, true, context, this.deserializeMetadata(response))) as Output;
  }
}

const plans = new Map<string, AnswerPlan>();

async function answerIn(
  response: HttpResponse,
  { namespace, name, output }: OperationSchema,
  nested: boolean,
  context: Context,
  $metadata: ResponseMetadata,
): Promise<Record<string, unknown>> {
  const key = `${namespace}#${name}`;
  const plan = plans.get(key) ?? planOf(name, output, nested);
  plans.set(key, plan);
  const body = await collectBody(response.body, context);
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  try {
    const values = readAnswer(plan, text);
    // A page's token outlives its page.
    for (const [member, value] of Object.entries(values)) if (typeof value === 'string') values[member] = ownText(value);
    return Object.assign(values, { $metadata });
  } catch (error) {
    if (!(error instanceof MalformedXml)) throw error;
    const message = `the answer to ${name} ${error.what} (at character ${error.at} of ${text.length})`;
    // With `$metadata` the SDK knows that it need not explain the error.
    throw Object.assign(new CallFailure('MalformedReply', message, 'try again', { cause: error }), { $metadata });
  }
}
