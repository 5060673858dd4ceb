/** Writes XML answers with the SDK's own serializer, so that every AWS client reads them as AWS's. */
import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { toBase64 } from '@smithy/core/serde';
import { revive } from './shape.ts';

export const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The members of `value` as XML elements, without an element around them. */
export function xmlMembers(schema: NormalizedSchema, value: Record<string, unknown>, serviceNamespace: string): string {
  const serializer = new XmlShapeSerializer({
    xmlNamespace: 'urn:stripped',
    serviceNamespace,
    timestampFormat: { default: 5, useTrait: true },
    httpBindings: false,
  } as ConstructorParameters<typeof XmlShapeSerializer>[0]);
  serializer.setSerdeContext({ base64Encoder: toBase64 } as Parameters<XmlShapeSerializer['setSerdeContext']>[0]);
  serializer.write(schema, revive(schema, value));
  const xml = serializer.flush() as string;
  const open = xml.indexOf('>');
  return xml[open - 1] === '/' ? '' : encoded(xml.slice(open + 1, xml.lastIndexOf('</')));
}

/** Text as XML character data. */
export const xmlText = (text: string): string =>
  encoded(text.replace(/[&<>"'\r\n]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`));

/**
 * Characters that XML 1.0 cannot carry go out as numeric references, as S3 documents that it does: the SDK reads them back,
 * stricter readers refuse the answer. Half a surrogate pair would be lost in UTF-8 otherwise.
 */
const encoded = (xml: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  xml.replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
