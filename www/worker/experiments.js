// `GET` and `POST /api/v1/experiments`: the experiments, and the variants that the caller gets.
import { readCaller } from './caller.js';
import { currentSnapshot } from './current-snapshot.js';
import { json } from './http.js';

/** @import { Context } from 'burgee' */
/** @import { Call } from './types.js' */

/**
 * @param {any} experiment
 * @param {number} now
 */
export function isRunning({ status, start, end }, now) {
  return status === 'running' && !(Date.parse(start) > now) && !(Date.parse(end) <= now);
}

/**
 * The flags whose rules split users for an experiment, with each variant's value and share.
 * @param {any} document
 * @param {string} id
 */
export function flagsOf(document, id) {
  return Object.entries(document.flags ?? {}).flatMap(([key, /** @type {any} */ flag]) => {
    const rule = flag.rules?.find((/** @type {any} */ one) => one.experiment === id && one.split);
    if (!rule) return [];
    const variants = Object.entries(rule.split).map(([name, percent]) => ({
      name,
      value: flag.variants[name],
      percent,
    }));
    return [{ key, by: rule.by ?? 'targetingKey', variants }];
  });
}

/**
 * The caller's decision of a flag; `enrolled` is whether the experiment made it.
 * @param {Context} context
 * @param {string} key
 * @param {string} id
 */
function assigned(context, key, id) {
  const { variant, value, reason, exposure, errorMessage } = context.details(key);
  return { variant: variant ?? null, value, reason, enrolled: exposure?.experiment === id, error: errorMessage };
}

/**
 * @param {any} document
 * @param {string} id
 * @param {Context | undefined} context
 */
function describe(document, id, context) {
  const { name, hypothesis, status, version, start, end, audience, metric, control, requiresConsent } =
    document.experiments[id];
  const flags = flagsOf(document, id).map((flag) => {
    return context ? { ...flag, assigned: assigned(context, flag.key, id) } : flag;
  });
  return {
    id,
    name,
    hypothesis,
    status,
    version: version ?? 1,
    start: start ?? null,
    end: end ?? null,
    audience,
    metric: metric ?? 'conversion',
    control,
    requiresConsent: requiresConsent ?? false,
    flags,
  };
}

/** @param {Call} call */
export async function listExperiments(call) {
  const caller = await readCaller(call);
  const { document, evaluator } = await currentSnapshot(call.env);
  const now = Date.now();
  const context = caller && evaluator.context(caller.attributes, { now, consent: caller.consent });
  const isFiltered = call.req.query('status') !== 'all';
  const experiments = Object.entries(document.experiments ?? {})
    .filter(([, experiment]) => !isFiltered || isRunning(experiment, now))
    .map(([id]) => describe(document, id, context));
  return json({ revision: evaluator.revision, user: caller?.attributes.targetingKey ?? null, experiments });
}
