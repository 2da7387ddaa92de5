/**
 * A hook of OpenFeature's that records evaluations by OpenTelemetry's conventions for feature flags (1.44). It names no
 * package of OpenTelemetry's: the caller hands in what it has of its API.
 *
 * @typedef {import('@openfeature/core').HookContext} HookContext
 * @typedef {import('@openfeature/core').EvaluationDetails<import('@openfeature/core').FlagValue>} Details
 */

export const EVALUATION_EVENT = 'feature_flag.evaluation';

/** @param {import('./otel.js').OpenTelemetryHookOptions} [options] */
export function createOpenTelemetryHook({ logger, trace, value = false, contextId = true, attributes: more } = {}) {
  return {
    /** Runs after success and failure alike. @param {HookContext} context @param {Details} details */
    finally(context, details) {
      const attributes = { ...attributesOf(context, details, { value, contextId }), ...more?.(context, details) };
      logger?.emit({ eventName: EVALUATION_EVENT, attributes });
      trace?.getActiveSpan()?.addEvent(EVALUATION_EVENT, flat(attributes));
    },
  };
}

/**
 * @param {HookContext} context @param {Details} details @param {{ value: boolean, contextId: boolean }} asked
 * @returns {import('./otel.js').EvaluationAttributes}
 */
export function attributesOf({ flagKey, context, providerMetadata }, details, asked) {
  const { variant, reason = 'UNKNOWN', flagMetadata = {} } = details;
  const failed = reason === 'ERROR' || details.errorCode !== undefined;
  const found = {
    'feature_flag.key': flagKey,
    'feature_flag.provider.name': providerMetadata.name,
    'feature_flag.result.reason': reason.toLowerCase(),
    'feature_flag.result.variant': variant,
    // A variant says the same in fewer bytes, and nothing private.
    'feature_flag.result.value': variant === undefined || asked.value ? details.value : undefined,
    'feature_flag.context.id': asked.contextId ? text(flagMetadata.contextId ?? context.targetingKey) : undefined,
    'feature_flag.set.id': text(flagMetadata.flagSetId),
    'feature_flag.version': text(flagMetadata.version),
    'error.type': failed ? (details.errorCode ?? 'GENERAL').toLowerCase() : undefined,
    'feature_flag.error.message': failed ? details.errorMessage || undefined : undefined,
  };
  return /** @type {any} */ (Object.fromEntries(Object.entries(found).filter(([, given]) => given !== undefined)));
}

/** @param {unknown} given */
const text = (given) => (given == null || given === '' ? undefined : String(given));

/** Attributes of spans hold no objects. @param {{ [name: string]: any }} attributes */
function flat(attributes) {
  const value = attributes['feature_flag.result.value'];
  return typeof value === 'object' ? { ...attributes, 'feature_flag.result.value': JSON.stringify(value) } : attributes;
}
