// What pages load decides every case from a compiled snapshot as the whole core does from the text.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { execPath } from 'node:process';
import { before, test } from 'node:test';
import { Evaluator, compile, initSync } from '../../../pkg/index.js';
import { COUNTS, FILES, testEveryCase } from '../cases/verify.js';

const here = (/** @type {string} */ path) => new URL(path, import.meta.url);

/** By the whole core, in a process of its own. @type {Record<string, string>} */
const COMPILED = JSON.parse(
  execFileSync(execPath, [here('compile-cases.js').pathname], { encoding: 'utf8', maxBuffer: 2 ** 28 }),
);

before(() => initSync(new WebAssembly.Module(readFileSync(here('../../../pkg/page.wasm')))));

test('every file was compiled', () => assert.deepEqual(Object.keys(COMPILED), Object.keys(COUNTS)));

testEveryCase((name) => COMPILED[name]);

test('it takes nothing else, and says what to do', () => {
  const text = JSON.stringify(FILES.everyday.snapshot);
  const message = 'the snapshot is not compiled: call `await init()` first';
  assert.throws(() => new Evaluator(text), { name: 'Error', message });
  assert.throws(() => compile(text), { name: 'Error', message });
});
