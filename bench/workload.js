/**
 * The workload in a neutral format. The file of each peer translates it into the peer's own format.
 *
 * Everything is generated from a fixed seed, so every peer, every run and the native benchmarks use the same flags and users.
 * `node bench/workload.js [flags]` prints it as JSON.
 *
 * @typedef {{ key: string, kind: 'switch', on: boolean }} Switch
 * @typedef {{ key: string, kind: 'rollout', countries: string[], plans: string[], percent: number }} Rollout  on for a share of the users in one of the countries and with one of the plans
 * @typedef {{ key: string, kind: 'split', shares: [variant: string, percent: number][] }} Split
 * @typedef {Switch | Rollout | Split} Flag
 * @typedef {{ targetingKey: string, email: string, country: string, plan: string, age: number, version: string, beta: boolean }} User
 * @typedef {{ flags: Flag[], users: User[] }} Workload
 */
import { pathToFileURL } from 'node:url';

const SEED = 20_261_121;
const COUNTRIES = [
  'AR',
  'AT',
  'AU',
  'BE',
  'BR',
  'CA',
  'CH',
  'CL',
  'CN',
  'CO',
  'CZ',
  'DE',
  'DK',
  'EG',
  'ES',
  'FI',
  'FR',
  'GB',
  'GR',
  'HU',
  'ID',
  'IE',
  'IL',
  'IN',
  'IT',
  'JP',
  'KE',
  'KR',
  'MX',
  'NG',
  'NL',
  'NO',
  'NZ',
  'PL',
  'PT',
  'SE',
  'SG',
  'TR',
  'US',
  'ZA',
];
const PLANS = ['free', 'pro', 'team', 'enterprise'];
/** @type {Split['shares']} */
const SHARES = [
  ['control', 34],
  ['variant_a', 33],
  ['variant_b', 33],
];

/**
 * @param {number} flags their number
 * @param {number} [percent] the percentage of each rollout; at 100 the condition decides alone
 * @returns {Workload}
 */
export function workload(flags = 1000, percent = 30) {
  return { flags: makeFlags(flags, percent), users: makeUsers(1000) };
}

/** @param {number} count @param {number} percent @returns {Flag[]} */
function makeFlags(count, percent) {
  const random = generator(SEED);
  /** @type {((key: string) => Flag)[]} */
  const kinds = [
    (key) => ({ key, kind: 'switch', on: random() < 0.5 }),
    (key) => ({ key, kind: 'rollout', countries: some(COUNTRIES, 20, random), plans: some(PLANS, 2, random), percent }),
    (key) => ({ key, kind: 'split', shares: SHARES }),
  ];
  return Array.from({ length: count }, (_, nth) => kinds[nth % 3](`flag-${String(nth).padStart(5, '0')}`));
}

/** @param {number} count @returns {User[]} */
function makeUsers(count) {
  const random = generator(SEED + 1);
  const one = (/** @type {string[]} */ items) => items[Math.floor(random() * items.length)];
  return Array.from({ length: count }, (_, nth) => ({
    targetingKey: `user-${String(nth).padStart(6, '0')}`,
    email: `user-${nth}@example.com`,
    country: one(COUNTRIES),
    plan: one(PLANS),
    age: 18 + Math.floor(random() * 60),
    version: `2.${Math.floor(random() * 20)}.0`,
    beta: random() < 0.1,
  }));
}

/** Whether a rollout's condition holds. @param {Rollout} flag @param {User} user */
export const targets = ({ countries, plans }, { country, plan }) => countries.includes(country) && plans.includes(plan);

/** Picks `count` items of a list and keeps their order. @param {string[]} list @param {number} count @param {() => number} random */
function some(list, count, random) {
  const ranked = list.map((item) => ({ item, rank: random() })).sort((a, b) => a.rank - b.rank);
  const chosen = new Set(ranked.slice(0, count).map(({ item }) => item));
  return list.filter((item) => chosen.has(item));
}

/** Mulberry32: numbers from 0 (inclusive) to 1 (exclusive), the same for a seed on every machine. @param {number} seed */
function generator(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(`${JSON.stringify(workload(Number(process.argv[2] ?? 1000)))}\n`);
}
