// Nobody changes a snapshot's value for the others.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Evaluator, init } from '../../../pkg/index.js';
import { snapshot } from '../support.js';

before(() => init());

test('values and metadata are frozen all the way down', () => {
  const flags = {
    limits: { variants: { a: { seats: 5, tags: ['x', { y: 1 }] } }, fallthrough: 'a', metadata: { owner: 'web' } },
  };
  const context = new Evaluator(snapshot(flags)).context({});
  const value = /** @type {any} */ (context.object('limits', {}));
  for (const change of [() => (value.seats = 6), () => value.tags.push('z'), () => (value.tags[1].y = 2)]) {
    assert.throws(change, TypeError);
  }
  const metadata = /** @type {any} */ (context.details('limits').metadata);
  assert.throws(() => (metadata.owner = 'me'), TypeError);
  assert.deepEqual(context.object('limits', {}), { seats: 5, tags: ['x', { y: 1 }] });
});

test('those who get the same decision share what is told of it, and no default nor exposure with it', () => {
  const flags = {
    a: {
      variants: { on: true, off: false },
      rules: [{ name: 'pro', if: { attribute: 'plan', in: ['pro', 'team'] }, serve: 'on' }],
      fallthrough: 'off',
    },
    none: { variants: { on: true } },
    tested: {
      variants: { on: true, off: false },
      rules: [{ experiment: 'e', split: { on: 100 } }],
      fallthrough: 'off',
    },
  };
  const evaluator = new Evaluator(snapshot(flags, { experiments: { e: { status: 'running' } } }));
  const [pro, team, free] = ['pro', 'team', 'free'].map((plan) => evaluator.context({ plan, targetingKey: plan }));
  const on = { key: 'a', value: true, variant: 'on', reason: 'TARGETING_MATCH', rule: { index: 0, name: 'pro' } };
  const off = { key: 'a', value: false, variant: 'off', reason: 'DEFAULT' };
  for (let i = 0; i < 2; i++) {
    assert.deepEqual([pro.details('a'), team.details('a'), free.details('a')], [on, on, off]);
    assert.deepEqual(
      [pro.details('none', true), pro.details('none', false)].map(({ value }) => value),
      [true, false],
    );
    assert.deepEqual(
      [pro, team].map((context) => context.details('tested').exposure?.unit),
      ['pro', 'team'],
    );
  }
  assert.equal(pro.details('a'), team.all().get('a'));
  assert.ok(Object.isFrozen(pro.details('a')) && Object.isFrozen(pro.details('a').rule));
});
