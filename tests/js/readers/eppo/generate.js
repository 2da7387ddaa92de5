// Configurations and users by chance, the same from the same seed: every operator, shards of every shape, dates, and values
// that are not what an operator expects.

import { Random } from '../../schema/random.js';

export const NOW = Date.UTC(2026, 2, 1, 12);

const VALUES = {
  BOOLEAN: [true, false],
  STRING: ['control', '', 'grün', '🚩'],
  INTEGER: [0, 1, -7, 9007199254740991, 1e3, 2.5],
  NUMERIC: [0.1, -2, 1e-7, 12345.678],
  JSON: ['{"a": [1, {"b": null}]}', '[1, "é"]', '3', '"text"', 'null', '{broken', '{}'],
};
const ATTRIBUTES = ['id', 'country', 'age', 'version', 'beta', 'email', 'größe', 'app.build', 'absent'];
const TEXTS = ['US', 'de', 'true', 'false', '1', '1.5', '01', '', 'null', '-3', '1e21', 'Åland', '🙂', 'a@example.com'];
const NUMBERS = [18, 0, -1.5, 65, 1e21, '18', ' 7 ', '0x10', '', '.5', '+3', 'many', '1e3', true];
const VERSIONS = ['1.2.3', '2.0.0-beta.1', 'v1.10.0', ' 1.2.3 ', '1.2.3+build', '10.0.0', '0.0.0'];
const PATTERNS = [
  '@example\\.com$',
  '^\\d+$',
  'a|b',
  '[A-Z]{2}',
  '',
  'é',
  '^(true|1)',
  '(',
  '[z-a]',
  'a**',
  '\\bUS\\b',
];

const ORDERS = ['GTE', 'GT', 'LTE', 'LT'];

/** @param {Random} by */
function condition(by) {
  const attribute = by.of(ATTRIBUTES);
  const fitting = by.chance(0.7);
  if (fitting && attribute === 'version') return { attribute, operator: by.of(ORDERS), value: by.of(VERSIONS) };
  if (fitting && attribute === 'age') return { attribute, operator: by.of(ORDERS), value: by.of([18, '18', 64.5]) };
  const operator = by.of(['ONE_OF', 'ONE_OF', 'NOT_ONE_OF', 'MATCHES', 'NOT_MATCHES', ...ORDERS, 'IS_NULL', 'NEAR']);
  return { attribute, operator, value: operand(by, operator) };
}

/** @param {Random} by @param {string} operator */
function operand(by, operator) {
  if (operator.endsWith('ONE_OF')) return by.list(() => by.of(TEXTS), 4);
  if (operator.endsWith('MATCHES')) return by.of(PATTERNS);
  if (operator === 'IS_NULL') return by.chance(0.5);
  return by.chance(0.4) ? by.of(VERSIONS) : by.of(NUMBERS.filter((number) => number !== true));
}

/** @param {Random} by @param {number} total */
function range(by, total) {
  const [one, other] = [by.below(total + 1), by.below(total + 1)];
  const odd = by.of([0, 0, 0, 0, 0.5, -3, total]);
  return by.chance(0.1)
    ? { start: one + odd, end: other + odd }
    : { start: Math.min(one, other), end: Math.max(one, other) };
}

/** @param {Random} by @param {string} salt @param {number} total */
const shard = (by, salt, total) => ({
  salt,
  ranges: by.chance(0.15) ? [{ start: 0, end: total }] : by.list(() => range(by, total), 3),
});

/** Splits as a split test has them: shared traffic, and the positions of one more hash dealt out. @param {Random} by @param {string[]} variations @param {number} total */
function test(by, variations, total) {
  const shared = by.list(
    (index) => ({
      salt: `${by.of(['traffic', 'layer', 'holdout-é'])}-${index}`,
      ranges: [{ start: 0, end: Math.ceil(total * by.of([0.3, 0.6, 1])) }],
    }),
    2,
  );
  let end = 0;
  return variations.map((variationKey) => {
    const start = end;
    end = Math.min(total, end + by.below(Math.ceil((total * 1.5) / variations.length)));
    return { variationKey, shards: [...shared, { salt: 'split', ranges: [{ start, end }] }] };
  });
}

