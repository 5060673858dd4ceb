/** The SDK's clients, one for each identity, service and Region, over one shared connection pool. */
import type { Readable } from 'node:stream';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Service } from '../kinds/kind.ts';
import { services } from '../kinds/services.ts';
import { byRoute } from './by-route.ts';
import { connectionPool, type Heard, silent, type Wire } from './connection.ts';
import { failureOf } from './failure.ts';
import { refuseUnlessCatalogued } from './guard.ts';
import { checkForm, checkRefusal, jsonBody, wholeBody } from './reply.ts';
import type { ScanRequest } from './request.ts';
import { Turns } from './turns.ts';
import { Ec2QueryProtocol, QueryProtocol } from './xml/protocol.ts';

/** Each SDK module, loaded when it is first asked. */
const modules: Record<Service, () => Promise<object>> = {
  ec2: () => import('@aws-sdk/client-ec2'),
  elbv2: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  elb: () => import('@aws-sdk/client-elastic-load-balancing'),
  networkfirewall: () => import('@aws-sdk/client-network-firewall'),
  directconnect: () => import('@aws-sdk/client-direct-connect'),
  networkmanager: () => import('@aws-sdk/client-networkmanager'),
  route53: () => import('@aws-sdk/client-route-53'),
  route53resolver: () => import('@aws-sdk/client-route53resolver'),
  ram: () => import('@aws-sdk/client-ram'),
  servicequotas: () => import('@aws-sdk/client-service-quotas'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  iam: () => import('@aws-sdk/client-iam'),
};

/** How answers are read, where it is not as the client would by itself. */
const protocols: Partial<Record<Service, object>> = { ec2: Ec2QueryProtocol, iam: QueryProtocol };

/** What clients of every SDK generation have, as far as we use it. */
interface Client {
  send(command: unknown, options: { abortSignal: AbortSignal }): Promise<Record<string, unknown>>;
  middlewareStack: { add(middleware: unknown, options: object): void; remove(name: string): boolean };
  destroy(): void;
}
type Constructor<T> = new (options: object) => T;
type Sdk = Record<string, Constructor<never>>;

/** What the middleware of one call learns on the way. */
interface Observed {
  raw?: Record<string, unknown>;
  skewMs: number;
}

export interface Answer {
  /** The answer, less what the SDK adds; for services with `rawBody` the body as AWS wrote it. */
  page: Record<string, unknown>;
  skewMs: number;
}

const SKEW_MS = 4 * 60_000;

export class Clients {
  readonly #request: ScanRequest;
  readonly #now: () => Date;
  readonly #handler: Wire;
  readonly #sdks = new Map<Service, Promise<Sdk>>();
  readonly #clients = new Map<string, Promise<Client>>();
  readonly #turns = new Turns();

  constructor(request: ScanRequest, now: () => Date) {
    this.#request = request;
    this.#now = now;
    this.#handler = connectionPool(request);
  }

  /** What the endpoints told last, whoever asked them. */
  get heard(): Heard {
    return this.#handler.heard;
  }

  /** What every client of this scan is given, those that sign in too. */
  options(): Record<string, unknown> {
    const { endpointUrl, fips, dualStack, userAgent } = this.#request;
    return {
      requestHandler: this.#handler,
      maxAttempts: 1,
      customUserAgent: userAgent,
      logger: silent,
      // An endpoint that was named is used as it is, whatever the environment says of FIPS or dual-stack ones.
      ...(endpointUrl && { endpoint: endpointUrl, useFipsEndpoint: false, useDualstackEndpoint: false }),
      ...(fips && !endpointUrl && { useFipsEndpoint: true }),
      ...(dualStack && !endpointUrl && { useDualstackEndpoint: true }),
    };
  }

  /**
   * Sends one request and reads its answer, once. Throws `CallFailure`.
   * `signIn` is the identity's credentials, `as` names the identity; of long answers the one with more `worth` is read first.
   */
  async send(
    as: string,
    signIn: AwsCredentialIdentityProvider,
    service: Service,
    region: string,
    operation: string,
    input: Record<string, unknown>,
    signal: AbortSignal,
    worth = 0,
  ): Promise<Answer> {
    const sdk = await this.#sdk(service);
    const client = await this.#client(as, signIn, service, region);
    refuseUnlessCatalogued(service, operation);
    const command = commandOf(sdk, service, operation, input);
    const observed: Observed = { skewMs: 0 };
    const examine = this.#examine(service, operation, observed, signal, worth);
    command.middlewareStack.add(examine, { step: 'deserialize', priority: 'low' });
    try {
      const { $metadata: _, ...page } = await client.send(command, { abortSignal: signal });
      return { page: observed.raw ?? page, skewMs: observed.skewMs };
    } catch (error) {
      throw failureOf(signal.aborted ? signal.reason : error, Math.abs(observed.skewMs) > SKEW_MS);
    }
  }

  destroy(): void {
    for (const client of this.#clients.values()) void client.then((made) => made.destroy());
    this.#handler.destroy();
  }

  #sdk(service: Service): Promise<Sdk> {
    let sdk = this.#sdks.get(service);
    if (!sdk) {
      sdk = modules[service]() as Promise<Sdk>;
      this.#sdks.set(service, sdk);
    }
    return sdk;
  }

  #client(as: string, signIn: AwsCredentialIdentityProvider, service: Service, region: string): Promise<Client> {
    const key = `${as} ${service} ${region}`;
    let client = this.#clients.get(key);
    if (!client) {
      client = this.#sdk(service).then((sdk) => {
        const name = Object.keys(sdk).find((exported) => /^[A-Z]\w+Client$/.test(exported) && exported !== '__Client')!;
        const made = new (sdk[name] as unknown as Constructor<Client>)({
          ...this.options(),
          ...(protocols[service] && { protocol: protocols[service] }),
          region,
          credentials: signIn,
        });
        // It walks the whole of every answer to hide what is sensitive from a logger, and nothing is logged here.
        made.middlewareStack.remove('loggerMiddleware');
        made.middlewareStack.add(
          (next: (args: unknown) => unknown, context: { commandName: string }) => (args: unknown) => {
            refuseUnlessCatalogued(service, context.commandName.replace(/Command$/, ''));
            return next(args);
          },
          { step: 'initialize', priority: 'high', name: 'hopscopeReadOnly' },
        );
        return made;
      });
      this.#clients.set(key, client);
    }
    return client;
  }

  /** Runs next to the wire: takes the body in, checks its form, and hands the SDK bytes instead of a stream. */
  #examine(service: Service, operation: string, observed: Observed, signal: AbortSignal, worth: number) {
    return (next: (args: unknown) => Promise<{ response: WireResponse }>) => async (args: unknown) => {
      const result = await next(args);
      const { response } = result;
      const said = Date.parse(response.headers.date ?? '');
      if (said) observed.skewMs = said - this.#now().getTime();
      const body = await wholeBody(response.body, signal);
      await this.#turns.take(body.length, worth);
      if (response.statusCode < 300) {
        checkForm(service, operation, body);
        if (services[service].rawBody) observed.raw = jsonBody(operation, body);
      } else {
        checkRefusal(service, operation, response.statusCode, response.headers, body);
      }
      response.body = body;
      return result;
    };
  }
}

type Command = { middlewareStack: Client['middlewareStack'] };

/** The SDK's command for an operation, or one that stands in where its client is older than the operation. */
function commandOf(sdk: Sdk, service: Service, operation: string, input: Record<string, unknown>): Command {
  const commands = sdk as unknown as Record<string, Constructor<Command> | undefined>;
  const Known = commands[`${operation}Command`];
  if (Known) return new Known(input);
  const { operation: borrowed, middleware } = byRoute(service, operation, input);
  const command = new commands[`${borrowed}Command`]!({});
  command.middlewareStack.add(middleware, { step: 'serialize', priority: 'low' });
  return command;
}

interface WireResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: Readable | Uint8Array;
}
