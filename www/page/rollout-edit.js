// The slider's edit: a copy of the snapshot in which one share is changed.

/** @typedef {{ kind: 'rollout' | 'split', percent: number, variant: string }} Share the share that the slider changes */

/**
 * The first rule with a share.
 * @param {any} flag
 */
const sharingRule = (flag) => flag?.rules?.find((/** @type {any} */ rule) => rule.rollout || rule.split);

/**
 * @param {any} document a snapshot
 * @param {string} key
 * @returns {Share | undefined} undefined for a flag whose rules have no share
 */
export function shareOf(document, key) {
  const rule = sharingRule(document.flags[key]);
  if (rule?.rollout) return { kind: 'rollout', percent: rule.rollout.percent, variant: rule.rollout.serve };
  const first = Object.keys(rule?.split ?? {})[0];
  return first === undefined ? undefined : { kind: 'split', percent: rule.split[first], variant: first };
}

/**
 * The first variant gets `percent`, the others share the rest in their old proportion.
 * @param {{ [variant: string]: number }} split
 * @param {number} percent
 */
function reweighted(split, percent) {
  const [first, ...others] = Object.keys(split);
  const before = others.reduce((sum, name) => sum + (split[name] ?? 0), 0);
  let left = 100 - percent;
  /** @type {[string, number][]} */
  const rest = others.map((name, index) => {
    const share = Math.round(((100 - percent) * (split[name] ?? 0) * 1000) / before) / 1000;
    const exact = index === others.length - 1 ? Math.round(left * 1000) / 1000 : share;
    left -= exact;
    return [name, exact];
  });
  return Object.fromEntries([[first, percent], ...rest]);
}

/**
 * @param {any} document
 * @param {string} key
 * @param {number} percent
 * @returns {string} the text of the edited copy
 */
export function withShare(document, key, percent) {
  const copy = structuredClone(document);
  const rule = sharingRule(copy.flags[key]);
  if (rule?.rollout) rule.rollout.percent = percent;
  else if (rule?.split) rule.split = reweighted(rule.split, percent);
  return JSON.stringify(copy);
}
