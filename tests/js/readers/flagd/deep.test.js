// Logic as deep as a file can have it: the module has a small stack.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, read } from '../doors.js';

/** Evaluators that refer to the next one: no depth of JSON bounds them. @param {(next: object) => object} link @param {object} end */
const chain = (link, end) => ({
  ...Object.fromEntries(Array.from({ length: 100 }, (_, nth) => [`e${nth}`, link({ $ref: `e${nth + 1}` })])),
  e100: end,
});

/** @param {number} depth @param {(inner: any) => any} wrap @param {any} inner @returns {any} */
const nested = (depth, wrap, inner) => (depth === 0 ? inner : wrap(nested(depth - 1, wrap, inner)));

const asked = nested(5, (inner) => ({ and: [{ '>': [{ var: 'age' }, 5] }, { or: [inner, { '!': { var: 'b' } }] }] }), {
  var: 'a',
});
const SHAPES = {
  choices: (/** @type {any} */ next) => ({ if: [asked, next, next] }),
  shares: (/** @type {any} */ next) => ({
    fractional: [
      [next, 1],
      ['b', 1],
    ],
  }),
  conditions: (/** @type {any} */ next) => ({ and: [next, { or: [next, asked] }] }),
  nullish: (/** @type {any} */ next) => ({
    or: [{ and: [{ starts_with: [{ var: 'a' }, 'x'] }, next] }, { sem_ver: [{ var: 'v' }, '=', '1.0.0'] }],
  }),
};

/** @param {any} targeting @param {object} [$evaluators] */
const file = (targeting, $evaluators) =>
  JSON.stringify({ flags: { flag: { state: 'ENABLED', variants: { a: 'a', b: 'b' }, targeting } }, $evaluators });

for (const [name, link] of Object.entries(SHAPES)) {
  test(`${name}: too deep is left out, and not more`, async () => {
    const endless = await read('flagd', file(link({ $ref: 'e0' }), chain(link, { var: 'x' })));
    assert.match(endless.leftOut[0].reason, /^the logic is too large or too deep/);
    assert.equal(endless.flags, 0);
  });
}

test('nested as deep as JSON may be is read', async () => {
  const full = nested(8, (inner) => ({ if: [asked, inner, 'b'] }), { fractional: [[{ if: [asked, 'a', 'b'] }, 1]] });
  assert.deepEqual((await read('flagd', file(full))).leftOut, []);
  const simple = nested(14, (inner) => ({ if: [{ var: 'a' }, inner, 'b'] }), 'a');
  const { document } = await read('flagd', file(simple));
  const [{ value }] = await decide(document, [{ flag: 'flag', attributes: { a: true } }]);
  assert.equal(value, 'a');
  const shares = nested(14, (inner) => ({ fractional: [[inner, 1]] }), 'a');
  assert.deepEqual((await read('flagd', file(shares))).leftOut, []);
});
