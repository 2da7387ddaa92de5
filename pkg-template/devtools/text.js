/** Decisions as text. */
import { typeOf as jsonType } from '../evaluator/details.js';

/**
 * @typedef {import('../client.js').ClientDetails} Details
 * @typedef {import('../evaluator/details.js').FlagType} Type
 */

/** In characters. */
const LONGEST = 80;

/** @param {unknown} value */
export const valueText = (value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));

/** @param {unknown} value */
export function shortText(value) {
  const text = valueText(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** @param {Details['rule']} rule */
export const ruleText = (rule) => rule && `${rule.index + 1}${rule.name ? `: ${rule.name}` : ''}`;

/** @param {Details} details */
export function reasonText({ reason, rule, overridden, errorCode }) {
  const named = rule?.name ? `“${rule.name}”` : `rule ${(rule?.index ?? 0) + 1}`;
  if (overridden) return 'overridden here';
  switch (reason) {
    case 'STATIC':
      return 'the same for all users';
    case 'DEFAULT':
      return 'no rule applies';
    case 'TARGETING_MATCH':
      return `${named} applies`;
    case 'SPLIT':
      return `${named}, by the hash of the unit`;
    case 'DISABLED':
      return 'switched off';
    case 'ERROR':
      return errorCode ?? 'no decision';
  }
}

/** @param {Details['exposure']} exposure */
export const experimentText = (exposure) =>
  exposure && `${exposure.experiment}, version ${exposure.version}, by ${exposure.by} ${exposure.unit}`;

/** `undefined` for a failed decision: the flag's type is unknown. @param {Details} details @returns {Type | undefined} */
export function typeOf({ value, reason }) {
  if (reason === 'ERROR') return undefined;
  return jsonType(value);
}

/** @param {number} ms since 1970 */
export const timeText = (ms) => new Date(ms).toLocaleTimeString([], { hourCycle: 'h23' });

/** @param {number} ms */
export function ageText(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
