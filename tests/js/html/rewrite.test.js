// Pages as they come out of the Workers runtime and of Bun.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { rewriteVariants, scriptJson } from '../../../pkg-template/html.js';
import { startHttpServer } from '../../support/http-server.js';
import { CASES } from './cases.js';
import { here, startWorker } from './workerd.js';

/** @param {import('./cases.js').Case} given */
const expected = ({ page, exposed = [], errors = [] }) => ({ page, exposed, errors });

/** @type {Awaited<ReturnType<typeof startWorker>>} */
let worker;
before(async () => (worker = await startWorker({ file: here('worker.js') })));
after(() => worker.stop());

/** @param {object} given */
const ask = (given) =>
  fetch(worker.url, {
    // Compressed, a stream comes when the compressor likes.
    method: 'POST',
    headers: { 'accept-encoding': 'identity' },
    body: JSON.stringify(given),
  });

describe('in the Workers runtime', () => {
  for (const one of CASES) test(one.name, async () => assert.deepEqual(await (await ask(one)).json(), expected(one)));
});

test(`in Bun, the same ${CASES.length} pages`, async () => {
  const { stdout } = await promisify(execFile)(here('../../../node_modules/.bin/bun'), [here('bun.js')]);
  assert.deepEqual(JSON.parse(stdout), CASES.map(expected));
});

/**
 * An origin of one page.
 * @param {import('../../support/http-server.js').Handler} answer
 * @param {(url: string) => Promise<void>} use
 */
async function withOrigin(answer, use) {
  const origin = await startHttpServer(answer);
  try {
    await use(`${origin.url}/`);
  } finally {
    await origin.close();
  }
}

test('the first bytes leave before the last arrive', { timeout: 60_000 }, async () => {
  /** @type {() => void} */
  let goOn = () => {};
  const readFirst = new Promise((resolve) => (goOn = () => resolve(undefined)));
  await withOrigin(
    async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      // Marks may be torn anywhere.
      response.write('<title data-flag-text="count">0</title><p data-flag="he');
      await readFirst;
      for (const part of ['ro" data-vari', 'ant="a">A</p><p data-flag="hero" data-variant="b">', 'B</', 'p>'])
        response.write(part);
      response.end('the end');
    },
    async (url) => {
      const reader = (await ask({ url })).body?.pipeThrough(new TextDecoderStream()).getReader();
      assert.ok(reader);
      let text = '';
      while (!text.includes('</title>')) text += (await reader.read()).value;
      assert.equal(text, '<title data-flag-text="count">3</title>');
      goOn();
      for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
      assert.equal(text, '<title data-flag-text="count">3</title><p data-flag="hero" data-variant="b">B</p>the end');
    },
  );
});

/** @param {{ [name: string]: string | string[] }} headers @param {object} [options] @param {string | Buffer} [body] @param {number} [status] */
async function passed(headers, options, body = '<p data-flag="old">x</p>', status = 200) {
  /** @type {{ status: number, text: string, headers: { [name: string]: string }, cookies: string[] } | undefined} */
  let result;
  await withOrigin(
    (_, response) => response.writeHead(status, headers).end(body),
    async (url) => {
      const response = await ask({ url, options });
      const told = JSON.parse(response.headers.get('x-headers') ?? '[]');
      result = {
        status: response.status,
        text: await response.text(),
        headers: Object.fromEntries(told),
        cookies: response.headers.getSetCookie(),
      };
    },
  );
  assert.ok(result);
  return result;
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };

test('what was made for one visitor is kept for nobody else, and asked for again', async () => {
  const { text, headers, cookies } = await passed({
    ...HTML,
    'cache-control': 'public, max-age=600',
    'cdn-cache-control': 'max-age=600',
    'surrogate-control': 'max-age=600',
    expires: 'Thu, 01 Jan 2099 00:00:00 GMT',
    etag: '"origin"',
    'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
    'accept-ranges': 'bytes',
    'x-mine': 'stays',
    'set-cookie': ['a=1', 'b=2'],
  });
  assert.equal(text, '');
  assert.deepEqual(headers, { ...HTML, 'cache-control': 'private, no-cache', 'x-mine': 'stays', 'set-cookie': 'b=2' });
  assert.deepEqual(cookies, ['a=1', 'b=2']);
});

test('who says how long it keeps is heard', async () => {
  const control = async (/** @type {object} */ headers, /** @type {object} */ options) =>
    (await passed({ ...HTML, ...headers }, options)).headers['cache-control'];
  assert.equal(await control({ 'cache-control': 'no-store' }, {}), 'private, no-store');
  assert.equal(await control({}, { cacheControl: 'private, max-age=5' }), 'private, max-age=5');
  assert.equal(await control({ 'cache-control': 'public, max-age=9' }, { cacheControl: null }), 'public, max-age=9');
});

test('a page that came compressed is read, and is no longer what its length said', async () => {
  const body = gzipSync('<p data-flag="old">x</p><i>gzip</i>');
  const { text, headers } = await passed(
    { ...HTML, 'content-encoding': 'gzip', 'content-length': String(body.length) },
    {},
    body,
  );
  assert.equal(text, '<i>gzip</i>');
  assert.equal(headers['content-length'], undefined);
});

test('what is no whole page of HTML passes untouched', async () => {
  const body = '<p data-flag="old">x</p>';
  for (const [headers, status] of /** @type {const} */ ([
    [{ 'content-type': 'application/json' }, 200],
    [{ 'content-type': 'text/htmlx' }, 200],
    [{}, 200],
    [{ ...HTML, 'content-range': 'bytes 0-24/90' }, 206],
  ])) {
    const result = await passed({ ...headers, 'cache-control': 'public', etag: '"e"' }, {}, body, status);
    assert.deepEqual(
      [result.text, result.status, result.headers.etag, result.headers['cache-control']],
      [body, status, '"e"', 'public'],
    );
  }
  const error = await passed(HTML, {}, body, 404);
  assert.deepEqual([error.text, error.status], ['', 404]);
});

test('where nothing rewrites HTML, the page is sent and the reason told', () => {
  const messages = /** @type {string[]} */ ([]);
  const response = new Response('<p>', { headers: HTML });
  const view = /** @type {any} */ ({});
  assert.equal(rewriteVariants(response, view, { onError: ({ message }) => messages.push(message) }), response);
  assert.equal(
    rewriteVariants(response, view, {
      onError: () => {
        throw new Error('not again');
      },
    }),
    response,
  );
  assert.deepEqual(messages, [
    'there is no HTMLRewriter here, so the page is sent with all variants: pass one as `HTMLRewriter`',
  ]);
  assert.equal(rewriteVariants(Response.json({}), view).headers.get('content-type'), 'application/json');
});

test('JSON for a script element', () => {
  assert.equal(scriptJson({ a: '</script>' }), '{"a":"\\u003c/script>"}');
  assert.equal(scriptJson('{"a":1}'), '{"a":1}');
  assert.equal(scriptJson(undefined), 'null');
});
