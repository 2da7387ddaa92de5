// Where the WebAssembly may come from: each test has the package's modules for itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { plain } from 'burgee/plain';
import { startHttpServer } from '../../support/http-server.js';

/** @import { init, initSync } from '../../../pkg/index.js' */
/** @typedef {{ init: typeof init, initSync: typeof initSync, Engine: new () => { wasm: { load(): number, memory: object } } }} EngineModule */

const bytes = await readFile(new URL('../../../pkg/core.wasm', import.meta.url));
/** @type {import('../../support/http-server.js').HttpServer} */
let server;
let site = '';

before(async () => {
  server = await startHttpServer(({ path }, response) => {
    if (path === '/absent') return response.writeHead(404).end('<h1>absent</h1>');
    if (path === '/core.wasm') response.setHeader('content-type', 'application/wasm');
    response.end(path === '/text' ? 'no module' : bytes);
  });
  site = server.url;
});
after(() => server.close());

let count = 0;
/** @returns {Promise<EngineModule>} */
const fresh = () => import(`../../../pkg/evaluator/engine.js?${count++}`);

/** @param {string} name @param {() => any} source */
const loads = (name, source) =>
  test(`init takes ${name}`, async () => {
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
loads('the core as plain JavaScript', () => plain);

test('initSync takes a module', async () => {
  const { Engine, initSync } = await fresh();
  initSync(new WebAssembly.Module(bytes));
  assert.equal(typeof new Engine().wasm.load, 'function');
});

test('initSync takes the core as plain JavaScript', async () => {
  const { Engine, initSync } = await fresh();
  initSync(plain);
  assert.equal(isPlain(new Engine()), true);
});

test('init is idempotent: one load, one promise, and nothing once there is a core', async () => {
  const { Engine, init, initSync } = await fresh();
  const loading = init(plain);
  assert.equal(init(`${site}/absent`), loading);
  await loading;
  initSync(new WebAssembly.Module(bytes));
  assert.equal(isPlain(new Engine()), true);

  const other = await fresh();
  other.initSync(new WebAssembly.Module(bytes));
  await other.init(`${site}/absent`);
  other.initSync(plain);
  assert.equal(isPlain(new other.Engine()), false);
});

test('each engine of the plain core has a memory of its own', async () => {
  const { Engine, initSync } = await fresh();
  initSync(plain);
  const [one, other] = [new Engine(), new Engine()];
  assert.notEqual(one.wasm.memory, other.wasm.memory);
});

/** What browsers throw under a `Content-Security-Policy` without `'wasm-unsafe-eval'`, and where. */
const REFUSALS = {
  'compiling is forbidden': {
    Module: class {
      constructor() {
        throw new WebAssembly.CompileError('forbidden by the policy');
      }
    },
  },
  'instances are forbidden': {
    Instance: class {
      constructor() {
        throw new EvalError('forbidden by the policy');
      }
    },
  },
};

for (const [name, refusal] of Object.entries(REFUSALS)) {
  test(`init takes the plain core where ${name}`, async () => {
    const { Module, Instance } = WebAssembly;
    const { Engine, init } = await fresh();
    Object.assign(WebAssembly, refusal);
    try {
      await init();
      assert.equal(isPlain(new Engine()), true);
    } finally {
      Object.assign(WebAssembly, { Module, Instance });
    }
  });
}

test('init takes the plain core where there is no WebAssembly', async () => {
  const { Engine, init } = await fresh();
  const real = globalThis.WebAssembly;
  Reflect.deleteProperty(globalThis, 'WebAssembly');
  try {
    await init();
    assert.equal(new Engine().wasm.memory instanceof real.Memory, false);
  } finally {
    Object.defineProperty(globalThis, 'WebAssembly', { value: real, configurable: true, writable: true });
  }
});

/** @param {{ wasm: { memory: object } }} engine */
const isPlain = ({ wasm }) => !(wasm.memory instanceof WebAssembly.Memory);

test('a server that has no module is named with its answer', async () => {
  const { init } = await fresh();
  await assert.rejects(init(`${site}/absent`), { message: `the WebAssembly module at ${site}/absent answered 404` });
  await assert.rejects(init(`${site}/text`), WebAssembly.CompileError);
  await assert.rejects(init(Promise.reject(new TypeError('fetch failed'))), { message: 'fetch failed' });
  await init(`${site}/core.wasm`);
});
