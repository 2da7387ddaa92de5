// Configurations and users by chance, the same from the same seed: every operator, shards of every shape, dates, and values
// that are not what an operator expects.

export const NOW = Date.UTC(2026, 2, 1, 12);

/** A source of chance (Mulberry32). @param {number} seed */
export function chance(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** @param {number} count */
  const below = (count) => Math.floor(next() * count);
  /** @template T @param {readonly T[]} items @returns {T} */
  const one = (items) => items[below(items.length)];
  /** @param {number} share */
  const happens = (share) => next() < share;
  /** @template T @param {number} least @param {number} most @param {(index: number) => T} make @returns {T[]} */
  const some = (least, most, make) => Array.from({ length: least + below(most - least + 1) }, (_, index) => make(index));
  return { below, one, happens, some };
}

/** @typedef {ReturnType<typeof chance>} Chance */

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
const PATTERNS = ['@example\\.com$', '^\\d+$', 'a|b', '[A-Z]{2}', '', 'é', '^(true|1)', '(', '[z-a]', 'a**', '\\bUS\\b'];

const ORDERS = ['GTE', 'GT', 'LTE', 'LT'];

/** @param {Chance} by */
function condition(by) {
  const attribute = by.one(ATTRIBUTES);
  const fitting = by.happens(0.7);
  if (fitting && attribute === 'version') return { attribute, operator: by.one(ORDERS), value: by.one(VERSIONS) };
  if (fitting && attribute === 'age') return { attribute, operator: by.one(ORDERS), value: by.one([18, '18', 64.5]) };
  const operator = by.one(['ONE_OF', 'ONE_OF', 'NOT_ONE_OF', 'MATCHES', 'NOT_MATCHES', ...ORDERS, 'IS_NULL', 'NEAR']);
  return { attribute, operator, value: operand(by, operator) };
}

/** @param {Chance} by @param {string} operator */
function operand(by, operator) {
  if (operator.endsWith('ONE_OF')) return by.some(0, 4, () => by.one(TEXTS));
  if (operator.endsWith('MATCHES')) return by.one(PATTERNS);
  if (operator === 'IS_NULL') return by.happens(0.5);
  return by.happens(0.4) ? by.one(VERSIONS) : by.one(NUMBERS.filter((number) => number !== true));
}

/** @param {Chance} by @param {number} total */
function range(by, total) {
  const [one, other] = [by.below(total + 1), by.below(total + 1)];
  const odd = by.one([0, 0, 0, 0, 0.5, -3, total]);
  return by.happens(0.1) ? { start: one + odd, end: other + odd } : { start: Math.min(one, other), end: Math.max(one, other) };
}

/** @param {Chance} by @param {string} salt @param {number} total */
const shard = (by, salt, total) => ({ salt, ranges: by.happens(0.15) ? [{ start: 0, end: total }] : by.some(0, 3, () => range(by, total)) });

/** Splits as a split test has them: shared traffic, and the positions of one more hash dealt out. @param {Chance} by @param {string[]} variations @param {number} total */
function test(by, variations, total) {
  const shared = by.some(0, 2, (index) => ({ salt: `${by.one(['traffic', 'layer', 'holdout-é'])}-${index}`, ranges: [{ start: 0, end: Math.ceil(total * by.one([0.3, 0.6, 1])) }] }));
  let end = 0;
  return variations.map((variationKey) => {
    const start = end;
    end = Math.min(total, end + by.below(Math.ceil((total * 1.5) / variations.length)));
    return { variationKey, shards: [...shared, { salt: 'split', ranges: [{ start, end }] }] };
  });
}

/** @param {Chance} by @param {string[]} variations @param {number} total */
function splits(by, variations, total) {
  if (by.happens(0.3)) return [{ variationKey: by.one(variations), shards: [] }];
  if (by.happens(0.5)) return test(by, variations, total);
  return by.some(0, 4, () => ({
    variationKey: by.one([...variations, 'gone']),
    shards: by.some(0, 3, () => shard(by, by.one(['one', 'two', 'split']), total)),
  }));
}

/** @param {Chance} by @param {number} index @param {string[]} variations @param {number} total */
function allocation(by, index, variations, total) {
  /** @param {number} share */
  const date = (share) => (by.happens(share) ? new Date(NOW + by.one([-1e9, -1, 0, 1, 1e9])).toISOString() : undefined);
  const rules = by.happens(0.7) ? by.some(0, 3, () => ({ conditions: by.some(0, 3, () => condition(by)) })) : undefined;
  return { key: `allocation ${index}`, rules, startAt: date(0.2), endAt: date(0.2), splits: splits(by, variations, total), doLog: by.happens(0.7) };
}

/** @param {Chance} by @param {number} count How many flags */
export function configuration(by, count) {
  const flags = Array.from({ length: count }, (_, index) => {
    const variationType = by.one(/** @type {const} */ (['BOOLEAN', 'STRING', 'INTEGER', 'NUMERIC', 'JSON']));
    const variations = Object.fromEntries(VALUES[variationType].map((value, at) => [`${variationType}-${at}`, { key: `${variationType}-${at}`, value }]));
    const totalShards = by.one([10000, 10000, 10000, 100, 7, 1, 4294967296]);
    const allocations = by.some(0, 4, (at) => allocation(by, at, Object.keys(variations), totalShards));
    return { key: `flag-${index}`, enabled: by.happens(0.95), variationType, variations, allocations, totalShards };
  });
  return { createdAt: new Date(NOW).toISOString(), format: 'SERVER', environment: { name: 'Test' }, flags: Object.fromEntries(flags.map((flag) => [flag.key, flag])) };
}

/** The names that are hashed in an obfuscated configuration. @param {{ flags: object }} configuration */
export const names = ({ flags }) => [...Object.keys(flags), ...ATTRIBUTES];

/** @param {Chance} by @param {number} index */
export function user(by, index) {
  const subject = by.one([`user-${index}`, `${index}`, `Ünïcödé ${index}`, `🙂${index}龍`, `${'long '.repeat(2000)}${index}`, ` ${index} `]);
  const own = ATTRIBUTES.filter((name) => name !== 'absent' && by.happens(name === 'id' ? 0.2 : 0.8));
  const attributes = Object.fromEntries(own.map((name) => [name, attribute(by, name)]));
  return { subject, attributes };
}

/** @param {Chance} by @param {string} name */
function attribute(by, name) {
  const odd = by.happens(0.3);
  if (name === 'version' && !odd) return by.one(['1.2.3', ' 1.2.4 ', '\tv1.2.3\n', 'V1.2.3', '1.2', ' 1.2 ', '1.2.4-rc.1', '2.0.0', '01.2.3', '1.2.3+x', 'new', '10.0.0', '1.10.0']);
  if (name === 'age' && !odd) return by.one([17, 18, 18.5, -0, 1e21, 1e-7, 65]);
  if (name === 'beta' && !odd) return by.one([true, false]);
  // `null` hides the subject key for Eppo, and is nothing to Burgee.
  return by.one([...TEXTS, ...NUMBERS, ...(name === 'id' ? [] : [null])]);
}
