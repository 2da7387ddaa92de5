// `compile`: what it takes, and what it keeps of what it was given.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { instances } from '../evaluator/watch.js';
import { Evaluator, SnapshotError, compile, init } from '../../../pkg/index.js';
import { snapshot } from '../support.js';

const TEXT = snapshot({ a: { variants: { on: true }, fallthrough: 'on' } });

test('before init nothing is compiled, and the message says what to do', () => {
  assert.throws(() => compile(TEXT), {
    name: 'Error',
    message: 'call `await init()` or `initSync(module)` first',
  });
});

describe('after it', async () => {
  await init();

  test('of no snapshot there is an error with every issue, as of an evaluator', () => {
    for (const text of [
      '',
      '<html>',
      TEXT.slice(0, -1),
      '{"format":"burgee/2","flags":{}}',
      '{"format": 5, "extra": 1, "flags": {}}',
      '['.repeat(1000),
    ]) {
      const [compiling, evaluating] = [compile, (/** @type {string} */ given) => new Evaluator(given)].map((act) =>
        thrownBy(() => act(text)),
      );
      assert.ok(compiling instanceof SnapshotError);
      assert.deepEqual([compiling.message, compiling.issues], [evaluating.message, evaluating.issues]);
    }
    for (const value of [undefined, null, 5, {}, []])
      assert.throws(() => compile(/** @type {any} */ (value)), SnapshotError);
  });

  test('of a compiled one there is one too: nothing is compiled twice', () => {
    const error = thrownBy(() => compile(compile(TEXT)));
    assert.ok(error instanceof SnapshotError);
    assert.ok(
      error.issues.some(
        ({ path, message }) =>
          path === 'format' && message === 'expected the format `burgee/1`, found `burgee-compiled/1`',
      ),
      error.message,
    );
  });

  test('a broken flag keeps its issue, and its place in the text that it was found in', () => {
    const text = snapshot({
      good: { variants: { on: true }, fallthrough: 'on' },
      broken: { variants: { on: true }, fallthrough: 'nowhere' },
    });
    const [written, compiled] = [text, compile(text)].map((one) => new Evaluator(one));
    assert.ok(written && compiled);
    assert.equal(compiled.issues.length, 1);
    assert.deepEqual(compiled.issues, written.issues);
    assert.deepEqual(compiled.context().details('broken', false), written.context().details('broken', false));
    assert.equal(compiled.context().details('broken', false).errorCode, 'PARSE_ERROR');
    assert.equal(compiled.context().boolean('good', false), true);
  });

  test('names that objects have of themselves are names like others', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'ß "\\\u2028</script>'];
    const flags = names.map((name) => [
      name,
      {
        variants: { [name]: name, other: 'x' },
        rules: [{ if: { attribute: name, equals: name }, serve: name }],
        fallthrough: 'other',
      },
    ]);
    const text = snapshot({ placeholder: 0 }).replace(
      '"placeholder":0',
      flags.map(([name, flag]) => `${JSON.stringify(name)}:${JSON.stringify(flag)}`).join(),
    );
    const [written, compiled] = [text, compile(text)].map((one) => new Evaluator(one));
    assert.ok(written && compiled);
    assert.deepEqual([compiled.keys, compiled.issues], [names, []]);
    for (const name of names) {
      const attributes = JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(name)}}`);
      assert.equal(compiled.context(attributes).string(name, ''), name);
      assert.deepEqual([...compiled.context(attributes).all()], [...written.context(attributes).all()]);
    }
  });

  test('it is one line of JSON that begins with its format, the same each time', () => {
    assert.match(compile(TEXT), /^\{"format":"burgee-compiled\/1","manifest":\[.*\],"code":"[\w+/]+=*"\}$/);
    assert.equal(compile(TEXT), compile(TEXT));
  });

  test('each call has an instance of its own', () => {
    const made = instances.length;
    const evaluator = new Evaluator(TEXT);
    compile(snapshot({}));
    assert.deepEqual(
      [instances.length, evaluator.keys, evaluator.context().boolean('a', false)],
      [made + 2, ['a'], true],
    );
  });
});

/** @param {() => unknown} act @returns {any} */
function thrownBy(act) {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
