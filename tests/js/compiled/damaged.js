/** Compiled snapshots that something happened to, for the whole core and for the part that pages load. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crossed, instances } from '../evaluator/watch.js';
import { Evaluator, SnapshotError } from '../../../pkg/index.js';
import { read } from '../support.js';

const TEXT = read('tests/vectors/compiled.json').trim();
const { format: FORMAT, manifest: MANIFEST, code: CODE } = JSON.parse(TEXT);
const KEYS = MANIFEST[2].map((/** @type {[string]} */ [key]) => key);
const BYTES = Buffer.from(CODE, 'base64');

/** @param {{ format?: unknown, manifest?: unknown, code?: unknown }} changes */
const changed = (changes) => JSON.stringify({ format: FORMAT, manifest: MANIFEST, code: CODE, ...changes });

/** The manifest with something else at a path. @param {(string | number)[]} path @param {unknown} value */
function withPart(path, value) {
  const manifest = structuredClone(MANIFEST);
  const last = /** @type {string | number} */ (path.at(-1));
  path.slice(0, -1).reduce((part, name) => part[name], manifest)[last] = value;
  return changed({ manifest });
}

/** The code with other bytes at a place. @param {number} at @param {number[]} bytes */
function withBytes(at, bytes) {
  const code = Buffer.from(BYTES);
  code.set(bytes, at);
  return changed({ code: code.toString('base64') });
}

const DAMAGED = /^format, line 1, column 1: the compiled snapshot is damaged: /;
const OF_ANOTHER =
  'format, line 1, column 1: the compiled snapshot is damaged: the code does not belong to the manifest';
const flag = (/** @type {string} */ key) => MANIFEST[2].findIndex((/** @type {any[]} */ [found]) => found === key);

/** What is refused, and in which words. @type {Record<string, [string, RegExp | string]>} */
const REFUSED = {
  'the text ends in the manifest': [TEXT.slice(0, 1000), DAMAGED],
  'the text ends in the code': [TEXT.slice(0, -100), DAMAGED],
  'only the format is there': ['{"format":"burgee-compiled/1"', DAMAGED],
  'something stands behind it': [`${TEXT}x`, DAMAGED],
  'another format': [
    changed({ format: 'burgee-compiled/2' }),
    'format, line 1, column 1: expected the format `burgee-compiled/1`, found `burgee-compiled/2`',
  ],
  'another format that begins as this one': [
    changed({ format: 'burgee-compiled/10' }),
    'format, line 1, column 1: expected the format `burgee-compiled/1`, found `burgee-compiled/10`',
  ],
  'another format of another shape': [
    '{"format":"burgee-compiled/7","parts":{}}',
    'format, line 1, column 1: expected the format `burgee-compiled/1`, found `burgee-compiled/7`',
  ],
  'no format number': [
    '{"format":"burgee-compiled/"}',
    'format, line 1, column 1: expected the format `burgee-compiled/1`, found `burgee-compiled/`',
  ],
  'a second format': [
    TEXT.replace('"manifest"', '"format":null,"manifest"'),
    'format, line 1, column 1: expected the format `burgee-compiled/1`, found `null`',
  ],
  'no manifest': [changed({ manifest: undefined }), DAMAGED],
  'no code': [changed({ code: undefined }), OF_ANOTHER],
  'code that is no base64': [changed({ code: `${CODE.slice(0, 40)}%%%` }), OF_ANOTHER],
  'code that is null': [changed({ code: null }), OF_ANOTHER],
  'code that is a number': [changed({ code: 1234 }), OF_ANOTHER],
  'code that is a list': [changed({ code: [] }), OF_ANOTHER],
  'code that is an object': [changed({ code: {} }), OF_ANOTHER],
  'no byte of code': [changed({ code: '' }), OF_ANOTHER],
  'three bytes of code': [changed({ code: 'AAAA' }), OF_ANOTHER],
  'code of fewer flags': [withBytes(0, [KEYS.length - 1]), OF_ANOTHER],
  'code of more flags': [withBytes(0, [KEYS.length + 1]), OF_ANOTHER],
  'code of very many flags': [withBytes(0, [255, 255, 255, 255]), OF_ANOTHER],
  'a manifest of fewer flags': [withPart([2], MANIFEST[2].slice(1)), OF_ANOTHER],
  'a manifest of more flags': [withPart([2], [...MANIFEST[2], ['more']]), OF_ANOTHER],
  'a manifest that names a flag twice': [withPart([2], [...MANIFEST[2].slice(1), MANIFEST[2][1]]), OF_ANOTHER],
  'a prototype instead of members': [
    `{"format":"${FORMAT}","__proto__":{"manifest":${JSON.stringify(MANIFEST)},"code":"${CODE}"}}`,
    DAMAGED,
  ],
};

