import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLAGS, NOON, REPORT, fakeFetch, fakePage, snapshot, start, taken } from './support.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** @param {any} [options] @param {any} [flags] */
async function ready(options = {}, flags = FLAGS, page = fakePage()) {
  const fetch = fakeFetch(taken);
  const made = start(
    { snapshot: snapshot(flags, 42), events: REPORT, context: { targetingKey: 'ada' }, fetch, ...options },
    page,
  );
  await made.client.ready;
  const events = () => fetch.sent.flatMap((request) => request.json.events);
  return { ...made, fetch, events };
}

test('a batch says all that the collector needs, and nothing else', async () => {
  const { client, fetch } = await ready();
  client.string('pricing', 'control');
  client.track('purchase', { value: 12.5, properties: { currency: 'EUR' } });
  assert.equal(await client.flush(), true);
  const [request] = fetch.sent;
  const [exposure, purchase] = /** @type {any} */ (request).json.events;
  assert.match(exposure.id, UUID);
  assert.match(purchase.id, UUID);
  assert.notEqual(exposure.id, purchase.id);
  assert.deepEqual(request?.json, {
    sdk: 'burgee-js/0.1.0',
    sent: NOON,
    lost: 0,
    losses: {},
    events: [
      {
        id: exposure.id,
        type: 'exposure',
        at: NOON,
        unit: 'ada',
        by: 'targetingKey',
        experiment: 'pricing-2026-11',
        version: 1,
        flag: 'pricing',
        variant: 'variant_a',
        reason: 'SPLIT',
        revision: 42,
      },
      {
        id: purchase.id,
        type: 'track',
        at: NOON,
        unit: 'ada',
        by: 'targetingKey',
        name: 'purchase',
        value: 12.5,
        properties: { currency: 'EUR' },
        revision: 42,
      },
    ],
  });
  assert.equal(request?.url, REPORT);
  assert.equal(request?.method, 'POST');
  assert.equal(request?.keepalive, true);
  assert.deepEqual(request?.headers, { 'content-type': 'application/json' });
});

test('evaluating is not exposing, reading is, once', async () => {
  const { client, events } = await ready();
  client.all();
  client.details('pricing', 'control');
  client.details('pricing');
  client.boolean('dashboard', false);
  await client.flush();
  assert.equal(events().length, 0);
  for (let i = 0; i < 5; i++) client.string('pricing', 'control');
  client.expose('pricing');
  client.expose('dashboard');
  client.expose('nowhere');
  await client.flush();
  assert.deepEqual(
    events().map((e) => e.flag),
    ['pricing'],
  );
});

test('a read with the wrong type saw nothing', async () => {
  const { client, events } = await ready();
  client.boolean('pricing', false);
  await client.flush();
  assert.equal(events().length, 0);
});

test('the same again for the same unit is not reported, a change of unit, variant or version is', async () => {
  const versioned = (/** @type {number} */ version) => ({ pricing: { ...FLAGS.pricing, version } });
  const fetch = fakeFetch(
    () => new Response(snapshot(versioned(1))),
    () => new Response(snapshot(versioned(2))),
  );
  const batches = /** @type {any[]} */ ([]);
  const { client } = start({
    snapshot: 'https://example.test/s',
    fetch,
    events: (/** @type {any} */ b) => void batches.push(b),
    context: { targetingKey: 'ada' },
  });
  await client.ready;
  const read = () => client.string('pricing', 'control');
  read();
  await client.setContext({ targetingKey: 'ada' });
  read();
  await client.setContext({ targetingKey: 'ada', plan: 'pro' });
  read();
  await client.setContext({ targetingKey: 'bob', plan: 'pro' });
  read();
  await client.setContext({ targetingKey: 'ada' });
  read();
  await client.refresh();
  read();
  await client.flush();
  assert.deepEqual(
    batches.flatMap((b) => b.events).map((e) => `${e.unit} ${e.variant} ${e.version}`),
    ['ada variant_a 1', 'ada variant_b 1', 'bob variant_b 1', 'ada variant_a 2'],
  );
});

