// The case files through the core as plain JavaScript.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { plain } from 'burgee/plain';
import { Evaluator, init, initSync } from '../../../pkg/index.js';
import { testEveryCase } from '../cases/verify.js';

// From here on nothing can come from WebAssembly.
Reflect.deleteProperty(globalThis, 'WebAssembly');

before(() => initSync(plain));
testEveryCase();

test('there is no WebAssembly, and nothing asks for it', async () => {
  assert.equal(typeof WebAssembly, 'undefined');
  await init();
  assert.deepEqual(new Evaluator('{ "format": "burgee/1", "flags": {} }').keys, []);
});
