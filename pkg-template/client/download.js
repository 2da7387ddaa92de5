import { failure, quoted, textOf } from './failure.js';
import { retryAfter } from './world.js';

/**
 * @typedef {object} Download
 * @property {string} [text] absent when the server says that ours is current (304)
 * @property {string | null} etag
 */

/** What static hosts send a JSON file as. An HTML page with status 200 (a login, a router's fallback) is none of it. */
const JSON_TYPES = /json|text\/plain|octet-stream/;

/**
 * One conditional GET of the snapshot. Throws errors that name the URL and, where there was an answer, its status.
 * @param {import('./world.js').World} world
 * @param {{ url: string, etag: string | null | undefined, timeout: number, maxBytes: number }} ask
 * @returns {Promise<Download>}
 */
export async function download(world, ask) {
  const { url, timeout } = ask;
  /** @type {Response | undefined} */
  let response;
  try {
    response = await world.fetch(url, request(world, ask));
    world.correct(response.headers.get('date'), response.headers.get('age'));
    const etag = response.headers.get('etag');
    if (response.status === 304 && ask.etag) return { etag };
    check(response);
    return { text: await readText(response, ask.maxBytes), etag };
  } catch (cause) {
    const late = /** @type {any} */ (cause)?.name === 'TimeoutError';
    const what = late ? `did not answer within ${timeout} ms` : /** @type {any} */ (cause)?.says ?? `could not be fetched: ${textOf(cause)}`;
    throw failure(`snapshot ${quoted(url)} ${what}`, {
      url,
      status: response?.status,
      retryAfter: retryAfter(response?.headers, world.now()),
      cause,
    });
  }
}

/**
 * @param {import('./world.js').World} world
 * @param {{ etag: string | null | undefined, timeout: number }} ask
 * @returns {RequestInit}
 */
function request(world, { etag, timeout }) {
  return {
    headers: etag ? { 'if-none-match': etag } : {},
    // Some edge runtimes refuse the field; in a page it keeps a fresh-enough HTTP cache from hiding a kill switch.
    ...(world.page && { cache: 'no-cache' }),
    signal: AbortSignal.timeout?.(timeout),
  };
}

/** @param {string} says */
const refuse = (says) => Object.assign(new Error(says), { says });

/** @param {Response} response */
function check({ ok, status, headers }) {
  if (!ok) throw refuse(`answered ${status}`);
  const type = headers.get('content-type');
  if (type && !JSON_TYPES.test(type)) throw refuse(`answered ${status} with ${quoted(type)}, which is not JSON`);
}

/**
 * Reads as it arrives, so that a body without end costs no more than the limit.
 * @param {Response} response @param {number} maxBytes
 */
async function readText({ body }, maxBytes) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = body?.getReader();
  let text = '';
  for (let bytes = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > maxBytes) {
      reader.cancel().catch(() => {});
      throw refuse(`is larger than ${maxBytes} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
