// Attributes of every kind that JavaScript has: a read never throws, and never costs the instance.
import { CONVERSIONS } from '../conversions.js';
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { held, instances } from './watch.js';
import { Evaluator, init } from '../../../pkg/index.js';
import { snapshot } from '../support.js';

/** A flag that says whether a test of attribute `a` holds. @param {object} test */
const flag = (test) => ({
  variants: { yes: 'yes', no: 'no' },
  rules: [{ if: { attribute: 'a', ...test }, serve: 'yes' }],
  fallthrough: 'no',
});
const TESTS = {
  exists: { exists: true },
  missing: { exists: false },
  one: { equals: 1 },
  x: { equals: 'x' },
  yes: { equals: true },
  some: { in: ['x', 1, true] },
  every: { in: ['x', 1, true], items: 'all' },
  number: { gte: 0 },
  date: { since: '1970-01-01' },
  has: { contains: 'x' },
  version: { semver: '>=1.0.0' },
  address: { cidr: '0.0.0.0/0' },
  pattern: { matches: '^x' },
  kept: { equals: 'y', mismatch: true },
};
const TEXT = snapshot({
  ...Object.fromEntries(Object.entries(TESTS).map(([name, test]) => [name, flag(test)])),
  other: {
    variants: { yes: 'yes', no: 'no' },
    rules: [{ if: { attribute: 'plan', equals: 'pro' }, serve: 'yes' }],
    fallthrough: 'no',
  },
});

/** @type {Evaluator} */
let evaluator;
before(async () => {
  await init();
  evaluator = new Evaluator(TEXT);
});

/** The tests that hold for a value of `a`; what is unreadable must not reach other attributes. @param {object} attributes */
function holding(attributes) {
  const context = evaluator.context(
    /** @type {any} */ (Object.defineProperty(attributes, 'plan', { value: 'pro', enumerable: true })),
  );
  const before = instances.length;
  const found = Object.keys(TESTS).filter((name) => context.string(name, 'default') === 'yes');
  const all = [...context.all()].filter(([key, { value }]) => key !== 'other' && value === 'yes').map(([key]) => key);
  assert.deepEqual(all, found);
  assert.equal(context.string('other', 'default'), 'yes');
  assert.equal(instances.length, before, 'an attribute cost the instance');
  return found.join(' ');
}

const revoked = () => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
};
const fails = () => {
  throw new Error('unreadable');
};
const hostile = () =>
  new Proxy({}, { get: fails, has: fails, getPrototypeOf: fails, getOwnPropertyDescriptor: fails, ownKeys: fails });
const OTHER = 'exists kept';

