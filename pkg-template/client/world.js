import { attempt } from './failure.js';

/**
 * The only place that knows the surroundings: the page's objects where there is a page, the caller's replacements, the
 * clock. `scope` is `globalThis`; tests give their own.
 * @typedef {ReturnType<typeof createWorld>} World
 */

/** Device clocks are seldom exact and a `Date` header has whole seconds: smaller differences are left alone. */
const TOLERATED = 60_000;

/** @param {import('../client.js').ClientOptions} options @param {any} scope */
export function createWorld(options, scope) {
  const page = !!scope.document?.addEventListener && typeof scope.addEventListener === 'function';
  const device = typeof options.now === 'function' ? options.now : Date.now;

  const world = {
    scope,
    /** Whether there is a page to paint, with its own storage and its own end. */
    page,
    /** What the server's clock was ahead of the device's, in ms. */
    offset: 0,
    device,
    now: () => device() + world.offset,
    /** @type {typeof fetch} */
    fetch: (input, init) => (options.fetch ?? scope.fetch)(input, init),
    storage: attempt(
      // The mere mention of `localStorage` throws where the user forbids it.
      () => (options.storage === undefined ? (page ? scope.localStorage : null) : options.storage) || null,
      () => null,
    ),
    /** @param {number} ms @param {() => void} run @returns {() => void} */
    after(ms, run) {
      const timer = (scope.setTimeout ?? setTimeout)(run, ms);
      // A server is not kept alive by a timer of ours.
      timer?.unref?.();
      return () => (scope.clearTimeout ?? clearTimeout)(timer);
    },
    /** @param {string | null | undefined} date of an answer @param {string | null | undefined} age seconds it lay in caches */
    correct(date, age) {
      const ahead = Date.parse(date ?? '') + (Number(age) || 0) * 1000 - device();
      if (!Number.isNaN(ahead)) world.offset = Math.abs(ahead) > TOLERATED ? ahead : 0;
    },
  };
  return world;
}

/**
 * A version 4 UUID. `randomUUID` exists only in secure contexts, `getRandomValues` on plain http too.
 * @param {Crypto | undefined} crypto
 */
export function uuid(crypto) {
  if (crypto?.randomUUID) return crypto.randomUUID();
  const bytes = Uint8Array.from({ length: 16 }, () => Math.random() * 256);
  crypto?.getRandomValues?.(bytes);
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
  // The version, and the variant 10xx: both take the place of random bits.
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
}

/** Full jitter: many pages that failed together do not come back together. @param {number} tries @param {any} scope */
export const backoff = (tries, scope) =>
  (scope.Math ?? Math).random() * Math.min(300_000, 1000 * 2 ** Math.min(tries, 20));

/**
 * How long an answer asks us to wait, in ms; 0 when it does not. More than an hour is taken for a mistake.
 * @param {Headers | undefined} headers @param {number} now
 */
export function retryAfter(headers, now) {
  const value = headers?.get('retry-after');
  if (!value) return 0;
  const ms = Number.isNaN(Number(value)) ? Date.parse(value) - now : Number(value) * 1000;
  return Math.max(0, Math.min(3_600_000, ms)) || 0;
}