/** @param {Random} by @param {string[]} variations @param {number} total */
function splits(by, variations, total) {
  if (by.chance(0.3)) return [{ variationKey: by.of(variations), shards: [] }];
  if (by.chance(0.5)) return test(by, variations, total);
  return by.list(
    () => ({
      variationKey: by.of([...variations, 'gone']),
      shards: by.list(() => shard(by, by.of(['one', 'two', 'split']), total), 3),
    }),
    4,
  );
}

/** @param {Random} by @param {number} index @param {string[]} variations @param {number} total */
function allocation(by, index, variations, total) {
  /** @param {number} share */
  const date = (share) => (by.chance(share) ? new Date(NOW + by.of([-1e9, -1, 0, 1, 1e9])).toISOString() : undefined);
  const rules = by.chance(0.7) ? by.list(() => ({ conditions: by.list(() => condition(by), 3) }), 3) : undefined;
  return {
    key: `allocation ${index}`,
    rules,
    startAt: date(0.2),
    endAt: date(0.2),
    splits: splits(by, variations, total),
    doLog: by.chance(0.7),
  };
}

/** @param {Random} by @param {number} count How many flags */
export function configuration(by, count) {
  const flags = Array.from({ length: count }, (_, index) => {
    const variationType = by.of(/** @type {const} */ (['BOOLEAN', 'STRING', 'INTEGER', 'NUMERIC', 'JSON']));
    const variations = Object.fromEntries(
      VALUES[variationType].map((value, at) => [`${variationType}-${at}`, { key: `${variationType}-${at}`, value }]),
    );
    const totalShards = by.of([10000, 10000, 10000, 100, 7, 1, 4294967296]);
    const allocations = by.list((at) => allocation(by, at, Object.keys(variations), totalShards), 4);
    return { key: `flag-${index}`, enabled: by.chance(0.95), variationType, variations, allocations, totalShards };
  });
  return {
    createdAt: new Date(NOW).toISOString(),
    format: 'SERVER',
    environment: { name: 'Test' },
    flags: Object.fromEntries(flags.map((flag) => [flag.key, flag])),
  };
}

/** The names that are hashed in an obfuscated configuration. @param {{ flags: object }} configuration */
export const names = ({ flags }) => [...Object.keys(flags), ...ATTRIBUTES];

/** @param {Random} by @param {number} index */
export function user(by, index) {
  const subject = by.of([
    `user-${index}`,
    `${index}`,
    `Ünïcödé ${index}`,
    `🙂${index}龍`,
    `${'long '.repeat(2000)}${index}`,
    ` ${index} `,
  ]);
  const own = ATTRIBUTES.filter((name) => name !== 'absent' && by.chance(name === 'id' ? 0.2 : 0.8));
  const attributes = Object.fromEntries(own.map((name) => [name, attribute(by, name)]));
  return { subject, attributes };
}

/** @param {Random} by @param {string} name */
function attribute(by, name) {
  const odd = by.chance(0.3);
  if (name === 'version' && !odd)
    return by.of([
      '1.2.3',
      ' 1.2.4 ',
      '\tv1.2.3\n',
      'V1.2.3',
      '1.2',
      ' 1.2 ',
      '1.2.4-rc.1',
      '2.0.0',
      '01.2.3',
      '1.2.3+x',
      'new',
      '10.0.0',
      '1.10.0',
    ]);
  if (name === 'age' && !odd) return by.of([17, 18, 18.5, -0, 1e21, 1e-7, 65]);
  if (name === 'beta' && !odd) return by.of([true, false]);
  // `null` hides the subject key for Eppo, and is nothing to Burgee.
  return by.of([...TEXTS, ...NUMBERS, ...(name === 'id' ? [] : [null])]);
}
