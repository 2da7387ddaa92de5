// When the snapshot is fetched again, and when its values are used.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, NOON, URL_A, fakeFetch, fakePage, json, offline, settle, snapshot, start, status } from './support.js';

const GOOD = snapshot({ dashboard: { value: true, variant: 'on' } }, 1);

const NEXT = snapshot({ dashboard: { value: false, variant: 'off' } }, 2);

for (const update of [undefined, 'next-load']) {
  test(`keeps values for this page (update: ${update}), changes them on the next page, and at once after refresh()`, async () => {
    const page = fakePage();
    const fetch = fakeFetch(json(GOOD, { etag: '"1"' }), json(NEXT, { etag: '"2"' }), status(304));
    const { client } = start({ snapshot: URL_A, update, fetch }, page);
    assert.equal(await client.ready, 'READY');
    const changes = /** @type {any[]} */ ([]);
    client.on('change', (change) => changes.push(change));
    for (const revision of ['"2"', '"2"']) {
      await page.advance(60_000);
      await page.turn('visible');
      assert.equal(client.boolean('dashboard', false), true);
      assert.equal(client.revision, 1);
      assert.deepEqual(
        page.localStorage.of('s').map((copy) => copy.split('\n')),
        [[`${NOON + 60_000} 0 ${revision}`, NEXT]],
      );
    }
    assert.deepEqual(
      fetch.sent.map((request) => request.headers['if-none-match']),
      [undefined, '"1"', '"2"'],
    );
    const next = start({ snapshot: URL_A, update, fetch: fakeFetch(offline) }, page);
    await next.client.ready;
    assert.equal(next.client.boolean('dashboard', true), false);

    assert.deepEqual(changes, []);
    assert.equal(await client.refresh(), 'READY');
    assert.equal(fetch.sent[3]?.headers['if-none-match'], '"2"');
    assert.equal(client.boolean('dashboard', true), false, 'though the server only said 304');
    assert.deepEqual(changes, [{ keys: ['dashboard'], cause: 'snapshot' }]);
  });
}

test('refresh() during the page’s own refresh uses its response', async () => {
  const page = fakePage();
  /** @type {(response: Response) => void} */
  let answer = () => {};
  const fetch = fakeFetch(json(GOOD), () => new Promise((resolve) => (answer = resolve)), json(GOOD));
  const { client } = start({ snapshot: URL_A, fetch }, page);
  await client.ready;
  await page.advance(60_000);
  await page.turn('visible');
  const asked = client.refresh();
  answer(json(NEXT)());
  await asked;
  assert.equal(client.revision, 2);
  await page.advance(60_000);
  await page.turn('visible');
  assert.equal(fetch.sent.length, 3);
  assert.equal(client.revision, 2, 'the next one waits again');
});

test('a failed refresh() does not change values later', async () => {
  const page = fakePage();
  const fetch = fakeFetch(json(GOOD), offline, json(NEXT));
  const { client } = start({ snapshot: URL_A, fetch }, page);
  await client.ready;
  assert.equal(await client.refresh(), 'STALE');
  await page.advance(60_000);
  await page.turn('visible');
  assert.equal(client.status, 'READY');
  assert.equal(client.revision, 1);
});

test('corrects a clock that is a day off by the server’s, also at the next start', async () => {
  const flags = { dashboard: { value: true, variant: 'on', from: NOON } };
  const page = fakePage();
  page.time = NOON - DAY;
  const date = { date: new Date(NOON).toUTCString(), age: '5' };
  const { client, core } = start({ snapshot: URL_A, fetch: fakeFetch(json(snapshot(flags), date)) }, page);
  await client.ready;
  assert.equal(client.boolean('dashboard', false), true);
  assert.equal(core.contexts.at(-1).options.now, NOON + 5000);

  const again = start({ snapshot: URL_A, fetch: fakeFetch(offline) }, page);
  await again.client.ready;
  assert.equal(again.client.boolean('dashboard', false), true);
  assert.equal(again.core.contexts.at(-1).options.now, NOON + 5000);
});

