// `check` as `burgee/tools` gives it. What each lint says is held by tools/tests/check.rs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ToolsError, check } from '../../pkg/tools.js';
import { snapshot } from './support.js';

const variants = { on: true, off: false };
const DAY = 86_400_000;

test('issues come with their place, their words and a hint', async () => {
  const text = snapshot({
    a: { variants, off: 'of', colour: 'red' },
    b: { variants: { on: true }, fallthrough: 'on' },
  });
  assert.deepEqual(await check(text), [
    {
      severity: 'error',
      code: 'unknown-variant',
      path: 'flags.a.off',
      line: 1,
      column: 77,
      message: 'there is no variant `of`',
      hint: "use a name from the flag's `variants`, not a value",
    },
    {
      severity: 'warning',
      code: 'unknown-field',
      path: 'flags.a.colour',
      line: 1,
      column: 82,
      message: 'unknown field `colour`',
      hint: 'check the spelling; your own notes belong in `metadata`',
    },
  ]);
});

test('nothing is wrong with a plain snapshot', async () => {
  assert.deepEqual(await check(snapshot({ a: { variants, off: 'off', fallthrough: 'on' } })), []);
});

test('a text that is no snapshot is an issue, not an exception', async () => {
  const places = async (/** @type {string} */ text) =>
    (await check(text)).map(({ code, line, column }) => [code, line, column]);
  assert.deepEqual(await places('{\n  "format": burgee'), [['syntax', 2, 13]]);
  assert.deepEqual(await places('[]'), [['type', 1, 1]]);
  assert.deepEqual(await places(''), [['syntax', 1, 1]]);
});

test('the instant is now unless another is given', async () => {
  const rules = [{ serve: 'on', end: new Date(Date.now() + DAY).toISOString() }];
  const text = snapshot({ a: { variants: { on: true }, rules } });
  assert.deepEqual(await check(text), []);
  const [later] = await check(text, { now: Date.now() + 2 * DAY });
  assert.equal(later?.code, 'rule-over');
});

test('a snapshot is taken to be for browsers unless it stays on servers', async () => {
  const text = snapshot({ a: { variants: { on: true }, overrides: { on: ['ada@company.com'] } } });
  assert.deepEqual(
    (await check(text)).map(({ code }) => code),
    ['personal-data'],
  );
  assert.deepEqual(
    (await check(text, { audience: 'browser' })).map(({ code }) => code),
    ['personal-data'],
  );
  assert.deepEqual(await check(text, { audience: 'server' }), []);
});

test('a request that makes no sense is refused', async () => {
  const odd = /** @type {any} */ ({ audience: 'page' });
  await assert.rejects(check('{}', odd), (error) => {
    assert.ok(error instanceof ToolsError);
    assert.equal(error.message, '`audience`: expected `browser` or `server`, found `page`');
    return true;
  });
});
