// Compiled snapshots wherever a client gets one from, and which module of the core a page loads for them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { serverSentEvents } from '../../../pkg-template/plugins.js';
import { compile, init } from '../../../pkg/index.js';
import { pageCore } from './page-core.js';
import { URL_A, fakeFetch, fakePage, json, offline, serve, settle } from './support.js';

const { fetch: network } = globalThis;
await init();

const written = (/** @type {string} */ plan, revision = 1) =>
  JSON.stringify({
    format: 'burgee/1',
    revision,
    flags: {
      pro: {
        variants: { on: true, off: false },
        rules: [{ if: { attribute: 'plan', in: [plan] }, serve: 'on' }],
        fallthrough: 'off',
      },
      shop: {
        variants: { on: true, off: false },
        rules: [{ if: { attribute: 'path', matches: '^/shop' }, serve: 'on' }],
        fallthrough: 'off',
      },
    },
  });
const compiled = (/** @type {string} */ plan, revision = 1) => compile(written(plan, revision));
const NEWER = compiled('pro', 9).replace('burgee-compiled/1', 'burgee-compiled/2');
const NOT_KNOWN = 'format, line 1, column 1: expected the format `burgee-compiled/1`, found `burgee-compiled/2`';

const context = { plan: 'pro', path: '/shop/1' };
const gone = () => Promise.reject(new TypeError('the network is gone'));

/** A page that got a snapshot once, whose copy it keeps. @param {string} text */
async function visited(text) {
  const page = fakePage();
  const { start } = await pageCore();
  const { client } = start({ snapshot: URL_A, context, fetch: fakeFetch(json(text, { etag: '"1"' })) }, page);
  assert.equal(await client.ready, 'READY');
  await client.close();
  return page;
}

describe('a first visit', () => {
  test('loads the small module beside the download, and it alone for a compiled snapshot, with a pattern too', async () => {
    const { start, loaded } = await pageCore();
    /** @type {(response: Response) => void} */
    let answer = () => {};
    const fetch = fakeFetch(() => new Promise((resolve) => (answer = resolve)));
    const { client, errors } = start({ snapshot: URL_A, context, fetch });
    await settle();
    assert.deepEqual([loaded, fetch.sent.length, client.boolean('pro', false)], [['page.wasm'], 1, false]);
    answer(json(compiled('pro'))());
    assert.equal(await client.ready, 'READY');
    assert.deepEqual([client.revision, client.boolean('pro', false), client.boolean('shop', false)], [1, true, true]);
    assert.deepEqual([loaded, errors], [['page.wasm'], []]);
  });

  test('takes the whole core for a snapshot that is not compiled', async () => {
    const { start, loaded } = await pageCore();
    const { client, errors } = start({ snapshot: URL_A, context, fetch: fakeFetch(json(written('pro'))) });
    assert.equal(await client.ready, 'READY');
    assert.deepEqual(
      [client.boolean('pro', false), client.boolean('shop', false), loaded, errors],
      [true, true, ['page.wasm', 'core.wasm'], []],
    );
  });

  test('outside of pages nothing is loaded ahead', async () => {
    const { start, loaded } = await pageCore();
    /** @type {(response: Response) => void} */
    let answer = () => {};
    const { client } = start(
      { snapshot: URL_A, fetch: fakeFetch(() => new Promise((resolve) => (answer = resolve))) },
      null,
    );
    const refreshed = client.refresh();
    await settle();
    assert.deepEqual(loaded, []);
    answer(json(compiled('pro'))());
    assert.equal(await refreshed, 'READY');
    assert.deepEqual([client.context(context).boolean('pro', false), loaded], [true, ['page.wasm']]);
  });

  test('where the small module fails, it is tried again when the text is there', async () => {
    const { start, loaded, answers } = await pageCore({ 'page.wasm': gone });
    /** @type {(response: Response) => void} */
    let answer = () => {};
    const { client, errors } = start({
      snapshot: URL_A,
      context,
      fetch: fakeFetch(() => new Promise((resolve) => (answer = resolve))),
    });
    await settle();
    delete answers['page.wasm'];
    answer(json(compiled('pro'))());
    assert.equal(await client.ready, 'READY');
    assert.deepEqual([client.boolean('pro', false), loaded, errors], [true, ['page.wasm', 'page.wasm'], []]);
  });

  test('where it fails for good, the page gets its defaults and is told once', async () => {
    const { start, loaded } = await pageCore({ 'page.wasm': () => new Response('', { status: 503 }) });
    const { client, messages } = start({ snapshot: URL_A, context, fetch: fakeFetch(json(compiled('pro'))) });
    assert.equal(await client.ready, 'FATAL');
    assert.deepEqual([client.boolean('pro', false), loaded], [false, ['page.wasm', 'page.wasm']]);
    assert.deepEqual(messages(), ['the WebAssembly core could not start: the WebAssembly module at  answered 503']);
  });

  test('where the whole core can’t be had for a text that needs it, too', async () => {
    const { start, loaded } = await pageCore({ 'core.wasm': gone });
    const { client, messages } = start({ snapshot: URL_A, context, fetch: fakeFetch(json(written('pro'))) });
    assert.equal(await client.ready, 'FATAL');
    assert.deepEqual(
      [client.boolean('pro', false), client.details('pro', false).errorCode, loaded],
      [false, 'PROVIDER_NOT_READY', ['page.wasm', 'core.wasm']],
    );
    assert.deepEqual(messages(), ['the WebAssembly core could not start: the network is gone']);
  });

  test('of a newer format gives defaults, and says which', async () => {
    const { start, loaded } = await pageCore();
    const { client, messages, page } = start({ snapshot: URL_A, context, fetch: fakeFetch(json(NEWER)) });
    assert.equal(await client.ready, 'ERROR');
    assert.deepEqual([client.boolean('pro', false), loaded, page.localStorage.of('s')], [false, ['page.wasm'], []]);
    assert.deepEqual(messages(), [`snapshot \`${URL_A}\`: ${NOT_KNOWN}`]);
    assert.equal(client.error?.issues?.[0]?.path, 'format');
  });
});

