/**
 * Sends what waits in the queue, and knows when the collector has to be left alone.
 * @typedef {import('./queue.js').QueuedEvent} QueuedEvent
 * @typedef {ReturnType<typeof createSender>} Sender
 *
 * @param {import('./platform.js').Platform} platform @param {import('./options.js').Settings} settings
 * @param {Readonly<import('./consent.js').Gate>} gate @param {import('./queue.js').Queue} queue
 * @param {(batch: QueuedEvent[], keepalive: boolean) => Promise<import('./collector.js').Answer>} deliver
 * @param {(problem: string | undefined, status: number | undefined) => void} failed the batch stays in the queue
 */
export function createSender({ page, device, after, backoff }, { timeout, flushAfter }, gate, queue, deliver, failed) {
  let tries = 0;
  /** After a failure, timers do not send before this device time. */
  let retryAt = 0;
  /** The collector asked for silence until this device time. */
  let silentUntil = 0;
  /** In a page one send follows the other, so that their bodies share the browser's budget. @type {Promise<boolean>} */
  let tail = Promise.resolve(true);

  /** @type {(() => void) | void} */
  let cancelTimer;

  function disarm() {
    cancelTimer = cancelTimer?.();
  }

  /** Flushes after `ms`, or later if the collector has to be left alone. @param {number} [ms] */
  function arm(ms = flushAfter) {
    if (!flushAfter || gate.closed || !queue.size() || (cancelTimer && ms)) return;
    disarm();
    cancelTimer = after(Math.max(ms, Math.max(retryAt, silentUntil) - device()), () => void flush());
  }

  /** @param {QueuedEvent[]} batch @returns {Promise<boolean>} whether the collector has decided on it */
  async function send(batch) {
    if (device() < silentUntil) return false;
    // Not after a failure: the page's budget for `keepalive` may be what failed.
    const keepalive = page && !tries;
    for (const event of batch) Object.assign(event, { until: device() + timeout, away: keepalive });
    const { retry, wait = 0, problem, status } = await deliver(batch, keepalive);
    if (retry) {
      // The next flush may send them, also that of another user view.
      for (const event of batch) event.until = event.away = event.owner = undefined;
      silentUntil = device() + wait;
      retryAt = device() + backoff(tries++);
      failed(problem, status);
    } else tries = retryAt = 0;
    return !retry;
  }

  /** @param {unknown} owner a user view, or nothing for all @returns {Promise<boolean>} whether nothing is left waiting */
  async function drain(owner) {
    disarm();
    const next = () => queue.nextBatch((event) => isDue(event, device(), owner));
    for (let batch = next(); batch.length; batch = next()) {
      if (await send(batch)) continue;
      arm(0);
      return false;
    }
    return true;
  }

  /** @param {unknown} [owner] @returns {Promise<boolean>} */
  function flush(owner) {
    // Outside a page a request must not wait for another's network: the runtime may have ended that request.
    if (!page) return drain(owner);
    tail = tail.then(() => drain(owner));
    return tail;
  }

  return {
    arm,
    flush,
    /** The page or the network is back: nobody acknowledged the beacons, so the same ids are sent again. @param {boolean} online */
    wake(online) {
      if (online) retryAt = 0;
      arm(online ? 0 : undefined);
    },
    stop: disarm,
  };
}

/**
 * Whether an event can be sent: no request with it is under way, and it belongs to the user view that flushes.
 * @param {QueuedEvent} event @param {number} now device time @param {unknown} flusher a user view, or nothing for all
 */
const isDue = ({ until = 0, owner }, now, flusher) => until <= now && (!flusher || !owner || owner === flusher);
