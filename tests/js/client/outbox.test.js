import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  FLAGS,
  FakeStorage,
  NOON,
  REPORT,
  fakeFetch,
  fakePage,
  offline,
  serve,
  snapshot,
  start,
  status,
  taken,
} from './support.js';

/** @param {any} options @param {any} page @param {any[]} answers */
async function ready(options, page, ...answers) {
  const fetch = fakeFetch(...answers);
  const made = start(
    { snapshot: snapshot(FLAGS), events: REPORT, context: { targetingKey: 'ada' }, fetch, ...options },
    page,
  );
  await made.client.ready;
  const names = () => fetch.sent.map((request) => request.json.events.map((/** @type {any} */ e) => e.name));
  return { ...made, fetch, names };
}

test('events wait for company, five seconds at most', async () => {
  const page = fakePage();
  const { client, names } = await ready({}, page, taken);
  client.track('a');
  await page.advance(4999);
  client.track('b');
  assert.deepEqual(names(), []);
  await page.advance(1);
  assert.deepEqual(names(), [['a', 'b']]);
  assert.deepEqual(page.waiting(), []);
});

test('fifty go at once, in batches by number and by size', async () => {
  const page = fakePage();
  const { client, fetch } = await ready({}, page, taken);
  for (let i = 0; i < 120; i++) client.track(`e${i}`);
  await page.advance(0);
  assert.deepEqual(
    fetch.sent.map((r) => r.json.events.length),
    [50, 50, 20],
  );
  for (let i = 0; i < 10; i++) client.track('big', { properties: { text: 'é'.repeat(6000) } });
  await client.flush();
  const bytes = fetch.sent.slice(3).map((r) => Buffer.byteLength(r.body ?? ''));
  assert.equal(bytes.length, 3);
  assert.ok(
    bytes.every((size) => size < 60_000),
    String(bytes),
  );
  assert.ok(fetch.sent.every((r) => r.keepalive));
  assert.equal(new Set(fetch.sent.flatMap((r) => r.json.events.map((/** @type {any} */ e) => e.id))).size, 130);
});

/** What the collector can say, and what becomes of the event. @type {[string, () => any, boolean, string][]} */
const ANSWERS = [
  ['408', status(408), true, 'answered 408; 1 kept for another try'],
  ['429', status(429), true, 'answered 429; 1 kept for another try'],
  ['500', status(500), true, 'answered 500; 1 kept for another try'],
  ['503', status(503), true, 'answered 503; 1 kept for another try'],
  ['no network', offline, true, 'fetch failed; 1 kept for another try'],
  ['400', status(400), false, 'answered 400'],
  ['404', status(404), false, 'answered 404'],
  ['413', status(413), false, 'answered 413'],
];

for (const [name, answer, kept, says] of ANSWERS) {
  test(`${name}: ${kept ? 'kept, and sent again with the same id' : 'lost, and counted'}`, async () => {
    const page = fakePage({ random: 1 });
    const { client, fetch, messages } = await ready({}, page, answer, taken);
    client.track('purchase');
    assert.equal(await client.flush(), !kept);
    assert.deepEqual(messages(), [`${kept ? '' : 'an event is lost: '}collector \`${REPORT}\`: ${says}`]);
    assert.equal(client.lost, kept ? 0 : 1);
    assert.equal(page.localStorage.of('e').length, kept ? 1 : 0);
    assert.equal(client.error?.url, REPORT);
    await page.advance(10_000);
    assert.equal(fetch.sent.length, kept ? 2 : 1);
    if (!kept) return;
    assert.equal(fetch.sent[1]?.json.events[0].id, fetch.sent[0]?.json.events[0].id);
    assert.equal(fetch.sent[1]?.keepalive, undefined, 'the budget for keepalive may have been the trouble');
    assert.deepEqual(page.localStorage.of('e'), []);
    client.track('next');
    await client.flush();
    assert.equal(fetch.sent[2]?.keepalive, true);
  });
}

test('tries come further and further apart, with jitter, and new events do not hurry them', async () => {
  const page = fakePage({ random: 1 });
  const { client, fetch } = await ready({}, page, offline);
  client.track('a');
  await client.flush();
  const waits = [];
  for (let i = 0; i < 11; i++) {
    client.track('b');
    waits.push(page.waiting()[0]);
    await page.advance(page.waiting()[0] ?? 0);
  }
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000]);
  assert.equal(fetch.sent.length, 12);
  await page.fire('online');
  await page.advance(0);
  assert.equal(fetch.sent.length, 13, 'the network is back');
});

