import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLAGS, REPORT, fakeFetch, fakePage, settle, snapshot, start, status, taken } from './support.js';

/** @param {any} options @param {any} [page] @param {any[]} answers */
async function ready(options, page = fakePage(), ...answers) {
  const fetch = fakeFetch(...(answers.length ? answers : [taken]));
  const made = start(
    { snapshot: snapshot(FLAGS), events: REPORT, context: { targetingKey: 'ada' }, fetch, ...options },
    page,
  );
  await made.client.ready;
  const heard = /** @type {any[]} */ ([]);
  made.client.on('exposure', (event) => heard.push(event));
  return {
    ...made,
    fetch,
    heard,
    sent: () => fetch.sent.flatMap((request) => request.json.events.map((/** @type {any} */ e) => e.name ?? e.flag)),
  };
}

test('unknown: held in memory, neither stored nor sent, until granted', async () => {
  const { client, page, sent, heard } = await ready({ consent: 'unknown' });
  client.string('pricing', 'control');
  client.track('purchase');
  await client.flush();
  await page.turn('hidden');
  await page.advance(60_000);
  assert.deepEqual([sent(), page.beacons, [...page.localStorage.map], heard], [[], [], [], []]);
  client.setConsent('granted');
  assert.equal(page.localStorage.of('e').length, 2);
  assert.equal(heard.length, 1);
  client.string('pricing', 'control');
  await client.flush();
  assert.deepEqual(sent(), ['pricing', 'purchase']);
});

test('unknown, then denied: what was held is dropped, and a later grant reports what is read then', async () => {
  const { client, sent } = await ready({ consent: 'unknown' });
  client.string('pricing', 'control');
  client.track('purchase');
  client.setConsent('denied');
  client.track('more');
  client.setConsent('granted');
  await client.flush();
  assert.deepEqual(sent(), []);
  client.string('pricing', 'control');
  await client.flush();
  assert.deepEqual(sent(), ['pricing']);
  assert.equal(client.lost, 0, 'dropped by the user’s word is not lost');
});

test('denied: nothing is recorded, and what earlier pages stored is removed', async () => {
  const page = fakePage();
  const before = await ready({}, page, status(500));
  before.client.track('stored');
  await before.client.flush();
  assert.equal(page.localStorage.of('e').length, 1);
  const { client, sent, heard } = await ready({ consent: 'denied' }, page);
  assert.deepEqual(page.localStorage.of('e'), []);
  client.string('pricing', 'control');
  client.track('purchase');
  await client.flush();
  await page.turn('hidden');
  assert.deepEqual([sent(), heard, client.lost], [[], [], 0]);
});

test('granted, then denied: what waits is not sent, not by the page’s end either', async () => {
  const { client, page, sent } = await ready({ consent: 'granted' });
  client.track('purchase');
  client.setConsent('denied');
  await client.flush();
  await page.turn('hidden');
  assert.deepEqual([sent(), page.beacons, page.localStorage.of('e')], [[], [], []]);
});

test('what earlier pages stored waits for a yes', async () => {
  const page = fakePage();
  const before = await ready({ consent: 'granted' }, page, status(500));
  before.client.track('stored');
  await before.client.flush();
  const { client, sent } = await ready({ consent: 'unknown' }, page);
  await client.flush();
  assert.deepEqual(sent(), []);
  client.setConsent('granted');
  await client.flush();
  assert.deepEqual(sent(), ['stored']);
});

test('experiments that ask are joined only once consent is granted', async () => {
  const flags = { pricing: { ...FLAGS.pricing, asks: true } };
  for (const [consent, seen] of [
    [undefined, 'unknown'],
    ['unknown', 'unknown'],
    ['denied', 'denied'],
    ['granted', 'granted'],
  ]) {
    const { client, core, sent } = await ready({ consent, snapshot: snapshot(flags) });
    client.string('pricing', 'control');
    assert.equal(core.contexts.at(-1).options.consent, seen);
    await client.flush();
    assert.deepEqual(sent(), consent === 'granted' ? ['pricing'] : []);
  }
});

test('without a word about consent the site does not ask here, and events are sent', async () => {
  const { client, sent } = await ready({});
  client.track('purchase');
  await client.flush();
  assert.deepEqual(sent(), ['purchase']);
});

test('what is held is bounded, and the rest counted', async () => {
  const { client, messages, sent } = await ready({ consent: 'unknown', maxQueue: 2 });
  for (const name of ['a', 'b', 'c']) client.track(name);
  assert.equal(client.lost, 1);
  assert.deepEqual(messages(), ['an event is lost: `c`: the queue of 2 is full']);
  client.setConsent('granted');
  await client.flush();
  await settle();
  assert.deepEqual(sent(), ['a', 'b']);
});

test('a word that is not one of the three is no yes', async () => {
  for (const consent of ['yes', true, 'GRANTED', {}]) {
    const { client, sent } = await ready({ consent });
    client.track('a');
    await client.flush();
    assert.deepEqual(sent(), []);
    client.setConsent('granted');
    client.setConsent(/** @type {any} */ (consent));
    client.track('b');
    await client.flush();
    assert.deepEqual(sent(), ['a']);
  }
});

test('what one request held without a word does not count as reported for the next', async () => {
  const { client, sent, heard } = await ready({}, null);
  const ada = { targetingKey: 'ada' };
  const asked = client.context(ada, { consent: 'unknown' });
  for (let i = 0; i < 2; i++) asked.expose('pricing');
  asked.string('pricing', 'control');
  await asked.flush();
  assert.deepEqual(sent(), []);
  const agreed = client.context(ada, { consent: 'granted' });
  agreed.expose('pricing');
  await agreed.flush();
  assert.deepEqual(sent(), ['pricing']);
  asked.setConsent('granted');
  await asked.flush();
  assert.deepEqual(sent(), ['pricing'], 'the other request was faster');
  assert.equal(heard.length, 1);
});
