// Failures that a healthy Worker does not show. The suite calls the Worker's modules in Node, with bindings that fail.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { expectedVariants } from './expected.js';
import { USERS } from './visit.js';

// By URL, because the types of these modules are those of the Workers runtime.
const workerModule = (/** @type {string} */ name) => import(new URL(`../../www/worker/${name}`, import.meta.url).href);

/**
 * @param {Request} request
 * @param {object} env
 * @returns {Promise<{ status: number, headers: Headers, body: any }>}
 */
async function ask(request, env) {
  const { default: worker } = await workerModule('index.js');
  /** @type {Response} */
  const response = await worker.fetch(request, env);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const askForSnapshot = (/** @type {object} */ DB, path = '/live/snapshot.json') =>
  ask(new Request(`http://127.0.0.1${path}`), { DB });

/** @param {string} message */
const failingDatabase = (message) => ({
  prepare() {
    throw new Error(message);
  },
});

/** Without a published snapshot, so that the deployed one is served. */
const emptyDatabase = { prepare: () => ({ first: async () => null }) };

export function failuresSuite() {
  test('without ADMIN_TOKEN, publishing answers 403', async () => {
    for (const env of [{}, { ADMIN_TOKEN: '' }]) {
      const request = new Request('http://127.0.0.1/api/v1/snapshot', {
        method: 'PUT',
        body: '{}',
        headers: { Authorization: 'Bearer undefined' },
      });
      const { status, body } = await ask(request, env);
      assert.deepEqual([status, body], [403, { error: 'publishing is switched off: this Worker has no ADMIN_TOKEN' }]);
    }
  });

  test('an empty origin is not allowed to report', async () => {
    for (const ALLOWED_ORIGINS of [undefined, '', ' ', ' https://shop.example.com ']) {
      const headers = { Origin: '', 'Content-Type': 'text/plain' };
      const request = new Request('http://127.0.0.1/live/report', { method: 'POST', headers, body: '{"events": []}' });
      const { status, body } = await ask(request, { ALLOWED_ORIGINS });
      assert.deepEqual(
        [status, body],
        [403, { error: 'pages of `` are not allowed: add the origin to ALLOWED_ORIGINS' }],
      );
    }
  });

  test('a database without tables answers 503 and names the migrations', async () => {
    const { status, body } = await askForSnapshot(failingDatabase('D1_ERROR: no such table: snapshots'));
    assert.deepEqual(
      [status, body],
      [503, { error: 'the database has no tables yet: apply the migrations of www/migrations' }],
    );
  });

  test('an unexpected error goes to the log, and the response does not contain it', async () => {
    const log = mock.method(console, 'error', () => {});
    const { status, body } = await askForSnapshot(failingDatabase('secret detail'));
    log.mock.restore();
    assert.deepEqual([status, body], [500, { error: 'the Worker failed: its log has the details' }]);
    assert.equal(log.mock.callCount(), 1);
  });

  // After the tests above: once this isolate has served a snapshot, it has one to serve.
  test('while the database fails, the last good snapshot is served', async () => {
    for (const path of ['/live/snapshot.json', '/live/compiled.json']) {
      const good = await askForSnapshot(emptyDatabase, path);
      assert.equal(good.status, 200);
      const log = mock.method(console, 'error', () => {});
      const stale = await askForSnapshot(failingDatabase('D1_ERROR: overloaded'), path);
      log.mock.restore();
      assert.deepEqual(stale.body, good.body);
      for (const name of ['ETag', 'Cache-Control', 'Vary'])
        assert.equal(stale.headers.get(name), good.headers.get(name), name);
      assert.equal(stale.status, 200);
      assert.equal(log.mock.callCount(), 1);
    }
  });

  test('sessions with different flags off share one WebAssembly instance', async () => {
    const { prepare } = await workerModule('current-snapshot.js');
    const { decideInSession, withFlagsOff } = await workerModule('session-snapshot.js');
    const snapshot = await prepare(await askForSnapshot(emptyDatabase).then(({ body }) => JSON.stringify(body)));
    const keys = Object.keys(snapshot.document.flags);
    const instances = mock.method(WebAssembly, 'Instance', WebAssembly.Instance);
    for (let subset = 1; subset < 2 ** keys.length; subset++) {
      const off = keys.filter((_, bit) => subset & (1 << bit));
      const visitor = USERS[subset % USERS.length];
      assert.ok(visitor);
      const decisions = decideInSession(withFlagsOff(snapshot, off), visitor);
      const variants = Object.fromEntries([...decisions].map(([key, { variant }]) => [key, variant]));
      const offVariants = Object.fromEntries(off.map((key) => [key, snapshot.document.flags[key].off]));
      assert.deepEqual(variants, { ...expectedVariants(visitor), ...offVariants }, String(off));
    }
    instances.mock.restore();
    assert.equal(instances.mock.callCount(), 1);
  });

  test('the cache of compiled texts never exceeds its limit, and drops the least recently used text', async () => {
    const { ByteCache } = await workerModule('byte-cache.js');
    const cache = new ByteCache(100);
    // 2 bytes for each of the 20 characters of key and text.
    for (const key of ['a', 'b']) cache.set(key, key.repeat(19));
    assert.equal(cache.bytes, 80);
    assert.equal(cache.get('a'), 'a'.repeat(19));
    cache.set('c', 'c'.repeat(19));
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], ['a'.repeat(19), undefined, 'c'.repeat(19)]);
    cache.set('a', 'short');
    assert.equal(cache.bytes, 40 + 12);
    cache.set('d', 'd'.repeat(50));
    assert.deepEqual([cache.get('d'), cache.bytes], [undefined, 0]);
  });
}
