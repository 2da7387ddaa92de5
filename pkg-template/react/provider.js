import { createContext, createElement, useContext, useMemo, useSyncExternalStore } from 'react';
import { FALLBACK_CLIENT } from './fallback-client.js';
import { createServerValueReader } from './server-values.js';
import { storeOf } from './store.js';

/**
 * @typedef {import('../client.js').Client} Client
 * @typedef {{ client: Client, store: import('./store.js').Store, serverValue: import('./server-values.js').ServerValueReader }} Burgee
 */

/** @param {Client} client @param {object} [values] @returns {Burgee} */
const burgee = (client, values) => ({ client, store: storeOf(client), serverValue: createServerValueReader(values) });

const NONE = burgee(FALLBACK_CLIENT);
const BurgeeContext = createContext(NONE);

/** @param {import('../react.js').BurgeeProviderProps} props */
export function BurgeeProvider({ client, values, children }) {
  // Inline values are a new object at each render.
  const text = JSON.stringify(values);
  // biome-ignore lint/correctness/useExhaustiveDependencies: values are compared by content, see above
  const value = useMemo(() => burgee(/** @type {Client} */ (client ?? FALLBACK_CLIENT), values), [client, text]);
  return createElement(BurgeeContext.Provider, { value }, children);
}

let warned = false;

export function useBurgee() {
  const found = useContext(BurgeeContext);
  if (found.client === FALLBACK_CLIENT && !warned) {
    warned = true;
    console.error(
      'burgee: there is no <BurgeeProvider client={…}> above this component: every flag has its default value',
    );
  }
  return found;
}

/** @returns {Client} */
export const useClient = () => useBurgee().client;

/** @returns {import('../client.js').Status} */
export function useStatus() {
  const { store } = useBurgee();
  return useSyncExternalStore(store.subscribe, store.status, () => 'NOT_READY');
}
