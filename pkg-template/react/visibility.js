import { useCallback, useEffect, useRef } from 'react';
import { useDecision } from './flag.js';
import { isServed } from './server-values.js';
import { useBurgee } from './provider.js';
import { sameRead } from './store.js';

/**
 * @param {string} key @param {any} fallback @param {import('../react.js').UseFlagWhenSeenOptions} [options]
 * @returns {any}
 */
export function useFlagWhenSeen(key, fallback, options = {}) {
  const { threshold = 0, rootMargin } = options;
  const { client } = useBurgee();
  const decision = useDecision(key, fallback, sameRead, options);
  const report = useRef(() => {});
  const visible = useRef(false);
  const stop = useRef(() => {});

  useEffect(() => {
    report.current = () => void (decision.exposure && client.expose(key));
    // Another variant or another user while the element is visible.
    if (visible.current) report.current();
  }, [client, key, decision]);

  const ref = useCallback(
    (/** @type {Element | null} */ element) => {
      stop.current();
      visible.current = false;
      if (!element) return;
      stop.current = watch(element, { threshold, rootMargin }, (isVisible) => {
        visible.current = isVisible;
        if (isVisible) report.current();
      });
    },
    [threshold, rootMargin],
  );

  return [isServed(decision) ? decision.value : fallback, ref];
}

/**
 * @param {Element} element @param {{ threshold: number, rootMargin?: string }} options @param {(isVisible: boolean) => void} notify
 * @returns {() => void} stops watching
 */
function watch(element, { threshold, rootMargin }, notify) {
  const { IntersectionObserver } = /** @type {any} */ (element.ownerDocument.defaultView) ?? {};
  // Without an observer, an element in the page counts as visible.
  if (!IntersectionObserver) {
    notify(true);
    return () => {};
  }
  const observer = new IntersectionObserver(
    (/** @type {IntersectionObserverEntry[]} */ entries) => {
      const last = /** @type {IntersectionObserverEntry} */ (entries.at(-1));
      // Browsers differ in whether the threshold is part of `isIntersecting`.
      notify(last.isIntersecting && last.intersectionRatio >= threshold);
    },
    { threshold, rootMargin },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
