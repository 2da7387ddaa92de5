// The core as plain JavaScript beside the one as WebAssembly: the same output for the same input, byte for byte.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { plain } from 'burgee/plain';
import { FILES } from '../cases/verify.js';
import { snapshot } from '../support.js';

/** @typedef {InstanceType<typeof import('../../../pkg/evaluator/engine.js').Engine>} Engine */

/** @param {string} name @param {any} core @returns {Promise<new () => Engine>} */
async function engineOf(name, core) {
  const { Engine, initSync } = await import(`../../../pkg/evaluator/engine.js?${name}`);
  initSync(core);
  return Engine;
}

const engines = await Promise.all([
  engineOf('wasm', new WebAssembly.Module(await readFile(new URL('../../../pkg/core.wasm', import.meta.url)))),
  engineOf('plain', plain),
]);

/** What both make of it. @template T @param {(engine: Engine) => T} act @returns {T} */
function both(act) {
  const [wasm, other] = engines.map((Engine) => act(new Engine()));
  assert.deepEqual(other, wasm);
  return wasm;
}

/** @param {Engine} engine @param {string} text @returns {[number, string]} */
function load(engine, text) {
  engine.writeInput(text);
  return [engine.wasm.load(), engine.readOutput()];
}

const RAMP = snapshot({
  ramp: {
    variants: { on: true, off: false },
    off: 'off',
    fallthrough: 'off',
    rules: [{ start: '1970-01-01T00:00:00Z', end: '2100-01-01T00:00:00Z', serve: 'on' }],
  },
});

test('manifests are the same', () => {
  const texts = [...Object.values(FILES).map((file) => JSON.stringify(file.snapshot)), RAMP];
  assert.equal(texts.length, Object.keys(FILES).length + 1);
  for (const text of texts) assert.equal(both((engine) => load(engine, text))[0], 1);
});

test('complaints are the same, wherever a text breaks off', () => {
  const text = JSON.stringify(FILES.everyday.snapshot);
  const ends = Array.from({ length: 100 }, (_, n) => Math.floor((text.length * n) / 100));
  for (const end of ends) assert.equal(both((engine) => load(engine, text.slice(0, end)))[0], 0);
});

const INSTANTS = [
  0,
  -0,
  0.5,
  -0.5,
  -1,
  1,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 62,
  2 ** 63,
  2 ** 64,
  -(2 ** 63),
  -(2 ** 64),
  1e300,
  -1e300,
  5e-324,
  Infinity,
  -Infinity,
  NaN,
  Date.UTC(2026, 10, 1),
  Date.UTC(2099, 11, 31, 23, 59, 59, 999),
  Date.UTC(2100, 0, 1),
  Date.UTC(2100, 0, 1) + 0.999,
];

test('an instant may be any number', () => {
  const decided = INSTANTS.map((now) =>
    both((engine) => {
      load(engine, RAMP);
      return engine.wasm.decide(0, now, 0);
    }),
  );
  const on = INSTANTS.filter((_, n) => decided[n] === decided[0]);
  assert.deepEqual(on, [
    0,
    -0,
    0.5,
    -0.5,
    1,
    2 ** 31,
    2 ** 32,
    5e-324,
    NaN,
    Date.UTC(2026, 10, 1),
    Date.UTC(2099, 11, 31, 23, 59, 59, 999),
  ]);
});

test('more memory than there is ends the instance, and nothing else', () => {
  for (const Engine of engines) {
    const engine = new Engine();
    load(engine, RAMP);
    assert.throws(() => engine.wasm.words(2 ** 32 - 1));
    assert.throws(() => engine.wasm.decide(0, 0, 0), 'it answers nothing any more');
    assert.deepEqual(load(new Engine(), RAMP)[0], 1);
  }
  const [, Plain] = engines;
  const engine = new Plain();
  assert.throws(() => engine.wasm.bytes(2 ** 31 - 1), 'JavaScript has no buffer of this size');
  assert.throws(() => engine.wasm.bytes(1), 'it answers nothing any more');
});

test('memory grows, and keeps what is in it', () => {
  const text = snapshot(
    Object.fromEntries(
      Array.from({ length: 5000 }, (_, n) => [`flag_${n}`, { variants: { on: n }, fallthrough: 'on' }]),
    ),
  );
  const [loaded, manifest] = both((engine) => load(engine, text));
  assert.deepEqual([loaded, JSON.parse(manifest)[2].length], [1, 5000]);
});
