import { SAMPLES } from '../evaluator/details.js';

/**
 * A client as React wants a store to be: what is unchanged is the same object, however often it is asked for, so that a
 * component renders anew only when its own flag changed.
 *
 * @typedef {import('../client.js').Client} Client
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {'boolean' | 'string' | 'number' | 'object'} Type
 * @typedef {(a: Details, b: Details) => boolean} Same
 * @typedef {ReturnType<typeof createStore>} Store
 */

const EVENTS = /** @type {const} */ (['ready', 'stale', 'error', 'change', 'context']);

/** @type {WeakMap<object, Store>} */
const stores = new WeakMap();

/** The one store of a client. @param {Client} client @returns {Store} */
export function storeOf(client) {
  const store = stores.get(client) ?? createStore(client);
  stores.set(client, store);
  return store;
}

/** @param {Client} client */
function createStore(client) {
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** What was given last, for each way to tell whether it changed. @type {Map<Same, Map<string, Details>>} */
  const given = new Map([
    [sameRead, new Map()],
    [sameDetails, new Map()],
  ]);
  /** @type {(() => void)[]} */
  let offs = [];
  /** @type {Promise<unknown> | undefined} */
  let ready;
  const notify = () => listeners.forEach((listener) => listener());

  return {
    /** @param {() => void} listener */
    subscribe(listener) {
      // A view of one request has no events: it never changes.
      if (!listeners.size) offs = EVENTS.map((event) => client.on?.(event, notify) ?? (() => {}));
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (!listeners.size) for (const off of offs.splice(0)) off();
      };
    },
    /** @param {string} key @param {Type} type @param {Same} same */
    read(key, type, same) {
      const kept = /** @type {Map<string, Details>} */ (given.get(same));
      const place = `${type} ${key}`;
      const next = client.details(key, SAMPLES[type]);
      const last = kept.get(place);
      if (last && same(last, next)) return last;
      kept.set(place, next);
      return next;
    },
    status: () => client.status ?? 'READY',
    /** One promise for all who suspend: outside a page each access of the client's may start a request. */
    ready: () => (ready ??= client.ready.then(() => (ready = undefined))),
  };
}

/** Whether the same is shown to the same unit. @type {Same} */
export const sameRead = (a, b) =>
  same(a.value, b.value) &&
  a.variant === b.variant &&
  a.overridden === b.overridden &&
  a.errorCode === b.errorCode &&
  same(a.exposure, b.exposure);

/** @type {Same} */
export const sameDetails = (a, b) => same(a, b);

/** @param {unknown} a @param {unknown} b JSON both */
const same = (a, b) =>
  Object.is(a, b) || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
