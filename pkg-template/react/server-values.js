import { failed, typeOf } from '../evaluator/details.js';

/**
 * The values that the server rendered with. They are shown while hydrating, which must render the same as the server, and
 * until the client has values of its own.
 *
 * @typedef {import('../react.js').FlagDetails<any>} Details
 * @typedef {import('../evaluator/details.js').FlagType} FlagType
 * @typedef {(key: string, type: FlagType) => Details | undefined} ServerValueReader
 */

/** @param {any} [values] the result of `handOver()` of `burgee/server`, or values by key @returns {ServerValueReader} */
export function createServerValueReader(values = {}) {
  const flags = values.format === 'burgee-values/1' ? values.flags : undefined;
  /** Each stays the same object: React compares them. @type {Map<string, Details>} */
  const cache = new Map();

  /** @param {string} key @returns {Details | undefined} */
  function find(key) {
    if (!Object.hasOwn(flags ?? values, key)) return undefined;
    if (!flags) return { key, value: values[key], reason: 'CACHED' };
    const { reported, ...facts } = flags[key];
    return { key, ...facts };
  }

  return (key, type) => {
    const details = cache.get(key) ?? find(key);
    if (!details || typeOf(details.value) !== type) return undefined;
    cache.set(key, details);
    return details;
  };
}

/** @type {Map<string, Details>} */
const cached = new Map();

/** The decision before there is any value. @type {(key: string) => Details} */
export const notReady = (key) => {
  const known = cached.get(key) ?? failed(key, null, 'PROVIDER_NOT_READY', 'no snapshot is loaded yet');
  cached.set(key, known);
  return known;
};

/** Whether a decision has a value; if not, the caller's default is shown. @param {Details} details */
export const isServed = ({ variant, overridden, reason }) =>
  variant !== undefined || !!overridden || reason === 'CACHED';
