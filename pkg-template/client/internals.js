/**
 * The parts of a client that other modules of this package need beside its public methods, by client and by user view.
 * Clients of another bundle, and those of tests, have none.
 * @typedef {object} Internals
 * @property {import('./ledger.js').Ledger} ledger
 * @property {import('./decider.js').Decider} decider
 * @property {import('./source.js').Source} source
 */

/** @type {WeakMap<object, Internals>} */
export const internals = new WeakMap();
