/** The formats that `burgee import` reads, with their options. */
import { readFile } from 'node:fs/promises';
import { Failure, UsageError } from './failure.js';
import { listItems } from './options.js';
import { suggest } from './suggest.js';

/** @import { Values } from './options.js' */
/** @import { ReadOptions } from '../tools.js' */

/**
 * @typedef {keyof ReadOptions} Name
 * @typedef {{ about: string, looks: (file: any) => unknown, options: { [option: string]: (given: any) => unknown } }} Format
 *   `looks`: whether a file may have this format; `options`: from the command line's text to the reader's value
 */

/** @type {{ [name in Name]: Format }} */
export const FORMATS = {
  eppo: {
    about: "Eppo's flag configuration, also obfuscated",
    looks: ({ flags }) => some(flags, 'variationType') || some(flags, 'allocations'),
    options: { names: itemsOrFile },
  },
  flagd: {
    about: "flagd's flag definitions",
    looks: ({ flags }) => some(flags, 'state') || some(flags, 'defaultVariant'),
    options: { fractional: oneOf('fractional', [1, 2]), units: oneOf('units', ['utf-16', 'utf-8']) },
  },
  growthbook: {
    about: "GrowthBook's SDK payload, also encrypted",
    looks: (file) => some(file.features, 'defaultValue') || file.encryptedFeatures,
    options: { units: oneOf('units', ['utf-16', 'utf-8']), sticky: (given) => given, key: (given) => given },
  },
  seed: {
    about: 'a map of name → {name, enabled, strategy, …}',
    looks: (file) => some(file, 'strategy'),
    options: {},
  },
  unleash: {
    about: "Unleash's client features",
    looks: ({ features }) => Array.isArray(features) && some(features, 'strategies'),
    options: { units: oneOf('units', ['low-bytes', 'utf-8']), 'targeting-key': (given) => given },
  },
};

/** The reader's names of options that have another name here. @type {{ [option: string]: string }} */
const READER_NAMES = { key: 'decryptionKey', 'targeting-key': 'targetingKey' };

/** Whether any part of a file has this member. @param {any} parts @param {string} member */
function some(parts, member) {
  return typeof parts === 'object' && Object.values(parts ?? {}).some((part) => Object.hasOwn(Object(part), member));
}

/** @param {string} name @returns {Name} */
export function formatOf(name) {
  if (Object.hasOwn(FORMATS, name)) return /** @type {Name} */ (name);
  const known = Object.keys(FORMATS);
  throw new UsageError(`unknown format \`${name}\`${suggest(name, known) || `: expected ${known.join(', ')}`}`);
}

/** The reader's options. @param {Name} format @param {Values} values @returns {Promise<any>} */
export async function readerOptions(format, values) {
  const { options } = FORMATS[format];
  const chosen = Object.entries(values).filter(([name]) =>
    Object.values(FORMATS).some((format) => Object.hasOwn(format.options, name)),
  );
  const read = chosen.map(async ([name, value]) => {
    if (!options[name]) throw new UsageError(`\`--${name}\` does not apply to ${FORMATS[format].about}`);
    return [READER_NAMES[name] ?? name, await options[name](value)];
  });
  return Object.fromEntries(await Promise.all(read));
}

/** `: it looks like …`, for a file that its reader rejected. @param {string} text @param {Name} format */
export function guess(text, format) {
  try {
    const file = Object(JSON.parse(text));
    const like = Object.entries(FORMATS).find(([name, { looks }]) => name !== format && looks(file));
    return like ? `: it looks like ${like[1].about} (\`burgee import ${like[0]}\`)` : '';
  } catch {
    return '';
  }
}

/** @param {string} option @param {(string | number)[]} known @returns {(given: string) => string | number} */
function oneOf(option, known) {
  return (given) => {
    const found = known.find((one) => String(one) === given);
    if (found === undefined)
      throw new UsageError(
        `\`--${option}\` must be ${known.map((one) => `\`${one}\``).join(' or ')}, not \`${given}\``,
      );
    return found;
  };
}

/** `a,b`, or `@file` with one item per line. @param {string} given */
async function itemsOrFile(given) {
  if (!given.startsWith('@')) return listItems([given]);
  const name = given.slice(1);
  const text = await readFile(name, 'utf8').catch(({ code }) => {
    throw new Failure(`\`${name}\` cannot be read: ${code}`);
  });
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
