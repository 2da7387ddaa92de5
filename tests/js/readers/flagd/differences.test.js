// Where Burgee and flagd are known to part, each with its cause: what docs/import/flagd.md lists is held here.
import assert from 'node:assert/strict';
import { before, mock, test } from 'node:test';
import { decide, read } from '../doors.js';
import { flagd } from './flagd.js';
import { NOW } from './generate.js';

before(() => mock.timers.enable({ apis: ['Date'], now: NOW }));

/** The variant where the condition holds, for which there is no `else`: flagd compiles it. @param {object} condition */
const on = (condition) => ({ if: [condition, 'on', 'off'] });
/** The same, interpreted. @param {object} condition */
const interpreted = (condition) => ({ if: [condition, 'on'] });
/** @param {object} unit */
const all = (unit) => ({ fractional: [unit, ['on', 1]] });

/** @typedef {{ cause: string, targeting: object, attributes: object, flagd?: string, burgee?: string, said?: number }} Difference without a variant: the caller's default; `said`: how much the reader reports */

/** @type {Difference[]} */
const DIFFERENCES = [
  {
    cause: 'a name with a dot',
    targeting: on({ '===': [{ var: 'app.build' }, 7] }),
    attributes: { 'app.build': 7 },
    flagd: 'off',
    burgee: 'on',
  },
  {
    cause: 'the e-mail’s domain',
    targeting: on({ in: [{ var: 'emailDomain' }, ['b.c']] }),
    attributes: { email: 'a@b.c' },
    flagd: 'off',
    burgee: 'on',
    said: 1,
  },
  {
    cause: 'an infinite number in a text',
    targeting: on({ '>': [{ var: 'n' }, 1] }),
    attributes: { n: 'Infinity' },
    flagd: 'on',
  },
  {
    cause: 'a text of more than 65,536 bytes',
    targeting: on({ starts_with: [{ var: 't' }, 'x'] }),
    attributes: { t: 'x'.repeat(65_537) },
    flagd: 'on',
    burgee: 'off',
  },
  {
    cause: 'a list with a version',
    targeting: on({ sem_ver: [{ var: 'v' }, '>', '1.0.0'] }),
    attributes: { v: ['2.0.0'] },
    flagd: 'on',
    burgee: 'off',
  },
  {
    cause: 'a second v before a version',
    targeting: on({ sem_ver: [{ var: 'v' }, '>', '1.0.0'] }),
    attributes: { v: 'vv2.0.0' },
    flagd: 'on',
    burgee: 'off',
  },
  {
    cause: 'a short version with a pre-release',
    targeting: on({ sem_ver: [{ var: 'v' }, '>', '1.0.0'] }),
    attributes: { v: '2.0-beta' },
    flagd: 'off',
    burgee: 'on',
  },
  {
    cause: 'a version beyond 2^53',
    targeting: on({ sem_ver: [{ var: 'v' }, '>', '1.0.0'] }),
    attributes: { v: '9007199254740993.0.0' },
    flagd: 'off',
    burgee: 'on',
  },
  {
    cause: 'a targeting key of 0',
    targeting: { fractional: [['on', 1]] },
    attributes: { targetingKey: 0 },
    flagd: 'off',
    burgee: 'on',
  },
  {
    cause: 'a list in what is hashed',
    targeting: all({ cat: ['a', { var: 'unit' }] }),
    attributes: { unit: ['b'] },
    flagd: 'on',
    burgee: 'off',
  },
  {
    cause: 'an object in what is hashed',
    targeting: all({ cat: ['a', { var: 'unit' }] }),
    attributes: { unit: {} },
    flagd: 'on',
    burgee: 'off',
  },
  {
    cause: 'interpreted: a default for null',
    targeting: interpreted({ '===': [{ var: ['plan', 'pro'] }, 'pro'] }),
    attributes: { plan: null },
    flagd: 'off',
    burgee: 'on',
    said: 1,
  },
  {
    cause: 'interpreted: a list that is negated',
    targeting: interpreted({ '!': { var: 'tags' } }),
    attributes: { tags: [0] },
    flagd: 'on',
    burgee: 'off',
  },
  {
    cause: 'interpreted: a step into zero',
    targeting: interpreted({ '===': [{ var: 'a.b' }, 0] }),
    attributes: { a: 0 },
    flagd: 'on',
    burgee: 'off',
  },
];

/** @param {object} targeting */
const file = (targeting) => ({
  flags: { flag: { state: 'ENABLED', variants: { on: 'on', off: 'off' }, defaultVariant: 'off', targeting } },
});

for (const { cause, targeting, attributes, said = 0, ...expected } of DIFFERENCES) {
  test(cause, async () => {
    const { document, leftOut } = await read('flagd', JSON.stringify(file(targeting)));
    const [{ value }] = await decide(document, [{ flag: 'flag', now: NOW, attributes }]);
    assert.equal(leftOut.length, said);
    assert.equal(flagd(file(targeting))(attributes)('flag'), expected.flagd);
    assert.equal(value, expected.burgee);
    assert.notEqual(expected.flagd, expected.burgee);
  });
}

test('the list is complete', () => assert.equal(DIFFERENCES.length, 14));
