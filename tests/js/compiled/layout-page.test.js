// The frozen snapshot in the part of the core that pages load. Every case file's is in tests/js/evaluator/compiled-cases.test.js.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { Evaluator, initSync } from '../../../pkg/index.js';
import { FILES, verify } from '../cases/verify.js';
import { observe } from '../cases/observe.js';
import { read } from '../support.js';

before(() => initSync(new WebAssembly.Module(readFileSync(new URL('../../../pkg/page.wasm', import.meta.url)))));

test('the frozen snapshot decides as its source', () => {
  const { snapshot, cases } = FILES['every-part'];
  const evaluator = new Evaluator(read('tests/vectors/compiled.json'));
  assert.equal(cases.length, 188);
  for (const one of cases) verify(observe(evaluator, one), one, snapshot, JSON.stringify(one));
});
