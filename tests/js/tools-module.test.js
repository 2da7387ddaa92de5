// How `burgee/tools` handles its modules: one instance, a new state after a trap, errors with issues.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModule } from '../../pkg/tools/module.js';
import { ToolsError, check, edit, explain, listFlags } from '../../pkg/tools.js';
import { snapshot } from './support.js';

/** The smallest module. */
const EMPTY = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** Generated JavaScript that counts its calls. */
function fakeGlue() {
  const calls = { started: 0, reset: 0 };
  return {
    calls,
    default: async () => void calls.started++,
    __wbg_reset_state: () => void calls.reset++,
  };
}

test('the module is loaded once', async () => {
  const glue = fakeGlue();
  let loads = 0;
  const call = createModule(() => {
    loads += 1;
    return EMPTY;
  }, glue);
  assert.deepEqual(await Promise.all([call(() => 1), call(() => 2)]), [1, 2]);
  assert.deepEqual([loads, glue.calls], [1, { started: 1, reset: 0 }]);
});

test('a failed load is tried again', async () => {
  const glue = fakeGlue();
  let loads = 0;
  const call = createModule(() => {
    loads += 1;
    return loads === 1 ? Promise.reject(new Error('offline')) : EMPTY;
  }, glue);
  await assert.rejects(
    call(() => 1),
    { message: 'offline' },
  );
  assert.equal(await call(() => 1), 1);
});

test('a trap resets the state, an error of the module does not', async () => {
  const glue = fakeGlue();
  const call = createModule(() => EMPTY, glue);
  const trap = new WebAssembly.RuntimeError('unreachable');
  await assert.rejects(
    call(() => {
      throw trap;
    }),
    (error) => error === trap,
  );
  assert.equal(glue.calls.reset, 1);
  await assert.rejects(
    call(() => {
      throw { message: 'no', issues: [] };
    }),
    (error) => error instanceof ToolsError && error.message === 'no',
  );
  assert.equal(glue.calls.reset, 1);
});

test('operations are read as JSON: dates as text, without `undefined`', async () => {
  const operation = /** @type {any} */ ({
    kind: 'create_flag',
    flag: 'a',
    owner: undefined,
    metadata: { since: new Date(0), no: undefined, ratio: 33.333333, large: 1e21, tiny: 0.1 },
  });
  const { text } = await edit(snapshot({}), operation, { now: null });
  assert.match(
    text,
    /"metadata": ?{ ?"since": ?"1970-01-01T00:00:00.000Z", ?"ratio": ?33.333333, ?"large": ?1e\+21, ?"tiny": ?0.1 ?}/,
  );
});

test('attributes are read as by the client: dates are ms since 1970', async () => {
  const text = snapshot({
    a: {
      variants: { on: true, off: false },
      rules: [{ if: { attribute: 'born', gte: 5 }, serve: 'on' }],
      fallthrough: 'off',
    },
  });
  const { variant, steps } = await explain(text, 'a', { born: new Date(5) });
  assert.equal(variant, 'on');
  assert.equal(steps[1]?.text, 'born gte 5 holds: it is 5');
});

test('a text that is not a string is an error', async () => {
  await assert.rejects(listFlags(/** @type {any} */ (undefined)), {
    message: 'the text must be a string, found undefined',
  });
  await assert.rejects(check(/** @type {any} */ (new Uint8Array())), {
    message: 'the text must be a string, found object',
  });
});

test('a missing `now` is an error', async () => {
  const options = /** @type {any} */ ({ now: 'today' });
  await assert.rejects(check('{}', options), { message: '`now` must be an integer: ms since 1970' });
});
