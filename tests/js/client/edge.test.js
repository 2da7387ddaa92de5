import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  FLAGS,
  NOON,
  REPORT,
  URL_A,
  fakeCore,
  fakeFetch,
  json,
  offline,
  settle,
  snapshot,
  start,
  status,
  taken,
} from './support.js';

const GOOD = snapshot(FLAGS, 1);
const NEXT = snapshot({ ...FLAGS, dashboard: { value: false, variant: 'off' } }, 2);

/** An edge isolate: no page, no timers, and a network that the global scope may not use. @param {any} options */
function isolate(options) {
  const clock = { time: NOON };
  const scope = {
    crypto: globalThis.crypto,
    Math,
    setTimeout: () => assert.fail('a timer on the edge'),
    get localStorage() {
      return assert.fail('storage on the edge');
    },
  };
  const waited = /** @type {Promise<unknown>[]} */ ([]);
  const waitUntil = (/** @type {Promise<unknown>} */ promise) => void waited.push(promise);
  const made = start({ now: () => clock.time, ...options }, Object.assign(scope, { now: undefined }));
  return { ...made, clock, waited, waitUntil };
}

/** @param {any} fetch */
const posted = (fetch) =>
  fetch.sent
    .filter((/** @type {any} */ r) => r.method === 'POST')
    .map((/** @type {any} */ r) => r.json.events.map((/** @type {any} */ e) => `${e.unit} ${e.name ?? e.flag}`));

test('nothing is asked before the first request, and each request waits for its own', async () => {
  const replies = /** @type {(() => void)[]} */ ([]);
  const fetch = fakeFetch(() => new Promise((resolve) => replies.push(() => resolve(json(GOOD)()))));
  const { client } = isolate({ snapshot: URL_A, fetch });
  await settle();
  assert.equal(fetch.sent.length, 0);
  // The first request is cancelled by its runtime: its promise never settles, and the second does not depend on it.
  void client.ready;
  const second = client.ready;
  await settle();
  assert.equal(fetch.sent.length, 2);
  replies[1]?.();
  assert.equal(await second, 'READY');
  assert.equal(await client.ready, 'READY');
  assert.equal(fetch.sent.length, 2);
  assert.equal(fetch.sent[0]?.cache, undefined);
});

test('each request has its own user, and its own report', async () => {
  const fetch = fakeFetch(taken);
  const { client } = isolate({ snapshot: GOOD, events: REPORT, fetch });
  await client.ready;
  const ada = client.context({ targetingKey: 'ada' });
  const bob = client.context({ targetingKey: 'bob', plan: 'pro' });
  assert.equal(ada.string('pricing', 'control'), 'a');
  assert.equal(bob.string('pricing', 'control'), 'b');
  bob.track('purchase');
  assert.equal(await bob.flush(), true);
  assert.deepEqual(posted(fetch), [['bob pricing', 'bob purchase']]);
  assert.equal(await ada.flush(), true);
  assert.deepEqual(posted(fetch)[1], ['ada pricing']);
  assert.equal(fetch.sent[0]?.keepalive, undefined);
});

test('with waitUntil events go by themselves, what is read in one breath together', async () => {
  const fetch = fakeFetch(taken);
  const { client, waited, waitUntil } = isolate({ snapshot: GOOD, events: REPORT, fetch });
  await client.ready;
  const view = client.context({ targetingKey: 'ada' }, { waitUntil });
  view.string('pricing', 'control');
  view.track('viewed');
  assert.equal(waited.length, 1);
  await Promise.all(waited);
  assert.deepEqual(posted(fetch), [['ada pricing', 'ada viewed']]);
  view.track('left');
  await Promise.all(waited);
  assert.deepEqual(posted(fetch)[1], ['ada left']);
  await view.flush();
  assert.equal(waited.length, 3);
});

test('what one request could not send goes with the next', async () => {
  const fetch = fakeFetch(status(503), taken);
  const { client, messages } = isolate({ snapshot: GOOD, events: REPORT, fetch });
  await client.ready;
  const ada = client.context({ targetingKey: 'ada' });
  ada.track('a');
  assert.equal(await ada.flush(), false);
  const bob = client.context({ targetingKey: 'bob' });
  bob.track('b');
  assert.equal(await bob.flush(), true);
  assert.deepEqual(posted(fetch), [['ada a'], ['ada a', 'bob b']]);
  assert.deepEqual(messages(), [`collector \`${REPORT}\`: answered 503; 1 kept for another try`]);
});

