/** Two decisions of each flag for one user after the other, and what is different. */
import { isDeepStrictEqual } from 'node:util';

/**
 * @import { Evaluator } from '../../index.js'
 * @import { Started } from './prove.js'
 * @import { User } from './users.js'
 *
 * @typedef {{ flag: string, attributes: object, now: string, theirs: unknown, ours: unknown }} Difference
 * @typedef {{
 *   flags: number, compared: number, different: number, byFlag: { [flag: string]: number }, differences: Difference[],
 *   alwaysSame: string[], onlyTheirs: string[],
 * }} Found `differences`: the first of each flag; `alwaysSame`: flags whose value was one for all users, which proves little
 */

/** How many differences of a flag are told in full. */
const TOLD = 5;

export class Comparison {
  #theirs;
  #ours;
  /** The flags that both have. */
  #keys;
  #users = 0;
  /** @type {Map<string, number>} */
  #different = new Map();
  /** @type {Difference[]} */
  #told = [];
  /** The value of the first user. @type {Map<string, unknown>} */
  #first = new Map();
  /** Flags of which somebody got another than that. @type {Set<string>} */
  #varied = new Set();

  /** @param {Started} theirs @param {Evaluator} ours */
  constructor(theirs, ours) {
    const known = new Set(ours.keys);
    this.#theirs = theirs;
    this.#ours = ours;
    this.#keys = theirs.keys.filter((key) => known.has(key));
  }

  /** @param {User} user */
  add(user) {
    const decisions = this.#theirs.decide(user);
    const context = this.#ours.context(user.attributes, { now: user.now, consent: 'granted' });
    for (const flag of this.#keys) {
      const theirs = answered(decisions, flag);
      const ours = valueOf(context.details(flag));
      this.#look(flag, theirs);
      if (!isDeepStrictEqual(theirs, ours)) this.#tell(user, { flag, theirs, ours });
    }
    return ++this.#users;
  }

  /** @param {string} flag @param {unknown} value */
  #look(flag, value) {
    if (this.#varied.has(flag)) return;
    if (!this.#first.has(flag)) this.#first.set(flag, value);
    else if (!isDeepStrictEqual(this.#first.get(flag), value)) this.#varied.add(flag);
  }

  /** @param {User} user @param {{ flag: string, theirs: unknown, ours: unknown }} found */
  #tell({ attributes, now }, found) {
    const count = (this.#different.get(found.flag) ?? 0) + 1;
    this.#different.set(found.flag, count);
    if (count <= TOLD) this.#told.push({ ...found, attributes, now: new Date(now).toISOString() });
  }

  /** @returns {Found} */
  found() {
    return {
      flags: this.#keys.length,
      compared: this.#users * this.#keys.length,
      different: [...this.#different.values()].reduce((sum, count) => sum + count, 0),
      byFlag: Object.fromEntries(this.#different),
      differences: this.#told,
      alwaysSame: this.#keys.filter((key) => !this.#varied.has(key)),
      onlyTheirs: this.#theirs.keys.filter((key) => !this.#keys.includes(key)),
    };
  }
}

/** An error is a difference like any other. @param {import('./prove.js').Decisions} decisions @param {string} flag */
function answered(decisions, flag) {
  try {
    return decisions(flag) ?? undefined;
  } catch (error) {
    return `an error: ${error}`;
  }
}

/** A `null` is the caller's default to most SDKs. @param {import('../../index.js').Details} details */
const valueOf = ({ value, variant }) => (variant === undefined ? undefined : (value ?? undefined));
