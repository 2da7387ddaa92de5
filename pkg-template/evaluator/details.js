/**
 * Descriptions of decisions, shared by the evaluator, the client, and the code that works without the core.
 *
 * @typedef {import('../index.js').Details<any>} Details
 * @typedef {'boolean' | 'string' | 'number' | 'object'} FlagType
 */

/** A value of each type, to ask for that type: a caller's own default may have any JSON type. */
export const SAMPLES = { boolean: false, string: '', number: 0, object: {} };

/** The type of a flag with this value. @param {unknown} value @returns {any} */
export const typeOf = (value) => (value === null ? 'object' : typeof value);

/**
 * A failed decision: it serves the caller's default.
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

/** @param {string} key @param {FlagType} type of the flag @param {unknown} fallback of another type */
export const mismatched = (key, type, fallback) =>
  failed(
    key,
    fallback,
    'TYPE_MISMATCH',
    `\`${String(key)}\` is of type ${type}, the default of type ${typeOf(fallback)}`,
  );
