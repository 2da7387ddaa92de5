import { attempt } from './failure.js';

/** @typedef {ReturnType<typeof createStore>} Store */

/**
 * Web Storage that may be missing, forbidden, full or broken: every access can throw, none of it reaches the caller.
 * @param {Storage | null} area
 */
export function createStore(area) {
  return {
    /** @param {string} key @returns {string | null} */
    get: (key) => attempt(() => area?.getItem(key) ?? null, () => null),
    /** @param {string} key @param {string} value @returns {boolean} whether it is kept */
    set: (key, value) => attempt(() => (area?.setItem(key, value), !!area), () => false),
    /** @param {string} key */
    remove: (key) => attempt(() => area?.removeItem(key), () => {}),
    /** @param {string} prefix @returns {string[]} */
    keys: (prefix) =>
      attempt(
        () => Array.from({ length: area?.length ?? 0 }, (_, i) => area?.key(i) ?? '').filter((k) => k.startsWith(prefix)),
        () => [],
      ),
  };
}

/**
 * A short name for a URL in storage keys: URLs may carry tokens, and other scripts of the page read its storage.
 * Two 32-bit FNV-1a hashes from different starts, so that two URLs of a page do not meet.
 * @param {string} text
 */
export function hashed(text) {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
