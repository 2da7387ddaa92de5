/** @typedef {import('../index.js').Exposure} Exposure */

/**
 * Which exposures were reported already. Least recently read go first once `limit` is reached: they would be reported
 * again, which the analysis bears (it counts units), while a memory without bound is borne by nobody.
 * @param {number} limit
 */
export function createLedger(limit) {
  /** @type {Set<string>} */
  const seen = new Set();
  return {
    /** @param {Exposure} e @returns {boolean} whether it is news */
    first({ experiment, version, variant, by, unit }) {
      // The unit comes last: what the author wrote holds no NUL, what a user is called might.
      const key = `${experiment}\0${version}\0${variant}\0${by}\0${unit}`;
      const known = seen.delete(key);
      seen.add(key);
      if (seen.size > limit) for (const oldest of seen) return seen.delete(oldest);
      return !known;
    },
    clear: () => seen.clear(),
  };
}
