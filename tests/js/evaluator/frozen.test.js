// Nobody changes a snapshot's value for the others.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Evaluator, init } from '../../../pkg/index.js';
import { snapshot } from '../support.js';

before(() => init());

test('values and metadata are frozen all the way down', () => {
  const flags = { limits: { variants: { a: { seats: 5, tags: ['x', { y: 1 }] } }, fallthrough: 'a', metadata: { owner: 'web' } } };
  const context = new Evaluator(snapshot(flags)).context({});
  const value = /** @type {any} */ (context.object('limits', {}));
  for (const change of [() => (value.seats = 6), () => value.tags.push('z'), () => (value.tags[1].y = 2)]) {
    assert.throws(change, TypeError);
  }
  const { metadata } = context.details('limits');
  assert.throws(() => (/** @type {any} */ (metadata).owner = 'me'), TypeError);
  assert.deepEqual(context.object('limits', {}), { seats: 5, tags: ['x', { y: 1 }] });
});