/** What stands in place of each part of the manifest. */
const OTHERS = [
  undefined,
  null,
  true,
  0,
  -1,
  1e300,
  '',
  'text',
  [],
  {},
  [[]],
  [null],
  [{}],
  { length: 3 },
  { __proto__: [] },
];

/** Paths to every kind of part. */
const PATHS = [
  [],
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((part) => [part]),
  [1, 0],
  ...[0, 1, 2, 3].map((part) => [1, 0, part]),
  [2, flag('trial')],
  ...[0, 1, 2, 3, 4, 5, 6].map((part) => [2, flag('trial'), part]),
  [2, flag('trial'), 4, 0],
  ...[0, 1, 2].map((part) => [2, flag('trial'), 4, 0, part]),
  [2, flag('trial'), 4, 0, 2, 0],
  [2, flag('same for all'), 2],
  [2, flag('broken'), 1],
  [3, 0],
  ...[0, 1, 2].map((part) => [3, 0, part]),
  [4, 0],
  ...[0, 1, 2, 3, 4, 5].map((part) => [4, 0, part]),
  [6, 0],
  [6, 0, 0],
  [6, 1],
  [7, 0],
  ...[0, 1, 2].map((part) => [7, 0, part]),
  [7, 0, 1, 0],
  [7, 1],
];

const NOW = Date.parse('2026-11-10');
const USERS = [
  {},
  { targetingKey: 'user-1', country: 'de', beta: true, account: { id: 'x' }, there: 1 },
  { targetingKey: 'ada', age: 20, app: { version: '2.1.0' }, kind: 'split' },
];
const VALUES = ['boolean', 'string', 'number', 'object'];

/** Everything can be asked, and nothing is thrown. @param {Evaluator} evaluator */
function ask(evaluator) {
  for (const attributes of USERS) {
    const context = evaluator.context(attributes, {
      now: NOW,
      consent: 'granted',
      assignments: { full: { variant: 'a', version: 4 } },
    });
    for (const { value, reason } of context.all().values()) assert.ok(value !== undefined && reason !== undefined);
    for (const key of [...KEYS, 'absent', '__proto__', 'constructor']) {
      assert.notEqual(context.details(key, null).value, undefined);
      for (const type of VALUES) assert.notEqual(/** @type {any} */ (context)[type](key, 'a default'), undefined);
    }
  }
  return [evaluator.revision, evaluator.issues, evaluator.keys];
}

/** Gives whether it was taken; if not, that was said as it should be. @param {string} text @param {RegExp | string} [message] */
function taken(text, message = DAMAGED) {
  try {
    ask(new Evaluator(text));
    return true;
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    const { issues } = error;
    assert.deepEqual(
      issues.map(({ severity, code, path, line, column }) => [severity, code, path, line, column]),
      [['error', 'format', 'format', 1, 1]],
    );
    if (typeof message === 'string') assert.equal(error.message, message);
    else assert.match(error.message, message);
    return false;
  }
}

