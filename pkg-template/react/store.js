import { SAMPLES } from '../evaluator/details.js';

/**
 * A client as an external store for React: an unchanged decision is the same object at each read, so that a component renders
 * again only if its own flag has changed.
 *
 * @typedef {import('../client.js').Client} Client
 * @typedef {import('../react.js').FlagDetails<any>} Details
 * @typedef {import('../evaluator/details.js').FlagType} FlagType
 * @typedef {(a: Details, b: Details) => boolean} Comparison
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
  /** The last decision of each flag, for each comparison. @type {Map<Comparison, Map<string, Details>>} */
  const decisions = new Map([
    [sameRead, new Map()],
    [sameDetails, new Map()],
  ]);
  /** @type {(() => void)[]} */
  let stops = [];
  /** @type {Promise<unknown> | undefined} */
  let ready;
  const notify = () => {
    for (const listener of listeners) listener();
  };

  return {
    /** @param {() => void} listener */
    subscribe(listener) {
      // A user view of one request has no events: it never changes.
      if (!listeners.size) stops = EVENTS.map((event) => client.on?.(event, notify) ?? (() => {}));
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (!listeners.size) for (const stop of stops.splice(0)) stop();
      };
    },
    /** @param {string} key @param {FlagType} type @param {Comparison} same */
    read(key, type, same) {
      const known = /** @type {Map<string, Details>} */ (decisions.get(same));
      const name = `${type} ${key}`;
      const next = client.details(key, SAMPLES[type]);
      const last = known.get(name);
      if (last && same(last, next)) return last;
      known.set(name, next);
      return next;
    },
    status: () => client.status ?? 'READY',
    /** One promise for all suspended components: outside a page each read of `client.ready` may start a request. */
    ready() {
      ready ??= client.ready.then(() => {
        ready = undefined;
      });
      return ready;
    },
  };
}

/** Whether the same value is shown to the same unit. @type {Comparison} */
export const sameRead = (a, b) =>
  same(a.value, b.value) &&
  a.variant === b.variant &&
  a.overridden === b.overridden &&
  a.errorCode === b.errorCode &&
  same(a.exposure, b.exposure);

/** @type {Comparison} */
export const sameDetails = (a, b) => same(a, b);

/** JSON values. @param {unknown} a @param {unknown} b */
const same = (a, b) =>
  Object.is(a, b) || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
