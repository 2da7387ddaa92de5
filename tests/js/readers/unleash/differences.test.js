// Where Burgee and Unleash's SDK are known to part, each with its cause: what docs/import/unleash.md lists is held here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, read } from '../doors.js';
import { attributesOf, client } from './sdk.js';

/**
 * @typedef {{ cause: string, constraint?: object, parameters?: object, context: import('./sdk.js').Context, unleash: boolean, said?: number }} Difference
 *   `unleash`: what the SDK says; ours is the contrary; `said`: how much the reader reports
 */

/** @param {string} operator @param {string} contextName @param {string | string[]} given @param {object} [more] */
const constraint = (operator, contextName, given, more) => ({
  contextName,
  operator,
  ...(Array.isArray(given) ? { values: given } : { value: given }),
  ...more,
});

/** @param {unknown} value */
const p = (value) => ({ properties: { p: value } });

/** @type {Difference[]} */
const DIFFERENCES = [
  {
    cause: 'a boolean is 1 or 0 in a comparison of numbers',
    constraint: constraint('NUM_LT', 'p', '5'),
    context: p(true),
    unleash: false,
  },
  { cause: 'an infinite number', constraint: constraint('NUM_GT', 'p', '5'), context: p('Infinity'), unleash: true },
  {
    cause: 'a list: one of its items passes, the SDK joins them',
    constraint: constraint('IN', 'p', ['a']),
    context: p(['a', 'b']),
    unleash: false,
  },
  {
    cause: 'an object has no text',
    constraint: constraint('STR_CONTAINS', 'p', ['object']),
    context: p({}),
    unleash: true,
  },
  { cause: 'a nested property', constraint: constraint('IN', 'p.q', ['a']), context: p({ q: 'a' }), unleash: false },
  {
    cause: 'what every object inherits is no property',
    constraint: constraint('STR_CONTAINS', 'constructor', ['Object']),
    context: {},
    unleash: true,
  },
  {
    cause: 'the e-mail’s domain',
    constraint: constraint('IN', 'emailDomain', ['b.c']),
    context: { properties: { email: 'a@b.c' } },
    unleash: false,
    said: 1,
  },
  {
    cause: 'spaces around a version',
    constraint: constraint('SEMVER_EQ', 'p', '1.2.3'),
    context: p(' 1.2.3'),
    unleash: true,
  },
  {
    cause: 'a version with a number beyond 2^53',
    constraint: constraint('SEMVER_GT', 'p', '1.2.3'),
    context: p('9007199254740993.0.0'),
    unleash: false,
  },
  {
    cause: 'an address with a length',
    constraint: constraint('IN_CIDR', 'p', ['10.0.0.0/8']),
    context: p('10.1.2.3/32'),
    unleash: true,
  },
  {
    cause: 'an address with a zone',
    constraint: constraint('IN_CIDR', 'p', ['fe80::/10']),
    context: p('fe80::1%eth0'),
    unleash: true,
  },
  {
    cause: 'a length with a zero in front',
    constraint: constraint('IN_CIDR', 'p', ['10.0.0.0/08']),
    context: p('10.1.2.3'),
    unleash: true,
    said: 1,
  },
  {
    cause: 'a letter beyond ASCII that is an ASCII letter in another case',
    constraint: constraint('REGEX', 'p', '^k$', { caseInsensitive: true }),
    context: p('\u212a'),
    unleash: true,
  },
  {
    cause: '`\\s` has the vertical tab',
    constraint: constraint('REGEX', 'p', '^\\s$'),
    context: p('\v'),
    unleash: false,
  },
  {
    cause: 'a pattern is searched in 4,096 bytes',
    constraint: constraint('REGEX', 'p', 'x'),
    context: p('x'.repeat(4097)),
    unleash: true,
  },
  {
    cause: 'a pattern that is not supported',
    constraint: constraint('REGEX', 'p', '\\p{Greek}'),
    context: p('α'),
    unleash: true,
    said: 1,
  },
  {
    cause: 'a date that only JavaScript reads',
    constraint: constraint('DATE_AFTER', 'currentTime', '1 May 2020'),
    context: {},
    unleash: true,
    said: 1,
  },
  {
    cause: 'a user id that is the number 0',
    parameters: { rollout: '50', stickiness: 'default', groupId: 'g' },
    context: { userId: 0, sessionId: 's' },
    unleash: false,
    said: 1,
  },
];

for (const { cause, context, unleash: theirs, said = 0, ...given } of DIFFERENCES) {
  test(cause, async () => {
    const strategy = given.constraint
      ? { name: 'default', parameters: {}, constraints: [given.constraint] }
      : { name: 'flexibleRollout', parameters: given.parameters, constraints: [] };
    const file = { features: [{ name: 'x', enabled: true, strategies: [strategy] }] };
    const { document, leftOut } = await read('unleash', JSON.stringify(file));
    assert.equal(leftOut.length, said);
    const [{ value }] = await decide(document, [{ flag: 'x', attributes: attributesOf(context), now: Date.now() }]);
    const unleash = await client(file);
    assert.deepEqual([unleash.isEnabled('x', context), value], [theirs, !theirs]);
    unleash.destroy();
  });
}

test('a user id that is a number is hashed for variants too', async () => {
  const variants = ['a', 'b', 'c', 'd'].map((name) => ({ name, weight: 1 }));
  const file = { features: [{ name: 'x', enabled: true, strategies: [], variants }] };
  const { document } = await read('unleash', JSON.stringify(file));
  const attributes = { userId: 1, sessionId: 's' };
  const [{ variant }] = await decide(document, [{ flag: 'x.variant', attributes }]);
  const unleash = await client(file);
  const named = (/** @type {any} */ context) => unleash.getVariant('x', context).name;
  assert.deepEqual(
    [named({ sessionId: 's' }), named(attributes), named({ userId: '1' }), variant],
    ['b', 'b', 'a', 'a'],
  );
  unleash.destroy();
});