export function testDamaged() {
  test('the one that they are made from is taken', () => assert.ok(taken(TEXT)));

  for (const [name, [text, message]] of Object.entries(REFUSED)) {
    test(`refused: ${name}`, () => {
      assert.equal(taken(text, message), false);
      const evaluator = new Evaluator(TEXT);
      const before = evaluator.context(USERS[1], { now: NOW, consent: 'granted' });
      const expected = [...before.all()];
      const made = instances.length;
      assert.throws(() => evaluator.replace(text), SnapshotError);
      assert.deepEqual([[...before.all()], instances.length], [expected, made]);
    });
  }

  test('a text that ends anywhere is refused', () => {
    let tried = 0;
    for (let end = '{"format":"burgee-compiled/'.length; end < TEXT.length; end += 13, tried++)
      assert.equal(taken(TEXT.slice(0, end)), false);
    assert.ok(tried > 500);
  });

  test('whatever stands in a part of the manifest, it is refused or serves defaults', () => {
    let refused = 0;
    const texts = PATHS.flatMap((path) =>
      OTHERS.map((other) => (path.length ? withPart(path, other) : changed({ manifest: other }))),
    );
    for (const text of texts)
      refused += Number(!taken(text, /^format, line 1, column 1: the compiled snapshot is damaged/));
    assert.ok(refused > 150 && refused < texts.length - 150, `${refused} of ${texts.length}`);
  });

  test('whatever byte of the code is another one, it is refused or decides something', () => {
    crossed.strangers = 0;
    for (let at = 0; at < BYTES.length; at += 3) {
      for (const byte of [0, 1, 127, 255]) taken(withBytes(at, [byte]), OF_ANOTHER);
    }
    assert.equal(crossed.strangers, 0);
  });

  test('code that ends early decides something, if it has room for its flags: no memory beyond it is read', () => {
    const least = KEYS.length * 4;
    const upTo = (/** @type {number} */ end) => changed({ code: BYTES.subarray(0, end).toString('base64') });
    for (let end = least; end < BYTES.length; end += 5) assert.ok(taken(upTo(end)));
    for (let end = 4; end < least; end++) assert.equal(taken(upTo(end), OF_ANOTHER), false);
    for (const [key, { reason, errorCode }] of new Evaluator(upTo(least)).context(USERS[1]).all()) {
      assert.deepEqual(
        [reason, errorCode],
        key === 'same for all' ? ['STATIC', undefined] : ['ERROR', key === 'broken' ? 'PARSE_ERROR' : 'GENERAL'],
      );
    }
  });

  test('a variant that the manifest does not have is none', () => {
    const evaluator = new Evaluator(withPart([7, MANIFEST[2][flag('switch')][1], 2], []));
    const context = evaluator.context({ plan: 'pro' });
    assert.equal(context.boolean('switch', true), true);
    assert.deepEqual(context.details('switch', false), {
      key: 'switch',
      value: false,
      reason: 'TARGETING_MATCH',
      rule: { index: 1 },
    });
    assert.equal(context.all().get('switch')?.value, null);
  });

  test('code that refers to itself without end answers, and nothing traps', () => {
    const word = (/** @type {number} */ number) => [number & 255, number >> 8, 0, 0];
    const long = (/** @type {number} */ byte) => Array(8).fill(byte);
    const sized = (/** @type {number[]} */ bytes) => [...word(bytes.length), ...bytes];
    // The condition that the flag itself serves the variant 9, which it never does.
    const asksItself = [4, ...sized([...word(0), ...word(1), ...word(9)])];
    const rules = {
      'by a condition': [2, 2, 0, ...asksItself],
      'by the audience of an experiment': [4, 2, 0, ...word(0), ...word(0), ...word(0)],
    };
    const head = [...word(KEYS.length), ...word(0), ...word(1), ...word(0)];
    for (const rule of Object.values(rules)) {
      const itself = [1, 0, 0, 1, 0, 1, 0, ...sized(rule)];
      const at = head.length + KEYS.length * 4 + 4;
      const experiment = [9, ...word(1), ...long(0), ...long(127), ...asksItself, ...word(0)];
      const code = [...head, ...KEYS.flatMap(() => word(at)), ...word(at + itself.length), ...itself, ...experiment];
      const made = instances.length;
      const evaluator = new Evaluator(changed({ code: Buffer.from(code).toString('base64') }));
      const found = [...evaluator.context({}, { now: NOW }).all().values()].filter(
        ({ key }) => key !== 'same for all' && key !== 'broken',
      );
      assert.deepEqual(new Set(found.map(({ reason }) => reason)), new Set(['DEFAULT']));
      assert.equal(instances.length, made + 1);
    }
  });

  test('forty million bytes of code are taken', () => {
    const code = Buffer.alloc(40_000_000);
    code.set(BYTES);
    const evaluator = new Evaluator(changed({ code: code.toString('base64') }));
    assert.equal(evaluator.context({ plan: 'pro' }).boolean('switch', false), true);
  });
}
