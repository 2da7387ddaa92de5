import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { call } from './calls.js';
import { expectedVariants } from './expected.js';

/** @param {import('./calls.js').Url} url */
export function routesSuite(url) {
  test('the snapshot is served unchanged, and caches must revalidate it', async () => {
    const { status, headers, body } = await call(url('/live/snapshot.json'));
    assert.equal(status, 200);
    assert.equal(headers.get('Content-Type'), 'application/json');
    assert.equal(headers.get('Cache-Control'), 'public, max-age=0, must-revalidate');
    assert.match(headers.get('ETag') ?? '', /^"[0-9a-f]{32}"$/);
    assert.deepEqual(body, JSON.parse(await readFile(new URL('../../www/snapshot.json', import.meta.url), 'utf8')));
  });

  test('a matching ETag gets 304 without a body', async () => {
    const etag = (await call(url('/live/snapshot.json'))).headers.get('ETag') ?? '';
    for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const { status, headers, body } = await call(url('/live/snapshot.json'), {
        headers: { 'If-None-Match': condition },
      });
      assert.deepEqual([status, body, headers.get('ETag')], [304, '', etag], condition);
    }
    const other = await call(url('/live/snapshot.json'), { headers: { 'If-None-Match': '"other"' } });
    assert.equal(other.status, 200);
  });

  test('HEAD has the ETag without the body', async () => {
    const { status, headers, body } = await call(url('/live/snapshot.json'), { method: 'HEAD' });
    assert.equal(status, 200);
    assert.match(headers.get('ETag') ?? '', /^"/);
    assert.equal(body, '');
  });

  test('an unknown path gets 404 and an unsupported method 405', async () => {
    const unknown = await call(url('/api/v1/nothing'));
    assert.deepEqual([unknown.status, unknown.body], [404, { error: 'there is nothing at `/api/v1/nothing`' }]);
    for (const [path, method, allow] of /** @type {const} */ ([
      ['/live/snapshot.json', 'POST', 'GET, HEAD, OPTIONS'],
      ['/live/compiled.json', 'PUT', 'GET, HEAD, OPTIONS'],
      ['/live/report', 'GET', 'POST, OPTIONS'],
      ['/api/v1/experiments', 'DELETE', 'GET, POST, HEAD, OPTIONS'],
      ['/api/v1/experiments/checkout-flow/results', 'POST', 'GET, HEAD, OPTIONS'],
      ['/api/v1/snapshot', 'DELETE', 'GET, PUT, HEAD, OPTIONS'],
    ])) {
      const { status, headers, body } = await call(url(path), { method });
      assert.deepEqual([status, headers.get('Allow')], [405, allow], path);
      assert.equal(body.error, `${method} is not supported here: use ${allow}`);
    }
    const malformed = await call(url('/api/v1/experiments/%E0%A4%A/results'));
    assert.deepEqual(
      [malformed.status, malformed.body.error],
      [400, '`/api/v1/experiments/%E0%A4%A/results` is not valid percent-encoding'],
    );
  });

  test('the edge decides the page for the visitor in the cookie, and its policy forbids other scripts', async () => {
    const visitor = { targetingKey: 'user-<b>', email: 'x@example.com', tier: 'free', country: 'DE' };
    const cookie = `burgee-visitor=${encodeURIComponent(JSON.stringify(visitor))}`;
    const { status, headers, body } = await call(url('/'), { headers: { Cookie: cookie } });
    assert.equal(status, 200);
    assert.match(headers.get('Content-Type') ?? '', /^text\/html/);
    assert.equal(headers.get('Cache-Control'), 'private, no-store');
    assert.match(body, /data-edge="user"[^>]*>user-&lt;b&gt;</);
    assert.match(
      body,
      /<strong data-flag-text="pricing_page" id="edge-variant"[^>]*>(control|variant_a|variant_b)<\/strong>/,
    );
    const policy = headers.get('Content-Security-Policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
    assert.ok(body.includes(`<script type="importmap" nonce="${nonce}">`));
  });

  test('the page contains the variants of its visitor and no others', async () => {
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const visitor = { targetingKey: `painted-${number}`, email: 'x@example.com', tier: 'free', country: 'DE' };
      const { body } = await call(url('/'), {
        headers: { Cookie: `burgee-visitor=${encodeURIComponent(JSON.stringify(visitor))}` },
      });
      const [shown, template] = body.split('<template id="shop-variants">');
      const variantsIn = (/** @type {string} */ html) =>
        [...html.matchAll(/data-flag="(\w+)" data-variant="(\w+)"/g)].map(([, flag, variant]) => `${flag} ${variant}`);
      const { pricing_page: pricing, checkout_flow: checkout } = expectedVariants(visitor);
      assert.deepEqual(
        variantsIn(shown),
        [`pricing_page ${pricing}`, `checkout_flow ${checkout}`],
        visitor.targetingKey,
      );
      assert.deepEqual(variantsIn(template).length, 5);
      assert.ok(shown.includes(`data-flag-seen="{&quot;checkout_flow&quot;:&quot;${checkout}&quot;}"`));
    }
  });

  test('a visitor who switched flags off gets a snapshot with them off, and other visitors do not', async () => {
    const shared = await call(url('/live/snapshot.json'));
    const get = (/** @type {string} */ value, headers = {}) =>
      call(url('/live/snapshot.json'), { headers: { Cookie: `a=b; burgee-off=${value}`, ...headers } });
    const own = await get(encodeURIComponent('["pricing_page","beta_feature","no such flag"]'));
    assert.deepEqual(
      [own.headers.get('Cache-Control'), own.headers.get('Vary')],
      ['private, max-age=0, must-revalidate', 'Cookie, Origin'],
    );
    const off = Object.entries(own.body.flags)
      .filter(([, flag]) => flag.enabled === false)
      .map(([key]) => key);
    assert.deepEqual(off, ['beta_feature', 'pricing_page']);
    for (const key of off) delete own.body.flags[key].enabled;
    assert.deepEqual(own.body, shared.body);
    const etag = own.headers.get('ETag') ?? '';
    assert.notEqual(etag, shared.headers.get('ETag'));
    assert.equal(
      (await get(encodeURIComponent('["beta_feature","pricing_page","beta_feature"]'), { 'If-None-Match': etag }))
        .status,
      304,
    );
    for (const value of [
      '',
      '[]',
      'null',
      '%',
      '%7B%7D',
      '[1]',
      encodeURIComponent('["no such flag","__proto__","constructor"]'),
    ]) {
      assert.equal((await get(value)).headers.get('ETag'), shared.headers.get('ETag'), value);
    }
    assert.deepEqual((await call(url('/live/snapshot.json'))).body, shared.body);
  });

  test('the files of the package are served unchanged', async () => {
    const module = await call(url('/burgee/index.js'));
    assert.deepEqual([module.status, module.headers.get('Content-Type')?.split(';')[0]], [200, 'text/javascript']);
    const wasm = await fetch(url('/burgee/core.wasm'));
    assert.equal(wasm.headers.get('Content-Type'), 'application/wasm');
    assert.ok(WebAssembly.validate(await wasm.arrayBuffer()));
  });
}
