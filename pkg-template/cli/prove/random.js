/** Seeded random numbers. */

/** A generator of numbers from 0 to 1 (xorshift32 over the seed's FNV-1a hash). @param {string} seed */
function generator(seed) {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  // Zero would stay zero.
  state ||= 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** @typedef {ReturnType<typeof random>} Random */

/** @param {string} seed */
export function random(seed) {
  const next = generator(seed);
  const below = (/** @type {number} */ end) => Math.floor(next() * end);
  return {
    below,
    /** @param {number} share of 1 */
    chance: (share) => next() < share,
    /** @template T @param {readonly T[]} from @returns {T} */
    one: (from) => from[below(from.length)],
  };
}
