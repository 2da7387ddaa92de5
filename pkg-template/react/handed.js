import { failed, typeOf } from '../evaluator/details.js';

/**
 * Values that the server rendered with. They are shown while hydrating, which has to give what the server gave, and until
 * the client knows better.
 *
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('./store.js').Type} Type
 * @typedef {(key: string, type: Type) => Details | undefined} Handed
 */

/** @param {any} [values] what `handOver()` of `burgee/server` gave, or values by key @returns {Handed} */
export function createHanded(values = {}) {
  const flags = values.format === 'burgee-values/1' ? values.flags : undefined;
  /** Each is one object for good: React compares them. @type {Map<string, Details>} */
  const made = new Map();

  /** @param {string} key @returns {Details | undefined} */
  function find(key) {
    if (!Object.hasOwn(flags ?? values, key)) return undefined;
    if (!flags) return { key, value: values[key], reason: 'CACHED' };
    const { reported, ...facts } = flags[key];
    return { key, ...facts };
  }

  return (key, type) => {
    const details = made.get(key) ?? find(key);
    if (!details || typeOf(details.value) !== type) return undefined;
    made.set(key, details);
    return details;
  };
}

/** What is shown where nothing is known. @type {(key: string) => Details} */
export const unknown = (key) => {
  const known = unknowns.get(key) ?? failed(key, null, 'PROVIDER_NOT_READY', 'no snapshot is loaded yet');
  unknowns.set(key, known);
  return known;
};
/** @type {Map<string, Details>} */
const unknowns = new Map();

/** Whether a decision has a value, or the caller's default stands. @param {Details} details */
export const served = ({ variant, overridden, reason }) => variant !== undefined || !!overridden || reason === 'CACHED';
