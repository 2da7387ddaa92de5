/** @typedef {import('../client.js').ClientError} ClientError */

/**
 * @param {string} message
 * @param {Partial<ClientError>} [facts]
 * @returns {ClientError}
 */
export const failure = (message, facts) => Object.assign(new Error(message), facts);

/**
 * Runs code whose exceptions must not reach the page.
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

/** @param {any} thrown anything can be thrown: `null`, or an object that cannot be converted to text @returns {string} */
export const textOf = (thrown) => attempt(() => String(thrown?.message ?? thrown)) ?? '?';

/** Foreign text in a message. @param {unknown} text */
export const quoted = (text) => `\`${textOf(text)}\``;

/** A copy of a caller's object, or an empty one: later changes and throwing getters of it have no effect. @param {any} object @returns {any} */
export const copied = (object) =>
  attempt(
    () => (typeof object === 'object' ? { ...object } : {}),
    () => ({}),
  );
