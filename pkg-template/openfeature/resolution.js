import { SAMPLES } from '../evaluator/details.js';

/**
 * @typedef {import('../client.js').UserView} UserView
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('../evaluator/details.js').FlagType} Type
 *
 * @typedef {object} Facts
 * @property {number | null} revision of the snapshot in use
 * @property {string} [flagSetId]
 * @property {boolean} [expose]
 */

/**
 * A decision as OpenFeature describes it. Resolving is reading: it records the exposure like the client's reads, unless `expose` is false.
 * @template T
 * @param {UserView} view @param {Type} type @param {string} key @param {T} fallback @param {Facts} facts
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
  // Without a variant the value is the sample, not the snapshot's.
  const value = variant === undefined && !found.overridden ? fallback : /** @type {T} */ (found.value);
  return { value, variant, reason, flagMetadata };
}

/**
 * The flag metadata for hooks: the flag's own, as far as it is flat, and Burgee's. `contextId`, `flagSetId` and `version` are
 * names of OpenFeature's and OpenTelemetry's conventions.
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
