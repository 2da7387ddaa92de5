import { failure, quoted } from './failure.js';

/** What static hosts send a JSON file as. An HTML page with status 200 (a login, a router's fallback) is none of it. */
const JSON_TYPES = /json|text\/plain|octet-stream/;

/**
 * One conditional GET of the snapshot. Throws errors that carry the answer's status, where there was one.
 * @param {import('./world.js').World} world
 * @param {{ timeout: number, maxBytes: number }} limits
 * @param {string} url @param {string | undefined} known the ETag of what is known already
 * @returns {Promise<{ text?: string, etag: string }>} without a text when what is known is current (304)
 */
export async function download(world, { timeout, maxBytes }, url, known) {
  const response = await world.fetch(url, {
    headers: known ? { 'if-none-match': known } : {},
    // Some edge runtimes refuse the field; in a page it keeps a fresh-enough HTTP cache from hiding a kill switch.
    ...(world.page && { cache: 'no-cache' }),
    signal: AbortSignal.timeout?.(timeout),
  });
  const { status, ok, headers, body } = response;
  const etag = headers.get('etag') ?? '';
  const type = headers.get('content-type') ?? 'json';
  world.correct(headers);
  try {
    if (status === 304 && known) return { etag };
    if (!ok) throw failure(`answered ${status}`);
    if (!JSON_TYPES.test(type)) throw failure(`answered ${status} with ${quoted(type)}, which is not JSON`);
    return { text: await readText(body, maxBytes), etag };
  } catch (thrown) {
    throw Object.assign(/** @type {any} */ (thrown), { status, retryAfter: world.retryAfter(headers) });
  }
}

/**
 * Reads as it arrives, so that a body without end costs no more than the limit.
 * @param {Response['body']} body @param {number} maxBytes
 */
async function readText(body, maxBytes) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = body?.getReader();
  let text = '';
  for (let bytes = 0, part; reader && !(part = await reader.read()).done; ) {
    bytes += part.value.length;
    if (bytes > maxBytes) {
      reader.cancel().catch(() => {});
      throw failure(`larger than ${maxBytes} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}
