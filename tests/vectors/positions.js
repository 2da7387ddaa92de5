// Positions by an implementation of its own, from the published descriptions, to hold the core's against:
// `node tests/vectors/positions.js` writes positions.json.
//
// FNV-1a, 64 bit: Fowler, Noll, Vo, Eastlake, Hansen, "The FNV Non-Cryptographic Hash Algorithm", RFC 9923.
// fmix64: Austin Appleby, MurmurHash3.cpp, github.com/aappleby/smhasher.
import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const BITS = 64;
export const OFFSET_BASIS = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** @param {bigint} hash @param {Iterable<number>} bytes */
export function fnv1a(hash, bytes) {
  for (const byte of bytes) hash = BigInt.asUintN(BITS, (hash ^ BigInt(byte)) * PRIME);
  return hash;
}

/** @param {bigint} hash */
export function fmix64(hash) {
  hash = BigInt.asUintN(BITS, (hash ^ (hash >> 33n)) * 0xff51afd7ed558ccdn);
  hash = BigInt.asUintN(BITS, (hash ^ (hash >> 33n)) * 0xc4ceb9fe1a85ec53n);
  return hash ^ (hash >> 33n);
}

/** @param {string} salt @param {string | number} unit */
export function position(salt, unit) {
  const bytes = [...Buffer.from(salt), 0xff, ...Buffer.from(String(unit))];
  return Number(fmix64(fnv1a(OFFSET_BASIS, bytes)) >> 32n);
}

const SALTS = [
  '',
  'a',
  'new_dashboard',
  'pricing-2026-11',
  'checkout_flow/split',
  'flag with spaces',
  'Größe',
  '機能フラグ',
  '🚩',
  'é',
  'e\u0301',
  '\u0000',
  '__proto__',
  's'.repeat(1000),
  'constructor',
  '"quoted"',
  'line\nbreak',
  '\u{10ffff}',
];

const UNITS = [
  '0',
  '1',
  'a',
  'b',
  'ab',
  'user-1',
  'user-2',
  'user-17',
  'USER-17',
  ' user-17',
  'ada@company.com',
  '0b5e6f0a-9c1d-4e2f-8a3b-4c5d6e7f8091',
  'Zoë',
  'Zoe\u0308',
  'ß',
  'Ω',
  '用户',
  'пользователь',
  'مستخدم',
  '👩‍👩‍👧‍👦',
  '🚩',
  '\u0000',
  '\u007f',
  '\u0080',
  '\u07ff',
  '\u0800',
  '\uffff',
  '\u{10000}',
  '\u{10ffff}',
  'tab\tnew\nline',
  'null',
  'true',
  'x'.repeat(255),
  'x'.repeat(256),
  '__proto__',
  '1.5',
  '-1',
  '007',
  '9007199254740993',
  'ÿ',
];

const NUMBERS = [0, 1, -1, 7, 42, 1000000007, 2147483648, 4294967296, -9007199254740991, 9007199254740991];

/** So long that no buffer of a usual size holds them. */
const LONG = ['x'.repeat(10_000), 'ä'.repeat(10_000), '🚩'.repeat(10_000)];

/** @returns {[string, string | number, number][]} */
export function vectors() {
  const everywhere = SALTS.flatMap((salt) => ['user-1', 'Zoë', '🚩', 42].map((unit) => ({ salt, unit })));
  const here = (/** @type {string} */ salt) => [...UNITS, ...NUMBERS].map((unit) => ({ salt, unit }));
  const all = [
    ...everywhere,
    ...['', 'new_dashboard', 'Größe'].flatMap(here),
    ...LONG.map((unit) => ({ salt: 'long', unit })),
  ];
  for (let i = 0; i < 219; i++) all.push({ salt: `flag-${i % 7}`, unit: `user-${i * i}` });
  const distinct = new Map(all.map((one) => [JSON.stringify([one.salt, one.unit]), one]));
  return [...distinct.values()].map(({ salt, unit }) => [salt, unit, position(salt, unit)]);
}

export const text = () =>
  `[\n${vectors()
    .map((vector) => JSON.stringify(vector))
    .join(',\n')}\n]\n`;

if (argv[1] === fileURLToPath(import.meta.url)) await writeFile(new URL('positions.json', import.meta.url), text());
