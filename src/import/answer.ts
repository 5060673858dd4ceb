/** Reads one file of AWS CLI output as an answer of its operation. Whatever is doubtful is refused, with its place. */
import { type Kind, kinds } from '../kinds/index.ts';
import { pagesOf, services } from '../kinds/services.ts';
import { isRecord } from '../snapshot/canonical.ts';
import type { Place } from '../snapshot/snapshot.ts';
import { conform, conformByName, FormFault, membersOf } from './conform.ts';
import { JsonFault, readJson, textOf } from './json.ts';
import { answerSchema, timesByName } from './schemas.ts';

/** A file that has not been read yet. */
export interface AnswerFile extends Place {
  /** As the person knows it. */
  path: string;
  name: string;
  read(): Promise<Uint8Array>;
}

/** Why a file is refused: what is wrong, where in it, and what to do. */
export interface Problem {
  file: string;
  at?: string;
  why: string;
  next: string;
}

export class Refused extends Error {
  override name = 'Refused';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.why);
    this.problem = problem;
  }
}

export interface Page {
  answer: Record<string, unknown>;
  /** Why this is not the end of the list, in words. */
  more?: string;
}

const AGAIN = 'Ask AWS again, and let nothing but the AWS CLI write the file (`hopscope import --commands` prints how).';

/** The JSON object in a file. Throws `Refused`. */
export async function objectIn(file: AnswerFile): Promise<Record<string, unknown>> {
  try {
    const value = readJson(textOf(await file.read()));
    if (!isRecord(value)) throw new FormFault('an object should be here, as the AWS CLI prints it with --output json', '');
    return value;
  } catch (error) {
    throw refusal(file, error);
  }
}

/** One page of the operation of a row. Throws `Refused`. */
export async function pageIn(file: AnswerFile, row: Kind): Promise<Page> {
  const { ResponseMetadata: _, ...whole } = await objectIn(file);
  const more = moreIn(row, whole);
  try {
    return { answer: await formed(row, withoutTokens(row, whole)), ...(more && { more }) };
  } catch (error) {
    throw refusal(file, error);
  }
}

/** The AWS CLI pages by itself and then calls its own token `NextToken`, whatever the service calls it. */
const tokensOf = (row: Kind): Set<string> => new Set([...pagesOf(row.call).next, 'NextToken']);

const withoutTokens = (row: Kind, answer: Record<string, unknown>): Record<string, unknown> => {
  const tokens = tokensOf(row);
  return Object.fromEntries(Object.entries(answer).filter(([name]) => !tokens.has(name)));
};

function moreIn(row: Kind, answer: Record<string, unknown>): string | undefined {
  const token = [...tokensOf(row)].find((name) => answer[name] !== undefined && answer[name] !== null && answer[name] !== '');
  if (token) return `ends with a ${token}`;
  const flag = ['AdditionalRoutesAvailable', 'IsTruncated'].find((name) => answer[name] === true);
  return flag && `says ${flag}`;
}

async function formed(row: Kind, answer: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { service, operation, items, also } = row.call;
  const schema = await answerSchema(service, operation);
  const members = schema && membersOf(schema);
  for (const name of Object.keys(answer)) {
    if (members ? members.has(name) : name === items || name === also?.items || !othersAnswer(row, name)) continue;
    const other = othersAnswer(row, name);
    const hint = other ? `; it looks like an answer of ${other}` : '';
    throw new FormFault(`${JSON.stringify(name)} is no member of what ${operation} answers${hint}`, name);
  }
  // An empty list may be left out in JSON, and in no other form.
  const lacks =
    items !== '.' &&
    answer[items] === undefined &&
    !(also && answer[also.items] !== undefined) &&
    !(services[service].form === 'json' && !Object.keys(answer).length);
  if (lacks) throw new FormFault(`${operation} answers with ${items}, and there is none`, '');
  if (items === '.' && !Object.keys(answer).length) throw new FormFault(`${operation} never answers with nothing`, '');
  const times = timesByName[service];
  return (schema ? conform(schema, answer) : times ? conformByName(times, answer) : answer) as Record<string, unknown>;
}

/** Another operation of the catalogue that answers with a member of this name. */
const othersAnswer = (row: Kind, member: string): string | undefined =>
  kinds.find(({ call }) => call.items === member && call.operation !== row.call.operation)?.call.operation;

function refusal(file: AnswerFile, error: unknown): Refused {
  const { path } = file;
  if (error instanceof JsonFault) {
    const next = error.message.includes('empty')
      ? 'The command that wrote it failed: ask AWS again, or remove the file, and what it should hold is a gap.'
      : AGAIN;
    return new Refused({ file: path, at: error.at, why: error.message, next });
  }
  if (error instanceof FormFault) return new Refused({ file: path, at: error.at, why: error.message, next: AGAIN });
  throw error;
}
