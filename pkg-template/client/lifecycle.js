import { attempt } from './failure.js';
import { watchPage } from './page-events.js';

/**
 * When a client loads, refreshes and sends by itself.
 * @typedef {import('./user-view.js').Parts & { gate: import('./consent.js').Gate, source: import('./source.js').Source }} Parts
 */

/** Follows the page's life. @param {Parts} parts @param {import('./own-view.js').OwnView} own @returns {() => void} stops */
export const follow = ({ platform, gate, source, outbox }, { keep, release }) =>
  watchPage(
    platform.scope,
    outbox.hide,
    (online) => {
      outbox.wake(online);
      source.freshen(keep);
    },
    () => {
      gate.prerendering = false;
      release();
    },
  );

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
