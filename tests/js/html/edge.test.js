// The Workers of docs/edge.md in the Workers runtime, with the real client, before a page and a collector.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Response as WorkerResponse } from 'miniflare';
import { Evaluator, compile, init } from '../../../pkg/index.js';
import { sendJson, startHttpServer } from '../../support/http-server.js';
import { snippets } from '../markdown.js';
import { snippet } from '../readme/snippets.js';
import { here, startWorker } from './workerd.js';

const docs = snippets('docs/edge.md');
const NOVEMBER = Date.parse('2026-11-15T00:00:00Z');
const pkg = (/** @type {string} */ name) => here(`../../../pkg/${name}.js`);
const alias = {
  'burgee/client': pkg('client'),
  'burgee/html': pkg('html'),
  'burgee/server': pkg('server'),
  burgee: pkg('index'),
};
const wasm = here('../../../pkg/core.wasm');
const asset = () =>
  new WorkerResponse(docs.page, {
    headers: { 'content-type': 'text/html', 'cache-control': 'public, max-age=60', etag: '"page"' },
  });

/** The sections and the link that stay for a user, by the rules. @param {string} user */
function expected(user) {
  const context = new Evaluator(snippet('snapshot')).context({ targetingKey: user }, { now: NOVEMBER });
  const kept = (/** @type {string} */ line) => {
    const [, flag, variant] = /data-flag="(\w+)"(?: data-variant="(\w+)")?/.exec(line) ?? [];
    return !flag || (variant ? context.details(flag).variant === variant : context.boolean(flag, false));
  };
  return docs.page
    .split('\n')
    .map((line) => (kept(line) ? line : ''))
    .join('\n');
}

/** @type {any[]} */
let events = [];
/** What the origin answers about the snapshot. */
let [status, tag, text] = [200, '"42"', snippet('snapshot')];
/** Told of each batch. @type {() => void} */
let arrived = () => {};
/** @type {import('../../support/http-server.js').HttpServer} */
let origin;
let url = '';
before(async () => {
  await init();
  origin = await startHttpServer(({ path, body }, response) => {
    if (path !== '/live/report')
      return sendJson(response, text, status, { date: new Date(NOVEMBER).toUTCString(), etag: tag });
    events.push(...JSON.parse(body).events);
    arrived();
    response.writeHead(202).end('{}');
  });
  url = origin.url;
});
after(() => origin.close());

test('the page comes with its visitor’s variants, their decisions and a cookie, and its visitor counts once', async () => {
  const code = docs.worker.replaceAll('https://example.com', url);
  const worker = await startWorker({ code, resolveDir: here('.') }, { alias, wasm, services: { ASSETS: asset } });
  try {
    const last = new Promise(
      (resolve) => (arrived = () => void (events.some(({ unit }) => unit === 'visitor-04') && resolve(undefined))),
    );
    for (const visitor of ['visitor-01', 'visitor-02', 'visitor-01', 'visitor-03', 'visitor-04']) {
      const response = await fetch(worker.url, { headers: { cookie: `burgee_id=${visitor}` } });
      const text = await response.text();
      const decided = JSON.parse(/id="decided">(.*)<\/script>/.exec(text)?.[1] ?? '');
      assert.equal(text.replace(/(id="decided">).*(<\/script>)/, '$1$2'), expected(visitor), visitor);
      assert.deepEqual(Object.keys(decided.flags), ['new_dashboard', 'pricing_page']);
      // The script stands behind the marks: the edge has reported it, and the page will not.
      assert.equal(decided.flags.pricing_page.reported, true);
      assert.equal(decided.flags.pricing_page.exposure.unit, visitor);
      assert.match(response.headers.get('set-cookie') ?? '', new RegExp(`^burgee_id=${visitor};`));
      assert.deepEqual(
        [response.headers.get('cache-control'), response.headers.get('etag')],
        ['private, no-cache', null],
      );
    }
    await last;
  } finally {
    await worker.stop();
  }
  assert.deepEqual(
    events.map((event) => [event.type, event.flag, event.unit]).sort(),
    ['visitor-01', 'visitor-02', 'visitor-03', 'visitor-04'].map((visitor) => ['exposure', 'pricing_page', visitor]),
  );
});

test('an evaluator’s context will do, and reports nobody', async () => {
  events = [];
  const code = `${docs.evaluator}
    export default { fetch: (request, env) => env.ASSETS.fetch(request).then((page) => personalised(page, ${JSON.stringify(snippet('snapshot'))}, 'visitor-01')) };`;
  const worker = await startWorker({ code, resolveDir: here('.') }, { alias, wasm, services: { ASSETS: asset } });
  try {
    const text = await (await fetch(worker.url)).text();
    assert.equal((text.match(/<section/g) ?? []).length, 1);
  } finally {
    await worker.stop();
  }
  assert.deepEqual(events, []);
});

test('a Worker compiles what its origin serves, and answers who has it', async () => {
  const worker = await startWorker(
    { code: docs.compiled.replaceAll('https://example.com', url), resolveDir: here('.') },
    { alias, wasm },
  );
  const ask = (headers = {}) => fetch(worker.url, { headers });
  try {
    for (const revision of [42, 43]) {
      tag = `"${revision}"`;
      text = snippet('snapshot').replace('42', String(revision));
      for (let times = 0; times < 2; times++) {
        const response = await ask();
        assert.deepEqual([response.status, response.headers.get('etag')], [200, `"${revision}-compiled-1"`]);
        assert.deepEqual(
          [response.headers.get('content-type'), response.headers.get('cache-control')],
          ['application/json', 'max-age=0, must-revalidate'],
        );
        assert.equal(await response.text(), compile(text));
      }
      for (const known of [`"${revision}-compiled-1"`, `W/"${revision}-compiled-1"`])
        assert.equal((await ask({ 'if-none-match': known })).status, 304, known);
      assert.equal((await ask({ 'if-none-match': tag })).status, 200);
    }
    text = '{';
    tag = '"broken"';
    assert.equal((await ask()).status, 500);
    status = 503;
    assert.equal((await ask()).status, 503);
  } finally {
    await worker.stop();
  }
});
