// The device’s copy of the snapshot.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DAY,
  FakeStorage,
  NOON,
  URL_A,
  fakeFetch,
  fakePage,
  json,
  offline,
  serve,
  settle,
  snapshot,
  start,
  status,
} from './support.js';

const GOOD = snapshot({ dashboard: { value: true, variant: 'on' } }, 1);

const NEXT = snapshot({ dashboard: { value: false, variant: 'off' } }, 2);

test('sends the ETag back to a real server, and keeps the snapshot after a 304', async () => {
  const asked = /** @type {(string | undefined)[]} */ ([]);
  const server = await serve((request, response) => {
    asked.push(request.headers['if-none-match']);
    if (request.headers['if-none-match'] === '"r1"') return void response.writeHead(304, { etag: '"r1"' }).end();
    response.writeHead(200, { 'content-type': 'application/json', etag: '"r1"' }).end(GOOD);
  });
  const page = fakePage();
  const { client, errors } = start({ snapshot: server.url, fetch }, page);
  assert.equal(await client.ready, 'READY');
  assert.equal(await client.refresh(), 'READY');
  const second = start({ snapshot: server.url, fetch }, page);
  assert.equal(await second.client.ready, 'READY');
  await second.client.refresh();
  assert.deepEqual(asked, [undefined, '"r1"', '"r1"']);
  assert.deepEqual(errors, []);
  await server.stop();
});

test('serves the device’s copy before the network, revalidates and replaces it', async () => {
  const page = fakePage();
  await start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' })) }, page).client.ready;
  assert.deepEqual(page.localStorage.of('s'), [`${NOON} 0 "1"\n${GOOD}`]);
  assert.ok(![...page.localStorage.map.keys()].some((key) => key.includes('example')), 'the key does not show the URL');

  /** @type {(response: Response) => void} */
  let answer = () => {};
  const fetch = fakeFetch(() => new Promise((resolve) => (answer = resolve)));
  const { client } = start({ snapshot: URL_A, update: 'immediate', fetch }, page);
  const changes = /** @type {any[]} */ ([]);
  client.on('change', (change) => changes.push(change));
  assert.equal(await client.ready, 'READY');
  assert.equal(client.boolean('dashboard', false), true);
  assert.equal(fetch.sent.length, 1);
  assert.deepEqual(fetch.sent[0]?.headers, { 'if-none-match': '"1"' });
  assert.equal(fetch.sent[0]?.cache, 'no-cache');
  answer(json(NEXT, { etag: '"2"' })());
  await settle();
  assert.equal(client.boolean('dashboard', true), false);
  assert.deepEqual(changes, [{ keys: ['dashboard'], cause: 'snapshot' }]);
  assert.deepEqual(page.localStorage.of('s'), [`${NOON} 0 "2"\n${NEXT}`]);
});

test('serves the copy as stale when it starts offline', async () => {
  const page = fakePage();
  await start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD)) }, page).client.ready;
  const { client, messages } = start({ snapshot: URL_A, fetch: fakeFetch(offline) }, page);
  await client.ready;
  await settle();
  assert.equal(client.status, 'STALE');
  assert.equal(client.boolean('dashboard', false), true);
  assert.deepEqual(messages(), [`snapshot \`${URL_A}\`: fetch failed`]);
});

test('ignores a copy that is too old or damaged', async () => {
  for (const [name, stored, says] of [
    ['old', `${NOON - 7 * DAY - 1} 0 "1"\n${GOOD}`, []],
    ['damaged', 'x', []],
    [
      'cut',
      `${NOON} 0 "1"\n${GOOD.slice(0, 30)}`,
      [`snapshot copy of \`${URL_A}\`: snapshot, line 1, column 2: the text ends too early`],
    ],
  ]) {
    const page = fakePage();
    await start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD)) }, page).client.ready;
    const [key] = page.localStorage.map.keys();
    page.localStorage.map.set(String(key), String(stored));
    const fetch = fakeFetch(json(NEXT));
    const { client, messages } = start({ snapshot: URL_A, fetch }, page);
    assert.equal(await client.ready, 'READY', String(name));
    assert.equal(client.revision, 2);
    assert.deepEqual(messages(), says);
  }
});

test('changes the copy’s ETag only together with its text', async () => {
  const page = fakePage();
  await start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' })) }, page).client.ready;
  page.localStorage.throws.write = new Error('QuotaExceededError');
  const { client, errors } = start(
    { snapshot: URL_A, update: 'immediate', fetch: fakeFetch(json(NEXT, { etag: '"2"' }), status(304)) },
    page,
  );
  await client.ready;
  await settle();
  assert.equal(client.revision, 2);
  assert.equal(await client.refresh(), 'READY');
  assert.deepEqual(page.localStorage.of('s'), [`${NOON} 0 "1"\n${GOOD}`]);
  assert.deepEqual(errors, []);
});

test('works without a copy when storage is forbidden or full', async () => {
  const forbidden = new Error('SecurityError');
  const page = fakePage();
  Object.defineProperty(page, 'localStorage', {
    get: () => {
      throw forbidden;
    },
  });
  const broken = new FakeStorage();
  broken.throws = { read: forbidden, write: forbidden };
  for (const options of [{}, { storage: broken }, { storage: null }]) {
    const { client, errors } = start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD)), ...options }, page);
    assert.equal(await client.ready, 'READY');
    assert.equal(client.boolean('dashboard', false), true);
    assert.deepEqual(errors, []);
  }
});

test('stores a copy at the next refresh if it could not be stored before', async () => {
  const page = fakePage();
  page.localStorage.throws.write = new Error('QuotaExceededError');
  const { client } = start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' }), status(304)) }, page);
  await client.ready;
  assert.deepEqual(page.localStorage.of('s'), []);
  page.localStorage.throws = {};
  await client.refresh();
  assert.deepEqual(page.localStorage.of('s'), [`${NOON} 0 "1"\n${GOOD}`]);
});

test('removes an unusable copy and does not send its ETag', async () => {
  const page = fakePage();
  const before = start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' })) }, page);
  await before.client.ready;
  const [[key = '', stored = ''] = []] = [...page.localStorage.map];
  page.localStorage.map.set(key, stored.slice(0, 40));
  before.core.started = true;
  const fetch = fakeFetch(offline);
  const { client } = start({ snapshot: URL_A, fetch }, page, before.core);
  assert.equal(await client.ready, 'ERROR');
  assert.deepEqual(page.localStorage.of('s'), []);
  assert.equal(fetch.sent[0]?.headers['if-none-match'], undefined);
});

test('builds a newer snapshot for the next page only once', async () => {
  const page = fakePage();
  const made = start(
    { snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' }), json(NEXT, { etag: '"2"' }), status(304)) },
    page,
  );
  await made.client.ready;
  let built = 0;
  const { Evaluator } = made.core;
  made.core.Evaluator = class extends Evaluator {
    /** @param {string} text */
    constructor(text) {
      super(text);
      built++;
    }
  };
  for (let i = 0; i < 3; i++) {
    await page.advance(60_000);
    await page.turn('visible');
  }
  assert.equal(built, 1);
});

test('revalidates an inline snapshot by the ETag of an equal copy', async () => {
  const page = fakePage();
  await start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' })) }, page).client.ready;
  for (const [bootstrap, etag] of [
    [GOOD, '"1"'],
    [NEXT, undefined],
  ]) {
    const fetch = fakeFetch(offline);
    await start({ snapshot: URL_A, bootstrap, fetch }, page).client.ready;
    assert.equal(fetch.sent[0]?.headers['if-none-match'], etag);
  }
});
