import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call } from './calls.js';
import { splitVariant } from './expected.js';

/** @import { Url } from './calls.js' */

/** @param {Url} url */
export function experimentsSuite(url) {
  const list = (/** @type {string} */ query) => call(url(`/api/v1/experiments${query}`));

  test('lists running experiments with their flags, variants and shares', async () => {
    const { status, body } = await list('');
    assert.equal(status, 200);
    assert.equal(body.user, null);
    assert.deepEqual(
      body.experiments.map((/** @type {any} */ one) => [one.id, one.name, one.status]),
      [
        ['checkout-flow', 'Checkout flow', 'running'],
        ['pricing-page', 'Pricing page', 'running'],
      ],
    );
    assert.deepEqual(body.experiments[1].flags, [
      {
        key: 'pricing_page',
        by: 'targetingKey',
        variants: [
          { name: 'control', value: 'control', percent: 34 },
          { name: 'variant_a', value: 'variant_a', percent: 33 },
          { name: 'variant_b', value: 'variant_b', percent: 33 },
        ],
      },
    ]);
    assert.equal(body.experiments[0].start, '2026-01-01T00:00:00Z');
    assert.equal(body.experiments[0].end, null);
  });

  test('a caller that names a user gets its variants', async () => {
    for (const user of ['user-17', 'user-42', 'user-99', 'Zoë']) {
      const { body } = await list(`?user=${encodeURIComponent(user)}&tier=free`);
      assert.equal(body.user, user);
      const [checkout, pricing] = body.experiments.map((/** @type {any} */ one) => one.flags[0].assigned);
      const expected = splitVariant('checkout_flow', user);
      assert.deepEqual([checkout.variant, checkout.reason, checkout.enrolled], [expected, 'SPLIT', true]);
      assert.equal(checkout.value, expected === 'A' ? 'one-page' : 'step-by-step');
      assert.equal(pricing.variant, splitVariant('pricing_page', user));
    }
  });

  test('a POST with JSON gets the same response as the query', async () => {
    const options = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: 'user-17', attributes: { tier: 'free', age: 30 }, consent: 'granted' }),
    };
    const { status, body } = await call(url('/api/v1/experiments'), options);
    assert.equal(status, 200);
    assert.deepEqual(body, (await list('?user=user-17&tier=free')).body);
  });

  test('a caller without a unit is in no split', async () => {
    const { body } = await list('?tier=free');
    const { enrolled } = body.experiments[0].flags[0].assigned;
    assert.equal(enrolled, false);
  });

  test('invalid fields are refused by name', async () => {
    const json = { 'Content-Type': 'application/json' };
    for (const [body, message] of [
      ['{"user": 17}', '`user` must be a string'],
      ['{"attributes": []}', '`attributes` must be a JSON object'],
      ['{"consent": "maybe"}', '`consent` must be `granted`, `denied` or `unknown`'],
      ['[]', 'the body must be a JSON object'],
    ]) {
      const answer = await call(url('/api/v1/experiments'), { method: 'POST', headers: json, body: body ?? '' });
      assert.deepEqual([answer.status, answer.body.error], [400, message]);
    }
    const { status, body } = await list('?user=a&consent=maybe');
    assert.deepEqual([status, body.error], [400, '`consent` must be `granted`, `denied` or `unknown`']);
    assert.equal((await list('?user=a&__proto__.x=1&constructor=2')).status, 200);
  });
}
