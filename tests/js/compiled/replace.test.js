// A compiled snapshot in place of another, a trap, and memory: as with snapshots that are not compiled.
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, test } from 'node:test';
import { crossing, held, instances, traps } from '../evaluator/watch.js';
import { Evaluator, SnapshotError, compile, init } from '../../../pkg/index.js';
import { readJson, snapshot } from '../support.js';

const { snapshot: EVERYDAY } = readJson('tests/cases/everyday.json');

const written = (/** @type {string} */ plan, revision = 1) =>
  snapshot(
    {
      plain: { variants: { on: true }, fallthrough: 'on' },
      pro: {
        variants: { on: true, off: false },
        rules: [{ if: { attribute: 'plan', equals: plan }, serve: 'on' }],
        fallthrough: 'off',
      },
    },
    { revision },
  );
/** Made once: to compile takes an instance. @type {Record<string, string>} */
const made = {};
const compiled = (/** @type {string} */ plan, revision = 1) =>
  (made[`${plan} ${revision}`] ??= compile(written(plan, revision)));

/** @type {Evaluator} */
let evaluator;
/** @type {import('../../../pkg/index.js').Context} */
let user;
let count = 0;

before(async () => {
  await init();
  for (const plan of ['pro', 'free']) for (const revision of [0, 1, 2, 3, 4, 5]) compiled(plan, revision);
});
beforeEach(() => {
  evaluator = new Evaluator(compiled('pro'));
  user = evaluator.context({ targetingKey: 'user-1', plan: 'pro' });
  count = instances.length;
});
afterEach(() => {
  for (const name of Object.keys(traps)) delete traps[name];
});
const rebuilt = () => instances.length - count;
const pro = () => user.boolean('pro', false);

test('it is given once, and no manifest is taken from the core', () => {
  const text = compiled('pro');
  assert.deepEqual(
    crossing(() => new Evaluator(text)),
    { input: 1, restore: 1, words: 1, bytes: 1 },
  );
});

test('from each kind to each kind, in one instance', () => {
  const kinds = [written, compiled];
  for (const [nth, make] of [...kinds, ...kinds, ...kinds.toReversed()].entries()) {
    for (const plan of ['free', 'pro']) {
      evaluator.replace(make(plan, nth));
      assert.deepEqual(
        [evaluator.revision, pro(), evaluator.context({ plan: 'free' }).boolean('pro', false)],
        [nth, plan === 'pro', plan === 'free'],
      );
    }
  }
  assert.equal(rebuilt(), 0);
});

test('a bad one of either kind throws and changes nothing, for one of either kind', () => {
  for (const good of [written('pro', 5), compiled('pro', 5)]) {
    evaluator.replace(good);
    for (const bad of [
      compiled('free').slice(0, -9),
      compiled('free').replace('/1', '/2'),
      written('free').slice(0, -9),
      '{}',
    ]) {
      assert.throws(() => evaluator.replace(bad), SnapshotError);
      assert.deepEqual(
        [evaluator.revision, evaluator.keys, pro(), user.all().get('pro')?.value],
        [5, ['plain', 'pro'], true, true],
      );
    }
  }
  assert.equal(rebuilt(), 0);
});

describe('a trap', () => {
  for (const call of ['decide', 'words', 'bytes']) {
    test(`in ${call} costs one rebuild and gives the right answer`, () => {
      if (call !== 'decide') user = evaluator.context({ targetingKey: 'x'.repeat(5000), plan: ['pro', 'x', 'y', 'z'] });
      traps[call] = 1;
      const expected = call === 'decide' ? true : pro();
      assert.equal(pro(), expected);
      assert.ok(rebuilt() <= 1);
      assert.equal(evaluator.context({ plan: 'free' }).boolean('pro', true), false);
    });
  }

  for (const call of ['input', 'restore']) {
    test(`in ${call} while a snapshot is replaced moves it to a new instance`, () => {
      traps[call] = 1;
      evaluator.replace(compiled('free', 2));
      assert.deepEqual([traps[call], evaluator.revision, pro(), rebuilt()], [0, 2, false, 1]);
    });

    test(`in ${call} that comes again throws it, and the one before goes on`, () => {
      traps[call] = 2;
      assert.throws(() => evaluator.replace(compiled('free', 2)), WebAssembly.RuntimeError);
      assert.deepEqual(
        [traps[call], evaluator.revision, pro(), evaluator.context({ plan: 'free' }).boolean('pro', true)],
        [0, 1, true, false],
      );
    });
  }

  test('that comes again gives the default and an error, and is over when it is over', () => {
    traps.decide = 2;
    assert.deepEqual(user.details('pro', false), {
      key: 'pro',
      value: false,
      reason: 'ERROR',
      errorCode: 'GENERAL',
      errorMessage: 'the evaluator failed',
    });
    assert.equal(pro(), true);
  });

  test('in an instance full of rubbish leaves it behind', () => {
    const [{ memory }] = instances.slice(-1);
    new Uint8Array(memory.buffer).fill(0xff);
    assert.deepEqual([pro(), rebuilt()], [true, 1]);
  });
});

test('memory stays as it is over 1,000 snapshots of the same size, good ones and bad ones', () => {
  const text = compile(JSON.stringify(EVERYDAY));
  const everyday = new Evaluator(text);
  count = instances.length;
  const replace = (/** @type {number} */ n) => {
    const next = text.replace(/"manifest":\[\d+/, `"manifest":[${n}`);
    everyday.replace(next);
    everyday.context({ targetingKey: `user-${n}`, email: `user${n}@company.com` }).all();
    assert.throws(() => everyday.replace(next.slice(0, -(1 + (n % 500)))), SnapshotError);
  };
  for (let n = 0; n < 50; n++) replace(n);
  const taken = held();
  for (let n = 50; n < 1050; n++) replace(n);
  assert.deepEqual([held(), instances.length, everyday.revision], [taken, count, 1049]);
});
