/**
 * One timer that can be set again.
 * @param {import('./platform.js').Platform['after']} after @param {() => void} run
 */
export function createTimer(after, run) {
  /** @type {(() => void) | undefined} */
  let cancel;
  function stop() {
    cancel?.();
    cancel = undefined;
  }
  return {
    stop,
    isSet: () => cancel,
    /** @param {number} ms */
    set(ms) {
      stop();
      cancel = after(ms, run);
    },
  };
}
