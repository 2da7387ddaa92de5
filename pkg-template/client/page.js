import { attempt } from './failure.js';

/**
 * The page's life. `visibilitychange` to hidden is the last event that a page is sure to get, on phones above all;
 * `pagehide` comes where that one does not (old Safari). `unload` would keep the page out of the back/forward cache.
 * @param {any} scope
 * @param {() => void} hide @param {(online?: boolean) => void} wake @param {() => void} shown
 * @returns {() => void} stops listening
 */
export function watchPage(scope, hide, wake, shown) {
  const { document } = scope;
  const listener = (/** @type {Event} */ { type }) =>
    attempt(() => {
      if (type === 'prerenderingchange') shown();
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
