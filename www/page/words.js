// Decisions in words.

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
export function because(details) {
  if (details.overridden) return 'overridden by a developer, in this page';
  switch (details.reason) {
    case 'STATIC':
      return 'there are no rules: the same for everybody';
    case 'DEFAULT':
      return 'no rule applies';
    case 'TARGETING_MATCH':
      return `${ruleName(details.rule)} applies`;
    case 'SPLIT':
      return `${ruleName(details.rule)}, by the hash of the user`;
    case 'DISABLED':
      return 'the flag is switched off';
    case 'ERROR':
      return details.errorMessage ?? 'the flag could not be decided';
  }
}

/** @param {unknown} value */
export const valueText = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/** @param {number} part from 0 to 1 */
export const percent = (part) => `${(part * 100).toFixed(1)} %`;
