import { textOf } from './failure.js';

/**
 * The receiver of events: a URL, or the caller's function.
 * @typedef {string | ((batch: any) => unknown)} Address
 * @typedef {import('./queue.js').QueuedEvent} QueuedEvent
 *
 * The outcome of one request.
 * @typedef {object} Answer
 * @property {boolean} [retry] the batch has to be sent again
 * @property {number} [wait] ms that the collector asked to wait
 * @property {number} [status] HTTP status
 * @property {string} [problem]
 * @property {any[]} [rejected] what the collector refused
 */

/**
 * @param {import('./platform.js').Platform} platform @param {import('./options.js').Settings} settings
 * @param {any} address an `Address`; without one nothing is sent @param {import('./losses.js').Losses} losses
 */
export function createCollector(platform, { sdk, timeout }, address, losses) {
  const bodyOf = (/** @type {QueuedEvent[]} */ batch) =>
    `{"sdk":${JSON.stringify(sdk)},"sent":${platform.now()},"lost":${losses.lost()},"losses":${JSON.stringify(losses.counts())},"events":[${batch.map(({ text }) => text)}]}`;

  return {
    /** @param {QueuedEvent[]} batch @returns {boolean} whether the browser accepted it; nobody acknowledges a beacon */
    beacon: (batch) => platform.scope.navigator.sendBeacon(address, bodyOf(batch)),
    /** Never rejects. @param {QueuedEvent[]} batch @param {boolean} keepalive @returns {Promise<Answer>} */
    async post(batch, keepalive) {
      try {
        const body = bodyOf(batch);
        if (typeof address === 'function') {
          await address(JSON.parse(body));
          return {};
        }
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
        return {
          // Timeout, rate limit or server error. Any other status would be the same next time.
          retry: astray || status === 408 || status === 429 || status >= 500,
          wait: platform.retryAfter(headers),
          status,
          problem: astray ? 'redirected to an HTML page' : `answered ${status}`,
        };
      } catch (thrown) {
        return { retry: true, problem: textOf(thrown) };
      }
    },
  };
}
