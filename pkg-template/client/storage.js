import { attempt } from './failure.js';

/**
 * @typedef {ReturnType<typeof createStore>} Store
 * @typedef {ReturnType<typeof sectionOf>} Section
 */

/**
 * Web Storage that may be missing, forbidden, full or broken: every access can throw, no exception reaches the caller.
 * @param {any} area
 */
export const createStore = (area) => ({
  /** @param {string} key @returns {string} empty when there is no value */
  get: (key) => attempt(() => area.getItem(key)) || '',
  /** @param {string} key @param {string} value @returns {boolean | undefined} whether the value is stored */
  set: (key, value) => attempt(() => (area.setItem(key, value), true)),
  /** @param {string} key */
  remove: (key) => attempt(() => area.removeItem(key)),
  /** @param {string} prefix @returns {string[]} */
  keys: (prefix) =>
    attempt(() => Array.from({ length: area.length }, (_, i) => area.key(i)).filter((key) => key.startsWith(prefix))) ??
    [],
});

/** The keys that begin with `prefix`, named by what follows it. @param {Store} store @param {string} prefix */
export const sectionOf = (store, prefix) => ({
  names: () => store.keys(prefix).map((key) => key.slice(prefix.length)),
  /** @param {string} name */
  get: (name) => store.get(prefix + name),
  /** @param {string} name @param {string} value */
  set: (name, value) => store.set(prefix + name, value),
  /** @param {string} name */
  remove: (name) => store.remove(prefix + name),
});