describe('the device’s copy', () => {
  test('of a compiled one is the text that came, and needs the small module alone', async () => {
    const page = await visited(compiled('pro'));
    assert.ok(page.localStorage.of('s')[0]?.endsWith(`"1"\n${compiled('pro')}`));
    const { start, loaded } = await pageCore();
    const { client, errors } = start(
      { snapshot: URL_A, context, fetch: fakeFetch(() => new Response(null, { status: 304 })) },
      page,
    );
    assert.equal(await client.ready, 'READY');
    await settle();
    assert.deepEqual([client.boolean('pro', false), loaded, errors], [true, ['page.wasm'], []]);
  });

  test('of one that is not needs the whole core alone', async () => {
    const page = await visited(written('pro'));
    const { start, loaded } = await pageCore();
    const { client } = start(
      { snapshot: URL_A, context, fetch: fakeFetch(() => new Response(null, { status: 304 })) },
      page,
    );
    assert.equal(await client.ready, 'READY');
    await settle();
    assert.deepEqual([client.boolean('pro', false), loaded], [true, ['core.wasm']]);
  });

  test('decides at once where the small module was there before', async () => {
    const page = await visited(compiled('pro'));
    const { start, loaded, core } = await pageCore();
    await core.init();
    const { client } = start({ snapshot: URL_A, context, fetch: fakeFetch(offline) }, page);
    assert.deepEqual([client.status, client.boolean('pro', false), loaded], ['READY', true, ['page.wasm']]);
  });

  for (const [name, spoilt] of /** @type {const} */ ([
    ['ends early', (/** @type {string} */ text) => text.slice(0, -40)],
    ['is of a newer format', () => NEWER],
  ])) {
    test(`that ${name} is dropped and told of, and the network serves`, async () => {
      const page = await visited(compiled('pro'));
      const [key, stored] = /** @type {[string, string]} */ (
        [...page.localStorage.map].find(([name]) => name.startsWith('burgee:s:'))
      );
      const [head, text] = /** @type {[string, string]} */ (stored.split('\n'));
      page.localStorage.map.set(key, `${head}\n${spoilt(text)}`);
      const fetch = fakeFetch(json(compiled('pro', 2), { etag: '"2"' }));
      const { start, loaded } = await pageCore();
      const { client, messages } = start({ snapshot: URL_A, context, fetch }, page);
      await settle();
      await client.ready;
      await settle();
      assert.deepEqual(
        [client.status, client.boolean('pro', false), client.revision, loaded],
        ['READY', true, 2, ['page.wasm']],
      );
      assert.equal(messages().length, 1);
      assert.match(
        messages()[0],
        name === 'ends early'
          ? /^snapshot copy of .*: format, line 1, column 1: the compiled snapshot is damaged: /
          : /expected the format `burgee-compiled\/1`, found `burgee-compiled\/2`$/,
      );
      assert.ok(page.localStorage.of('s')[0]?.endsWith(`"2"\n${compiled('pro', 2)}`));
    });
  }
});

