import { attempt } from './failure.js';

/**
 * When a client loads, refreshes and sends by itself.
 * @typedef {import('./user-view.js').Parts & { gate: import('./consent.js').Gate, source: import('./source.js').Source }} Parts
 */

/**
 * Follows the page's life. `visibilitychange` to hidden is the last event that a page reliably gets, on phones above all;
 * `pagehide` replaces it in old versions of Safari. `unload` would keep the page out of the back/forward cache.
 * @param {Parts} parts @param {import('./own-view.js').OwnView} own @returns {() => void} stops listening
 */
export function followPage({ platform: { scope }, gate, source, outbox }, { keep, release }) {
  const { document } = scope;
  const listener = (/** @type {Event} */ { type }) =>
    attempt(() => {
      if (type === 'prerenderingchange') {
        gate.prerendering = false;
        release();
      } else if (type === 'pagehide' || (type === 'visibilitychange' && document.visibilityState === 'hidden')) {
        outbox.hide();
      } else {
        outbox.wake(type === 'online');
        source.freshen(keep);
      }
    });
  /** @param {'addEventListener' | 'removeEventListener'} verb */
  function each(verb) {
    for (const type of ['visibilitychange', 'prerenderingchange']) document[verb](type, listener);
    for (const type of ['pagehide', 'pageshow', 'online']) scope[verb](type, listener);
  }
  each('addEventListener');
  return () => each('removeEventListener');
}

/**
 * Fetches the first snapshot.
 * @param {Parts} parts @param {import('./client.js').ClientState} state @param {void | Promise<void>} started what needs no network
 * @returns {() => Promise<import('../client.js').Status>} settles once values can be read, or cannot for now
 */
export function readiness({ platform: { page }, decider, source }, state, started) {
  const fetched = page ? source.refresh() : undefined;
  const begun = Promise.resolve(started).then(() => (decider.evaluator() ? undefined : fetched));
  // Outside a page each call may start a request: no request may wait for another's.
  const ready = () =>
    page ? begun : begun.then(() => (decider.evaluator() || source.isResting() ? undefined : source.refresh()));
  return () => ready().then(() => state.status);
}
