import { failure, quoted } from './failure.js';

/** Content types with which static hosts send JSON. An HTML page with status 200 (a login, a router's fallback) has another. */
const JSON_TYPES = /json|text\/plain|octet-stream/;

/**
 * One conditional GET of the snapshot. Throws errors with the response's status, if there was a response.
 * @param {import('./platform.js').Platform} platform
 * @param {{ timeout: number, maxBytes: number }} limits
 * @param {string} url @param {string | undefined} known the ETag of the text that is known already
 * @returns {Promise<{ text?: string, etag: string }>} without a text if the known one is current (304)
 */
export async function download(platform, { timeout, maxBytes }, url, known) {
  const response = await platform.fetch(url, {
    headers: known ? { 'if-none-match': known } : {},
    // Some edge runtimes reject the option; in a page it keeps the HTTP cache from hiding a kill switch.
    ...(platform.page && { cache: 'no-cache' }),
    signal: AbortSignal.timeout?.(timeout),
  });
  const { status, ok, headers, body } = response;
  const etag = headers.get('etag') ?? '';
  const type = headers.get('content-type') ?? 'json';
  platform.correct(headers);
  try {
    if (status === 304 && known) return { etag };
    if (!ok) throw failure(`answered ${status}`);
    if (!JSON_TYPES.test(type)) throw failure(`answered ${status} with ${quoted(type)}, which is not JSON`);
    return { text: await readText(body, maxBytes), etag };
  } catch (thrown) {
    throw Object.assign(/** @type {any} */ (thrown), { status, retryAfter: platform.retryAfter(headers) });
  }
}

/**
 * Reads chunk by chunk, so that an endless body costs no more than the limit.
 * @param {Response['body']} body @param {number} maxBytes
 */
async function readText(body, maxBytes) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = body?.getReader();
  let text = '';
  let bytes = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    bytes += part.value.length;
    if (bytes > maxBytes) {
      reader?.cancel().catch(() => {});
      throw failure(`larger than ${maxBytes} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}