describe('given inline', () => {
  /** @type {[string, (text: string, page: ReturnType<typeof fakePage>) => object][]} */
  const ways = [
    ['as a text in `bootstrap`', (text) => ({ bootstrap: text })],
    ['as an object in `bootstrap`', (text) => ({ bootstrap: JSON.parse(text) })],
    ['as an element in `bootstrap`', (text) => ({ bootstrap: { textContent: `\n  ${text}\n` } })],
    [
      'by its selector in `bootstrap`',
      (text, page) => {
        page.document.querySelector = (selector) => (selector === '#flags' ? { textContent: text } : null);
        return { bootstrap: '#flags' };
      },
    ],
    ['as a text in `snapshot`', (text) => ({ snapshot: text })],
    ['as an object in `snapshot`', (text) => ({ snapshot: JSON.parse(text) })],
  ];
  for (const [name, given] of ways) {
    test(`${name}: the small module alone, and values at once where it was there before`, async () => {
      for (const early of [false, true]) {
        const { start, loaded, core } = await pageCore();
        if (early) await core.init();
        const page = fakePage();
        const { client, errors } = start({ context, ...given(compiled('pro'), page) }, page);
        if (early) assert.equal(client.boolean('pro', false), true);
        assert.equal(await client.ready, 'READY');
        assert.deepEqual(
          [client.boolean('pro', false), client.boolean('shop', false), loaded, errors],
          [true, true, ['page.wasm'], []],
        );
      }
    });
  }

  test('and damaged it is told of, and the network serves', async () => {
    const { start } = await pageCore();
    const { client, messages } = start({
      bootstrap: compiled('free').slice(0, -20),
      snapshot: URL_A,
      context,
      fetch: fakeFetch(json(compiled('pro'))),
    });
    await client.ready;
    await settle();
    assert.equal(client.boolean('pro', false), true);
    assert.match(
      messages().join(),
      /^snapshot given inline: format, line 1, column 1: the compiled snapshot is damaged: [^,]*$/,
    );
  });
});

