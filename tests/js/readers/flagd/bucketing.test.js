// The bucketings that flagd-core for JavaScript no longer has, or never had: restated, with the hash that it uses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
// @ts-expect-error it brings no types; flagd-core brings it
import MurmurHash3 from 'imurmurhash';
import { decide, read } from '../doors.js';
import { Generator } from './generate.js';

/** @typedef {(hash: number, weights: number[]) => number | undefined} Bucketing the hash's bucket */

/** flagd-core for JavaScript until 1.3. @type {Bucketing} */
function javascript1(hash, weights) {
  const bucket = (Math.abs(hash | 0) / 2147483648) * 100;
  return firstSum(weights, (sum) => sum >= bucket);
}

/** The core in Go until 0.14. @type {Bucketing} */
function go1(hash, weights) {
  const bucket = (Math.abs(hash | 0) / 2147483647) * 100;
  return firstSum(weights, (sum) => bucket < sum);
}

/** All of them since. @type {Bucketing} */
function second(hash, weights) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const bucket = (BigInt(hash) * BigInt(total)) >> 32n;
  let sum = 0;
  const found = weights.findIndex((weight) => {
    sum += weight;
    return BigInt(sum) > bucket;
  });
  return found < 0 ? undefined : found;
}

/** @param {number[]} weights @param {(sum: number) => boolean} reached */
function firstSum(weights, reached) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const found = weights.findIndex((weight) => {
    sum += weight === 0 ? 0 : (weight * 100) / total;
    return reached(sum);
  });
  return found < 0 ? undefined : found;
}

/** @type {{ [units: string]: (text: string) => number }} */
const HASHES = {
  'utf-16': (text) => new MurmurHash3(text).result(),
  // Of bytes it is the MurmurHash3 that all others have.
  'utf-8': (text) => new MurmurHash3(Buffer.from(text).toString('latin1')).result(),
};

/** @type {{ options: { fractional: 1 | 2, units: string }, bucketing: Bucketing }[]} */
const BUCKETINGS = [
  { options: { fractional: 1, units: 'utf-16' }, bucketing: javascript1 },
  { options: { fractional: 1, units: 'utf-8' }, bucketing: go1 },
  { options: { fractional: 2, units: 'utf-16' }, bucketing: second },
  { options: { fractional: 2, units: 'utf-8' }, bucketing: second },
];

const WEIGHTS = [
  [50, 50],
  [1, 2],
  [33, 33, 34],
  [1, 0, 1],
  [10, 90],
  [7, 11, 13, 17],
  [1, 2147483646 - 1],
  [100],
  [0, 3],
  [12, 25, 3, 60],
];
const USERS = 10_000;

/** @param {number[]} weights */
const variants = (weights) => weights.map((_, nth) => `v${nth}`);

const FILE = {
  flags: Object.fromEntries(
    WEIGHTS.map((weights, nth) => [
      `flag-${nth}-é`,
      {
        state: 'ENABLED',
        variants: Object.fromEntries(variants(weights).map((name) => [name, name])),
        targeting: { fractional: variants(weights).map((name, nth) => [name, weights[nth]]) },
      },
    ]),
  ),
};

for (const { options, bucketing } of BUCKETINGS) {
  const name = `version ${options.fractional}, ${options.units}`;

  test(`${name}: 10,000 users are in the buckets they were in`, async (t) => {
    const { document, leftOut } = await read('flagd', JSON.stringify(FILE), options);
    assert.deepEqual(leftOut, []);
    const random = new Generator(7);
    const ids = Array.from({ length: USERS }, (_, nth) => random.id(nth) || 'x');
    const keys = Object.keys(FILE.flags);
    // Each of the flags has a tenth of the users.
    const asked = ids.map((targetingKey, nth) => ({ flag: keys[nth % keys.length], attributes: { targetingKey } }));
    const answers = await decide(document, asked);
    const buckets = asked.map(({ flag, attributes }, nth) =>
      bucketing(HASHES[options.units](flag + attributes.targetingKey), WEIGHTS[nth % keys.length]),
    );
    const differences = buckets.filter(
      (bucket, nth) => answers[nth].value !== (bucket === undefined ? undefined : `v${bucket}`),
    );
    assert.deepEqual([answers.length, differences.length], [USERS, 0]);
    t.diagnostic(`${USERS} users, no difference`);
  });

  test(`${name}: every cut is where it was`, async () => {
    const { document } = await read('flagd', JSON.stringify(FILE), options);
    const flags = Object.values(JSON.parse(document).flags);
    let checked = 0;
    for (const [nth, { rules }] of flags.entries()) {
      const split = rules.at(-1).split;
      if (!Array.isArray(split)) continue;
      for (const {
        serve,
        positions: [start, end],
      } of split) {
        for (const hash of [start, end - 1])
          assert.equal(`v${bucketing(hash, WEIGHTS[nth])}`, serve, `${hash} of ${WEIGHTS[nth]}`);
        checked += 2;
      }
      const ends = split.flatMap((/** @type {any} */ { positions: [start, end] }) => [start, -end]);
      const open = ends.reduce((/** @type {number} */ sum, /** @type {number} */ end) => sum + end, 2 ** 32);
      // What no range has, no bucket had.
      assert.equal(open, options.fractional === 1 && options.units === 'utf-8' ? OPEN[nth] : 0, `${WEIGHTS[nth]}`);
    }
    assert.ok(checked >= 30, `${checked}`);
  });
}

/** How many hashes Go left over for each of the weights: the largest absolute values are 100 % and more. */
const OPEN = WEIGHTS.map(() => 3);
