// Positions by other hashes, from the libraries that others use, to hold the core's against:
// `node tests/vectors/hashes.js` writes hashes.json.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
// @ts-expect-error It has no types.
import imurmurhash from 'imurmurhash';
// @ts-expect-error It has no types.
import murmurhash3js from 'murmurhash3js';

/** @typedef {{ function: string, before?: string, after?: string, seed?: number, rounds?: number, units?: string, of?: number }} Hash */

/** Each unit as a character of one byte, which is what byte-wise libraries read of a string. @param {string} text */
const lowBytes = (text) => String.fromCharCode(...Buffer.from(text, 'utf16le').filter((_, index) => index % 2 === 0));

/** @param {string} text */
const utf8 = (text) => Buffer.from(text).toString('latin1');

/** FNV-1a for 32 bits over whatever units a string has. @param {string} text */
export function fnv1a(text) {
  let hash = 0x811c9dc5n;
  for (let i = 0; i < text.length; i++) hash = BigInt.asUintN(32, (hash ^ BigInt(text.charCodeAt(i))) * 0x01000193n);
  return Number(hash);
}

/** @param {Hash} hash @param {string} text */
export function hashed({ function: name, units = 'utf-8', seed = 0 }, text) {
  if (name === 'md5') return createHash('md5').update(text).digest().readUInt32BE();
  const wide = units === 'utf-16';
  const read = wide ? text : units === 'utf-8' ? utf8(text) : lowBytes(text);
  if (name === 'fnv1a-32') return fnv1a(read);
  return wide ? imurmurhash(read, seed).result() : murmurhash3js.x86.hash32(read, seed);
}

/** @param {Hash} hash @param {string | number | boolean} unit */
export function position(hash, unit) {
  const { before = '', after = '', rounds = 1, of = 2 ** 32 } = hash;
  const once = hashed(hash, `${before}${unit}${after}`);
  return (rounds === 2 ? hashed(hash, String(once)) : once) % of;
}

/** @type {Hash[]} */
const HASHES = [
  ...[undefined, 'utf-16', 'low-bytes'].flatMap((units) =>
    [undefined, 2].flatMap((rounds) => [
      { function: 'fnv1a-32', units, rounds, before: 'salt' },
      { function: 'fnv1a-32', units, rounds, after: 'Größe 🚩', of: 1000 },
      { function: 'murmur3-32', units, rounds },
      { function: 'murmur3-32', units, rounds, before: 'group:', seed: 86028157, of: 100 },
    ]),
  ),
  { function: 'murmur3-32', seed: 4294967295 },
  { function: 'fnv1a-32', of: 1 },
  { function: 'fnv1a-32', of: 4294967295 },
  { function: 'md5' },
  { function: 'md5', before: 'salt-', of: 10000 },
  { function: 'md5', after: '\u{10ffff}', rounds: 2, of: 4294967296 },
];

const UNITS = [
  'user-1',
  'a',
  'ab',
  'abc',
  'abcd',
  'Zoë',
  'ß',
  'Ω',
  '10龍',
  '98龍',
  '用户用户用户',
  '👩‍👩‍👧‍👦',
  '\u0000',
  '\u{10ffff}',
  ' ',
  'x'.repeat(55),
  'x'.repeat(56),
  'x'.repeat(64),
  '🚩'.repeat(40),
  0,
  -7,
  1.5,
  1e21,
  1e-7,
  123456789012345680000,
  true,
  false,
];

/** @returns {[Hash, string | number | boolean, number][]} */
export function vectors() {
  const all = HASHES.map((hash) => /** @type {Hash} */ (JSON.parse(JSON.stringify(hash))));
  return all.flatMap((hash) =>
    UNITS.map((unit) => /** @type {[Hash, typeof unit, number]} */ ([hash, unit, position(hash, unit)])),
  );
}

export const text = () =>
  `[\n${vectors()
    .map((vector) => JSON.stringify(vector))
    .join(',\n')}\n]\n`;

if (argv[1] === fileURLToPath(import.meta.url)) await writeFile(new URL('hashes.json', import.meta.url), text());