describe('a refresh', () => {
  for (const [name, first, second, needed] of /** @type {const} */ ([
    ['from a text to a compiled one', written, compiled, ['page.wasm', 'core.wasm']],
    ['from a compiled one to a text', compiled, written, ['page.wasm', 'core.wasm']],
    ['from a compiled one to a compiled one', compiled, compiled, ['page.wasm']],
  ])) {
    test(`${name}, and back`, async () => {
      const { start, loaded } = await pageCore();
      const fetch = fakeFetch(
        json(first('pro', 1)),
        json(second('free', 2)),
        json(first('pro', 3)),
        json(second('pro', 4)),
      );
      const { client, errors } = start({ snapshot: URL_A, context, update: 'immediate', fetch });
      const changes = /** @type {any[]} */ ([]);
      assert.equal(await client.ready, 'READY');
      client.on('change', (change) => changes.push(change));
      const seen = [client.boolean('pro', false)];
      for (let turn = 0; turn < 3; turn++) {
        assert.equal(await client.refresh(), 'READY');
        seen.push(client.boolean('pro', false));
      }
      assert.deepEqual([seen, client.revision, loaded, errors], [[true, false, true, true], 4, needed, []]);
      // The same decisions by another kind of text are no change.
      assert.deepEqual(changes, [
        { keys: ['pro'], cause: 'snapshot' },
        { keys: ['pro'], cause: 'snapshot' },
      ]);
    });
  }

  test('to a text whose core can’t be had keeps the last good one', async () => {
    const { start, loaded, answers } = await pageCore({ 'core.wasm': gone });
    const fetch = fakeFetch(json(compiled('pro')), json(written('free', 2)));
    const { client, messages, page } = start({ snapshot: URL_A, context, update: 'immediate', fetch });
    await client.ready;
    const stored = page.localStorage.of('s');
    assert.equal(await client.refresh(), 'STALE');
    assert.deepEqual([client.boolean('pro', false), client.revision, page.localStorage.of('s')], [true, 1, stored]);
    assert.deepEqual(messages(), ['the WebAssembly core could not start: the network is gone']);
    delete answers['core.wasm'];
    assert.equal(await client.refresh(), 'READY');
    assert.deepEqual(
      [client.boolean('pro', true), client.revision, loaded],
      [false, 2, ['page.wasm', 'core.wasm', 'core.wasm']],
    );
  });

  for (const [name, bad, says] of /** @type {const} */ ([
    ['a newer format', NEWER, NOT_KNOWN],
    ['a text that ends early', compiled('free').slice(0, -30), undefined],
  ])) {
    test(`to ${name} keeps the last good one, on the device too`, async () => {
      const { start } = await pageCore();
      const fetch = fakeFetch(json(compiled('pro')), json(bad), json(compiled('free', 2)));
      const { client, messages, page } = start({ snapshot: URL_A, context, update: 'immediate', fetch });
      await client.ready;
      const stored = page.localStorage.of('s');
      assert.equal(await client.refresh(), 'STALE');
      assert.deepEqual([client.boolean('pro', false), client.revision, page.localStorage.of('s')], [true, 1, stored]);
      if (says) assert.deepEqual(messages(), [`snapshot \`${URL_A}\`: ${says}`]);
      assert.match(messages().join(), /^snapshot `[^`]*`: format, line 1, column 1: /);
      assert.equal(await client.refresh(), 'READY');
      assert.deepEqual([client.boolean('pro', true), client.revision], [false, 2]);
    });
  }
});

test('server-sent events bring either kind', { timeout: 20_000 }, async () => {
  const { start, loaded } = await pageCore();
  const state = { revision: 1, streams: /** @type {import('node:http').ServerResponse[]} */ ([]) };
  const server = await serve((request, response) => {
    if (request.headers.accept === 'text/event-stream') {
      state.streams.push(response);
      return response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    }
    const text = (state.revision % 2 ? compiled : written)(state.revision === 2 ? 'free' : 'pro', state.revision);
    response.writeHead(200, { 'content-type': 'application/json', etag: `"${state.revision}"` }).end(text);
  });
  const until = async (/** @type {() => unknown} */ holds) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  const page = fakePage();
  const { client, errors } = start(
    {
      snapshot: `${server.url}/flags.json`,
      context,
      plugins: [serverSentEvents(undefined, { spread: 1000 })],
      fetch: network,
    },
    page,
  );
  assert.equal(await client.ready, 'READY');
  await until(() => state.streams.length === 1);
  for (const revision of [2, 3]) {
    state.revision = revision;
    state.streams[0]?.write(`data: {"revision":${revision}}\n\n`);
    await until(() => page.waiting().includes(500));
    await page.advance(500);
    await until(() => client.revision === revision);
    assert.equal(client.boolean('pro', false), revision === 3);
  }
  assert.deepEqual([loaded, errors], [['page.wasm', 'core.wasm'], []]);
  await client.close();
  await server.stop();
});

test('the whole core in a bundle of its own serves both kinds, and nothing is loaded', async () => {
  const { start, loaded, initSync } = await pageCore();
  initSync(new WebAssembly.Module(readFileSync(new URL('../../../pkg/core.wasm', import.meta.url))));
  const fetch = fakeFetch(json(compiled('pro')), json(written('free', 2)));
  const { client } = start({ snapshot: URL_A, context, update: 'immediate', fetch });
  assert.equal(await client.ready, 'READY');
  assert.equal(await client.refresh(), 'READY');
  assert.deepEqual([client.revision, client.boolean('pro', true), loaded], [2, false, []]);
});