/** @type {[string, unknown, string][]} */
const VALUES = [
  ['undefined', undefined, 'missing'],
  ['null', null, 'missing'],
  ['true', true, 'exists yes some every kept'],
  ['1', 1, 'exists one some every number date'],
  ['-0', -0, 'exists number date'],
  ['NaN', NaN, OTHER],
  ['Infinity', Infinity, OTHER],
  ['a BigInt', 1n, OTHER],
  ['a symbol', Symbol('x'), OTHER],
  ['a function', () => 'x', OTHER],
  ['a class', class X {}, OTHER],
  ['a boxed string', new String('x'), OTHER],
  ['an object', { x: 'x' }, OTHER],
  ['a map', new Map([['x', 'x']]), OTHER],
  ['bytes', new Uint8Array([1]), OTHER],
  ['an object without a prototype', Object.create(null), OTHER],
  ['a date', new Date(86_400_000), 'exists number date'],
  ['a date that is none', new Date(NaN), OTHER],
  ['what only looks like a date', Object.create(Date.prototype), OTHER],
  ['a proxy that throws', hostile(), OTHER],
  ['a proxy that is revoked', revoked(), OTHER],
  ['a proxy of text', new Proxy(new String('x'), {}), OTHER],
  ['x', 'x', 'exists x some every has pattern'],
  ['no text', '', 'exists'],
  ['a version', '1.2.3', 'exists version'],
  ['an address', '127.0.0.1', 'exists address'],
  ['a lone surrogate', '\ud800', 'exists'],
  ['a lone surrogate in text', 'x\udc00x', 'exists has pattern'],
  // What is searched has a most: 65,536 bytes for affixes, 4,096 for patterns.
  ['a megabyte', `${'y'.repeat(2 ** 20)}x`, 'exists'],
  ['a megabyte of emojis', `x${'🚩'.repeat(2 ** 19)}`, 'exists'],
  ['the most that is searched', `${'y'.repeat(65_535)}x`, 'exists has'],
  ['one byte more', `${'y'.repeat(65_536)}x`, 'exists'],
  ['the most that a pattern searches', `x${'y'.repeat(4095)}`, 'exists has pattern'],
  ['an empty list', [], 'exists'],
  ['a list', ['y', 'x'], 'exists x some has pattern kept'],
  ['a list of all sorts', [undefined, null, {}, [], NaN, 1], 'exists one some number date kept'],
  ['a list all of which pass', ['x', 1, true], 'exists one x yes some every number date has pattern'],
  ['a list in a list', [['x']], OTHER],
  ['a list with holes', Object.assign(new Array(5), { 3: 'x' }), 'exists x some has pattern kept'],
  ['a list with a date', [new Date(5)], 'exists number date'],
  [
    '10,000 items',
    Array.from({ length: 10_000 }, (_, i) => (i === 9_999 ? 'x' : `item ${i}`)),
    'exists x some has pattern',
  ],
  ['10,000 long items', [...Array(9_999).fill('z'.repeat(200)), 'x'], 'exists x some has pattern'],
  ['a list that throws', Object.defineProperty(['x', 'y'], 1, { get: fails }), OTHER],
  ['a list with a proxy that throws', ['x', hostile()], OTHER],
  ['a proxy of a list', new Proxy(['x'], {}), 'exists x some every has pattern'],
];

describe('an attribute', () => {
  for (const [name, value, expected] of VALUES) {
    test(`that is ${name}`, () => assert.equal(holding({ a: value }), withEquality(expected, value)));
  }

  test('whose getter throws is there, and compares with nothing', () => {
    assert.equal(holding(Object.defineProperty({}, 'a', { get: fails })), OTHER);
  });

  test('of attributes that throw at everything', () => {
    const context = evaluator.context(hostile());
    assert.deepEqual(
      Object.keys(TESTS).filter((name) => context.string(name, 'default') === 'yes'),
      ['exists', 'kept'],
    );
    assert.equal(context.string('other', 'default'), 'no');
  });

  test('that is inherited is not there', () => assert.equal(holding(Object.create({ a: 'x' })), 'missing'));
});

/** Equality compares text and numbers and booleans of any type: only what is none of them mismatches. @param {string} expected @param {unknown} value */
function withEquality(expected, value) {
  const scalar = ['string', 'number', 'boolean'].includes(typeof value) && !Number.isNaN(value) && value !== Infinity;
  return scalar ? expected.replace(' kept', '') : expected;
}

test('a getter that asks for a decision itself gets the default, and disturbs nothing', () => {
  const inner = evaluator.context({ a: 'x' });
  let seen = '';
  const outer = evaluator.context({
    get a() {
      seen = inner.string('x', 'default');
      return 1;
    },
    plan: 'pro',
  });
  assert.deepEqual([outer.string('one', ''), outer.string('x', ''), outer.string('other', '')], ['yes', 'no', 'yes']);
  assert.equal(seen, 'default');
  assert.equal(inner.string('x', ''), 'yes');
});

test('a list that claims to be endless gives defaults, and the next context is sound', () => {
  for (const length of [2 ** 29, 2 ** 30, 2 ** 31, 2 ** 32 - 1]) {
    const context = evaluator.context({ a: Object.assign([], { length }) });
    assert.equal(context.string('x', 'default'), 'default');
    assert.deepEqual([context.details('x').reason, context.details('x').errorCode], ['ERROR', 'GENERAL']);
    assert.equal(evaluator.context({ a: 'x' }).string('x', 'default'), 'yes');
  }
  const [{ memory }] = instances.slice(-1);
  assert.ok(memory.buffer.byteLength < 2 ** 26 && held() > 0);
});

