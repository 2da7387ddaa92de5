// What crosses the WebAssembly boundary: numbers, as few calls as can be, and nothing that piles up.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { crossed, crossing, instances } from './watch.js';
import { createClient } from '../../../pkg/client.js';
import { Evaluator, init } from '../../../pkg/index.js';
import { snapshot } from '../support.js';

const TEXT = snapshot(
  {
    plain: { variants: { on: true, off: false }, fallthrough: 'on' },
    broken: { variants: {} },
    paying: {
      variants: { on: true, off: false },
      rules: [{ if: { attribute: 'plan', in: ['pro', 'team'] }, rollout: { serve: 'on', percent: 50 } }],
      fallthrough: 'off',
    },
    price: { variants: { a: 'a', b: 'b' }, rules: [{ experiment: 'e', split: { a: 50, b: 50 } }] },
    named: {
      variants: { on: true, off: false },
      rules: [{ if: { attribute: 'email', matches: '^(a|b)+@' }, serve: 'on' }],
      fallthrough: 'off',
    },
  },
  { experiments: { e: { status: 'running' } } },
);

/** @type {Evaluator} */
let evaluator;
before(() => init());
beforeEach(() => {
  evaluator = new Evaluator(TEXT);
  crossed.strangers = 0;
});

/** Another user each time. @param {number} n */
const attributes = (n) => ({
  targetingKey: `user-${n}`,
  email: `${'ab'.repeat(n % 9)}${n % 2 ? '' : 'ü'}@example.com`,
  plan: ['pro', 'free', 'team'][n % 3],
  tags: ['x'],
  unread: { deep: n },
});
const user = (n = 0) => evaluator.context(attributes(n));
const memory = () => instances[instances.length - 1].memory;
const pages = () => memory().buffer.byteLength / 65_536;

test('a snapshot is given once and its manifest taken once', () => {
  assert.deepEqual(
    crossing(() => new Evaluator(TEXT)),
    { input: 1, load: 1, output_at: 1, output_length: 1, output_done: 1, words: 1, bytes: 1 },
  );
});

test('making a context lets nothing cross, and a read is one call', () => {
  assert.deepEqual(
    crossing(() => user()),
    {},
  );
  const context = user();
  assert.deepEqual(
    crossing(() => context.boolean('paying', false)),
    { decide: 1 },
  );
  assert.deepEqual(
    crossing(() => context.string('price', '')),
    { decide: 1 },
  );
  assert.deepEqual(
    crossing(() => context.details('price')),
    { decide: 1 },
  );
  assert.deepEqual(
    crossing(() => user(1).details('named')),
    { decide: 1 },
  );
});

test('what is the same for everyone, or no use, lets nothing cross', () => {
  const context = user();
  assert.deepEqual(
    crossing(() => context.boolean('plain', false)),
    {},
  );
  assert.deepEqual(
    crossing(() => context.details('plain')),
    {},
  );
  assert.deepEqual(
    crossing(() => context.details('broken')),
    {},
  );
  assert.deepEqual(
    crossing(() => context.boolean('absent', false)),
    {},
  );
  assert.deepEqual(
    crossing(() => context.boolean('price', false)),
    {},
    'a read of the wrong type',
  );
});

test('all flags are one call', () => {
  assert.deepEqual(
    crossing(() => user(1).all()),
    { decide_all: 1 },
  );
});

test('room is asked for when there is none, and not again', () => {
  const long = { targetingKey: 'u'.repeat(1000), plan: ['pro', 'x', 'y'] };
  assert.deepEqual(
    crossing(() => evaluator.context(long).boolean('paying', false)),
    { words: 2, bytes: 2, decide: 1 },
  );
  assert.deepEqual(
    crossing(() => evaluator.context(long).boolean('paying', false)),
    { decide: 1 },
  );
});

test('the client asks the core once for a value, however often it is read', async () => {
  const client = createClient({ snapshot: JSON.parse(TEXT), context: attributes(0) });
  await client.ready;
  assert.deepEqual(
    crossing(() => client.boolean('paying', false)),
    { decide: 1 },
  );
  assert.deepEqual(
    crossing(() => {
      for (let n = 0; n < 1000; n++) client.boolean('paying', false);
    }),
    {},
  );
  await client.close();
});

test('numbers cross, and no JSON is read or written for a decision', () => {
  const { parse, stringify } = JSON;
  const { encode, encodeInto } = TextEncoder.prototype;
  const { decode } = TextDecoder.prototype;
  let used = 0,
    encoded = 0;
  /** @param {Function} real */
  const counted =
    (real) =>
    (/** @type {any[]} */ ...given) => {
      used++;
      return real(...given);
    };
  [JSON.parse, JSON.stringify] = [counted(parse), counted(stringify)];
  TextEncoder.prototype.encode = TextDecoder.prototype.decode = () => assert.fail('text crossed');
  TextEncoder.prototype.encodeInto = function (text, into) {
    encoded++;
    return encodeInto.call(this, text, into);
  };
  try {
    for (let n = 0; n < 1000; n++) {
      const context = user(n);
      context.boolean('paying', false);
      context.details('price');
      if (n % 5 === 0) context.boolean('named', false);
      if (n % 10 === 0) context.all();
    }
  } finally {
    [JSON.parse, JSON.stringify] = [parse, stringify];
    Object.assign(TextEncoder.prototype, { encode, encodeInto });
    TextDecoder.prototype.decode = decode;
  }
  assert.deepEqual([used, crossed.strangers], [0, 0]);
  assert.equal(
    encoded,
    100,
    'every second e-mail address is not ASCII, and every fifth is read: it is encoded into memory once for its context',
  );
});

test('memory stays as it is over 100,000 evaluations', () => {
  const decide = (/** @type {number} */ n) => (n % 100 ? user(n).boolean('paying', false) : user(n).all());
  for (let n = 0; n < 1000; n++) decide(n);
  const before = pages();
  for (let n = 1000; n < 101_000; n++) decide(n);
  assert.equal(pages(), before);
});

test('memory stays as it is over 1,000 reloads', () => {
  const made = instances.length;
  for (let n = 0; n < 20; n++) evaluator.replace(TEXT);
  const before = pages();
  for (let n = 0; n < 1000; n++) {
    evaluator.replace(TEXT);
    evaluator.context(attributes(n)).boolean('named', false);
  }
  assert.deepEqual([pages(), instances.length], [before, made]);
});

test('decisions survive memory that grows under them', () => {
  const values = (/** @type {Map<string, { value: unknown }>} */ all) => [...all.values()].map(({ value }) => value);
  const expected = Array.from({ length: 50 }, (_, n) => values(user(n).all()));
  const early = user(1).all();
  const prepared = user(2);
  prepared.boolean('paying', false);
  memory().grow(1);
  assert.deepEqual(values(early), expected[1], 'what was given out before');
  assert.deepEqual(values(prepared.all()), expected[2], 'a context that was packed before');
  for (let n = 0; n < 50; n++) {
    if (n % 10 === 0) memory().grow(1);
    assert.deepEqual(values(user(n).all()), expected[n]);
  }
  assert.deepEqual(
    crossing(() => user(1).string('price', '')),
    { decide: 1 },
    'a trap would have cost a rebuild',
  );
});
