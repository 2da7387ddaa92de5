import { hubs } from '../client.js';

/**
 * A view's decisions as a page takes them over: what was decided, why, whom it exposes, and what was reported already.
 *
 * @typedef {import('../../server.js').HandedOver} HandedOver
 * @typedef {import('../../client.js').View} View
 */

/** What of a decision the page gets; the metadata stays, which is the team's own. */
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

/** @param {View} view @param {import('../../server.js').HandOverOptions} [options] @returns {HandedOver} */
export function handOver(view, { keys, context } = {}) {
  const hub = hubs.get(view);
  const all = view.all();
  /** @type {HandedOver['flags']} */
  const flags = {};
  for (const key of keys ?? all.keys()) {
    const found = all.get(key);
    // Without a variant there is nothing to serve: the page gives its own default.
    if (!found || (found.variant === undefined && !found.overridden)) continue;
    const facts = Object.fromEntries(
      FIELDS.filter((name) => found[name] !== undefined).map((name) => [name, found[name]]),
    );
    // As an own member, whatever it is called.
    Object.defineProperty(flags, key, {
      value: { ...facts, ...(found.exposure && hub?.ledger.has(found.exposure) && { reported: true }) },
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  const revision = hub?.source.evaluator?.revision ?? null;
  return { format: 'burgee-values/1', revision, ...(context && { context }), flags };
}
