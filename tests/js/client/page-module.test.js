// A page starts with the small module, and takes the whole core for a snapshot that asks for more.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createClient } from '../../../pkg-template/client/client.js';
import { complete } from '../../../pkg/evaluator/engine.js';
import { Evaluator, initSync } from '../../../pkg/index.js';
import { fakePage } from './support.js';

const small = new WebAssembly.Module(readFileSync(new URL('../../../pkg/page.wasm', import.meta.url)));

/** What is loaded, in order. @param {() => Promise<void>} [completes] */
function core(completes = complete) {
  const loaded = /** @type {string[]} */ ([]);
  const init = async () => (loaded.push('page'), initSync(small));
  return { loaded, init, complete: () => (loaded.push('whole'), completes()), Evaluator };
}

/** @param {object} condition */
const flag = (condition) => ({ variants: { on: true, off: false }, rules: [{ if: condition, serve: 'on' }], fallthrough: 'off' });
const SIMPLE = { format: 'burgee/1', flags: { pro: flag({ attribute: 'plan', in: ['pro'] }) } };
const PATTERN = { format: 'burgee/1', flags: { shop: flag({ attribute: 'path', matches: '^/shop' }) } };

/** @param {object} snapshot @param {ReturnType<typeof core>} loads */
function visit(snapshot, loads) {
  const errors = /** @type {string[]} */ ([]);
  const client = createClient(
    { snapshot, context: { plan: 'pro', path: '/shop/1' }, onError: (/** @type {Error} */ { message }) => errors.push(message) },
    loads, fakePage(),
  );
  return { client, errors };
}

test('most snapshots need the small module alone', async () => {
  const loads = core();
  const { client, errors } = visit(SIMPLE, loads);
  await client.ready;
  assert.deepEqual([client.boolean('pro', false), loads.loaded, errors], [true, ['page'], []]);
});

test('where the whole core can’t be had, the page gets its defaults and is told', async () => {
  const loads = core(() => Promise.reject(new Error('the network is gone')));
  const { client, errors } = visit(PATTERN, loads);
  await client.ready;
  assert.deepEqual([client.boolean('shop', false), loads.loaded], [false, ['whole']]);
  assert.deepEqual(errors, ['the WebAssembly core could not start: the network is gone']);
});

test('a snapshot with a pattern takes the whole core, and so do those after it', async () => {
  const loads = core();
  const { client, errors } = visit(PATTERN, loads);
  await client.ready;
  assert.deepEqual([client.boolean('shop', false), loads.loaded, errors], [true, ['whole'], []]);
  const next = visit(PATTERN, loads);
  assert.deepEqual([next.client.boolean('shop', false), loads.loaded], [true, ['whole']]);
});
