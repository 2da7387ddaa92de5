/**
 * When the snapshot is fetched: on request, by polling, and again after failures.
 * @typedef {ReturnType<typeof createRefresher>} Refresher
 *
 * @typedef {object} Loader
 * @property {(isNewest: () => boolean, isRequested: () => boolean | undefined) => Promise<void>} load downloads the snapshot and uses it
 * @property {(thrown: any) => void} fail
 * @property {() => boolean} isEmpty whether there is no snapshot yet
 */

/** In ms. After a failure, requests that await `ready` do not ask the server again for this long. */
const REST = 10_000;

/**
 * @param {import('./platform.js').Platform} platform @param {import('./options.js').Settings} settings
 * @param {Readonly<import('./consent.js').Gate>} gate @param {string | undefined} url @param {Loader} loader
 */
export function createRefresher(platform, settings, gate, url, { load, fail, isEmpty }) {
  const { page, device } = platform;
  /** Whether the caller asked for the newest snapshot by `refresh()`. @type {boolean | undefined} */
  let requested;
  let sent = 0;
  let answered = 0;
  let triedAt = -Infinity;
  let failures = 0;
  /** @type {(() => void) | undefined} */
  let cancelTimer;
  /** In a page, one refresh serves all callers. @type {Promise<void> | undefined} */
  let running;
  const isRequested = () => requested;
  /** @param {number} ms */
  const isOlderThan = (ms) => device() - triedAt >= ms;

  async function fetchOnce() {
    const turn = ++sent;
    const isNewest = () => {
      answered = Math.max(answered, turn);
      return answered === turn;
    };
    let wait = 0;
    triedAt = device();
    try {
      // Responses may overtake each other.
      await load(isNewest, isRequested);
      failures = 0;
    } catch (thrown) {
      failures++;
      wait = /** @type {any} */ (thrown)?.retryAfter ?? 0;
      // Until then only the caller's own `refresh()` sends a request.
      if (wait) triedAt = device() + wait - REST;
      fail(thrown);
    }
    requested = false;
    schedule(wait);
  }

  /** @param {number} wait ms that the server asked for */
  function schedule(wait) {
    cancelTimer?.();
    const poll = settings.poll * 1000 * (0.8 + 0.4 * platform.scope.Math.random());
    // Without any snapshot a page keeps trying, whatever `poll` is.
    if ((poll || (page && isEmpty())) && !gate.closed)
      cancelTimer = platform.after(Math.max(wait, poll, failures && platform.backoff(failures)), () => void refresh());
  }

  /** @param {boolean} [request] by the caller @returns {Promise<void>} settles when the response is in use; never rejects */
  function refresh(request) {
    requested ||= request;
    if (!url || gate.closed) return Promise.resolve();
    // Outside a page each request has its own: the runtime may have ended the request that another promise belongs to.
    if (!page) return fetchOnce();
    running ??= fetchOnce().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    refresh,
    isFailing: () => failures > 0,
    isResting: () => failures > 0 && !isOlderThan(REST),
    /** Refreshes a snapshot that is old by now. @param {(promise: Promise<void>) => unknown} keep */
    freshen(keep) {
      if (url && isOlderThan(settings.refreshAfter)) keep(refresh());
    },
    stop: () => cancelTimer?.(),
  };
}
