// What a runtime does with a case. It names nothing of Node, and gives JSON: other runtimes send it to who verifies it.

/** @import { Details, Evaluator, Json } from '../../../pkg/index.js' */
/** @typedef {{ flag: string, attributes: any, assignments?: any, now?: number, consent?: 'granted' | 'denied', expect: any }} Case */
/** @typedef {{ given: Json, details: Details }} Read */
/** @typedef {{ details: Details, all: Details | undefined, reads: Record<keyof typeof DEFAULTS, Read> }} Observation */

export const DEFAULTS = { boolean: true, string: 'a default', number: -77.25, object: { a: 'default' } };

/**
 * One case by every way of asking.
 * @param {Evaluator} evaluator @param {Case} one @returns {Observation}
 */
export function observe(evaluator, { flag, attributes, assignments, now = 0, consent }) {
  const context = evaluator.context(attributes, { now, consent, assignments });
  const details = context.details(flag);
  const reads = Object.entries(DEFAULTS).map(([type, fallback]) => {
    const given = /** @type {any} */ (context)[type](flag, fallback);
    return [type, { given, details: context.details(flag, fallback) }];
  });
  return { details, all: context.all().get(flag), reads: Object.fromEntries(reads) };
}

/**
 * All cases of some files, by the file's name.
 * @param {typeof Evaluator} Maker @param {Record<string, { snapshot: object, cases: Case[] }>} files
 * @returns {Record<string, Observation[]>}
 */
export function observeAll(Maker, files) {
  const observed = Object.entries(files).map(([name, { snapshot, cases }]) => {
    const evaluator = new Maker(JSON.stringify(snapshot));
    return [name, cases.map((one) => observe(evaluator, one))];
  });
  return Object.fromEntries(observed);
}
