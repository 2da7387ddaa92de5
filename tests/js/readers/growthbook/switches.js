// What a program that embeds GrowthBook's SDK switches for itself: the payload says none of it, a snapshot can.
//
// | the SDK | a snapshot |
// |---|---|
// | `forcedVariations: {key: number}` | the flag's `overrides`: that variation for this user, and nobody is exposed |
// | `qaMode: true` | experiments are drafts |
// | `enabled: false` | the flag is off: it serves what it serves to those who are in no experiment |
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

/** @typedef {{ forcedVariations?: Record<string, number>, qaMode?: boolean, enabled?: boolean }} Switches */

/**
 * The snapshot of a payload for one user, with these switches: a targeting key is what overrides name.
 * @param {string} text @param {Switches} switches
 * @param {string} key of the flag that is asked for @param {any[]} rules its rules in the payload
 * @param {string} targetingKey
 */
export function switched(text, { forcedVariations = {}, qaMode = false, enabled = true }, key, rules, targetingKey) {
  const document = JSON.parse(text);
  const { [key]: flag } = document.flags;
  for (const [experiment, number] of Object.entries(forcedVariations)) {
    const { variations, contextualVariations = variations } = rules.find((rule) => (rule.key ?? key) === experiment);
    flag.overrides = { [variantOf(flag, contextualVariations[number])]: [targetingKey] };
  }
  if (qaMode) for (const experiment of Object.values(document.experiments ?? {})) experiment.status = 'draft';
  if (!enabled) {
    // The SDK still applies rules without an experiment then: there is none to be switched off with the flag.
    assert.ok(flag.rules.every((/** @type {any} */ rule) => rule.experiment));
    Object.assign(flag, { enabled, off: flag.fallthrough });
  }
  return JSON.stringify(document);
}

/** @param {{ variants: Record<string, any> }} flag @param {any} value */
function variantOf({ variants }, value) {
  const [name] = Object.entries(variants).find(([, one]) => isDeepStrictEqual(one, value)) ?? [];
  assert.ok(name, 'what is forced is a variation');
  return name;
}