test('texts beside each other keep their bounds', () => {
  const both = new Evaluator(
    snapshot({
      both: {
        variants: { yes: true, no: false },
        fallthrough: 'no',
        rules: [
          {
            if: {
              all: [
                { attribute: 'a', endsWith: 'x' },
                { attribute: 'b', startsWith: 'y' },
                { attribute: 'c', contains: 'ü' },
              ],
            },
            serve: 'yes',
          },
        ],
      },
    }),
  );
  const decide = (/** @type {any} */ attributes) => both.context(attributes).boolean('both', false);
  for (const size of [0, 1, 31, 32, 33, 85, 86, 255, 256, 257, 1000, 65_000, 5]) {
    const fill = 'z'.repeat(size);
    assert.equal(decide({ a: `${fill}x`, b: `y${fill}`, c: `${fill}ü` }), true, `${size}`);
    assert.equal(decide({ a: `${fill}x`, b: `${fill}`, c: `yü${fill}` }), false, `${size}`);
    assert.equal(
      decide({ a: [fill, `${fill}x`], b: [`y${fill}`, fill], c: [fill, `${fill}ü`, fill] }),
      true,
      `${size}`,
    );
  }
});

test('a whole number and a date are units, and the exposure says what was hashed', () => {
  const text = snapshot(
    { f: { variants: { a: 1 }, rules: [{ experiment: 'e', split: { a: 100 } }] } },
    { experiments: { e: { status: 'running' } } },
  );
  const units = new Evaluator(text);
  const unit = (/** @type {unknown} */ targetingKey) => units.context({ targetingKey }).details('f').exposure?.unit;
  assert.deepEqual([42, -0, -7, '42', ' ', 2 ** 53 - 1, new Date(5), 'é'].map(unit), [
    '42',
    '0',
    '-7',
    '42',
    ' ',
    '9007199254740991',
    '5',
    'é',
  ]);
  assert.deepEqual(
    ['', 0.5, NaN, 2 ** 53, true, [1], {}, 1n, Symbol('u'), null, undefined, hostile(), new Date(NaN)].map(unit),
    Array(13).fill(undefined),
  );
});

test('what JavaScript alone has is converted to nothing, and a date to its number', () => {
  const conversions = CONVERSIONS.filter((as) => as !== 'boolean');
  const made = (/** @type {string} */ as) => ({
    variants: { text: 'text', number: 'number', mismatch: 'mismatch', missing: 'missing', other: 'other' },
    rules: [
      { if: { attribute: 'a', exists: false }, serve: 'missing' },
      { if: { attribute: 'a', as, startsWith: '' }, serve: 'text' },
      { if: { attribute: 'a', as, gte: -Number.MAX_VALUE }, serve: 'number' },
      { if: { attribute: 'a', as, startsWith: '', mismatch: true }, serve: 'mismatch' },
    ],
    fallthrough: 'other',
  });
  const converting = new Evaluator(snapshot(Object.fromEntries(conversions.map((as) => [as, made(as)]))));
  const found = (/** @type {unknown} */ a) => {
    const context = converting.context(/** @type {any} */ ({ a }));
    return conversions.map((as) => context.string(as, '')).join(' ');
  };
  const nothing = 'mismatch mismatch mismatch mismatch mismatch mismatch mismatch';
  for (const value of [17n, Symbol('x'), () => 'x']) assert.equal(found(value), nothing, String(value));
  assert.equal(found(new Date(5)), 'text number number text mismatch text text');
  assert.equal(found([new Date(5)]), 'text number number text number text text');
  assert.equal(found(undefined), found(null));
  const circular = /** @type {any} */ ({});
  circular.self = circular;
  assert.equal(found(circular), 'mismatch mismatch mismatch mismatch mismatch text mismatch');
  assert.equal(
    found({ toString: () => 'x', valueOf: () => 5 }),
    'mismatch mismatch mismatch mismatch mismatch text text',
  );
});
