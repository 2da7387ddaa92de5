// 10,000 users get the same decisions natively, in Node (with WebAssembly and with plain JavaScript), in Chromium and in workerd.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { Evaluator } from '../../pkg/index.js';
import { decide } from './decide.js';
import { native, node, page, plain, workerd } from './runtimes.js';
import { COUNT, users as generate } from './users.js';

const FLAGS = 30;

describe('the same users in every runtime', { timeout: 300_000 }, () => {
  const users = generate();
  let snapshot = '';
  /** @type {string[]} */
  let keys;
  /** Natively, by user and flag. @type {string[][]} */
  let decisions;
  /** @type {string[]} */
  let expected;

  before(async () => {
    snapshot = await readFile(new URL('snapshot.json', import.meta.url), 'utf8');
    keys = Object.keys(JSON.parse(snapshot).flags);
    expected = await native(snapshot, users);
    decisions = expected.map((line) => line.split('\t'));
  });

  test(`are ${COUNT}, each with ${FLAGS} decisions`, () => {
    assert.equal(COUNT, 10_000);
    assert.equal(new Set(users).size, COUNT);
    assert.equal(keys.length, FLAGS);
    assert.equal(decisions.length, COUNT);
    assert.equal(decisions.flat().length, COUNT * FLAGS);
  });

  for (const [name, runtime] of Object.entries({ Node: node, 'plain JavaScript': plain, Chromium: page, workerd })) {
    test(`decide in ${name} as natively`, async () => {
      const found = await runtime(snapshot, users);
      assert.equal(found.length, expected.length);
      const differing = users.findIndex((_, number) => found[number] !== expected[number]);
      if (differing < 0) return;
      assert.deepEqual(
        found[differing].split('\t'),
        decisions[differing],
        `user ${differing}: ${users[differing].slice(0, 500)}`,
      );
    });
  }

  test('the users cover every variant, reason and exposure', () => {
    const { flags } = JSON.parse(snapshot);
    for (const key of keys.filter((key) => !['always', 'off', 'broken'].includes(key))) {
      const served = new Set(column(key).map((decision) => decision.split(' ')[0]));
      const missing = Object.keys(flags[key].variants).filter((variant) => !served.has(variant));
      assert.deepEqual(missing, [], key);
    }
    const reasons = new Set(decisions.flat().map((decision) => decision.split(' ')[1]));
    assert.deepEqual([...reasons].sort(), ['DEFAULT', 'DISABLED', 'ERROR', 'SPLIT', 'STATIC', 'TARGETING_MATCH']);
    const exposed = new Set(decisions.flat().map((decision) => decision.split(' ')[3]));
    assert.deepEqual([...exposed].sort(), [
      '-',
      'asks@1:targetingKey',
      'by_account@1:account.id',
      'by_account@1:device',
      'by_account@1:targetingKey',
      'kept@4:targetingKey',
      'left@1:targetingKey',
      'right@1:targetingKey',
      'seven@1:targetingKey',
      'three@4:targetingKey',
      'two@1:targetingKey',
    ]);
  });

  test('splits differ from their weights by less than 2 percentage points', () => {
    for (const key of ['split_2', 'split_3', 'split_7', 'experiment_2', 'experiment_7']) {
      const [{ split }] = JSON.parse(snapshot).flags[key].rules;
      const chosen = column(key)
        .filter((decision) => decision.split(' ')[1] === 'SPLIT')
        .map((decision) => decision.split(' ')[0]);
      for (const [variant, percent] of Object.entries(split)) {
        const found = (chosen.filter((one) => one === variant).length / chosen.length) * 100;
        assert.ok(
          Math.abs(found - percent) < 2,
          `${key}: ${found} % of the users get ${variant}, expected ${percent} %`,
        );
      }
    }
  });

  test('raising a rollout from 10 to 50 per cent removes no user', () => {
    const [few, many] = ['grown_10', 'grown_50'].map((key) => inside(column(key)));
    assert.deepEqual(
      few.filter((user) => !many.includes(user)),
      [],
    );
    assert.ok(
      few.length > 900 && few.length < 1100 && many.length > 4800 && many.length < 5200,
      `${few.length}, ${many.length}`,
    );

    const flag = (/** @type {number} */ percent) =>
      JSON.stringify({
        format: 'burgee/1',
        flags: {
          checkout: {
            variants: { on: true, off: false },
            rules: [{ rollout: { serve: 'on', percent } }],
            fallthrough: 'off',
          },
        },
      });
    const evaluator = new Evaluator(flag(0));
    let before = /** @type {number[]} */ ([]);
    for (const percent of [0.001, 1, 10, 10.001, 25, 50, 99.999, 100]) {
      evaluator.replace(flag(percent));
      const now = inside(decide(evaluator, users));
      const has = new Set(now);
      assert.deepEqual(
        before.filter((user) => !has.has(user)),
        [],
        `at ${percent} %`,
      );
      before = now;
    }
    // Users without an id are in no rollout.
    assert.equal(
      before.length,
      users.filter(
        (line) => Number.isInteger(JSON.parse(line).attributes.targetingKey) || /"targetingKey":"[^"]/.test(line),
      ).length,
    );
  });

  /** One flag's decisions, by user. @param {string} key */
  const column = (key) => decisions.map((line) => line[keys.indexOf(key)]);

  /** Which users are served `on`. @param {string[]} served */
  const inside = (served) => served.flatMap((decision, user) => (decision.startsWith('on ') ? [user] : []));
});
