import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Evaluator, compile, init } from '../../pkg/index.js';
import { call } from './calls.js';

/** @typedef {{ headers?: { [name: string]: string }, method?: string }} Options */

/** @param {import('./calls.js').Url} url */
export function compiledSuite(url) {
  before(() => init());

  /** @param {string} path @param {Options} [options] */
  async function text(path, options) {
    const response = await fetch(url(path), options);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
  /** @param {string[]} keys @param {{ [name: string]: string }} [headers] */
  const without = (keys, headers) => ({
    headers: { Cookie: `a=b; burgee-off=${encodeURIComponent(JSON.stringify(keys))}`, ...headers },
  });

  test('the compiled snapshot is what the package compiles from the served source', async () => {
    const plain = await text('/live/snapshot.json');
    for (let times = 0; times < 2; times++) {
      const { status, headers, text: compiled } = await text('/live/compiled.json');
      assert.deepEqual([status, compiled], [200, compile(plain.text)]);
      for (const name of ['Content-Type', 'Cache-Control', 'Vary', 'X-Content-Type-Options'])
        assert.equal(headers.get(name), plain.headers.get(name), name);
      assert.match(headers.get('ETag') ?? '', /^"[0-9a-f]{32}"$/);
      assert.notEqual(headers.get('ETag'), plain.headers.get('ETag'));
    }
  });

  test('the compiled snapshot decides like its source', async () => {
    const [plain, compiled] = await Promise.all(
      ['/live/snapshot.json', '/live/compiled.json'].map(async (path) => new Evaluator((await text(path)).text)),
    );
    assert.equal(compiled?.revision, plain?.revision);
    for (let user = 0; user < 200; user++) {
      const attributes = {
        targetingKey: `user-${user}`,
        email: `user-${user}@example.com`,
        tier: user % 2 ? 'premium' : 'free',
      };
      assert.deepEqual(
        compiled?.context(attributes, { now: 1.8e12 }).all(),
        plain?.context(attributes, { now: 1.8e12 }).all(),
      );
    }
  });

  test('a matching ETag gets 304, and HEAD has the ETag without the body', async () => {
    const etag = (await text('/live/compiled.json')).headers.get('ETag') ?? '';
    for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const {
        status,
        headers,
        text: body,
      } = await text('/live/compiled.json', { headers: { 'If-None-Match': condition } });
      assert.deepEqual([status, body, headers.get('ETag')], [304, '', etag], condition);
    }
    const plain = (await text('/live/snapshot.json')).headers.get('ETag') ?? '';
    assert.equal((await text('/live/compiled.json', { headers: { 'If-None-Match': plain } })).status, 200);
    const head = await text('/live/compiled.json', { method: 'HEAD' });
    assert.deepEqual([head.status, head.text, head.headers.get('ETag')], [200, '', etag]);
  });

  test('a visitor who switched flags off gets them off, and other visitors do not', async () => {
    const shared = await text('/live/compiled.json');
    const off = without(['pricing_page', 'beta_feature', 'no such flag']);
    const own = await text('/live/compiled.json', off);
    assert.deepEqual(
      [own.headers.get('Cache-Control'), own.headers.get('Vary')],
      ['private, max-age=0, must-revalidate', 'Cookie, Origin'],
    );
    assert.equal(own.text, compile((await text('/live/snapshot.json', off)).text));
    const all = new Evaluator(own.text).context({ targetingKey: 'user-17' }).all();
    assert.deepEqual(
      [...all.values()]
        .filter(({ reason }) => reason === 'DISABLED')
        .map(({ key }) => key)
        .sort(),
      ['beta_feature', 'pricing_page'],
    );
    const etag = own.headers.get('ETag') ?? '';
    assert.notEqual(etag, shared.headers.get('ETag'));
    assert.equal(
      (await text('/live/compiled.json', without(['beta_feature', 'pricing_page'], { 'If-None-Match': etag }))).status,
      304,
    );
    assert.equal(
      (await text('/live/compiled.json', without(['no such flag']))).headers.get('ETag'),
      shared.headers.get('ETag'),
    );
    assert.equal((await text('/live/compiled.json')).text, shared.text);
  });

  test('pages of allowed origins can read it', async () => {
    const from = (/** @type {string} */ origin, method = 'GET') =>
      call(url('/live/compiled.json'), { method, headers: { Origin: origin } });
    const allowed = await from('https://shop.example.com');
    assert.equal(allowed.headers.get('Access-Control-Allow-Origin'), 'https://shop.example.com');
    assert.equal(allowed.headers.get('Access-Control-Expose-Headers'), 'ETag, Date, Age, Retry-After');
    assert.equal((await from('https://evil.example.com')).headers.get('Access-Control-Allow-Origin'), null);
    assert.equal(
      (await from('https://shop.example.com', 'OPTIONS')).headers.get('Access-Control-Allow-Methods'),
      'GET, HEAD, OPTIONS',
    );
  });
}
