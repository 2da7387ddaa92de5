/** A context asks for the time only where a decision depends on it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Evaluator, init } from 'burgee';

await init();

const variants = { on: true, off: false };
const snapshot = (/** @type {object} */ rule, /** @type {object} */ more = {}) =>
  JSON.stringify({
    format: 'burgee/1',
    flags: { a: { variants, rules: [{ serve: 'on', ...rule }], fallthrough: 'off' } },
    ...more,
  });
const timeless = snapshot({ if: { attribute: 'age', gt: 3 } });
const timed = snapshot({ start: '2026-01-01' });

/** How often the clock is asked while `act` runs. @param {() => void} act @param {number} [now] */
function asked(act, now = Date.parse('2026-06-01')) {
  const { now: clock } = Date;
  let count = 0;
  Date.now = () => {
    count++;
    return now;
  };
  try {
    act();
  } finally {
    Date.now = clock;
  }
  return count;
}

test('a snapshot without time asks no clock', () => {
  const evaluator = new Evaluator(timeless);
  assert.equal(
    asked(() => assert.equal(evaluator.context({ age: 4 }).boolean('a', false), true)),
    0,
  );
});

for (const [what, text] of /** @type {const} */ ([
  ['a start', timed],
  ['an end', snapshot({ end: '2026-07-01' })],
  [
    'a progressive rollout',
    snapshot({ serve: undefined, rollout: { serve: 'on', steps: [{ at: '2026-01-01', percent: 100 }] } }),
  ],
  [
    'an experiment with dates',
    snapshot(
      { serve: undefined, experiment: 'e', split: { on: 100 } },
      { experiments: { e: { status: 'running', start: '2026-01-01', end: '2026-07-01' } } },
    ),
  ],
])) {
  test(`${what} asks the clock once for each context, when it is made`, () => {
    const evaluator = new Evaluator(text);
    let made = 0;
    assert.equal(
      asked(() => {
        const context = evaluator.context({ targetingKey: 'u' });
        made = asked(() => assert.equal(context.boolean('a', false), true), 0);
      }),
      1,
    );
    assert.equal(made, 0);
    assert.equal(
      asked(() =>
        assert.equal(evaluator.context({ targetingKey: 'u' }, { now: 0 }).boolean('a', false), what === 'an end'),
      ),
      0,
    );
  });
}

test('a context made before the snapshot knew a time is at the instant of its first decision by it', () => {
  const evaluator = new Evaluator(timeless);
  const context = evaluator.context({ age: 4 });
  evaluator.replace(timed);
  assert.equal(
    asked(() => assert.equal(context.boolean('a', false), true)),
    1,
  );
  assert.equal(
    asked(() => assert.equal(context.boolean('a', false), true), 0),
    0,
  );
});
