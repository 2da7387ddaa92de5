import { attempt } from './failure.js';

/**
 * The page's life. `visibilitychange` to hidden is the last event that a page is sure to get, on phones above all;
 * `pagehide` comes where that one does not (old Safari). `unload` would keep the page out of the back/forward cache.
 * @param {any} scope
 * @param {{ hide: () => void, wake: (online: boolean) => void, shown: () => void }} to
 * @returns {() => void} stops listening
 */
export function watchPage(scope, { hide, wake, shown }) {
  const { document } = scope;
  /** @type {[any, string, () => void][]} */
  const watched = [
    [document, 'visibilitychange', () => (document.visibilityState === 'hidden' ? hide() : wake(false))],
    [document, 'prerenderingchange', shown],
    [scope, 'pagehide', hide],
    [scope, 'pageshow', () => wake(false)],
    [scope, 'online', () => wake(true)],
  ];
  const listeners = watched.map(([target, event, run]) => {
    const listener = () => attempt(run, () => {});
    target.addEventListener(event, listener);
    return () => target.removeEventListener(event, listener);
  });
  return () => listeners.forEach((stop) => stop());
}
