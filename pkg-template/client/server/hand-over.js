import { internals } from '../internals.js';

/**
 * A user view's decisions for the page: value, reason, exposure, and whether the exposure was reported already.
 *
 * @typedef {import('../../server.js').ServerValues} ServerValues
 * @typedef {import('../../client.js').UserView} UserView
 */

/** The fields that the page gets. Metadata is left out: it is for the team only. */
const FIELDS = /** @type {const} */ ([
  'value',
  'variant',
  'reason',
  'rule',
  'errorCode',
  'errorMessage',
  'exposure',
  'overridden',
]);

/** @param {UserView} view @param {import('../../server.js').HandOverOptions} [options] @returns {ServerValues} */
export function handOver(view, { keys, context } = {}) {
  const { ledger, decider } = internals.get(view) ?? {};
  const all = view.all();
  /** @type {ServerValues['flags']} */
  const flags = {};
  for (const key of keys ?? all.keys()) {
    const found = all.get(key);
    // Without a variant the page serves its own default.
    if (!found || (found.variant === undefined && !found.overridden)) continue;
    const facts = Object.fromEntries(
      FIELDS.filter((name) => found[name] !== undefined).map((name) => [name, found[name]]),
    );
    // As an own property even if the key is `__proto__`.
    Object.defineProperty(flags, key, {
      value: { ...facts, ...(found.exposure && ledger?.has(found.exposure) && { reported: true }) },
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  const revision = decider?.evaluator()?.revision ?? null;
  return { format: 'burgee-values/1', revision, ...(context && { context }), flags };
}
