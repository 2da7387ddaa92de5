import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, exposure, send, track } from './calls.js';

/** @import { Url } from './calls.js' */

const T = Date.parse('2026-06-01T00:00:00Z');

/**
 * Events of units with different histories, in a version of the experiment that no other suite uses.
 * @param {number} version
 * @returns {unknown[]}
 */
function histories(version) {
  const sees = (/** @type {string} */ unit, /** @type {string} */ variant, /** @type {number} */ at) => {
    return exposure({ unit: `${version}-${unit}`, variant, at, version });
  };
  const buys = (/** @type {string} */ unit, /** @type {number} */ at, fields = {}) => {
    return track({ unit: `${version}-${unit}`, at, ...fields });
  };
  return [
    sees('a1', 'A', T),
    buys('a1', T + 1, { value: 10 }),
    buys('a1', T + 2, { value: 2.5 }),
    sees('a2', 'A', T),
    sees('a2', 'A', T + 9),
    buys('a2', T + 5),
    sees('a3', 'A', T),
    buys('a3', T - 1, { value: 100 }), // before its first exposure
    sees('a4', 'A', T),
    buys('a4', T + 1, { name: 'signup' }),
    sees('b1', 'B', T),
    buys('b1', T, { value: 7 }),
    sees('b2', 'B', T),
    buys('b2', T + 1, { by: 'account' }), // another kind of unit with the same name
    sees('both', 'A', T),
    sees('both', 'B', T + 1),
    buys('both', T + 2, { value: 50 }),
    buys('nobody', T, { value: 1000 }),
  ];
}

/** @param {Url} url */
export function resultsSuite(url) {
  const read = (/** @type {string} */ query) => call(url(`/api/v1/experiments/checkout-flow/results${query}`));

  test('counts each unit once, in its variant, with the events after its exposure', async () => {
    const { body: sent } = await send(url, histories(7));
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

  test('`metric` selects the counted events', async () => {
    await send(url, histories(8));
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

  test('variants without units have zeros, and removed variants follow', async () => {
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

  test('an unknown experiment gets 404 and an invalid version 400', async () => {
    for (const id of ['nope', 'constructor', 'a%2Fb']) {
      const { status, body } = await call(url(`/api/v1/experiments/${id}/results`));
      assert.deepEqual([status, body.error], [404, `there is no experiment \`${decodeURIComponent(id)}\``]);
    }
    const { status, body } = await read('?version=one');
    assert.deepEqual([status, body.error], [400, '`version` must be a whole number of at most 9 digits']);
  });
}
