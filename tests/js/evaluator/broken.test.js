// One broken flag keeps its own error while the others work.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Evaluator, init } from '../../../pkg/index.js';

const TEXT = `{
  "format": "burgee/1", "revision": 3,
  "segments": { "lost": { "segment": "nowhere" } },
  "flags": {
    "first": { "variants": { "on": true }, "fallthrough": "on" },
    "typo": { "variants": { "on": true }, "fallthrough": "of" },
    "mixed": { "variants": { "on": true, "off": "no" } },
    "needs a lost one": {
      "variants": { "on": 1 },
      "rules": [{ "if": { "segment": "lost" }, "serve": "on" }]
    },
    "needs a broken one": { "variants": { "on": 1 }, "prerequisites": [{ "flag": "typo", "in": ["on"] }] },
    "round": { "variants": { "on": 1 }, "prerequisites": [{ "flag": "round", "in": ["on"] }] },
    "odd field": { "variants": { "on": 1 }, "falthrough": "on", "fallthrough": "on" },
    "last": { "variants": { "on": true }, "rules": [{ "serve": "on" }] }
  }
}`;

const ISSUES = [
  'error unknown-segment segments.lost.segment, line 3, column 38: there is no segment `nowhere`',
  'error unknown-variant flags.typo.fallthrough, line 6, column 58: there is no variant `of`',
  'error mixed-types flags.mixed.variants.off, line 7, column 49: `on` is a boolean and `off` is a string',
  'error broken-reference flags["needs a lost one"], line 8, column 25: the segment `lost` is broken',
  'error broken-reference flags["needs a broken one"], line 12, column 27: the flag `typo` is broken',
  'error cycle flags.round, line 13, column 14: `round` depends on itself',
  'warning unknown-field flags["odd field"].falthrough, line 14, column 45: unknown field `falthrough`',
];

before(() => init());

test('issues name the place and the fault', () => {
  const { issues } = new Evaluator(TEXT);
  const lines = issues.map(
    ({ severity, code, path, line, column, message }) =>
      `${severity} ${code} ${path}, line ${line}, column ${column}: ${message}`,
  );
  assert.deepEqual(lines, ISSUES);
});

test('a broken flag gives the default, and details say why', () => {
  const context = new Evaluator(TEXT).context({ targetingKey: 'u' });
  assert.equal(context.boolean('typo', true), true);
  assert.deepEqual(context.details('typo', false), {
    key: 'typo',
    value: false,
    reason: 'ERROR',
    errorCode: 'PARSE_ERROR',
    errorMessage: 'flags.typo.fallthrough, line 6, column 58: there is no variant `of`',
  });
  for (const [key, line] of [
    ['mixed', 2],
    ['needs a lost one', 3],
    ['needs a broken one', 4],
    ['round', 5],
  ]) {
    const { reason, errorCode, errorMessage, value, variant } = context.details(/** @type {string} */ (key));
    assert.deepEqual([reason, errorCode, value, variant], ['ERROR', 'PARSE_ERROR', null, undefined]);
    assert.equal(errorMessage, ISSUES[/** @type {number} */ (line)].split(' ').slice(2).join(' '));
  }
});

test('the others work, and a warning breaks nothing', () => {
  const evaluator = new Evaluator(TEXT);
  const context = evaluator.context();
  assert.deepEqual(evaluator.keys, [
    'first',
    'typo',
    'mixed',
    'needs a lost one',
    'needs a broken one',
    'round',
    'odd field',
    'last',
  ]);
  assert.equal(evaluator.revision, 3);
  assert.deepEqual(
    [context.boolean('first', false), context.boolean('last', false), context.number('odd field', 0)],
    [true, true, 1],
  );
  const all = [...context.all()].map(([key, { reason, value }]) => [key, reason, value]);
  assert.deepEqual(all, [
    ['first', 'STATIC', true],
    ['typo', 'ERROR', null],
    ['mixed', 'ERROR', null],
    ['needs a lost one', 'ERROR', null],
    ['needs a broken one', 'ERROR', null],
    ['round', 'ERROR', null],
    ['odd field', 'STATIC', 1],
    ['last', 'TARGETING_MATCH', true],
  ]);
});

test('unknown flags and odd keys give the default', () => {
  const context = new Evaluator(TEXT).context();
  for (const key of ['nowhere', '', 'First', 'first ', 5, null, undefined, {}, Symbol('first')]) {
    assert.equal(context.boolean(/** @type {any} */ (key), true), true);
    const { reason, errorCode, errorMessage } = context.details(/** @type {any} */ (key), true);
    assert.deepEqual(
      [reason, errorCode, errorMessage],
      ['ERROR', 'FLAG_NOT_FOUND', `there is no flag \`${String(key)}\``],
    );
  }
});

test('a default of another type is given back, and details say which', () => {
  const context = new Evaluator(TEXT).context();
  assert.equal(context.string('first', 'x'), 'x');
  assert.deepEqual(context.details('first', 'x'), {
    key: 'first',
    value: 'x',
    reason: 'ERROR',
    errorCode: 'TYPE_MISMATCH',
    errorMessage: '`first` is of type boolean, the default of type string',
  });
});
