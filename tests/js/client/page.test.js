import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLAGS, REPORT, fakeFetch, fakePage, offline, settle, snapshot, start, taken } from './support.js';

/** @param {any} page @param {any[]} answers */
async function ready(page, ...answers) {
  const fetch = fakeFetch(...(answers.length ? answers : [taken]));
  const made = start({ snapshot: snapshot(FLAGS), events: REPORT, context: { targetingKey: 'ada' }, fetch }, page);
  await made.client.ready;
  const names = (/** @type {any[]} */ batches) =>
    batches.map((batch) => batch.events.map((/** @type {any} */ e) => e.name));
  return { ...made, fetch, beacons: () => names(page.beacons), posts: () => names(fetch.sent.map((r) => r.json)) };
}

test('a page that ends hands over what it has, once', async () => {
  const types = /** @type {string[]} */ ([]);
  const page = fakePage({ beacon: (url, body) => types.push(`${url} ${typeof body}`) > 0 });
  const { client, beacons, posts } = await ready(page);
  client.track('a');
  await page.turn('hidden');
  client.track('b');
  await page.fire('pagehide');
  assert.deepEqual(beacons(), [['a'], ['b']]);
  assert.deepEqual(posts(), []);
  // A string goes as text/plain, which another origin takes without a preflight.
  assert.deepEqual(types, [`${REPORT} string`, `${REPORT} string`]);
  assert.equal(page.localStorage.of('e').length, 2, 'nobody has acknowledged them');
});

test('a beacon is no acknowledgement: the page that comes back, or the next one, sends the same ids', async () => {
  const page = fakePage();
  const { client, posts, fetch } = await ready(page);
  client.track('a');
  await page.turn('hidden');
  await page.turn('visible');
  await page.advance(5000);
  assert.deepEqual(posts(), [['a']]);
  assert.equal(fetch.sent[0]?.json.events[0].id, page.beacons[0].events[0].id);
  assert.deepEqual(page.localStorage.of('e'), []);

  client.track('b');
  await page.fire('pagehide');
  const next = await ready(page);
  await page.advance(5000);
  assert.deepEqual(next.posts(), [['b']]);
});

test('a page that stays in the background hears from the collector all the same', async () => {
  const page = fakePage();
  const { client, beacons, posts } = await ready(page);
  client.track('a');
  await page.turn('hidden');
  await page.advance(5000);
  assert.deepEqual([beacons(), posts()], [[['a']], [['a']]]);
  assert.deepEqual(page.localStorage.of('e'), []);
  assert.deepEqual(page.waiting(), []);
});

test('a visitor who reads fast does not send everything again with every page', async () => {
  const storage = fakePage().localStorage;
  const held = /** @type {string[]} */ ([]);
  const keep = (/** @type {any} */ batch) => held.push(...batch.events.map((/** @type {any} */ e) => e.id)) > 0;
  for (let i = 0; i < 10; i++) {
    const page = fakePage({ storage, beacon: (_, body) => keep(JSON.parse(body)) });
    const { client } = await ready(page, (/** @type {any} */ request) => keep(request.json) && taken());
    client.track('seen');
    await page.advance(i % 2 ? 100 : 0);
    await page.turn('hidden');
    await page.fire('pagehide');
  }
  assert.equal(new Set(held).size, 10);
  assert.ok(held.length <= 20, `${held.length} sent for 10`);
});

test('a beacon that the browser refuses keeps its events for later', async () => {
  let room = false;
  const page = fakePage({ beacon: () => room });
  const { client, beacons, posts } = await ready(page);
  client.track('a');
  await page.turn('hidden');
  assert.deepEqual(beacons(), []);
  assert.equal(page.localStorage.of('e').length, 1);
  room = true;
  await page.fire('pagehide');
  assert.deepEqual(beacons(), [['a']]);
  await page.fire('pageshow');
  await page.advance(5000);
  assert.deepEqual(posts(), [['a']]);
});

test('a browser without sendBeacon, or one where it throws, keeps them too', async () => {
  for (const navigator of [
    undefined,
    {},
    {
      sendBeacon: () => {
        throw new TypeError('Illegal invocation');
      },
    },
  ]) {
    const page = Object.assign(fakePage(), { navigator });
    const { client, posts } = await ready(page);
    client.track('a');
    await page.turn('hidden');
    assert.equal(page.localStorage.of('e').length, 1);
    await client.flush();
    assert.deepEqual(posts(), [['a']]);
  }
});

test('more than a beacon may carry goes in several, as far as the browser takes them', async () => {
  let budget = 65_536;
  const beacon = (/** @type {string} */ _, /** @type {string} */ body) => {
    budget -= Buffer.byteLength(body);
    return budget >= 0;
  };
  const page = fakePage({ beacon });
  const { client } = await ready(page);
  for (let i = 0; i < 8; i++) client.track('big', { properties: { text: 'x'.repeat(16_000) } });
  await page.turn('hidden');
  assert.deepEqual(
    page.beacons.map((b) => b.events.length),
    [3],
  );
  assert.equal(page.localStorage.of('e').length, 8);
  budget = 65_536;
  await page.fire('pagehide');
  assert.deepEqual(
    page.beacons.map((b) => b.events.length),
    [3, 3],
  );
});

test('what a keepalive request carries already is not sent by beacon as well', async () => {
  const page = fakePage();
  const { client, beacons, posts } = await ready(page, () => new Promise(() => {}));
  client.track('a');
  void client.flush();
  await settle();
  client.track('b');
  await page.turn('hidden');
  assert.deepEqual(posts(), [['a']]);
  assert.deepEqual(beacons(), [['b']]);
});

test('what a request without keepalive carries is, because the page takes that request with it', async () => {
  const page = fakePage();
  const { client, beacons } = await ready(page, offline, () => new Promise(() => {}));
  client.track('a');
  await client.flush();
  void client.flush();
  await settle();
  await page.turn('hidden');
  assert.deepEqual(beacons(), [['a']]);
});

test('nothing to say is not said', async () => {
  const page = fakePage();
  await ready(page);
  await page.turn('hidden');
  await page.fire('pagehide');
  assert.deepEqual(page.beacons, []);
  assert.deepEqual(page.waiting(), []);
});
