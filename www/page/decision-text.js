// Texts for a decision: its reason, its value, a percentage.

/** @import { Details } from 'burgee' */

/** @param {Details['rule']} rule */
function ruleName(rule) {
  if (!rule) return 'a rule';
  return rule.name ? `“${rule.name}”` : `rule ${rule.index + 1}`;
}

/**
 * @param {Details & { overridden?: true }} details
 * @returns {string}
 */
export function reasonText(details) {
  if (details.overridden) return 'overridden in this page by a developer';
  switch (details.reason) {
    case 'STATIC':
      return 'no rules: the same for every user';
    case 'DEFAULT':
      return 'no rule matches';
    case 'TARGETING_MATCH':
      return `${ruleName(details.rule)} matches`;
    case 'SPLIT':
      return `${ruleName(details.rule)}, by the hash of the user id`;
    case 'DISABLED':
      return 'the flag is switched off';
    case 'ERROR':
      return details.errorMessage ?? 'the flag could not be decided';
  }
}

/** @param {unknown} value */
export const valueText = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/** @param {number} fraction from 0 to 1 */
export const percentText = (fraction) => `${(fraction * 100).toFixed(1)} %`;
