/** Compares two decisions of each flag, for one user after the other. */
import { isDeepStrictEqual } from 'node:util';

/**
 * @import { Evaluator } from '../../index.js'
 * @import { RunningPeer } from './prove.js'
 * @import { User } from './users.js'
 *
 * @typedef {{ flag: string, attributes: object, now: string, theirs: unknown, ours: unknown }} Difference
 * @typedef {{
 *   flags: number, compared: number, different: number, byFlag: { [flag: string]: number }, differences: Difference[],
 *   alwaysSame: string[], onlyTheirs: string[],
 * }} ComparisonResult `differences`: the first ones of each flag; `alwaysSame`: flags with one value for all users, which proves little
 */

/** How many differences of a flag are reported in full. */
const REPORTED = 5;

export class Comparison {
  #theirs;
  #ours;
  /** The flags that both sides have. */
  #keys;
  #users = 0;
  /** @type {Map<string, number>} */
  #different = new Map();
  /** @type {Difference[]} */
  #reported = [];
  /** The value of the first user. @type {Map<string, unknown>} */
  #first = new Map();
  /** Flags with another value for any other user. @type {Set<string>} */
  #varied = new Set();

  /** @param {RunningPeer} theirs @param {Evaluator} ours */
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
      const ours = servedValue(context.details(flag));
      this.#noteValue(flag, theirs);
      if (!isDeepStrictEqual(theirs, ours)) this.#noteDifference(user, { flag, theirs, ours });
    }
    return ++this.#users;
  }

  /** @param {string} flag @param {unknown} value */
  #noteValue(flag, value) {
    if (this.#varied.has(flag)) return;
    if (!this.#first.has(flag)) this.#first.set(flag, value);
    else if (!isDeepStrictEqual(this.#first.get(flag), value)) this.#varied.add(flag);
  }

  /** @param {User} user @param {{ flag: string, theirs: unknown, ours: unknown }} found */
  #noteDifference({ attributes, now }, found) {
    const count = (this.#different.get(found.flag) ?? 0) + 1;
    this.#different.set(found.flag, count);
    if (count <= REPORTED) this.#reported.push({ ...found, attributes, now: new Date(now).toISOString() });
  }

  /** @returns {ComparisonResult} */
  result() {
    return {
      flags: this.#keys.length,
      compared: this.#users * this.#keys.length,
      different: [...this.#different.values()].reduce((sum, count) => sum + count, 0),
      byFlag: Object.fromEntries(this.#different),
      differences: this.#reported,
      alwaysSame: this.#keys.filter((key) => !this.#varied.has(key)),
      onlyTheirs: this.#theirs.keys.filter((key) => !this.#keys.includes(key)),
    };
  }
}

/** An error counts as a difference. @param {import('./prove.js').Decisions} decisions @param {string} flag */
function answered(decisions, flag) {
  try {
    return decisions(flag) ?? undefined;
  } catch (error) {
    return `an error: ${error}`;
  }
}

/** For most SDKs `null` is the caller's default. @param {import('../../index.js').Details} details */
const servedValue = ({ value, variant }) => (variant === undefined ? undefined : (value ?? undefined));
