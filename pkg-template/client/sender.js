/**
 * Sends what waits in the queue, and knows when the collector has to be left alone.
 * @typedef {import('./queue.js').QueuedEvent} QueuedEvent
 * @typedef {ReturnType<typeof createSender>} Sender
 *
 * @param {import('./platform.js').Platform} platform @param {import('./options.js').Settings} settings
 * @param {import('./queue.js').Queue} queue
 * @param {(batch: QueuedEvent[], keepalive: boolean) => Promise<import('./post.js').Answer>} deliver
 * @param {(problem: string | undefined, status: number | undefined) => void} failed the batch stays in the queue
 */
export function createSender({ page, device, after, backoff }, { timeout, flushAfter }, queue, deliver, failed) {
  let tries = 0;
  /** After a failure, timers do not send before this device time. */
  let retryAt = 0;
  /** The collector asked for silence until this device time. */
  let silentUntil = 0;
  /** @type {(() => void) | void} */
  let cancelTimer;
  /** In a page one send follows the other, so that their bodies share the browser's budget. @type {Promise<unknown>} */
  let tail = Promise.resolve();

  const disarm = () => (cancelTimer = cancelTimer?.());

  /** Flushes after `ms`, or later if the collector has to be left alone. @param {number} [ms] */
  function arm(ms = flushAfter) {
    if (!flushAfter || (cancelTimer && ms)) return;
    disarm();
    cancelTimer = after(Math.max(ms, Math.max(retryAt, silentUntil) - device()), () => void flush());
  }

  /** @param {QueuedEvent[]} batch @returns {Promise<boolean>} whether the collector has decided on it */
  async function send(batch) {
    if (device() < silentUntil) return false;
    // Not after a failure: the page's budget for `keepalive` may be what failed.
    const keepalive = page && !tries;
    for (const event of batch) (event.until = device() + timeout), (event.away = keepalive);
    const { retry, wait = 0, problem, status } = await deliver(batch, keepalive);
    if (retry) {
      // The next flush may send them, whoever calls it.
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
    /** @param {QueuedEvent} event */
    const isWanted = (event) => (event.until ?? 0) <= device() && (!owner || !event.owner || event.owner === owner);
    for (let batch; (batch = queue.nextBatch(isWanted)).length; ) if (!(await send(batch))) return (arm(0), false);
    return true;
  }

  /** @param {unknown} [owner] @returns {Promise<boolean>} */
  function flush(owner) {
    // Outside a page a request must not wait for another's network: the runtime may have ended that request.
    if (!page) return drain(owner);
    const sent = tail.then(() => drain(owner));
    tail = sent;
    return sent;
  }

  return {
    arm,
    flush,
    /** The network is back. */
    retryNow: () => (retryAt = 0),
    stop() {
      flushAfter = 0;
      disarm();
    },
  };
}
