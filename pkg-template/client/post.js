import { textOf } from './failure.js';
import { retryAfter } from './world.js';

/**
 * What became of a batch. `retry`: keep it; `wait`: the ms that the collector asked for; `says`: what was wrong.
 * @typedef {{ retry?: boolean, wait?: number, status?: number, says?: string, rejected?: { id: string, message: string }[] }} Answer
 */

/** Worth another try: too early, too many, or the server's own trouble. Anything else would fail the same way again. */
const passing = (/** @type {number} */ status) => status === 408 || status === 429 || status >= 500;

/**
 * Hands a batch to the collector: a URL, or the caller's function. Never rejects.
 * @param {import('./world.js').World} world
 * @param {string | ((batch: any) => unknown)} to
 * @param {string} body
 * @param {{ timeout: number, keepalive: boolean }} how
 * @returns {Promise<Answer>}
 */
export async function post(world, to, body, { timeout, keepalive }) {
  try {
    if (typeof to === 'function') return (await to(JSON.parse(body)), {});
    return await read(
      world,
      await world.fetch(to, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
        ...(keepalive && { keepalive }),
        signal: AbortSignal.timeout?.(timeout),
      }),
    );
  } catch (thrown) {
    return { retry: true, says: `could not be reached: ${textOf(thrown)}` };
  }
}

/** @param {import('./world.js').World} world @param {Response} response @returns {Promise<Answer>} */
async function read(world, response) {
  const { ok, status, headers } = response;
  if (!ok) {
    // The body is of no use, but left unread it would hold the connection.
    response.body?.cancel().catch(() => {});
    return { retry: passing(status), wait: retryAfter(headers, world.now()), status, says: `answered ${status}` };
  }
  // The status is the acknowledgement; a body that is not JSON takes nothing from it.
  const said = await response.json().catch(() => null);
  return { rejected: Array.isArray(said?.rejected) ? said.rejected : [] };
}
