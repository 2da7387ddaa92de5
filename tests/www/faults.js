// What is hard to break in a Worker that runs well: here its handler is called with parts that fail.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

/** The Worker's own types are those of the Workers runtime, which this is not. */
const WORKER = new URL('../../www/worker/index.js', import.meta.url).href;

/**
 * @param {Request} request
 * @param {object} env
 * @returns {Promise<{ status: number, body: any }>}
 */
async function ask(request, env) {
  const { default: worker } = await import(WORKER);
  /** @type {Response} */
  const response = await worker.fetch(request, env);
  return { status: response.status, body: await response.json() };
}

/** @param {string} message */
const failing = (message) => ({
  prepare() {
    throw new Error(message);
  },
});

export function faultsSuite() {
  test('nobody publishes where there is no token', async () => {
    for (const env of [{}, { ADMIN_TOKEN: '' }]) {
      const request = new Request('http://127.0.0.1/api/v1/snapshot', {
        method: 'PUT',
        body: '{}',
        headers: { Authorization: 'Bearer undefined' },
      });
      const { status, body } = await ask(request, env);
      assert.deepEqual([status, body], [403, { error: 'nobody may publish: this Worker has no ADMIN_TOKEN' }]);
    }
  });

  test('a database without tables says what to do', async () => {
    const { status, body } = await ask(new Request('http://127.0.0.1/live/snapshot.json'), {
      DB: failing('D1_ERROR: no such table: snapshots'),
    });
    assert.deepEqual(
      [status, body],
      [503, { error: 'the database has no tables yet: apply the migrations of www/migrations' }],
    );
  });

  test('what else fails is for the log, not for the visitor', async () => {
    const log = mock.method(console, 'error', () => {});
    const { status, body } = await ask(new Request('http://127.0.0.1/live/snapshot.json'), {
      DB: failing('secret detail'),
    });
    log.mock.restore();
    assert.deepEqual([status, body], [500, { error: 'the Worker failed; its log says more' }]);
    assert.equal(log.mock.callCount(), 1);
  });
}
