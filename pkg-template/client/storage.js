import { attempt } from './failure.js';

/**
 * @typedef {ReturnType<typeof createStore>} Store
 */

/**
 * Web Storage that may be missing, forbidden, full or broken: every access can throw, no exception reaches the caller.
 * @param {any} area
 */
export const createStore = (area) => ({
  /** @param {string} key @returns {string} empty when there is no value */
  get: (key) => attempt(() => area.getItem(key)) || '',
  /** @param {string} key @param {string} value @returns {boolean | undefined} whether the value is stored */
  set: (key, value) =>
    attempt(() => {
      area.setItem(key, value);
      return true;
    }),
  /** @param {string} key */
  remove: (key) => attempt(() => area.removeItem(key)),
  /** What follows `prefix` in the keys that begin with it. @param {string} prefix @returns {string[]} */
  names: (prefix) =>
    attempt(() =>
      Array.from({ length: area.length }, (_, i) => area.key(i)).filter((key) => key.startsWith(prefix)),
    )?.map((key) => key.slice(prefix.length)) ?? [],
});
