/** Parses the command line's options. */
import { parseArgs } from 'node:util';
import { UsageError } from './failure.js';
import { suggest } from './suggest.js';

/**
 * @typedef {{ about: string, value?: string, short?: string, multiple?: boolean }} Option
 *   `value` is the name of its value in the help; without one it is a switch
 * @typedef {{ [name: string]: any }} Values
 * @typedef {{ values: Values, positionals: string[] }} ParsedOptions
 */

/** @param {string[]} args @param {{ [name: string]: Option }} known @returns {ParsedOptions} */
export function parse(args, known) {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { value, short, multiple }]) => [
      name,
      {
        type: /** @type {'string' | 'boolean'} */ (value ? 'string' : 'boolean'),
        multiple: !!multiple,
        ...(short ? { short } : {}),
      },
    ]),
  );
  const { values, positionals, tokens } = parseArgs({
    args,
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const used = new Set();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (!option)
      throw new UsageError(
        `unknown option \`${token.rawName}\`${suggest(
          token.rawName,
          Object.keys(known).map((name) => `--${name}`),
        )}`,
      );
    if (option.value) needValue(token);
    else if (token.value !== undefined) throw new UsageError(`\`${token.rawName}\` takes no value`);
    if (used.has(token.name) && !option.multiple) throw new UsageError(`\`${token.rawName}\` must not be repeated`);
    used.add(token.name);
  }
  return { values, positionals };
}

/** An option's value must not be another option; `-` is standard input. @param {{ rawName: string, value?: string, inlineValue?: boolean }} token */
function needValue({ rawName, value, inlineValue }) {
  if (value === undefined || (!inlineValue && value.startsWith('-') && value.length > 1)) {
    throw new UsageError(`\`${rawName}\` needs a value`);
  }
}

/** Checks the positional arguments against the names in the usage; those in `[…]` are optional.
 * @param {string[]} given @param {string[]} names @returns {string[]} */
export function positionals(given, names) {
  const missing = names.find((name, index) => !name.startsWith('[') && given[index] === undefined);
  if (missing) throw new UsageError(`<${missing}> is missing`);
  if (given.length > names.length) throw new UsageError(`unexpected argument \`${given[names.length]}\``);
  return given;
}

/** Parses an option's JSON. @param {string} name @param {string | undefined} text */
export function json(name, text) {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`\`--${name}\` is not JSON: \`${text}\``);
  }
}

/** Parses a time: a date, or ms since 1970. @param {string | undefined} text */
export function instant(text) {
  if (text === undefined) return Date.now();
  const now = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isSafeInteger(now)) return now;
  throw new UsageError(`\`--now\` must be a date such as \`2026-11-01T09:00:00Z\`, not \`${text}\``);
}

/** The items of comma-separated lists. @param {string[] | undefined} texts */
export const listItems = (texts) =>
  texts
    ?.flatMap((text) => text.split(','))
    .map((item) => item.trim())
    .filter(Boolean);

/** `control=50,b=50` as names and percentages, in order. @param {string | undefined} text */
export function weights(text) {
  if (text === undefined) return undefined;
  return Object.fromEntries(
    (listItems([text]) ?? []).map((word) => {
      const at = word.lastIndexOf('=');
      if (at < 1 || !/^\d+(\.\d+)?%?$/.test(word.slice(at + 1))) {
        throw new UsageError(`\`${word}\` is not a variant with a percentage such as \`control=50\``);
      }
      return [word.slice(0, at), word.slice(at + 1).replace('%', '')];
    }),
  );
}

/** The fields that are not `undefined`. @template {object} T @param {T} fields */
export const defined = (fields) =>
  /** @type {T} */ (Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