test('ignores a difference of less than a minute between the clocks', async () => {
  const date = { date: new Date(NOON + 59_000).toUTCString() };
  const { client, core } = start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, date)) });
  await client.ready;
  client.boolean('dashboard', false);
  assert.equal(core.contexts.at(-1).options.now, NOON);
});

test('applies a schedule at the next refresh, even if the snapshot is unchanged', async () => {
  const text = snapshot({ dashboard: { value: true, variant: 'on', from: NOON + 90_000 } });
  for (const update of /** @type {const} */ ([undefined, 'immediate'])) {
    const page = fakePage();
    const { client } = start(
      { snapshot: URL_A, update, fetch: fakeFetch(json(text, { etag: '"1"' }), status(304)) },
      page,
    );
    await client.ready;
    assert.equal(client.boolean('dashboard', true), false);
    await page.advance(100_000);
    assert.equal(client.boolean('dashboard', true), false, 'frozen until then');
    await page.turn('hidden');
    await page.turn('visible');
    assert.equal(client.boolean('dashboard', true), update === 'immediate');
    await client.refresh();
    assert.equal(client.boolean('dashboard', true), true);
  }
});

test('refreshes when the page becomes visible, but not more often than refreshAfter', async () => {
  const page = fakePage();
  const fetch = fakeFetch(json(GOOD, { etag: '"1"' }), status(304));
  const { client } = start({ snapshot: URL_A, fetch }, page);
  await client.ready;
  await page.turn('visible');
  await page.advance(59_999);
  await page.turn('visible');
  assert.equal(fetch.sent.length, 1);
  await page.advance(1);
  await page.turn('visible');
  await page.turn('visible');
  assert.equal(fetch.sent.length, 2);
  assert.deepEqual(page.waiting(), [], 'no polling of its own');
});

test('obeys Retry-After also when the page becomes visible', async () => {
  const page = fakePage();
  const fetch = fakeFetch(json(GOOD), status(503, { 'retry-after': '300' }), status(304));
  const { client } = start({ snapshot: URL_A, fetch }, page);
  await client.ready;
  await client.refresh();
  await page.advance(299_000);
  await page.turn('visible');
  assert.equal(fetch.sent.length, 2);
  await page.advance(60_000);
  await page.turn('visible');
  assert.equal(fetch.sent.length, 3);
});

test('polls with jitter and obeys Retry-After', async () => {
  const page = fakePage({ random: 0 });
  const fetch = fakeFetch(json(GOOD), status(503, { 'retry-after': '120' }), json(NEXT));
  const { client } = start({ snapshot: URL_A, poll: 30, fetch }, page);
  await client.ready;
  await settle();
  assert.deepEqual(page.waiting(), [24_000]);
  await page.advance(24_000);
  assert.deepEqual(page.waiting(), [120_000]);
  assert.equal(client.status, 'STALE');
  await page.advance(120_000);
  assert.equal(client.revision, 2);
  assert.deepEqual(page.waiting(), [24_000]);
  await client.close();
  assert.deepEqual(page.waiting(), []);
});

test('varies the polling interval by a fifth in both directions', async () => {
  for (const [random, wait] of /** @type {const} */ ([
    [0, 24_000],
    [0.5, 30_000],
    [1, 36_000],
  ])) {
    const page = fakePage({ random });
    const { client } = start({ snapshot: URL_A, poll: 30, fetch: fakeFetch(json(GOOD)) }, page);
    await client.ready;
    await settle();
    assert.deepEqual(page.waiting(), [wait]);
  }
});

test('refreshes when the page returns from the back/forward cache or is online again', async () => {
  for (const event of ['pageshow', 'online']) {
    const page = fakePage();
    const fetch = fakeFetch(json(GOOD, { etag: '"1"' }), status(304));
    const { client } = start({ snapshot: URL_A, fetch }, page);
    await client.ready;
    await page.advance(60_000);
    await page.fire(event);
    assert.equal(fetch.sent.length, 2, event);
  }
});

test('shares one request between simultaneous refreshes of a page', async () => {
  const fetch = fakeFetch(json(GOOD));
  const { client } = start({ snapshot: URL_A, fetch });
  await Promise.all([client.ready, client.refresh(), client.refresh()]);
  assert.equal(fetch.sent.length, 1);
});
