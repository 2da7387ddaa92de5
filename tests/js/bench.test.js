// The benchmarks tell Burgee and the hand-written function the same flags, and their page says what was measured.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { agreement } from '../../bench/agreement.js';
import { load } from '../../bench/peers/peer.js';
import { picture } from '../../bench/report/picture.js';
import { targets as asked } from '../../bench/report/targets.js';
import { PAGE, PICTURE, RESULTS, filled } from '../../bench/report/write.js';
import { targets, workload } from '../../bench/workload.js';

const given = workload();
const USER = {
  targetingKey: 'user-000000',
  email: 'user-0@example.com',
  country: 'PL',
  plan: 'free',
  age: 18,
  version: '2.17.0',
  beta: false,
};
/** Shares of 200 users in percent, as each one's own hash gives them. */
const BURGEE = { rollout: 30.1, control: 34.17, variant_a: 33.03, variant_b: 32.8 };
const HANDWRITTEN = { rollout: 29.87, control: 33.65, variant_a: 33.27, variant_b: 33.08 };

test('the workload is the same everywhere', () => {
  const counted = (/** @type {string} */ kind) => given.flags.filter((flag) => flag.kind === kind).length;
  assert.deepEqual(
    [counted('switch'), counted('rollout'), counted('split'), given.users.length],
    [334, 333, 333, 1000],
  );
  assert.deepEqual(given.users[0], USER);
  assert.equal(given.flags.filter((flag) => flag.kind === 'switch' && flag.on).length, 178);
  const rollouts = given.flags.filter((flag) => flag.kind === 'rollout');
  assert.ok(rollouts.every(({ countries, plans }) => new Set(countries).size === 20 && new Set(plans).size === 2));
  const targeted = rollouts.reduce((sum, flag) => sum + given.users.filter((user) => targets(flag, user)).length, 0);
  assert.equal(targeted, 83_298);
  assert.deepEqual(workload(10).flags, given.flags.slice(0, 10));
});

describe('told the workload,', () => {
  /** @type {[string, object][]} */
  const EXPECTED = [
    ['burgee', BURGEE],
    ['handwritten', HANDWRITTEN],
  ];
  for (const [name, expected] of EXPECTED) {
    test(`${name} decides what it says`, async () => {
      const { switches, missed, strays, shares, agrees } = await agreement(await load(name), 200);
      assert.deepEqual({ switches, missed, strays, agrees }, { switches: 0, missed: 0, strays: 0, agrees: true });
      assert.deepEqual(rounded(shares), expected);
    });
  }

  test('the client decides as the evaluator does', async () => {
    const [client, evaluator] = [
      await agreement(await load('burgee-client'), 5),
      await agreement(await load('burgee'), 5),
    ];
    assert.deepEqual(client, evaluator);
    assert.deepEqual([client.switches, client.missed, client.strays], [0, 0, 0]);
  });

  test('one who decides something else is found out', async () => {
    const honest = await load('handwritten');
    /** @type {typeof honest} */
    const late = {
      ...honest,
      snapshot: ({ flags, users }) =>
        honest.snapshot({
          flags: flags.map((flag) => (flag.kind === 'rollout' ? { ...flag, percent: flag.percent * 0.9 } : flag)),
          users,
        }),
    };
    const { missed, strays, shares, agrees } = await agreement(late, 200);
    assert.deepEqual([missed > 0, strays, shares.rollout < 29, agrees], [true, 0, true, false]);
  });
});

test('docs/benchmarks.md and its picture hold what bench/results.json says', () => {
  const results = JSON.parse(readFileSync(RESULTS, 'utf8'));
  const page = readFileSync(PAGE, 'utf8');
  assert.equal(page, filled(page, results));
  assert.equal(readFileSync(PICTURE, 'utf8'), picture(results));
  assert.equal(asked(results).length, 18);
});

/** @param {{ [name: string]: number }} shares */
const rounded = (shares) =>
  Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, Number(share.toFixed(2))]));
