// Memory stays flat, however many users and snapshots pass.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { held, instances } from './watch.js';
import { Evaluator, init } from '../../../pkg/index.js';
import { readJson, snapshot } from '../support.js';

const { snapshot: EVERYDAY } = readJson('tests/cases/everyday.json');

before(() => init());

/** Something else for each user, of bounded size. @param {number} n */
const attributes = (n) => ({
  targetingKey: `user-${n}-${'ü'.repeat(n % 40)}`,
  email: `user${n}@${n % 3 ? 'company.com' : 'example.com'}`,
  plan: ['pro', 'free'][n % 2],
  app: { version: `2.${n % 10}.0` },
  country: Array.from({ length: n % 20 }, (_, i) => `C${n}-${i}`),
  age: n % 90,
});

test('over 50,000 evaluations with contexts of their own', () => {
  const evaluator = new Evaluator(JSON.stringify(EVERYDAY));
  const decide = (/** @type {number} */ n) => {
    const context = evaluator.context(attributes(n));
    if (n % 10) context.details('new_dashboard', false);
    else context.all();
  };
  for (let n = 0; n < 1000; n++) decide(n);
  const before = held();
  for (let n = 1000; n < 51_000; n++) decide(n);
  assert.equal(held(), before);
  assert.equal(instances.length, 1);
});

test('over 1,000 snapshots of the same size, good ones and bad ones', () => {
  const evaluator = new Evaluator(JSON.stringify(EVERYDAY));
  const made = instances.length;
  const replace = (/** @type {number} */ n) => {
    const text = JSON.stringify({ ...EVERYDAY, revision: n });
    evaluator.replace(text);
    evaluator.context(attributes(n)).all();
    assert.throws(() => evaluator.replace(text.slice(0, -(1 + (n % 500)))));
  };
  for (let n = 0; n < 50; n++) replace(n);
  const before = held();
  for (let n = 50; n < 1050; n++) replace(n);
  assert.equal(held(), before);
  assert.equal(instances.length, made);
  assert.equal(evaluator.revision, 1049);
});

test('after a large snapshot and a large context, small ones take no more', () => {
  const flag = {
    variants: { on: true, off: false },
    rules: [{ if: { attribute: 'name', contains: 'x' }, serve: 'on' }],
    fallthrough: 'off',
  };
  const large = snapshot(Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`flag-${n}`, flag])));
  const evaluator = new Evaluator(large);
  assert.equal(evaluator.context({ name: 'y'.repeat(2 ** 20) }).boolean('flag-0', true), false);
  for (let n = 0; n < 3; n++) evaluator.replace(large);
  const before = held();
  for (let n = 0; n < 100; n++) {
    evaluator.replace(n % 10 ? snapshot({ small: flag }) : large);
    assert.equal(
      evaluator.context({ name: `${'y'.repeat(n * 600)}x` }).boolean(n % 10 ? 'small' : 'flag-4999', false),
      true,
    );
  }
  assert.equal(held(), before);
});
