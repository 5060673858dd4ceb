/** Why a text cannot be read as the XML that was asked for. */

/** `what` continues a sentence that begins with "the answer"; `at` counts UTF-16 units from the start of the text. */
export class MalformedXml extends Error {
  override name = 'MalformedXml';
  readonly what: string;
  readonly at: number;
  constructor(what: string, at: number) {
    super(`the answer ${what}, at character ${at}`);
    this.what = what;
    this.at = at;
  }
}
