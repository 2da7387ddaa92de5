import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { typeOf } from '../evaluator/details.js';
import { isServed, notReady } from './server-values.js';
import { useBurgee } from './provider.js';
import { sameDetails, sameRead } from './store.js';

/**
 * @typedef {import('../react.js').FlagDetails<any>} Details
 * @typedef {import('../react.js').UseFlagOptions} Options
 */

/**
 * The decision to show: the client's, or the server's until the client has one.
 * @param {string} key @param {any} fallback @param {import('./store.js').Comparison} same @param {Options} options
 * @returns {Details}
 */
export function useDecision(key, fallback, same, { suspense = false }) {
  const { store, serverValue } = useBurgee();
  const type = typeOf(fallback);
  const read = useCallback(() => {
    const found = store.read(key, type, same);
    return (found.errorCode === 'PROVIDER_NOT_READY' && serverValue(key, type)) || found;
  }, [store, serverValue, key, type, same]);
  const onServer = useCallback(() => serverValue(key, type) ?? notReady(key), [serverValue, key, type]);
  const decision = useSyncExternalStore(store.subscribe, read, onServer);
  if (suspense && !isServed(decision) && store.status() === 'NOT_READY') throw store.ready();
  return decision;
}

/** Records the exposure after the commit. @param {string} key @param {Details} decision @param {boolean} enabled */
function useExposure(key, decision, enabled) {
  const { client } = useBurgee();
  useEffect(() => {
    // A decision without an exposure served the default, because of its type for example: the user has not seen the variant.
    if (enabled && decision.exposure) client.expose(key);
  }, [client, key, decision, enabled]);
}

/** @param {string} key @param {any} fallback @param {Options} [options] @returns {any} */
export function useFlag(key, fallback, options = {}) {
  const decision = useDecision(key, fallback, sameRead, options);
  useExposure(key, decision, options.expose ?? true);
  return isServed(decision) ? decision.value : fallback;
}

/** @param {string} key @param {any} fallback @param {Options} [options] @returns {any} */
export function useFlagDetails(key, fallback, options = {}) {
  const decision = useDecision(key, fallback, sameDetails, options);
  useExposure(key, decision, options.expose ?? true);
  // An inline default is a new object at each render.
  // biome-ignore lint/correctness/useExhaustiveDependencies: compared by content, see above
  const stable = useMemo(() => fallback, [JSON.stringify(fallback)]);
  return useMemo(() => (isServed(decision) ? decision : { ...decision, value: stable }), [decision, stable]);
}
