/** The options that describe a user. */
import { UsageError } from './failure.js';
import { instant, json } from './options.js';

/** @import { Option, Values } from './options.js' */

/** @type {{ [name: string]: Option }} */
export const USER_OPTIONS = {
  flag: { about: 'the flag to evaluate', value: 'KEY' },
  user: { about: "the user's `targetingKey`", value: 'ID', short: 'u' },
  attribute: {
    about: 'one attribute: `plan=pro`, `age=30`, `zip="01234"`',
    value: 'NAME=VALUE',
    short: 'a',
    multiple: true,
  },
  attributes: { about: 'all attributes as JSON', value: 'JSON' },
  now: { about: 'the time to decide for', value: 'DATE' },
  consent: { about: '`granted`, `denied` or `unknown` (default)', value: 'STATE' },
};

/** @param {Values} values */
export function userOf({ user, attribute = [], attributes, now, consent = 'unknown' }) {
  const all = json('attributes', attributes) ?? {};
  if (typeof all !== 'object' || Array.isArray(all)) throw new UsageError('`--attributes` must be a JSON object');
  if (!['granted', 'denied', 'unknown'].includes(consent)) {
    throw new UsageError(`\`--consent\` must be \`granted\`, \`denied\` or \`unknown\`, not \`${consent}\``);
  }
  for (const one of attribute) {
    const at = one.indexOf('=');
    if (at < 1) throw new UsageError(`\`${one}\` is not an attribute such as \`plan=pro\``);
    all[one.slice(0, at)] = parseValue(one.slice(at + 1));
  }
  if (user !== undefined) all.targetingKey = user;
  return { attributes: all, options: { now: instant(now), consent } };
}

/** Parses JSON; any other text is a text. @param {string} text */
function parseValue(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
