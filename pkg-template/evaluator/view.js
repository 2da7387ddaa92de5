/** What an attribute is taken for: the conversions of `as`. `src/pack/view.rs` does the same natively. */

/** In place of a value that can't be converted: what the packer takes for none that any operator compares. */
const NONE = () => {};

/** @typedef {(value: any) => unknown} Conversion */

/** What JSON has a word for, as text or a number. Of JavaScript's other values none is converted. */
const PLAIN = ['string', 'number', 'boolean'];

/** @type {Conversion} */
const text = (value) => (PLAIN.includes(typeof value) ? String(value) : NONE);

/** @type {Conversion} */
const number = (value) => (PLAIN.includes(typeof value) ? Number(value) : NONE);

/** A version as text that sorts, see src/literal/sortable.rs. @type {Conversion} */
function sortable(value) {
  if (typeof value !== 'string' && typeof value !== 'number') return NONE;
  const parts = (String(value) || '0').replace(/^v|\+[^]*$/g, '').split(/[-.]/);
  if (parts.length === 3) parts.push('~');
  return parts.map((part) => (/^\d+$/.test(part) ? part.padStart(5) : part)).join('-');
}

/** By `As` of src/program/vocabulary.rs; of a list, each item is converted. @type {Conversion[]} */
const CONVERSIONS = [
  (value) => value,
  text,
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  number,
  sortable,
];

/** Those that take a list as a whole. @type {Conversion[]} */
const WHOLE = [
  (value) => (Array.isArray(value) ? value.length : NONE),
  (value) => (Array.isArray(value) ? 'array' : [...PLAIN, 'object'].includes(typeof value) ? typeof value : NONE),
  (value) => JSON.stringify(value) ?? NONE,
  Boolean,
];

/** What a date is to a packer. @param {any} value */
const undated = (value) => (value instanceof Date ? value.getTime() : value);

/**
 * @param {number} view @param {any} value
 * @returns {unknown} `undefined` and `null` stay missing
 */
export function converted(view, value) {
  value = undated(value);
  if (value == null) return value;
  const whole = WHOLE[view - CONVERSIONS.length];
  if (whole) return whole(value);
  const one = /** @type {Conversion} */ (CONVERSIONS[view]);
  return Array.isArray(value) ? value.map((item) => (item == null ? item : one(undated(item)))) : one(value);
}
