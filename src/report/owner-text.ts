/** Things by what they are and what people call them. Not escaped. */
import type { Ref } from '../reach/index.ts';
import { inSentence, titleOf } from './words.ts';

/** `instance “web”`, `NAT gateway nat-1` */
export const thingText = ({ kind, id, name, what }: Ref & { what?: string }): string => {
  const is = what && what !== titleOf(kind) ? what : inSentence(titleOf(kind));
  return kind === 'internet' ? 'the internet' : `${is} ${name ? `“${name}”` : id}`;
};

/** What people call it, else its id. */
export const nameText = ({ id, name }: Ref): string => name ?? id;
