import { attempt } from './failure.js';

/** @typedef {(payload: any) => void} Handler */

/** Events by name. A handler's exception becomes an `error` event and never stops the other handlers. */
export function createEmitter() {
  /** @type {Set<{ event: unknown, run: Handler }>} */
  const handlers = new Set();

  /** @param {unknown} event */
  const listening = (event) => [...handlers].filter((handler) => handler.event === event);

  /** @param {string} event @param {unknown} [payload] */
  function emit(event, payload) {
    for (const { run } of listening(event)) {
      // An exception of an error handler is dropped: reporting it would call the same handler.
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
