// A program that forgot `init()`. Node runs each file in a process of its own, so that nothing is loaded before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Evaluator, init, initSync } from '../../../pkg/index.js';
import { snapshot } from '../support.js';

const TEXT = snapshot({ a: { variants: { on: true }, fallthrough: 'on' } });

test('before init there is no evaluator, and the message says what to do', () => {
  assert.throws(() => new Evaluator(TEXT), {
    name: 'Error',
    message: 'call `await init()` or `initSync(module)` first',
  });
});

test('init gives one promise however often it is called, and a failure does not last', async () => {
  const failing = init(new Uint8Array([1, 2, 3]));
  assert.equal(init(), failing);
  await assert.rejects(failing, WebAssembly.CompileError);
  assert.throws(() => new Evaluator(TEXT));
  const first = init();
  assert.notEqual(first, failing);
  assert.equal(init(), first);
  assert.equal(init(new Uint8Array([1, 2, 3])), first);
  await first;
  assert.equal(init(), first);
  assert.equal(new Evaluator(TEXT).context().boolean('a', false), true);
});

test('initSync does nothing after the first time', () => {
  initSync(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
  assert.equal(new Evaluator(TEXT).context().boolean('a', false), true);
});
