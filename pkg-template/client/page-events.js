import { attempt } from './failure.js';

/**
 * Listens to the page's lifecycle. `visibilitychange` to hidden is the last event that a page reliably gets, on phones above
 * all; `pagehide` replaces it in old versions of Safari. `unload` would keep the page out of the back/forward cache.
 * @param {any} scope
 * @param {() => void} hide @param {(online: boolean) => void} wake @param {() => void} show a prerendered page is shown
 * @returns {() => void} stops listening
 */
export function watchPage(scope, hide, wake, show) {
  const { document } = scope;
  const listener = (/** @type {Event} */ { type }) =>
    attempt(() => {
      if (type === 'prerenderingchange') show();
      else if (type === 'pagehide' || (type === 'visibilitychange' && document.visibilityState === 'hidden')) hide();
      else wake(type === 'online');
    });
  /** @param {'addEventListener' | 'removeEventListener'} verb */
  function each(verb) {
    for (const type of ['visibilitychange', 'prerenderingchange']) document[verb](type, listener);
    for (const type of ['pagehide', 'pageshow', 'online']) scope[verb](type, listener);
  }
  each('addEventListener');
  return () => each('removeEventListener');
}
