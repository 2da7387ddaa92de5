// Pages of one visitor, one after the other and at the same time: they share a storage, and lose and count nothing twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLAGS, FakeStorage, REPORT, fakeFetch, fakePage, offline, snapshot, start, status, taken } from './support.js';

/** @param {any} options @param {any} page @param {any[]} answers */
async function ready(options, page, ...answers) {
  const fetch = fakeFetch(...answers);
  const made = start(
    { snapshot: snapshot(FLAGS), events: REPORT, context: { targetingKey: 'ada' }, fetch, ...options },
    page,
  );
  await made.client.ready;
  return { ...made, fetch };
}

/** What a collector says was lost that does as the types tell it. @param {any[]} batches */
function lostSays(batches) {
  const highest = new Map();
  for (const { losses } of batches)
    for (const [client, count] of Object.entries(losses))
      highest.set(client, Math.max(count, highest.get(client) ?? 0));
  return [...highest.values()].reduce((sum, count) => sum + count, 0);
}

test('what is lost adds up at the collector: told by several batches, pages and tabs, it counts once', async () => {
  const storage = new FakeStorage();
  const heard = /** @type {any[]} */ ([]);
  const told = (/** @type {any} */ request) => {
    heard.push(request.json);
    return taken();
  };
  const open = (/** @type {number} */ random, /** @type {any[]} */ ...answers) =>
    ready(
      { maxQueue: 1 },
      fakePage({ storage, random, beacon: (_, body) => !!heard.push(JSON.parse(body)) }),
      ...answers,
    );
  const lose = (/** @type {any} */ { client }, /** @type {number} */ times) => {
    for (let i = 0; i <= times; i++) client.track('a');
  };
  // The first page tells by a beacon that nobody acknowledges, so the next one tells again; meanwhile a second tab loses, too.
  const first = await open(0.1, offline);
  lose(first, 2);
  await first.page.turn('hidden');
  const tab = await open(0.2, told);
  assert.equal(tab.client.lost, 0, 'a client counts its own');
  lose(tab, 3);
  // The first page is still there, loses another one, and ends without a chance to tell.
  first.client.track('a');
  assert.equal(await tab.client.flush(), true);
  assert.deepEqual(storage.of('l'), ['3']);
  lose(tab, 1);
  assert.equal(await tab.client.flush(), true);
  const last = await open(0.3, told);
  last.client.track('a');
  assert.equal(await last.client.flush(), true);
  assert.deepEqual(
    heard.map((batch) => [batch.lost, Object.values(batch.losses)]),
    [
      [2, [2]],
      [4, [2, 4]],
      [5, [5]],
      [0, [3]],
    ],
  );
  assert.equal(lostSays(heard), 8);
  assert.deepEqual([storage.of('l'), storage.of('e')], [[], []]);
});

test('a page that could not tell what it lost leaves that to the next one', async () => {
  const page = fakePage();
  const first = await ready({ maxQueue: 1 }, page, offline);
  first.client.track('a');
  first.client.track('b');
  const { client, fetch } = await ready({}, page, taken);
  assert.equal(client.lost, 0);
  await client.flush();
  assert.equal(lostSays([fetch.sent[0]?.json]), 1);
  assert.deepEqual([page.localStorage.of('l'), page.localStorage.of('e')], [[], []]);
});

test('what two tabs have in common is lost once, by the one that hears of it first', async () => {
  const storage = new FakeStorage();
  const first = await ready({}, fakePage({ storage }), status(400));
  first.client.track('a');
  const second = await ready({}, fakePage({ storage }), status(400));
  assert.deepEqual([await first.client.flush(), await second.client.flush()], [true, true]);
  assert.deepEqual([first.client.lost, second.client.lost], [1, 0]);
  assert.equal(second.fetch.sent.length, 1);
});

test('what two tabs left behind is more than a third has room for: the rest waits for a fourth', async () => {
  const storage = new FakeStorage();
  const tabs = await Promise.all([0, 1].map(() => ready({ maxQueue: 2 }, fakePage({ storage }), offline)));
  for (const { client } of tabs) for (const name of ['a', 'b']) client.track(name);
  for (const stored of [2, 0]) {
    const { client, fetch } = await ready({ maxQueue: 2 }, fakePage({ storage }), taken);
    assert.equal(await client.flush(), true);
    assert.deepEqual(
      [fetch.sent.map((r) => r.json.events.length), client.lost, storage.of('e').length],
      [[2], 0, stored],
    );
  }
});

test('pages that reload at once lose nothing and overwrite nothing', async () => {
  const storage = new FakeStorage();
  const ids = new Set();
  const held = new Set();
  const collect = (/** @type {any} */ request) => {
    for (const event of request.json.events) held.add(event.id);
    return taken();
  };
  for (let round = 0; round < 20; round++) {
    // Two pages at the same time, each ended at some point: before it sent, after it sent, or after the acknowledgement.
    const pages = await Promise.all(
      [0, 1].map((i) =>
        ready({}, fakePage({ storage, beacon: () => round % 2 === 0 }), (round + i) % 3 ? offline : collect),
      ),
    );
    for (const { client } of pages) client.track(`r${round}`);
    for (const text of storage.of('e')) ids.add(JSON.parse(text).id);
    await Promise.all(pages.map(({ client, page }, i) => (i ? client.flush() : page.turn('hidden'))));
  }
  const { client } = await ready({}, fakePage({ storage }), collect);
  assert.equal(await client.flush(), true);
  assert.equal(ids.size, 40);
  assert.deepEqual(
    [...ids].filter((id) => !held.has(id)),
    [],
  );
  assert.deepEqual(storage.of('e'), []);
  assert.equal(client.lost, 0);
});
