/**
 * What everyone needs who describes a decision: the evaluator, the client, and what stands on it without the core.
 *
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {'boolean' | 'string' | 'number' | 'object'} Type
 */

/** A value of each type, to ask for that type: a caller's own default may be of any JSON type. */
export const SAMPLES = { boolean: false, string: '', number: 0, object: {} };

/** The type by which a flag of this value is read. @param {unknown} value @returns {any} */
export const typeOf = (value) => (value === null ? 'object' : typeof value);

/**
 * A decision that could not be made: the caller's default.
 * @param {string} key @param {any} value
 * @param {import('../index.js').ErrorCode} errorCode @param {string} errorMessage @returns {Details}
 */
export const failed = (key, value = null, errorCode, errorMessage) => ({
  key,
  value,
  reason: 'ERROR',
  errorCode,
  errorMessage,
});
