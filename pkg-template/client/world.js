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
  /** Whether there is a page to paint, with its own storage and its own end. */
  const page = !!scope.document?.addEventListener;
  const device = () => attempt(() => options.now?.() ?? Date.now(), Date.now);

  const world = {
    scope,
    page,
    device,
    /** What the server's clock is ahead of the device's, in ms. */
    offset: 0,
    now: () => Math.round(device() + world.offset),
    /** @type {typeof fetch} */
    fetch: (url, init) => (options.fetch ?? scope.fetch)(url, init),
    // The mere mention of `localStorage` throws where the user forbids it.
    store: createStore(attempt(() => (options.storage === undefined ? page && scope.localStorage : options.storage))),
    /** @param {number} ms @param {() => void} run @returns {() => void} */
    after(ms, run) {
      const timer = scope.setTimeout(run, ms);
      // A server is not kept alive by a timer of ours.
      timer?.unref?.();
      return () => scope.clearTimeout(timer);
    },
    /** Full jitter: pages that failed together do not come back together. @param {number} tries */
    backoff: (tries) => scope.Math.random() * Math.min(300_000, 1000 * 2 ** tries),
    /** Sets the clock by an answer, which may have lain in caches for `age` seconds. @param {Headers} headers */
    correct(headers) {
      const ahead = Date.parse(headers.get('date') ?? '') + Number(headers.get('age')) * 1000 - device();
      if (ahead === ahead) world.offset = Math.abs(ahead) > TOLERATED ? ahead : 0;
    },
    /** How long an answer asks us to wait, in ms. More than an hour is taken for a mistake. @param {Headers} headers */
    retryAfter(headers) {
      const value = headers.get('retry-after');
      const ms = Number(value) * 1000;
      return Math.max(0, Math.min(3_600_000, ms === ms ? ms : Date.parse(value ?? '') - world.now())) || 0;
    },
  };
  return world;
}

/**
 * Web Storage that may be missing, forbidden, full or broken: every access can throw, none of it reaches the caller.
 * @param {any} area
 */
const createStore = (area) => ({
  /** @param {string} key @returns {string} empty when there is none */
  get: (key) => attempt(() => area.getItem(key)) || '',
  /** @param {string} key @param {string} value @returns {boolean | undefined} whether it is kept */
  set: (key, value) => attempt(() => (area.setItem(key, value), true)),
  /** @param {string} key */
  remove: (key) => attempt(() => area.removeItem(key)),
  /** @param {string} prefix @returns {string[]} */
  keys: (prefix) =>
    attempt(() => Array.from({ length: area.length }, (_, i) => area.key(i)).filter((key) => key.startsWith(prefix))) ??
    [],
});

/**
 * A short name for a URL in storage keys (FNV-1a): URLs may carry tokens, and other scripts of the page read its storage.
 * @param {string} text
 */
export function hashed(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/**
 * A version 4 UUID. `randomUUID` exists only in secure contexts, `getRandomValues` on plain http too: one way for both.
 * @param {Crypto} crypto
 */
export function uuid(crypto) {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte + 256).toString(16).slice(1)).join(
    '',
  );
  // The version, and the variant 10xx, take the place of random bits.
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
}
