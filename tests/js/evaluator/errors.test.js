// Texts that are no snapshot: what is thrown, word for word.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Evaluator, SnapshotError, init } from '../../../pkg/index.js';
import { snapshot } from '../support.js';

const GOOD = '{"format": "burgee/1", "flags": {}}';

before(() => init());

/** Name, text, message, and the code of the first issue. @type {[string, string, string, string][]} */
const BAD = [
  ['nothing', '', 'snapshot, line 1, column 1: expected a value, found the end of the text', 'syntax'],
  ['a web page', '<!doctype html>', 'snapshot, line 1, column 1: expected a value, found `<`', 'syntax'],
  [
    'a byte order mark',
    `\ufeff${GOOD}`,
    'snapshot, line 1, column 1: the text starts with a byte order mark',
    'syntax',
  ],
  [
    'truncated in an object',
    GOOD.slice(0, -1),
    'snapshot, line 1, column 35: expected `,` or `}`, found the end of the text',
    'syntax',
  ],
  [
    'truncated in a string',
    '{\n  "format": "burg',
    'snapshot, line 2, column 18: expected `"`, found the end of the text',
    'syntax',
  ],
  [
    'two documents',
    `${GOOD}\n${GOOD}`,
    'snapshot, line 2, column 1: expected the end of the text, found `{`',
    'syntax',
  ],
  [
    'a comma too many',
    '{"format": "burgee/1",}',
    'snapshot, line 1, column 23: expected a name in quotes, found `}`',
    'syntax',
  ],
  ['a comment', `// no\n${GOOD}`, 'snapshot, line 1, column 1: expected a value, found `/`', 'syntax'],
  ['a bad escape', '{"a\\x": 1}', 'snapshot, line 1, column 4: unknown escape in a string', 'syntax'],
  [
    'half a surrogate pair',
    '{"\\ud800": 1}',
    'snapshot, line 1, column 3: half of a surrogate pair in a string',
    'syntax',
  ],
  [
    'a line break in a string',
    '{"a\n": 1}',
    'snapshot, line 1, column 4: a control character in a string must be escaped',
    'syntax',
  ],
  [
    'nesting without end',
    '['.repeat(100_000),
    'snapshot, line 1, column 65: more than 64 levels of nesting',
    'too-deep',
  ],
  [
    'a name twice',
    '{"format": "burgee/1",\n "flags": {"a": {},\n "b": {}, "a": {}}}',
    'snapshot, line 3, column 11: duplicate key `a`',
    'duplicate-key',
  ],
  [
    'a name twice, once escaped',
    '{"format": "burgee/1", "flags": {}, "fla\\u0067s": {}}',
    'snapshot, line 1, column 37: duplicate key `flags`',
    'duplicate-key',
  ],
  ['no object', '[]', 'snapshot, line 1, column 1: expected an object, found a list', 'type'],
  ['null', 'null', 'snapshot, line 1, column 1: expected an object, found null', 'type'],
  ['no format', '{"flags": {}}', 'snapshot, line 1, column 1: `format` is missing', 'missing-field'],
  ['no flags', '{"format": "burgee/1"}', 'snapshot, line 1, column 1: `flags` is missing', 'missing-field'],
  [
    'another format',
    '{"format": "burgee/2", "flags": {}}',
    'format, line 1, column 12: expected the format `burgee/1`, found `burgee/2`',
    'format',
  ],
  [
    'an unknown field',
    '{"format": "burgee/1",\n  "flags": {}, "größe": 1,\n  "flag": {}}',
    '["größe"], line 2, column 16: unknown field `größe`',
    'unknown-field',
  ],
  [
    'flags as a list',
    '{"format": "burgee/1", "flags": []}',
    'flags, line 1, column 33: expected an object, found a list',
    'type',
  ],
  [
    'a revision that is none',
    snapshot({}, { revision: 1.5 }),
    'revision, line 1, column 33: `1.5` is not a whole number from 0 to 9007199254740992',
    'number',
  ],
];

describe('a text that is no snapshot', () => {
  for (const [name, text, message, code] of BAD) {
    test(name, () => {
      const error = thrownBy(() => new Evaluator(text));
      assert.ok(error instanceof SnapshotError && error instanceof Error);
      assert.equal(error.name, 'SnapshotError');
      assert.equal(error.message, message);
      const [first] = error.issues;
      assert.equal(
        `${first.path || 'snapshot'}, line ${first.line}, column ${first.column}: ${first.message}`,
        message,
      );
      assert.deepEqual([first.severity, first.code], ['error', code]);
    });
  }
});

test('every issue is told, not only the first', () => {
  const error = thrownBy(() => new Evaluator('{"format": 5, "extra": 1, "flags": {}}'));
  assert.deepEqual(
    error.issues.map(({ path, message }) => `${path}: ${message}`),
    ['format: expected a string, found a number', 'extra: unknown field `extra`'],
  );
});

test('what is no text is no snapshot either', () => {
  for (const value of [undefined, null, 5, {}, [], new Date(0), Buffer.from(GOOD).buffer]) {
    assert.throws(() => new Evaluator(/** @type {any} */ (value)), SnapshotError);
  }
});

/** @param {() => unknown} act @returns {SnapshotError} */
function thrownBy(act) {
  try {
    act();
  } catch (error) {
    return /** @type {SnapshotError} */ (error);
  }
  throw new Error('nothing was thrown');
}
