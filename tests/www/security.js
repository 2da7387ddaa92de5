// What a browser, a shared cache or a foreign page can do with the Worker's responses.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { call, track } from './calls.js';

/** @import { Url } from './calls.js' */

/**
 * Sends a report with headers that `fetch` does not allow.
 * @param {Url} url
 * @param {{ [name: string]: string }} headers
 * @returns {Promise<number | undefined>} the status
 */
function reportWith(url, headers) {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { 'Content-Type': 'text/plain', ...headers } };
    const outgoing = request(url('/live/report'), options, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    outgoing.on('error', reject);
    outgoing.end(JSON.stringify({ events: [track({ unit: 'security' })] }));
  });
}

/** @param {Url} url */
export function securitySuite(url) {
  test('a made-up host does not make its origin the own one', async () => {
    const { port, origin } = new URL(url('/'));
    assert.equal(await reportWith(url, { Origin: origin }), 202);
    assert.equal(await reportWith(url, { Host: `localhost:${port}`, Origin: `http://localhost:${port}` }), 202);
    for (const host of ['evil', `evil.example.com:${port}`, 'localhost.evil.example.com', 'workers.dev'])
      assert.equal(await reportWith(url, { Host: host, Origin: `http://${host}` }), 403, host);
    assert.equal(await reportWith(url, { Host: 'evil', Origin: 'https://shop.example.com' }), 202);
  });

  test('an opaque origin is not allowed to report', async () => {
    assert.equal(await reportWith(url, { Origin: 'null' }), 403);
  });

  test('every response of the Worker varies by origin', async () => {
    for (const [path, method, status] of /** @type {const} */ ([
      ['/', 'GET', 200],
      ['/live/snapshot.json', 'GET', 200],
      ['/live/compiled.json', 'HEAD', 200],
      ['/live/report', 'OPTIONS', 204],
      ['/live/report', 'GET', 405],
      ['/api/v1/experiments', 'GET', 200],
      ['/api/v1/nothing', 'GET', 404],
      ['/api/v1/%E0', 'GET', 400],
    ])) {
      const response = await call(url(path), { method });
      assert.equal(response.status, status, path);
      assert.match(response.headers.get('Vary') ?? '', /(^|, )Origin$/, path);
    }
  });

  test('files have a policy that runs nothing, and their type is not guessed', async () => {
    for (const path of ['/main.js', '/favicon.svg', '/style/base.css', '/burgee/index.js', '/burgee/core.wasm']) {
      const { status, headers } = await call(url(path));
      assert.deepEqual(
        [status, headers.get('Content-Security-Policy'), headers.get('X-Content-Type-Options')],
        [200, "default-src 'none'; frame-ancestors 'none'", 'nosniff'],
        path,
      );
    }
  });

  test('sources of the build are not served', async () => {
    for (const path of ['/shop', '/shop.html', '/_headers']) {
      const { status, headers } = await call(url(path));
      assert.deepEqual([status, headers.get('X-Content-Type-Options')], [404, 'nosniff'], path);
    }
  });
}
