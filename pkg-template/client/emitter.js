import { attempt } from './failure.js';

/** @typedef {(payload: any) => void} Handler */

/** Events by name. A handler that throws is reported as an `error` event; it never stops the others. */
export function createEmitter() {
  /** @type {Set<{ event: unknown, run: Handler }>} */
  const handlers = new Set();

  /** @param {unknown} event */
  const listening = (event) => [...handlers].filter((handler) => handler.event === event);

  /** @param {string} event @param {unknown} [payload] */
  function emit(event, payload) {
    for (const { run } of listening(event)) {
      // A broken error handler has nobody left to be told.
      attempt(
        () => run(payload),
        (thrown) => void (event === 'error' || emit('error', thrown)),
      );
    }
  }

  /** @param {unknown} event @param {Handler} run @returns {() => void} */
  function on(event, run) {
    const handler = { event, run };
    handlers.add(handler);
    return () => void handlers.delete(handler);
  }

  return { emit, on, listening };
}
