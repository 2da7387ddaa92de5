// Where the WebAssembly may come from: each test has the package's modules for itself.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

/** @import { init, initSync } from '../../../pkg/index.js' */
/** @typedef {{ init: typeof init, initSync: typeof initSync, Engine: new () => { wasm: { load(): number } } }} EngineModule */

const bytes = await readFile(new URL('../../../pkg/core.wasm', import.meta.url));
const server = createServer(({ url = '' }, response) => {
  if (url === '/absent') return response.writeHead(404).end('<h1>absent</h1>');
  if (url === '/core.wasm') response.setHeader('content-type', 'application/wasm');
  response.end(url === '/text' ? 'no module' : bytes);
});
let site = '';

before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  site = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
});
after(() => server.close());

let count = 0;
/** @returns {Promise<EngineModule>} */
const fresh = () => import(`../../../pkg/evaluator/engine.js?${count++}`);

/** @param {string} name @param {() => any} source */
const loads = (name, source) => test(`init takes ${name}`, async () => {
  const { Engine, init } = await fresh();
  await init(source());
  assert.equal(typeof new Engine().wasm.load, 'function');
});

loads('nothing: the package brings its own', () => undefined);
loads('bytes', () => bytes);
loads('an ArrayBuffer', () => Uint8Array.from(bytes).buffer);
loads('a module', () => new WebAssembly.Module(bytes));
loads('a response', () => new Response(bytes));
loads('a response of the right type', () => new Response(bytes, { headers: { 'content-type': 'application/wasm' } }));
loads('the promise of a response', () => fetch(`${site}/core.wasm`));
loads('the promise of a response without a type', () => fetch(`${site}/untyped`));
loads('a URL', () => new URL(`${site}/core.wasm`));
loads('an address', () => `${site}/core.wasm`);

test('initSync takes a module', async () => {
  const { Engine, initSync } = await fresh();
  initSync(new WebAssembly.Module(bytes));
  assert.equal(typeof new Engine().wasm.load, 'function');
});

test('a server that has no module is named with its answer', async () => {
  const { init } = await fresh();
  await assert.rejects(init(`${site}/absent`), { message: `the WebAssembly module at ${site}/absent answered 404` });
  await assert.rejects(init(`${site}/text`), WebAssembly.CompileError);
  await assert.rejects(init(Promise.reject(new TypeError('fetch failed'))), { message: 'fetch failed' });
  await init(`${site}/core.wasm`);
});
