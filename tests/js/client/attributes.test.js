import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createClient } from '../../../pkg-template/client/client.js';
import { Evaluator, init } from '../../../pkg/index.js';
import { fakePage } from './support.js';

before(() => init());

const SNAPSHOT = {
  format: 'burgee/1',
  flags: {
    pro: {
      variants: { on: true, off: false },
      off: 'off',
      rules: [{ if: { attribute: 'plan', in: ['pro'] }, serve: 'on' }],
      fallthrough: 'off',
    },
    also: {
      variants: { on: true, off: false },
      off: 'off',
      rules: [{ if: { attribute: 'plan', in: ['pro'] }, serve: 'on' }],
      fallthrough: 'off',
    },
  },
};
const clientOf = (/** @type {any} */ context) =>
  createClient({ snapshot: SNAPSHOT, context }, { init: () => init(), Evaluator }, fakePage());

test('what the caller does to its object afterwards changes nothing: before the first read, after it, and with others in between', async () => {
  const given = { plan: 'pro' };
  const client = clientOf(given);
  const view = client.context(given);
  given.plan = 'free';
  assert.deepEqual([client.boolean('pro', false), view.boolean('pro', false)], [true, true]);
  client.context({ plan: 'other' }).boolean('also', false);
  assert.deepEqual([client.boolean('also', false), view.boolean('also', false)], [true, true]);
  assert.equal(client.details('also').value, true);

  const next = { plan: 'free' };
  await client.setContext(next);
  next.plan = 'pro';
  client.context({ plan: 'other' }).boolean('also', false);
  assert.deepEqual([client.boolean('pro', true), client.boolean('also', true)], [false, false]);
});
