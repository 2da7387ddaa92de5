import { textOf } from './failure.js';

/**
 * @typedef {string | ((batch: any) => unknown)} Address a URL, or the caller's function
 *
 * The outcome of one request to the collector.
 * @typedef {object} Answer
 * @property {boolean} [retry] the batch has to be sent again
 * @property {number} [wait] ms that the collector asked to wait
 * @property {number} [status] HTTP status
 * @property {string} [problem]
 * @property {any[]} [rejected] what the collector refused
 */

/**
 * Sends a batch. Never rejects.
 * @param {import('./platform.js').Platform} platform
 * @param {Address} address
 * @param {string} body
 * @param {number} timeout @param {boolean} keepalive
 * @returns {Promise<Answer>}
 */
export async function post(platform, address, body, timeout, keepalive) {
  try {
    if (typeof address === 'function') return (await address(JSON.parse(body)), {});
    const response = await platform.fetch(address, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
      ...(keepalive && { keepalive }),
      signal: AbortSignal.timeout?.(timeout),
    });
    const { status, headers } = response;
    // The status is the acknowledgement, even if the body is not JSON. An unread body would hold the connection.
    const content = await response.json().catch(() => {});
    // A login page answers 200 and stores no event.
    const astray = response.redirected && /html/.test(headers.get('content-type') ?? '');
    if (response.ok && !astray) return { rejected: Array.isArray(content?.rejected) ? content.rejected : [] };
    // Timeout, rate limit or server error. Any other status would be the same next time.
    const retry = astray || status === 408 || status === 429 || status >= 500;
    return {
      retry,
      wait: platform.retryAfter(headers),
      status,
      problem: astray ? 'redirected to an HTML page' : `answered ${status}`,
    };
  } catch (thrown) {
    return { retry: true, problem: textOf(thrown) };
  }
}
