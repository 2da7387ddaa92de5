/**
 * @typedef {import('../index.js').Exposure} Exposure
 * @typedef {ReturnType<typeof createLedger>} Ledger
 */

/**
 * Which exposures were reported already. At `limit` the least recently read are forgotten: they would be reported again,
 * which does no harm to the analysis (it counts units), while memory without a bound would harm the page.
 * @param {number} limit
 */
export function createLedger(limit) {
  /** Oldest first. @type {Set<string>} */
  const reported = new Set();
  return {
    /** @param {Exposure} exposure @returns {boolean} whether it was reported */
    has(exposure) {
      const key = keyOf(exposure);
      const known = reported.delete(key);
      if (known) reported.add(key);
      return known;
    },
    /** @param {Exposure} exposure */
    add(exposure) {
      reported.add(keyOf(exposure));
      if (reported.size > limit) for (const oldest of reported) return reported.delete(oldest);
    },
    clear: () => reported.clear(),
  };
}

/** The unit comes last: the author's names contain no NUL, a unit might. @param {Exposure} exposure */
export const keyOf = ({ experiment, version, variant, by, unit }) =>
  `${experiment}\0${version}\0${variant}\0${by}\0${unit}`;
