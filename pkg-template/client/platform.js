import { attempt } from './failure.js';
import { createStore } from './storage.js';

/**
 * The only file that knows the environment: the page's objects where there is a page, the caller's replacements, and the
 * clock. `scope` is `globalThis`; tests pass their own.
 * @typedef {ReturnType<typeof createPlatform>} Platform
 */

/** In ms. Device clocks are rarely exact and a `Date` header has whole seconds: smaller differences are ignored. */
const TOLERANCE = 60_000;

/** @param {import('../client.js').ClientOptions} options @param {any} scope */
export function createPlatform(options, scope) {
  /** Whether there is a page, with its own storage and its own end. */
  const page = !!scope.document?.addEventListener;
  const device = () => attempt(() => options.now?.() ?? Date.now(), Date.now);

  const platform = {
    scope,
    page,
    device,
    /** How far the server's clock is ahead of the device's, in ms. */
    offset: 0,
    now: () => Math.round(device() + platform.offset),
    /** @type {typeof fetch} */
    fetch: (url, init) => (options.fetch ?? scope.fetch)(url, init),
    // Reading `localStorage` throws where the user forbids it.
    store: createStore(attempt(() => (options.storage === undefined ? page && scope.localStorage : options.storage))),
    /** @param {number} ms @param {() => void} run @returns {() => void} cancels the timer */
    after(ms, run) {
      const timer = scope.setTimeout(run, ms);
      // The timer must not keep a server process alive.
      timer?.unref?.();
      return () => scope.clearTimeout(timer);
    },
    /** In ms. Full jitter: pages that failed together do not retry together. @param {number} tries */
    backoff: (tries) => scope.Math.random() * Math.min(300_000, 1000 * 2 ** tries),
    /** Sets the clock from a response, which may have been in caches for `age` seconds. @param {Headers} headers */
    correct(headers) {
      const ahead = Date.parse(headers.get('date') ?? '') + Number(headers.get('age')) * 1000 - device();
      if (!Number.isNaN(ahead)) platform.offset = Math.abs(ahead) > TOLERANCE ? ahead : 0;
    },
    /** How long a response asks to wait, in ms; at most an hour, since more is likely a mistake. @param {Headers} headers */
    retryAfter(headers) {
      const value = headers.get('retry-after');
      const ms = Number(value) * 1000;
      return Math.max(0, Math.min(3_600_000, Number.isNaN(ms) ? Date.parse(value ?? '') - platform.now() : ms)) || 0;
    },
  };
  return platform;
}
