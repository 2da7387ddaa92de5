/** Generates users from what a file compares: its values, near values, odd values, and missing ones. */
import { random } from './random.js';

/** @import { Random } from './random.js' */
/** @import { Scalar, Vocabulary } from './vocabulary.js' */

/**
 * @typedef {{ attributes: { [name: string]: any }, now: number }} User
 * @typedef {{ text?: boolean, scalar?: boolean, nested?: boolean, ascii?: boolean, present?: string[] }} Habits The users of an SDK
 *   `text`: only text attributes; `scalar`: no lists; `nested`: a dot in a name leads into an object; `ascii`: only ASCII
 *   in ids; `present`: attributes that all users have
 */

const ODD_TEXT = [
  '',
  ' ',
  '0',
  '-1',
  '007',
  '1e3',
  'true',
  'null',
  'José',
  '龍',
  '🙂',
  'İ',
  'a\nb',
  '1.2.3',
  'v2.0.0-rc.1',
  '2026-11-21T00:00:00Z',
  '::1',
  '10.1.2.3',
];
const ODD = [...ODD_TEXT, 0, -1, 1.5, 1e21, 42, true, false, null];

/** @param {Vocabulary} vocabulary @param {Habits} habits @param {{ users: number, seed: string, now: number }} options @returns {Generator<User>} */
export function* users({ ids, values, lists, instants }, habits, { users: count, seed, now }) {
  const draw = random(seed);
  const known = [...new Set([...ids, ...values.keys()])].map((name) => ({
    name,
    hashed: ids.has(name),
    listed: lists?.has(name) ?? true,
    named: [...(values.get(name) ?? [])],
  }));
  const changes = [...instants];
  for (let number = 0; number < count; number++) {
    const attributes = {};
    for (const one of known) {
      const value = attribute(draw, one, habits, number);
      if (value !== undefined) put(attributes, habits.nested ? one.name.split('.') : [one.name], value);
    }
    yield { attributes, now: instant(draw, changes, now) };
  }
}

/** @param {Random} draw @param {{ name: string, hashed: boolean, listed: boolean, named: Scalar[] }} known @param {Habits} habits @param {number} number */
function attribute(draw, { name, hashed, listed, named }, { text, scalar, ascii, present }, number) {
  const needed = present?.includes(name);
  if (hashed && (named.length === 0 || draw.chance(0.7))) return id(draw, number, { text, ascii, needed });
  if (!needed && draw.chance(0.15)) return undefined;
  const value =
    named.length === 0 || draw.chance(0.15) ? draw.one(ODD) : like(draw, named, listed && !hashed && !text && !scalar);
  if (needed && (value === null || value === '')) return `user-${number}`;
  return text && value !== null ? String(value) : value;
}

/** A value from the file, a near one, or a list with one. @param {Random} draw @param {Scalar[]} named @param {boolean} lists */
function like(draw, named, lists) {
  const value = draw.one(named);
  if (lists && draw.chance(0.08)) return [draw.one(named), draw.one(ODD_TEXT), value].slice(draw.below(3));
  return draw.chance(0.65) ? value : beside(draw, value);
}

/** @param {Random} draw @param {Scalar} value */
function beside(draw, value) {
  if (typeof value === 'boolean') return draw.one([!value, String(value), Number(value)]);
  if (typeof value === 'number')
    return draw.one([value - 1, value + 1, value + 0.5, -value, String(value), value + 1e-9]);
  return draw.one([
    `${value} `,
    `x${value}`,
    `${value}x`,
    value.toUpperCase(),
    value.toLowerCase(),
    value.slice(1),
    value.slice(0, -1),
    value.replace(/\d+/, (digits) => `${Number(digits) + 1}`),
    matching(value),
    Number(value) || 7,
  ]);
}

/** A text that a pattern can match. @param {string} pattern */
const matching = (pattern) =>
  pattern
    .replace(/\\d|\[0-9\]/g, '7')
    .replace(/\\\w|\.|\[[^\]]*\]/g, 'a')
    .replace(/\(([^)|]*)[^)]*\)/g, '$1')
    .replace(/[\\^$*+?(){}|]/g, '');

/** An id: mostly plain, otherwise of the kinds that SDKs hash differently. @param {Random} draw @param {number} number @param {{ text?: boolean, ascii?: boolean, needed?: boolean }} like */
function id(draw, number, { text, ascii, needed }) {
  if (draw.chance(0.6)) return `user-${number}`;
  return draw.one([
    `${'long '.repeat(200)}${number}`,
    `${number}`,
    `${number}@example.com`,
    ` ${number} `,
    `${number.toString(16).padStart(8, '0')}-4a7e-4c2b-9b1d-2f6f3c1d5e8a`,
    ...(ascii ? [] : [`José-${number}`, `${number}龍`, `🙂${number}`]),
    ...(text ? [] : [number, number + 0.5]),
    ...(needed ? [] : ['', undefined]),
  ]);
}

/** The given time, or one near a change in the file. @param {Random} draw @param {number[]} instants @param {number} now */
function instant(draw, instants, now) {
  if (instants.length === 0 || draw.chance(0.5)) return now;
  return draw.one(instants) + draw.one([-86_400_000, -1000, -1, 0, 1, 1000, 86_400_000]);
}

/** @param {any} object @param {string[]} path @param {unknown} value */
function put(object, [name, ...rest], value) {
  if (rest.length === 0) object[name] ??= value;
  else {
    object[name] ??= {};
    if (typeof object[name] === 'object' && !Array.isArray(object[name])) put(object[name], rest, value);
  }
}
