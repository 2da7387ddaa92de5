import { find } from '../../evaluator/attributes.js';
import { attempt } from '../failure.js';

/**
 * The unit in these attributes, found the way the evaluator does; `undefined` if there is none.
 * @param {object} attributes @param {string} by path of an attribute, with dots @returns {string | undefined}
 */
export function unitOf(attributes, by) {
  const attribute = /** @type {import('../../evaluator/manifest.js').Attribute} */ ({ name: by, path: by.split('.') });
  const value = attempt(() => find(attributes, attribute));
  return value == null ? undefined : attempt(() => String(value instanceof Date ? value.getTime() : value));
}