test('the unit is what was hashed', async () => {
  const { client, events } = await ready(
    { context: { targetingKey: 'ada', account: 77 } },
    { pricing: { ...FLAGS.pricing, by: 'account' } },
  );
  client.string('pricing', 'control');
  client.track('renewed', { by: 'account' });
  await client.flush();
  assert.deepEqual(
    events().map((e) => [e.by, e.unit]),
    [
      ['account', '77'],
      ['account', '77'],
    ],
  );
});

test('the memory of what was reported is bounded, the oldest goes first', async () => {
  const { client, events } = await ready({ maxSeen: 2 });
  for (const user of ['a', 'b', 'a', 'c', 'a', 'b']) {
    await client.setContext({ targetingKey: user });
    client.string('pricing', 'control');
  }
  await client.flush();
  assert.deepEqual(
    events().map((e) => e.unit),
    ['a', 'b', 'c', 'b'],
  );
});

test('without a collector nothing is stored or sent, and the page hears of exposures all the same', async () => {
  const heard = /** @type {any[]} */ ([]);
  const { client, fetch, page } = await ready({ events: undefined });
  client.on('exposure', (event) => heard.push(event));
  client.string('pricing', 'control');
  client.track('purchase');
  assert.equal(await client.flush(), true);
  assert.equal(fetch.sent.length, 0);
  assert.equal(page.localStorage.map.size, 0);
  assert.equal(client.lost, 0);
  assert.deepEqual(
    heard.map((e) => [e.flag, e.variant]),
    [['pricing', 'variant_a']],
  );
});

test('what cannot be an event is lost, counted and said', async () => {
  const { client, messages, fetch } = await ready();
  const loop = {};
  Object.assign(loop, { loop });
  client.track('loop', { properties: loop });
  client.track('big', { properties: { text: 'é'.repeat(8200) } });
  client.track('count', { value: NaN, properties: /** @type {any} */ ('odd') });
  await client.setContext({});
  client.track('nobody');
  assert.equal(client.lost, 3);
  assert.match(messages()[0], /^an event is lost: `loop`: Converting circular structure/);
  assert.deepEqual(messages().slice(1), [
    'an event is lost: `big`: larger than 16384 bytes',
    'an event is lost: `nobody`: the context has no `targetingKey`',
  ]);
  await client.flush();
  assert.equal(fetch.sent[0]?.json.lost, 3);
  const { id, ...rest } = fetch.sent[0].json.events[0];
  assert.match(id, UUID);
  assert.deepEqual(rest, {
    type: 'track',
    at: NOON,
    unit: 'ada',
    by: 'targetingKey',
    name: 'count',
    properties: {},
    revision: null,
  });
});

test('an id needs no secure context', async () => {
  const crypto = { getRandomValues: globalThis.crypto.getRandomValues.bind(globalThis.crypto) };
  const { client, events } = await ready({}, FLAGS, /** @type {any} */ (Object.assign(fakePage(), { crypto })));
  client.track('one');
  client.track('two');
  await client.flush();
  const [one, two] = events();
  assert.match(one.id, UUID);
  assert.match(two.id, UUID);
  assert.notEqual(one.id, two.id);
});

test('a page that is rendered ahead reports once it is shown', async () => {
  const page = fakePage();
  page.document.prerendering = true;
  const { client, events } = await ready({}, FLAGS, page);
  client.string('pricing', 'control');
  await client.flush();
  assert.equal(events().length, 0);
  assert.deepEqual(page.localStorage.of('e'), []);
  await page.fire('prerenderingchange');
  await client.flush();
  assert.equal(events().length, 1);
});

test('after close() values can be read and nothing is reported', async () => {
  const { client, events, page } = await ready();
  client.track('last');
  assert.equal(await client.close(), true);
  assert.equal(client.string('pricing', 'control'), 'a');
  client.track('later');
  await client.flush();
  assert.deepEqual(
    events().map((e) => e.name),
    ['last'],
  );
  assert.equal(client.lost, 0);
  assert.deepEqual(page.waiting(), []);
  await page.turn('hidden');
  assert.equal(page.beacons.length, 0);
});
