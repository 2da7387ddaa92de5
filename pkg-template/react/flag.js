import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { typeOf } from '../evaluator/details.js';
import { served, unknown } from './handed.js';
import { useBurgee } from './provider.js';
import { sameDetails, sameRead } from './store.js';

/**
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('../react.js').UseFlagOptions} Options
 */

/**
 * The decision that is shown: the client's, or until there is one, what the server handed over.
 * @param {string} key @param {any} fallback @param {import('./store.js').Same} same @param {Options} options
 * @returns {Details}
 */
export function useDecision(key, fallback, same, { suspense = false }) {
  const { store, handed } = useBurgee();
  const type = typeOf(fallback);
  const now = useCallback(() => {
    const found = store.read(key, type, same);
    return (found.errorCode === 'PROVIDER_NOT_READY' && handed(key, type)) || found;
  }, [store, handed, key, type, same]);
  const onServer = useCallback(() => handed(key, type) ?? unknown(key), [handed, key, type]);
  const decision = useSyncExternalStore(store.subscribe, now, onServer);
  if (suspense && !served(decision) && store.status() === 'NOT_READY') throw store.ready();
  return decision;
}

/** Says that what was committed is shown. @param {string} key @param {Details} decision @param {boolean} asked */
function useExposure(key, decision, asked) {
  const { client } = useBurgee();
  useEffect(() => {
    // Where the default stands, because of its type say, nobody saw the variant.
    if (asked && decision.exposure) client.expose(key);
  }, [client, key, decision, asked]);
}

/** @param {string} key @param {any} fallback @param {Options} [options] @returns {any} */
export function useFlag(key, fallback, options = {}) {
  const decision = useDecision(key, fallback, sameRead, options);
  useExposure(key, decision, options.expose ?? true);
  return served(decision) ? decision.value : fallback;
}

/** @param {string} key @param {any} fallback @param {Options} [options] @returns {any} */
export function useFlagDetails(key, fallback, options = {}) {
  const decision = useDecision(key, fallback, sameDetails, options);
  useExposure(key, decision, options.expose ?? true);
  // A default written in the call is a new object each time.
  const stable = useMemo(() => fallback, [JSON.stringify(fallback)]);
  return useMemo(() => (served(decision) ? decision : { ...decision, value: stable }), [decision, stable]);
}
