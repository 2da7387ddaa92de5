/** Options from the command line, with messages for people. */
import { parseArgs } from 'node:util';
import { UsageError } from './failure.js';
import { suggest } from './suggest.js';

/**
 * @typedef {{ about: string, value?: string, short?: string, multiple?: boolean }} Option
 *   `value` names what follows it; without one it is a switch
 * @typedef {{ [name: string]: any }} Values
 * @typedef {{ values: Values, positionals: string[] }} Given
 */

/** @param {string[]} args @param {{ [name: string]: Option }} known @returns {Given} */
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
  const seen = new Set();
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
    if (seen.has(token.name) && !option.multiple) throw new UsageError(`\`${token.rawName}\` is there twice`);
    seen.add(token.name);
  }
  return { values, positionals };
}

/** An option's value may be `-` (standard input) and no other option. @param {{ rawName: string, value?: string, inlineValue?: boolean }} token */
function needValue({ rawName, value, inlineValue }) {
  if (value === undefined || (!inlineValue && value.startsWith('-') && value.length > 1)) {
    throw new UsageError(`\`${rawName}\` needs a value`);
  }
}

/** What stands without an option's name, by the names in the usage; those in `[…]` may be left out.
 * @param {string[]} given @param {string[]} names @returns {string[]} */
export function positionals(given, names) {
  const missing = names.find((name, index) => !name.startsWith('[') && given[index] === undefined);
  if (missing) throw new UsageError(`<${missing}> is missing`);
  if (given.length > names.length) throw new UsageError(`\`${given[names.length]}\` is one word too many`);
  return given;
}

/** JSON that a person typed. @param {string} name @param {string | undefined} text */
export function json(name, text) {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`\`--${name}\` is not JSON: \`${text}\``);
  }
}

/** An instant: a date, or ms since 1970. @param {string | undefined} text */
export function instant(text) {
  if (text === undefined) return Date.now();
  const now = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isSafeInteger(now)) return now;
  throw new UsageError(`\`--now\` is no date such as \`2026-11-01T09:00:00Z\`: \`${text}\``);
}

/** The words of comma-separated lists. @param {string[] | undefined} texts */
export const words = (texts) =>
  texts
    ?.flatMap((text) => text.split(','))
    .map((word) => word.trim())
    .filter(Boolean);

/** `control=50,b=50` as names and percentages, in order. @param {string | undefined} text */
export function weights(text) {
  if (text === undefined) return undefined;
  return Object.fromEntries(
    (words([text]) ?? []).map((word) => {
      const at = word.lastIndexOf('=');
      if (at < 1 || !/^\d+(\.\d+)?%?$/.test(word.slice(at + 1))) {
        throw new UsageError(`\`${word}\` is no variant with its percentage, such as \`control=50\``);
      }
      return [word.slice(0, at), word.slice(at + 1).replace('%', '')];
    }),
  );
}

/** Only what is given. @template {object} T @param {T} fields */
export const given = (fields) =>
  /** @type {T} */ (Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
