/** What an attribute is taken for: the conversions of `as`. `src/pack/view.rs` does the same natively. */

/** In place of a value that can't be converted: what the packer takes for none that any operator compares. */
const NONE = () => {};

/** @typedef {(value: any) => unknown} Conversion */

/** @type {Conversion} */
const text = (value) => (typeof value === 'object' ? NONE : String(value));

/** @type {Conversion} */
const number = (value) => (typeof value === 'object' ? NONE : Number(value));

/** A version as text that sorts, see src/literal/sortable.rs. @type {Conversion} */
function sortable(value) {
  if (typeof value === 'object') return NONE;
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
  (value) => (Array.isArray(value) ? 'array' : typeof value),
  (value) => JSON.stringify(value),
];

/**
 * @param {number} view @param {any} value
 * @returns {unknown} `undefined` and `null` stay missing
 */
export function converted(view, value) {
  if (value instanceof Date) value = value.getTime();
  if (value == null) return value;
  const whole = WHOLE[view - CONVERSIONS.length];
  if (whole) return whole(value);
  const one = /** @type {Conversion} */ (CONVERSIONS[view]);
  return Array.isArray(value) ? value.map((item) => (item == null ? item : one(item))) : one(value);
}
