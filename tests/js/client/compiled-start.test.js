// Compiled snapshots at the start of a client, and which module of the core a page loads for them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pageCore } from './page-core.js';
import { URL_A, fakeFetch, fakePage, json, offline, settle } from './support.js';
import { written, compiled, NEWER, NOT_KNOWN, context, gone, visited } from './compiled-support.js';

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