test('Retry-After is obeyed, by flush() too; an hour at most', async () => {
  for (const [header, wait] of [
    ['30', 30_000],
    [new Date(NOON + 45_000).toUTCString(), 45_000],
    ['999999', 3_600_000],
    ['soon', 0],
  ]) {
    const page = fakePage({ random: 0 });
    const { client, fetch } = await ready({}, page, status(429, { 'retry-after': String(header) }), taken);
    client.track('a');
    await client.flush();
    assert.deepEqual(page.waiting(), [wait]);
    if (!wait) continue;
    assert.equal(await client.flush(), false);
    await page.advance(Number(wait) - 1);
    assert.equal(fetch.sent.length, 1);
    await page.advance(1);
    assert.equal(fetch.sent.length, 2);
  }
});

test('what the collector rejects is lost and named; the rest is acknowledged', async () => {
  let first = '';
  const answer = (/** @type {any} */ request) => {
    first = request.json.events[0].id;
    return Response.json(
      { accepted: 1, duplicates: 0, rejected: [{ id: first, message: 'too old' }] },
      { status: 202 },
    );
  };
  const { client, messages, page } = await ready({}, fakePage(), answer);
  client.track('a');
  client.track('b');
  assert.equal(await client.flush(), true);
  assert.equal(client.lost, 1);
  assert.deepEqual(messages(), [`an event is lost: collector \`${REPORT}\` rejected \`${first}\`: too old`]);
  assert.deepEqual(page.localStorage.of('e'), []);
});

test('any 2xx is an acknowledgement, whatever its body', async () => {
  for (const answer of [
    () => new Response(null, { status: 204 }),
    () => new Response('<p>thanks'),
    () => new Response('null'),
    () => Response.json({ rejected: 'all' }),
  ]) {
    const { client, messages } = await ready({}, fakePage(), answer);
    client.track('a');
    assert.equal(await client.flush(), true);
    assert.deepEqual([client.lost, messages()], [0, []]);
  }
});

test('the queue is bounded: the newest are lost, counted, and told with the next batch', async () => {
  const page = fakePage();
  const { client, fetch, messages } = await ready({ maxQueue: 3 }, page, offline, taken);
  for (const name of ['a', 'b', 'c', 'd', 'e']) client.track(name);
  assert.equal(client.lost, 2);
  assert.deepEqual(messages(), [
    'an event is lost: the queue of 3 is full',
    'an event is lost: the queue of 3 is full',
  ]);
  assert.equal(page.localStorage.of('e').length, 3);
  assert.deepEqual(page.localStorage.of('l'), ['2']);
  await client.flush();
  assert.equal(await client.flush(), true);
  assert.deepEqual(
    fetch.sent.map((r) => [r.json.lost, Object.values(r.json.losses), r.json.events.length]),
    [
      [2, [2], 3],
      [2, [2], 3],
    ],
  );
  assert.deepEqual(page.localStorage.of('l'), []);
});

test('a login’s page has taken no event, whatever its status', async () => {
  const login = () =>
    Object.defineProperty(new Response('<form>', { headers: { 'content-type': 'text/html' } }), 'redirected', {
      value: true,
    });
  const { client, messages, page } = await ready({}, fakePage(), login, taken);
  client.track('a');
  assert.equal(await client.flush(), false);
  assert.equal(page.localStorage.of('e').length, 1);
  assert.equal(await client.flush(), true);
  assert.deepEqual(messages(), [`collector \`${REPORT}\`: redirected to an HTML page; 1 kept for another try`]);
});

test('events outlive the page: stored before they are sent, removed when acknowledged', async () => {
  const page = fakePage();
  let stored = -1;
  const look = () => {
    stored = page.localStorage.of('e').length;
    return offline();
  };
  const first = await ready({}, page, look);
  first.client.track('a');
  assert.equal(page.localStorage.of('e').length, 1);
  await first.client.flush();
  assert.equal(stored, 1);
  const { client, fetch, names } = await ready({}, page, taken);
  client.track('b');
  await page.advance(5000);
  assert.deepEqual(names(), [['a', 'b']]);
  assert.equal(fetch.sent[0]?.json.events[0].id, first.fetch.sent[0]?.json.events[0].id);
  assert.deepEqual(page.localStorage.of('e'), []);
});

