// The layout of compiled snapshots is frozen: those that were stored are read by later versions, and compiled ones are the
// same bytes here and natively (tests/program/layout.rs).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Evaluator, compile, init } from '../../../pkg/index.js';
import { FILES, verify } from '../cases/verify.js';
import { observe } from '../cases/observe.js';
import { read, readJson } from '../support.js';

const FROZEN = read('tests/vectors/compiled.json').trim();
const { 'every-part': EVERY_PART } = FILES;

before(() => init());

test('the frozen snapshot is what its source is compiled to', () => {
  const found = compile(JSON.stringify(EVERY_PART.snapshot));
  const message =
    'the text is another one: if the layout or the manifest changes on purpose, raise LAYOUT in src/program/mod.rs and the ' +
    'number in pkg-template/evaluator/engine.js, then write the vector anew: `node tests/vectors/compiled.js`';
  assert.ok(found === FROZEN, message);
});

test('the frozen snapshot decides as its source', () => {
  const evaluator = new Evaluator(FROZEN);
  for (const one of EVERY_PART.cases) verify(observe(evaluator, one), one, EVERY_PART.snapshot, JSON.stringify(one));
});

test('WebAssembly makes the same code as the native crate, of every case file', () => {
  /** @param {Buffer} bytes */
  const hash = (bytes) =>
    bytes.reduce((hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n), 0xcbf29ce484222325n);
  const found = Object.entries(FILES).map(([name, { snapshot }]) => {
    const code = Buffer.from(JSON.parse(compile(JSON.stringify(snapshot))).code, 'base64');
    return [name, `${code.length} bytes, ${hash(code).toString(16).padStart(16, '0')}`];
  });
  assert.deepEqual(Object.fromEntries(found), readJson('tests/vectors/codes.json'));
});

test('white space and what is for people change no byte of the code', () => {
  const code = (/** @type {string} */ text) => JSON.parse(compile(text)).code;
  const other = structuredClone(/** @type {any} */ (EVERY_PART.snapshot));
  other.revision = 99;
  other.flags.trial.metadata = { owner: 'grace', description: 'another one' };
  other.experiments.bare.name = 'Bare';
  const expected = code(JSON.stringify(EVERY_PART.snapshot));
  assert.equal(code(JSON.stringify(EVERY_PART.snapshot, null, 3)), expected);
  assert.equal(code(JSON.stringify(other, null, '\t')), expected);
});
