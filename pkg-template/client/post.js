import { textOf } from './failure.js';

/**
 * What became of a batch. `retry`: keep it; `wait`: the ms that the collector asked for; `says`: what was wrong.
 * @typedef {{ retry?: boolean, wait?: number, status?: number, says?: string, rejected?: any[] }} Answer
 */

/**
 * Hands a batch to the collector: a URL, or the caller's function. Never rejects.
 * @param {import('./world.js').World} world
 * @param {string | ((batch: any) => unknown)} to
 * @param {string} body
 * @param {number} timeout @param {boolean} keepalive
 * @returns {Promise<Answer>}
 */
export async function post(world, to, body, timeout, keepalive) {
  try {
    if (typeof to === 'function') return (await to(JSON.parse(body)), {});
    const response = await world.fetch(to, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
      ...(keepalive && { keepalive }),
      signal: AbortSignal.timeout?.(timeout),
    });
    const { status, headers } = response;
    // The status is the acknowledgement; a body that is not JSON takes nothing from it. Unread it would hold the connection.
    const said = await response.json().catch(() => {});
    // A login's page says 200 and has seen no event.
    const astray = response.redirected && /html/.test(headers.get('content-type') ?? '');
    if (response.ok && !astray) return { rejected: Array.isArray(said?.rejected) ? said.rejected : [] };
    // Too early, too many, or the server's own trouble. Anything else would fail the same way again.
    const retry = astray || status === 408 || status === 429 || status >= 500;
    return {
      retry,
      wait: world.retryAfter(headers),
      status,
      says: astray ? 'redirected to an HTML page' : `answered ${status}`,
    };
  } catch (thrown) {
    return { retry: true, says: textOf(thrown) };
  }
}
