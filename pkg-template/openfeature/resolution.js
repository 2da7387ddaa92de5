import { SAMPLES } from '../evaluator/details.js';

/**
 * @typedef {import('../client.js').View} View
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {'boolean' | 'string' | 'number' | 'object'} Type
 *
 * @typedef {object} Facts
 * @property {number | null} revision of the snapshot in use
 * @property {string} [flagSetId]
 * @property {boolean} [expose]
 */

/**
 * A decision in OpenFeature's words. To resolve is to read, so it exposes as the client's reads do, unless told not to.
 * @template T
 * @param {View} view @param {Type} type @param {string} key @param {T} fallback @param {Facts} facts
 * @returns {import('@openfeature/core').ResolutionDetails<T>}
 */
export function resolve(view, type, key, fallback, facts) {
  const found = view.details(key, SAMPLES[type]);
  const flagMetadata = metadataOf(found, facts);
  const { variant, reason } = found;
  if (found.errorCode) {
    const errorCode = /** @type {import('@openfeature/core').ErrorCode} */ (found.errorCode);
    return { value: fallback, reason, errorCode, errorMessage: found.errorMessage, flagMetadata };
  }
  if (found.exposure && facts.expose !== false) view.expose(key);
  // Without a variant it is no value of the snapshot's, but the sample.
  const value = variant === undefined && !found.overridden ? fallback : /** @type {T} */ (found.value);
  return { value, variant, reason, flagMetadata };
}

/**
 * What hooks get to know: what the flag's author wrote, as far as it is flat, and ours, which OpenFeature's and
 * OpenTelemetry's conventions name `contextId`, `flagSetId` and `version`.
 * @param {Details} details @param {Facts} facts
 * @returns {import('@openfeature/core').FlagMetadata}
 */
function metadataOf({ metadata, exposure, rule, overridden }, { revision, flagSetId }) {
  const known = {
    ...metadata,
    ...defined({
      flagSetId,
      version: revision === null ? undefined : String(revision),
      revision: revision ?? undefined,
      rule: rule?.index,
      ruleName: rule?.name,
      experiment: exposure?.experiment,
      experimentVersion: exposure?.version,
      // The unit that was hashed, which need not be the targeting key.
      contextId: exposure?.unit,
      overridden,
    }),
  };
  return Object.fromEntries(Object.entries(known).flatMap(([name, value]) => (isFlat(value) ? [[name, value]] : [])));
}

/** @template {object} T @param {T} facts */
const defined = (facts) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));

/** @param {unknown} value @returns {value is string | number | boolean} */
const isFlat = (value) => /^(string|number|boolean)$/.test(typeof value);
