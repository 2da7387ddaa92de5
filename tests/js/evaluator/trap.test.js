// A trap inside WebAssembly costs one instance, and nobody a wrong answer.
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, test } from 'node:test';
import { instances, traps } from './watch.js';
import { Evaluator, SnapshotError, init } from '../../../pkg/index.js';
import { snapshot } from '../support.js';

const flags = (/** @type {string} */ plan) =>
  snapshot({
    plain: { variants: { on: true }, fallthrough: 'on' },
    pro: {
      variants: { on: true, off: false },
      rules: [{ if: { attribute: 'plan', equals: plan }, serve: 'on' }],
      fallthrough: 'off',
    },
    half: {
      variants: { on: true, off: false },
      rules: [{ rollout: { serve: 'on', percent: 50 } }],
      fallthrough: 'off',
    },
  });

/** @type {Evaluator} */
let evaluator;
/** @type {import('../../../pkg/index.js').Context} */
let user;
let made = 0;

before(() => init());
beforeEach(() => {
  evaluator = new Evaluator(flags('pro'));
  user = evaluator.context({ targetingKey: 'user-1', plan: 'pro' });
  made = instances.length;
});
afterEach(() => {
  for (const name of Object.keys(traps)) delete traps[name];
});
const rebuilt = () => instances.length - made;
const decisions = () => [...user.all().values()].map(({ value }) => value);

for (const call of ['decide', 'words', 'bytes']) {
  test(`a trap in ${call} costs one rebuild and gives the right answer`, () => {
    if (call !== 'decide') user = evaluator.context({ targetingKey: 'x'.repeat(5000), plan: ['pro', 'x', 'y', 'z'] });
    traps[call] = 1;
    assert.equal(user.boolean('pro', false), true);
    assert.equal(traps[call], 0, 'the call was not made');
    assert.equal(rebuilt(), 1);
    assert.equal(user.boolean('pro', false), true);
    assert.equal(evaluator.context({ plan: 'free' }).boolean('pro', true), false);
    assert.equal(rebuilt(), 1);
  });
}

test('a trap in all costs one rebuild', () => {
  const expected = decisions();
  traps.decide_all = 1;
  assert.deepEqual(decisions(), expected);
  assert.equal(rebuilt(), 1);
});

test('a trap that comes again gives the default and an error, and is over when it is over', () => {
  traps.decide = 2;
  assert.equal(user.boolean('pro', false), false);
  traps.decide = 2;
  assert.deepEqual(user.details('pro', false), {
    key: 'pro',
    value: false,
    reason: 'ERROR',
    errorCode: 'GENERAL',
    errorMessage: 'the evaluator failed',
  });
  assert.equal(user.boolean('plain', false), true, 'a flag that never crosses');
  assert.equal(user.boolean('pro', false), true);
});

test('all gives errors, and asks twice, not twice for each flag', () => {
  traps.decide_all = traps.decide = 1000;
  const all = [...user.all().values()].map(({ key, value, reason }) => [key, value, reason]);
  assert.deepEqual(all, [
    ['plain', true, 'STATIC'],
    ['pro', null, 'ERROR'],
    ['half', null, 'ERROR'],
  ]);
  assert.deepEqual([traps.decide_all, traps.decide, rebuilt()], [998, 1000, 1]);
});

test('a trap while a snapshot is replaced moves it to a new instance', () => {
  traps.load = 1;
  evaluator.replace(flags('free'));
  assert.deepEqual([user.boolean('pro', true), rebuilt()], [false, 1]);
});

test('a snapshot that always traps throws, and the one before goes on', () => {
  traps.load = 2;
  assert.throws(() => evaluator.replace(flags('free')), WebAssembly.RuntimeError);
  assert.deepEqual(
    [user.boolean('pro', false), evaluator.context({ plan: 'free' }).boolean('pro', true)],
    [true, false],
  );
  traps.load = 1;
  assert.throws(() => evaluator.replace('no snapshot'), SnapshotError);
  assert.equal(user.boolean('pro', false), true);
});

test('an instance that trapped inside answers nothing any more: the next read rebuilds it', () => {
  const [{ calls }] = instances.slice(-1);
  assert.throws(() => calls.words(2 ** 31), WebAssembly.RuntimeError);
  assert.throws(() => calls.decide(1, 0, 0), WebAssembly.RuntimeError);
  assert.equal(user.boolean('pro', false), true);
  assert.equal(rebuilt(), 1);
});

test('memory full of rubbish is left behind', () => {
  const [{ memory }] = instances.slice(-1);
  const expected = decisions();
  new Uint8Array(memory.buffer).fill(0xff);
  assert.deepEqual(decisions(), expected);
  assert.equal(rebuilt(), 1);
});
