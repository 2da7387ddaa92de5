// What is known to be decided otherwise than by GrowthBook's SDK, one by one: docs/import/growthbook.md lists the causes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GrowthBookClient } from '@growthbook/growthbook';
import { decide, read } from '../doors.js';

/** Cause, rule, attributes, whether the SDK and we apply the rule. @type {[string, object, object, boolean, boolean][]} */
const KNOWN = [
  ['a list is no text', { condition: { country: 'US' } }, { country: ['US'] }, true, false],
  ['a list is no text', { condition: { country: { $regex: '^US,DE$' } } }, { country: ['US', 'DE'] }, true, false],
  ['a list is no text', { condition: { country: { $gt: 'A' } } }, { country: ['US'] }, true, false],
  ['a list is no number', { condition: { age: { $gt: 3 } } }, { age: [5] }, true, false],
  ['a list is no number', { condition: { age: 0 } }, { age: [] }, true, false],
  ['an object is no text', { condition: { account: '[object Object]' } }, { account: {} }, true, false],
  ['null in a list is nothing', { condition: { tags: { $in: [null] } } }, { tags: [null] }, true, false],
  ['0 and false are ids', { coverage: 1 }, { id: 0 }, false, true],
  ['0 and false are ids', { coverage: 1 }, { id: false }, false, true],
  ['a list is no id', { coverage: 1 }, { id: [1] }, true, false],
  ['a whole name comes first', { condition: { 'a.b': 1 } }, { 'a.b': 1 }, false, true],
  ['only what an object has itself', { condition: { toString: { $exists: true } } }, {}, true, false],
  ['a character is a whole one', { condition: { word: { $regex: '^.$' } } }, { word: '🙂' }, false, true],
  ['white space is ASCII', { condition: { word: { $regex: '\\s' } } }, { word: '\u00a0' }, true, false],
  [
    'a long text is searched for no pattern',
    { condition: { word: { $regex: 'a' } } },
    { word: 'a'.repeat(4097) },
    true,
    false,
  ],
  [
    'the name of a method is a pattern',
    { condition: { word: { $regex: 'constructor' } } },
    { word: 'constructor' },
    false,
    true,
  ],
];

test('nothing differs but what is known to', async () => {
  for (const [cause, rule, attributes, there, here] of KNOWN) {
    const payload = { features: { f: { defaultValue: false, rules: [{ ...rule, force: true }] } } };
    const client = new GrowthBookClient().initSync({ payload });
    assert.equal(client.evalFeature('f', { attributes }).value, there, `${cause}: the SDK`);
    const { document, leftOut } = await read('growthbook', JSON.stringify(payload));
    const [{ value }] = await decide(document, [{ flag: 'f', attributes }]);
    assert.deepEqual([value, leftOut], [here, []], cause);
  }
  console.log(`${KNOWN.length} known differences, of ${new Set(KNOWN.map(([cause]) => cause)).size} causes`);
});

test('ids are hashed as UTF-8 for the SDKs that do so', async () => {
  const payload = {
    features: { f: { rules: [{ variations: [0, 1, 2, 3], weights: [0.25, 0.25, 0.25, 0.25], seed: 'é' }] } },
  };
  const { document } = await read('growthbook', JSON.stringify(payload), { units: 'utf-8' });
  const ids = Array.from(
    { length: 200 },
    (_, number) => [`plain-${number}`, `José-${number}`, `龍${number}`, `🙂${number}`][number % 4],
  );
  const answers = await decide(
    document,
    ids.map((id) => ({ flag: 'f', attributes: { id } })),
  );
  const hash = (/** @type {string} */ id) =>
    Buffer.from(`${id}é`).reduce((state, byte) => Math.imul(state ^ byte, 0x01000193), 0x811c9dc5) >>> 0;
  assert.deepEqual(
    answers.map(({ value }) => value),
    ids.map((id) => Math.floor((hash(id) % 1000) / 250)),
  );
});
