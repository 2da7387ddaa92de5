/** Conversions: what an attribute is taken for (`as`). `src/context/pack/convert.rs` does the same natively. */

/** The result for a value that cannot be converted. The packer writes it as a value that no operator compares. */
const NONE = () => {};

/** @typedef {(value: any) => unknown} Conversion */

/** Types that convert to text or a number. */
const PLAIN = ['string', 'number', 'boolean'];

/** @type {Conversion} */
const text = (value) => (PLAIN.includes(typeof value) ? String(value) : NONE);

/** @type {Conversion} */
const number = (value) => (PLAIN.includes(typeof value) ? Number(value) : NONE);

/** A version as text that sorts correctly; see src/literal/sortable.rs. @type {Conversion} */
function sortable(value) {
  if (typeof value !== 'string' && typeof value !== 'number') return NONE;
  const parts = (String(value) || '0').replace(/^v|\+[\s\S]*$/g, '').split(/[-.]/);
  if (parts.length === 3) parts.push('~');
  return parts.map((part) => (/^\d+$/.test(part) ? part.padStart(5) : part)).join('-');
}

/** By `Conversion` of src/model/vocabulary.rs. In a list each item is converted. @type {Conversion[]} */
const CONVERSIONS = [
  (value) => value,
  text,
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  number,
  sortable,
];

/** The following conversions take a list as one value. @type {Conversion[]} */
const LIST_CONVERSIONS = [
  (value) => (Array.isArray(value) ? value.length : NONE),
  (value) => (Array.isArray(value) ? 'array' : [...PLAIN, 'object'].includes(typeof value) ? typeof value : NONE),
  (value) => JSON.stringify(value) ?? NONE,
  Boolean,
];

/** Dates are numbers: ms since 1970. @param {any} value */
const undated = (value) => (value instanceof Date ? value.getTime() : value);

/**
 * @param {number} conversion @param {any} value
 * @returns {unknown} `undefined` and `null` stay missing
 */
export function converted(conversion, value) {
  value = undated(value);
  if (value == null) return value;
  const convertList = LIST_CONVERSIONS[conversion - CONVERSIONS.length];
  if (convertList) return convertList(value);
  const one = /** @type {Conversion} */ (CONVERSIONS[conversion]);
  return Array.isArray(value) ? value.map((item) => (item == null ? item : one(undated(item)))) : one(value);
}
