import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, exposure, send, track } from './calls.js';

/** @import { Url } from './calls.js' */

const T = Date.parse('2026-06-01T00:00:00Z');

/**
 * A story told in events of one experiment's version that no other suite uses.
 * @param {number} version
 * @returns {unknown[]}
 */
function story(version) {
  const seen = (/** @type {string} */ unit, /** @type {string} */ variant, /** @type {number} */ at) => {
    return exposure({ unit: `${version}-${unit}`, variant, at, version });
  };
  const bought = (/** @type {string} */ unit, /** @type {number} */ at, fields = {}) => {
    return track({ unit: `${version}-${unit}`, at, ...fields });
  };
  return [
    seen('a1', 'A', T),
    bought('a1', T + 1, { value: 10 }),
    bought('a1', T + 2, { value: 2.5 }),
    seen('a2', 'A', T),
    seen('a2', 'A', T + 9),
    bought('a2', T + 5),
    seen('a3', 'A', T),
    bought('a3', T - 1, { value: 100 }), // before it was exposed
    seen('a4', 'A', T),
    bought('a4', T + 1, { name: 'signup' }),
    seen('b1', 'B', T),
    bought('b1', T, { value: 7 }),
    seen('b2', 'B', T),
    bought('b2', T + 1, { by: 'account' }), // another kind of unit with the same name
    seen('both', 'A', T),
    seen('both', 'B', T + 1),
    bought('both', T + 2, { value: 50 }),
    bought('nobody', T, { value: 1000 }),
  ];
}

/** @param {Url} url */
export function resultsSuite(url) {
  const read = (/** @type {string} */ query) => call(url(`/api/v1/experiments/checkout-flow/results${query}`));

  test('units are counted once, in the variant they saw, and what they did afterwards', async () => {
    const { body: sent } = await send(url, story(7));
    assert.deepEqual(sent.rejected, []);
    const {
      status,
      body: { lost, ...body },
    } = await read('?version=7');
    assert.deepEqual([status, Number.isInteger(lost)], [200, true]);
    assert.deepEqual(body, {
      experiment: 'checkout-flow',
      name: 'Checkout flow',
      status: 'running',
      version: 7,
      metric: 'purchase',
      control: 'A',
      variants: [
        { variant: 'A', exposed: 4, converted: 2, rate: 0.5, count: 3, sum: 12.5 },
        { variant: 'B', exposed: 2, converted: 1, rate: 0.5, count: 1, sum: 7 },
      ],
      conflicted: 1,
    });
  });

  test('another metric counts other events', async () => {
    await send(url, story(8));
    const { body } = await read('?version=8&metric=signup');
    assert.equal(body.metric, 'signup');
    assert.deepEqual(
      body.variants.map((/** @type {any} */ one) => [one.variant, one.converted, one.count]),
      [
        ['A', 1, 1],
        ['B', 0, 0],
      ],
    );
  });

  test('variants that nobody saw are there with zeros, variants that have gone after them', async () => {
    assert.deepEqual((await read('?version=99')).body.variants, [
      { variant: 'A', exposed: 0, converted: 0, rate: null, count: 0, sum: 0 },
      { variant: 'B', exposed: 0, converted: 0, rate: null, count: 0, sum: 0 },
    ]);
    await send(url, [exposure({ version: 98, variant: 'old' })]);
    assert.deepEqual(
      (await read('?version=98')).body.variants.map((/** @type {any} */ one) => one.variant),
      ['A', 'B', 'old'],
    );
  });

  test('an unknown experiment and a wrong version are errors', async () => {
    for (const id of ['nope', 'constructor', 'a%2Fb']) {
      const { status, body } = await call(url(`/api/v1/experiments/${id}/results`));
      assert.deepEqual([status, body.error], [404, `there is no experiment \`${decodeURIComponent(id)}\``]);
    }
    assert.equal((await read('?version=one')).status, 400);
  });
}