test('what a cancelled request took with it is sent again later, with the same id', async () => {
  const fetch = fakeFetch(() => new Promise(() => {}), taken);
  const { client, clock } = isolate({ snapshot: GOOD, events: REPORT, fetch });
  await client.ready;
  const ada = client.context({ targetingKey: 'ada' });
  ada.track('a');
  void ada.flush();
  assert.equal(await client.flush(), true, 'nobody waits for another request');
  assert.equal(posted(fetch).length, 1);
  clock.time += 5000;
  await client.flush();
  assert.deepEqual(posted(fetch), [['ada a'], ['ada a']]);
  assert.equal(fetch.sent[0]?.json.events[0].id, fetch.sent[1]?.json.events[0].id);
});

test('a snapshot that has aged is refreshed behind the response, and a request keeps the one it began with', async () => {
  const fetch = fakeFetch(json(GOOD, { etag: '"1"' }), json(NEXT, { etag: '"2"' }));
  const { client, clock, waited, waitUntil } = isolate({ snapshot: URL_A, fetch });
  await client.ready;
  client.context({}, { waitUntil });
  assert.equal(waited.length, 0);
  clock.time += 60_000;
  const view = client.context({}, { waitUntil });
  assert.equal(view.boolean('dashboard', false), true);
  client.context({}, { waitUntil });
  assert.equal(waited.length, 1);
  await Promise.all(waited);
  assert.equal(fetch.sent[1]?.headers['if-none-match'], '"1"');
  assert.equal(view.boolean('dashboard', false), true);
  assert.equal(view.details('dashboard').value, true);
  assert.equal(client.context({}).boolean('dashboard', true), false);
});

test('an exposure tells the revision that decided it', async () => {
  const fetch = fakeFetch(json(GOOD), json(NEXT), taken);
  const { client } = isolate({ snapshot: URL_A, events: REPORT, fetch });
  await client.ready;
  const view = client.context({ targetingKey: 'ada' });
  view.boolean('dashboard', false);
  await client.refresh();
  view.expose('pricing');
  await view.flush();
  assert.equal(fetch.sent[2]?.json.events[0].revision, 1);
});

test('a server that is down is not asked by every request', async () => {
  const fetch = fakeFetch(offline);
  const { client, clock } = isolate({ snapshot: URL_A, fetch });
  assert.equal(await client.ready, 'ERROR');
  assert.equal(await client.ready, 'ERROR');
  assert.equal(fetch.sent.length, 1);
  clock.time += 10_000;
  await client.ready;
  assert.equal(fetch.sent.length, 2);
});

test('each request has its own time, consent and assignments', async () => {
  const fetch = fakeFetch(taken);
  const { client, core } = isolate({ snapshot: GOOD, events: REPORT, fetch });
  await client.ready;
  const assignments = { pricing: { variant: 'a', version: 1 } };
  const view = client.context({ targetingKey: 'ada' }, { now: 5, consent: 'denied', assignments });
  view.string('pricing', 'control');
  view.track('purchase');
  assert.deepEqual(core.contexts.at(-1).options, { now: 5, consent: 'denied', assignments });
  await view.flush();
  const asked = client.context({ targetingKey: 'bob' }, { consent: 'unknown' });
  asked.string('pricing', 'control');
  await asked.flush();
  assert.deepEqual(posted(fetch), []);
  asked.setConsent('granted');
  await asked.flush();
  assert.deepEqual(posted(fetch), [['bob pricing']]);
});

test('a user who denies takes back what waits, and nobody else’s', async () => {
  const fetch = fakeFetch(taken);
  const { client } = isolate({ snapshot: GOOD, events: REPORT, fetch });
  await client.ready;
  const [ada, bob] = ['ada', 'bob'].map((targetingKey) => client.context({ targetingKey }, { consent: 'granted' }));
  for (const view of [ada, bob]) view?.string('pricing', 'control');
  ada?.track('purchase');
  ada?.setConsent('denied');
  assert.equal(await client.flush(), true);
  assert.deepEqual(posted(fetch), [['bob pricing']]);
  assert.equal(client.lost, 0, 'what is denied is not lost');
});

test('a waitUntil that throws is reported, and the response goes on', async () => {
  const { client, messages } = isolate({ snapshot: GOOD, events: REPORT, fetch: fakeFetch(taken) });
  await client.ready;
  const view = client.context(
    { targetingKey: 'ada' },
    {
      waitUntil: () => {
        throw new TypeError('Illegal invocation');
      },
    },
  );
  view.track('a');
  assert.equal(await view.flush(), true);
  assert.deepEqual(messages(), ['Illegal invocation', 'Illegal invocation']);
});

test('a core that was initialised before serves a text at once', () => {
  const core = fakeCore();
  core.started = true;
  const { client } = start({ snapshot: GOOD }, null, core);
  assert.equal(client.context({}).boolean('dashboard', false), true);
});
