// A new snapshot in place of the old one.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Evaluator, SnapshotError, init } from '../../../pkg/index.js';
import { snapshot } from '../support.js';

/** @param {string} plan @param {number} revision */
const forPlan = (plan, revision) =>
  snapshot(
    {
      gone: { variants: { on: true }, fallthrough: 'on' },
      dashboard: {
        variants: { on: true, off: false },
        rules: [{ if: { attribute: 'plan', equals: plan }, serve: 'on' }],
        fallthrough: 'off',
      },
    },
    { revision },
  );

before(() => init());

test('a bad text throws and changes nothing', () => {
  const evaluator = new Evaluator(forPlan('pro', 1));
  const pro = evaluator.context({ plan: 'pro' });
  const bad = ['', '<html>', forPlan('free', 2).slice(0, -5), '{"format":"burgee/2","flags":{}}', '['.repeat(1000)];
  for (const text of bad) {
    assert.throws(() => evaluator.replace(text), SnapshotError);
    assert.deepEqual([evaluator.revision, evaluator.keys, evaluator.issues], [1, ['gone', 'dashboard'], []]);
    assert.equal(pro.boolean('dashboard', false), true);
    assert.equal(evaluator.context({ plan: 'free' }).boolean('dashboard', true), false);
    assert.equal(pro.all().get('dashboard')?.value, true);
  }
});

test('contexts made before follow the new snapshot', () => {
  const evaluator = new Evaluator(forPlan('pro', 1));
  const [pro, free] = ['pro', 'free'].map((plan) => evaluator.context({ plan }));
  assert.deepEqual([pro.boolean('dashboard', false), free.boolean('dashboard', false)], [true, false]);
  evaluator.replace(forPlan('free', 2));
  assert.equal(evaluator.revision, 2);
  assert.deepEqual([pro.boolean('dashboard', false), free.boolean('dashboard', false)], [false, true]);
  evaluator.replace(snapshot({ other: { variants: { a: 'a' }, fallthrough: 'a' } }));
  assert.equal(evaluator.revision, null);
  assert.deepEqual(evaluator.keys, ['other']);
  assert.deepEqual(
    [pro.boolean('dashboard', true), pro.boolean('gone', false), pro.string('other', '')],
    [true, false, 'a'],
  );
  assert.deepEqual([...pro.all().keys()], ['other']);
});

test('evaluators do not share a snapshot', () => {
  const [one, other] = [new Evaluator(forPlan('pro', 1)), new Evaluator(forPlan('free', 2))];
  const [pro, free] = [one.context({ plan: 'pro' }), other.context({ plan: 'free' })];
  for (let i = 0; i < 3; i++)
    assert.deepEqual([pro.boolean('dashboard', false), free.boolean('dashboard', false)], [true, true]);
  one.replace(snapshot({}));
  assert.deepEqual([pro.boolean('dashboard', false), free.boolean('dashboard', false)], [false, true]);
});

test('a getter that replaces the snapshot is told that it cannot, and disturbs nothing', () => {
  const evaluator = new Evaluator(forPlan('pro', 1));
  const told = /** @type {string[]} */ ([]);
  const context = evaluator.context({
    get plan() {
      try {
        evaluator.replace(forPlan('free', 2));
      } catch (/** @type {any} */ { message }) {
        told.push(message);
      }
      return 'pro';
    },
  });
  assert.equal(context.boolean('dashboard', false), true);
  assert.deepEqual([told, evaluator.revision], [['a snapshot cannot be replaced while attributes are read'], 1]);
  evaluator.replace(forPlan('free', 2));
  assert.equal(evaluator.context({ plan: 'pro' }).boolean('dashboard', true), false);
});

test('what was told of a decision of the old snapshot is not told of the new one', () => {
  const evaluator = new Evaluator(
    snapshot({ a: { variants: { on: 1 }, fallthrough: 'on', metadata: { owner: 'web' } } }),
  );
  assert.deepEqual(evaluator.context().details('a'), {
    key: 'a',
    value: 1,
    variant: 'on',
    reason: 'STATIC',
    metadata: { owner: 'web' },
  });
  evaluator.replace(snapshot({ a: { variants: { on: 2 }, fallthrough: 'on' } }));
  assert.deepEqual(evaluator.context().details('a'), { key: 'a', value: 2, variant: 'on', reason: 'STATIC' });
});
