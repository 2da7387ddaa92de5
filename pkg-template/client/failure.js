/** @typedef {import('../client.js').ClientError} ClientError */

/**
 * @param {string} message
 * @param {Partial<ClientError>} [facts]
 * @returns {ClientError}
 */
export const failure = (message, facts) => Object.assign(new Error(message), facts);

/**
 * Runs what must not throw into the page.
 * @template T
 * @template [U=undefined]
 * @param {() => T} run
 * @param {(thrown: any) => U} [otherwise]
 * @returns {T | U}
 */
export function attempt(run, otherwise) {
  try {
    return run();
  } catch (thrown) {
    return /** @type {U} */ (otherwise?.(thrown));
  }
}

/** @param {any} thrown Anything may be thrown, `null` too, and what cannot be said. @returns {string} */
export const textOf = (thrown) => attempt(() => String(thrown?.message ?? thrown)) ?? '?';

/** What somebody else wrote, in a message. @param {unknown} text */
export const quoted = (text) => `\`${textOf(text)}\``;

/** A copy of what a caller gave as an object, nothing of anything else: later changes, and traps in it, stay outside. @param {any} given @returns {any} */
export const copied = (given) =>
  attempt(
    () => (typeof given === 'object' ? { ...given } : {}),
    () => ({}),
  );