test('a lost acknowledgement means the same ids again, which the collector counts once', async () => {
  const held = new Set();
  const answers = /** @type {string[]} */ ([]);
  let calls = 0;
  const server = await serve((request, response) => {
    const { events } = JSON.parse(request.body);
    const duplicates = events.filter((/** @type {any} */ e) => held.has(e.id)).length;
    for (const event of events) held.add(event.id);
    answers.push(`${events.length} with ${duplicates} known`);
    // The first time the collector has it all, and its answer never arrives.
    if (++calls === 1) return void request.socket.destroy();
    response
      .writeHead(202, { 'content-type': 'application/json' })
      .end(JSON.stringify({ accepted: events.length - duplicates, duplicates, rejected: [] }));
  });
  const page = fakePage();
  const { client, messages } = start(
    { snapshot: snapshot(FLAGS), events: `${server.url}/live/report`, context: { targetingKey: 'ada' }, fetch },
    page,
  );
  await client.ready;
  client.track('a');
  client.track('b');
  assert.equal(await client.flush(), false);
  assert.equal(await client.flush(), true);
  assert.deepEqual(answers, ['2 with 0 known', '2 with 2 known']);
  assert.equal(held.size, 2);
  assert.equal(client.lost, 0);
  assert.equal(messages().length, 1);
  await server.stop();
});

test('a collector that does not answer is given up on, and asked again', async () => {
  let calls = 0;
  const server = await serve((_, response) => {
    if (++calls > 1) response.writeHead(204).end();
  });
  const { client } = start({
    snapshot: snapshot(FLAGS),
    events: server.url,
    timeout: 1000,
    context: { targetingKey: 'ada' },
    fetch,
    now: Date.now,
  });
  await client.ready;
  client.track('a');
  assert.equal(await client.flush(), false);
  assert.equal(await client.flush(), true);
  assert.equal(calls, 2);
  await client.close();
  await server.stop();
});

test('storage that is forbidden or full costs nothing but the offline queue', async () => {
  const forbidden = new Error('SecurityError');
  for (const throws of [{ write: new Error('QuotaExceededError') }, { read: forbidden, write: forbidden }]) {
    const storage = new FakeStorage();
    storage.throws = throws;
    const { client, names, messages } = await ready({ maxQueue: 2 }, fakePage({ storage }), taken);
    for (const name of ['a', 'b', 'c']) client.track(name);
    assert.equal(await client.flush(), true);
    assert.deepEqual(names(), [['a', 'b']]);
    assert.equal(client.lost, 1);
    assert.equal(messages().length, 1);
  }
});

test('damaged or endless stored events do not spoil a batch', async () => {
  const page = fakePage();
  const first = await ready({}, page, offline);
  first.client.track('a');
  const [key] = [...page.localStorage.map.keys()].filter((k) => k.startsWith('burgee:e:'));
  page.localStorage.map.set(`${key}1`, '{"id":');
  page.localStorage.map.set(`${key}2`, `"${'x'.repeat(20_000)}"`);
  const { client, names, messages } = await ready({}, page, taken);
  await client.flush();
  assert.deepEqual(names(), [['a']]);
  assert.equal(client.lost, 2);
  assert.equal(messages()[0], 'an event is lost: its stored copy is damaged');
});

test('a function takes batches in place of a URL, and may fail', async () => {
  const batches = /** @type {any[]} */ ([]);
  const events = (/** @type {any} */ batch) => {
    batches.push(batch);
    if (batches.length === 1) throw new Error('busy');
    return Promise.resolve();
  };
  const { client, messages } = await ready({ events, sdk: 'own/1' }, fakePage(), taken);
  client.track('a');
  assert.equal(await client.flush(), false);
  assert.equal(await client.flush(), true);
  assert.deepEqual(messages(), ['collector `(function)`: busy; 1 kept for another try']);
  assert.equal(batches[1].sdk, 'own/1');
  assert.equal(batches[0].events[0].id, batches[1].events[0].id);
});

test('what the collector decided on is told, event by event', async () => {
  const page = fakePage({ random: 1 });
  const { client, fetch } = await ready(
    {},
    page,
    status(500),
    (/** @type {any} */ { json }) => Response.json({ rejected: [{ id: json.events[1].id, message: 'no' }] }),
    status(400),
  );
  const sent = /** @type {any[]} */ ([]);
  client.on('sent', (event) => sent.push(event));
  client.track('a');
  client.track('b');
  await client.flush();
  assert.deepEqual(sent, []);
  page.time += 60_000;
  await client.flush();
  const [a, b] = fetch.sent[1].json.events;
  assert.deepEqual(sent, [
    { id: a.id, lost: false },
    { id: b.id, lost: true },
  ]);
  client.track('c');
  await client.flush();
  assert.deepEqual(sent[2], { id: fetch.sent[2].json.events[0].id, lost: true });
});
