/** Whom a snapshot is asked about. */
import { UsageError } from './failure.js';
import { instant, json } from './options.js';

/** @import { Option, Values } from './options.js' */

/** @type {{ [name: string]: Option }} */
export const ABOUT_SOMEONE = {
  flag: { about: 'the flag to ask for', value: 'KEY' },
  user: { about: 'their `targetingKey`', value: 'ID', short: 'u' },
  attribute: {
    about: 'one attribute: `plan=pro`, `age=30`, `zip="01234"`',
    value: 'NAME=VALUE',
    short: 'a',
    multiple: true,
  },
  attributes: { about: 'all attributes as JSON', value: 'JSON' },
  now: { about: 'the instant to decide for', value: 'DATE' },
  consent: { about: '`granted`, `denied` or `unknown` (as it is without this)', value: 'STATE' },
};

/** @param {Values} values */
export function someone({ user, attribute = [], attributes, now, consent = 'unknown' }) {
  const given = json('attributes', attributes) ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) throw new UsageError('`--attributes` must be a JSON object');
  if (!['granted', 'denied', 'unknown'].includes(consent)) {
    throw new UsageError(`\`--consent\` is \`granted\`, \`denied\` or \`unknown\`, not \`${consent}\``);
  }
  for (const one of attribute) {
    const at = one.indexOf('=');
    if (at < 1) throw new UsageError(`\`${one}\` is no attribute such as \`plan=pro\``);
    given[one.slice(0, at)] = valueOf(one.slice(at + 1));
  }
  if (user !== undefined) given.targetingKey = user;
  return { attributes: given, options: { now: instant(now), consent } };
}

/** JSON where it is JSON, else text. @param {string} text */
function valueOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
