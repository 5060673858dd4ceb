/** Addresses that never leave this machine: only there may a signed request go in clear text. */

export const isLoopback = (hostname: string): boolean =>
  /^(?:localhost|.+\.localhost|\[?::1\]?|127\.\d+\.\d+\.\d+)$/i.test(hostname);

/** Why an endpoint must not get signed requests, in words; `undefined` when it may. */
export function endpointTrouble(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return `The endpoint ${JSON.stringify(url)} is not a URL.`;
  if (parsed.protocol === 'https:' || isLoopback(parsed.hostname)) return undefined;
  return `The endpoint ${url} would get credentials in clear text over the network.`;
}
