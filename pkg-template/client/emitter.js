import { failure, textOf } from './failure.js';

/**
 * @typedef {(payload: any) => void} Handler
 * @typedef {ReturnType<typeof createEmitter>} Emitter
 */

/** Events by name. A handler that throws is reported as an `error` event; it never stops the others. */
export function createEmitter() {
  /** @type {Map<unknown, Set<Handler>>} */
  const handlers = new Map();

  /** @param {string} event @param {unknown} [payload] */
  function emit(event, payload) {
    for (const handler of [...(handlers.get(event) ?? [])]) {
      try {
        handler(payload);
      } catch (cause) {
        // A broken error handler has nobody left to be told.
        if (event !== 'error') emit('error', failure(`a handler of \`${event}\` threw: ${textOf(cause)}`, { cause }));
      }
    }
  }

  /** @param {unknown} event @param {unknown} handler @returns {() => void} */
  function on(event, handler) {
    if (typeof handler !== 'function') return () => {};
    const own = /** @type {Handler} */ ((payload) => handler(payload));
    const set = handlers.get(event) ?? new Set();
    handlers.set(event, set.add(own));
    return () => void set.delete(own);
  }

  /** @param {string} event */
  const wanted = (event) => !!handlers.get(event)?.size;

  return { emit, on, wanted };
}
