// Compiled snapshots from a refresh, and which module of the core a page loads for them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { serverSentEvents } from '../../../pkg-template/plugins.js';
import { pageCore } from './page-core.js';
import { URL_A, fakeFetch, fakePage, json, serve } from './support.js';
import { written, compiled, NEWER, NOT_KNOWN, context, gone } from './compiled-support.js';

const { fetch: network } = globalThis;

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
