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
    /** @param {Exposure} e @returns {boolean} whether it was reported */
    has(e) {
      const key = keyOf(e);
      const known = seen.delete(key);
      if (known) seen.add(key);
      return known;
    },
    /** @param {Exposure} e */
    add(e) {
      seen.add(keyOf(e));
      if (seen.size > limit) for (const oldest of seen) return seen.delete(oldest);
    },
    clear: () => seen.clear(),
  };
}

/** The unit comes last: what the author wrote holds no NUL, what a user is called might. @param {Exposure} e */
export const keyOf = ({ experiment, version, variant, by, unit }) =>
  `${experiment}\0${version}\0${variant}\0${by}\0${unit}`;
