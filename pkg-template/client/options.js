/**
 * @typedef {import('../client.js').ClientOptions} ClientOptions
 * @typedef {ReturnType<typeof resolveOptions>} Settings
 */

/** A test compares the version with package.json's. */
export const SDK = 'burgee-js/0.1.0';

/** Fills in the defaults. @param {ClientOptions} options @param {boolean} page */
export function resolveOptions(options, page) {
  const defaults = {
    sdk: SDK,
    timeout: 5000,
    maxBytes: 5_242_880,
    cacheFor: 604_800_000,
    poll: 0,
    refreshAfter: 60_000,
    // Timers belong to pages: elsewhere they outlive the request that started them.
    flushAfter: page ? 5000 : 0,
    maxQueue: 1000,
    maxSeen: 1000,
  };
  // A value of the wrong type is ignored, and so is `NaN`: every comparison with it is false, so it would be no limit.
  const isValid = (/** @type {[string, any]} */ [key, value]) =>
    !Number.isNaN(value) && (!(key in defaults) || typeof value === typeof defaults[/** @type {'poll'} */ (key)]);
  return /** @type {typeof defaults & ClientOptions} */ ({
    ...defaults,
    ...Object.fromEntries(Object.entries(options).filter(isValid)),
  });
}
