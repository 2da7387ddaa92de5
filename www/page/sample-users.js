// A thousand users, the same in every browser and in every test.
import { COUNTRIES, TIERS } from './visitor.js';

/** @import { Visitor } from './visitor.js' */

/**
 * Mulberry32: pseudo-random numbers from 0 to 1, the same for the same seed.
 * @param {number} seed
 * @returns {() => number}
 */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} number from 0 to 1
 * @returns {T}
 */
export const pick = (list, number) => /** @type {T} */ (list[Math.floor(number * list.length)]);

/** Half of the users are on the free tier, a tenth on the highest. */
const TIERS_BY_SHARE = [...Array(5).fill(TIERS[0]), ...Array(2).fill(TIERS[1]), ...Array(2).fill(TIERS[2]), TIERS[3]];

/**
 * @param {string} targetingKey
 * @param {() => number} next
 * @returns {Visitor}
 */
export function randomUser(targetingKey, next) {
  const domain = next() < 0.05 ? 'company.com' : 'example.com';
  return {
    targetingKey,
    email: `${targetingKey}@${domain}`,
    tier: pick(TIERS_BY_SHARE, next()),
    country: pick(COUNTRIES, next()),
  };
}

/**
 * @param {number} [count]
 * @returns {Visitor[]}
 */
export function sampleUsers(count = 1000) {
  const next = random(20261);
  return Array.from({ length: count }, (_, index) => randomUser(`user-${index + 1}`, next));
}
