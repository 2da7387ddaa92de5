import { failed, mismatched, typeOf } from '../evaluator/details.js';

/**
 * The flags of a test: a value or a function for each, in place of a snapshot.
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('../client.js').Attributes} Attributes
 * @typedef {{ [key: string]: any }} TestFlags
 */

/** @param {TestFlags} initial @param {{ [key: string]: Partial<Details> }} [more] */
export function createValues(initial, more = {}) {
  const values = new Map(Object.entries(initial));
  /** @type {Map<string, unknown>} */
  const overrides = new Map();

  /** @param {string} key @param {any} fallback @param {Attributes} attributes @returns {Details} */
  function details(key, fallback, attributes) {
    const overridden = overrides.has(key);
    const found = overridden ? overrides.get(key) : values.get(key);
    const value = typeof found === 'function' ? found(attributes) : found;
    if (value === undefined) return failed(key, fallback, 'FLAG_NOT_FOUND', `the test client has no flag \`${key}\``);
    if (fallback !== undefined && typeOf(value) !== typeOf(fallback)) {
      return mismatched(key, typeOf(value), fallback);
    }
    if (overridden) return { key, value, reason: 'STATIC', overridden };
    const variant = typeof value === 'string' ? value : JSON.stringify(value);
    return { key, value, variant, reason: 'STATIC', ...exposed(key, variant, attributes), ...more[key] };
  }

  return {
    details,
    overrides,
    /** @param {TestFlags} changes `undefined` removes a flag */
    set(changes) {
      for (const [key, value] of Object.entries(changes))
        if (value === undefined) values.delete(key);
        else values.set(key, value);
    },
    keys: () => [...new Set([...values.keys(), ...overrides.keys()])],
  };
}

/**
 * Every flag counts as an experiment of the same name, so that a test can assert each flag that was shown.
 * @param {string} flag @param {string} variant @param {Attributes} attributes
 */
function exposed(flag, variant, { targetingKey }) {
  if (targetingKey == null) return {};
  return { exposure: { experiment: flag, version: 1, flag, variant, by: 'targetingKey', unit: String(targetingKey) } };
}
