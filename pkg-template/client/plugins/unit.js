import { find } from '../../evaluator/pack.js';
import { attempt } from '../failure.js';

/**
 * The unit that attributes name, as the evaluator finds and reports it; `undefined` when there is none.
 * @param {object} attributes @param {string} by an attribute, by its dotted path @returns {string | undefined}
 */
export function unitOf(attributes, by) {
  const attribute = /** @type {import('../../evaluator/manifest.js').Attribute} */ ({ name: by, path: by.split('.') });
  const value = attempt(() => find(attributes, attribute));
  return value == null ? undefined : attempt(() => String(value instanceof Date ? value.getTime() : value));
}
