import { createContext, createElement, useContext, useMemo, useSyncExternalStore } from 'react';
import { createHanded } from './handed.js';
import { NOBODY } from './nobody.js';
import { storeOf } from './store.js';

/**
 * @typedef {import('../client.js').Client} Client
 * @typedef {{ client: Client, store: import('./store.js').Store, handed: import('./handed.js').Handed }} Burgee
 */

/** @param {Client} client @param {object} [values] @returns {Burgee} */
const burgee = (client, values) => ({ client, store: storeOf(client), handed: createHanded(values) });

const NONE = burgee(NOBODY);
const BurgeeContext = createContext(NONE);

/** @param {import('../react.js').BurgeeProviderProps} props */
export function BurgeeProvider({ client, values, children }) {
  // Values written where the provider is rendered are a new object each time.
  const written = JSON.stringify(values);
  const value = useMemo(() => burgee(/** @type {Client} */ (client ?? NOBODY), values), [client, written]);
  return createElement(BurgeeContext.Provider, { value }, children);
}

let warned = false;

export function useBurgee() {
  const found = useContext(BurgeeContext);
  if (found.client === NOBODY && !warned) {
    warned = true;
    console.error(
      'burgee: there is no <BurgeeProvider client={…}> above this component, so every flag gives its default',
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
