// What the server rendered is what the page begins with.
import assert from 'node:assert/strict';
import { afterEach, before, test } from 'node:test';
import './page.js';
import { Suspense, act, createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import { createClient } from '../../../pkg/client.js';
import { init } from '../../../pkg/index.js';
import { handedOver } from '../../../pkg/plugins.js';
import { BurgeeProvider, useFlag, useFlagDetails, useStatus } from '../../../pkg/react.js';
import { handOver } from '../../../pkg/server.js';
import { testClient } from '../../../pkg/testing.js';
import { snapshot } from '../openfeature/support.js';
import { complaints, hydrate, render, shows, unmountAll } from './render.js';

before(() => init());
afterEach(unmountAll);

/** @param {any} client @param {any} values @param {import('react').ReactNode[]} children */
const under = (client, values, ...children) => h(BurgeeProvider, { client, values }, ...children);
/** @param {readonly any[]} events */
const brief = (events) => events.map(({ unit, flag, variant }) => `${unit} ${flag} ${variant}`);
const pricing = shows(() => useFlag('pricing', 'x'));

/** @param {import('../../../pkg/client.js').UserView} view */
const valuesOf = (view) => Object.fromEntries([...view.all()].map(([key, { value }]) => [key, value]));

test('a server renders the view of its request, and exposes nobody', async () => {
  /** @type {any[]} */
  const sent = [];
  const client = createClient({
    snapshot: snapshot(),
    storage: null,
    events: (batch) => void sent.push(...batch.events),
  });
  await client.ready;
  for (const [plan, shown] of [
    ['pro', 'b'],
    ['free', 'a'],
  ]) {
    const view = client.context({ targetingKey: 'ada', plan });
    assert.equal(renderToString(under(view, valuesOf(view), h(pricing))), `<p>&quot;${shown}&quot;</p>`);
  }
  await client.close();
  assert.deepEqual(sent, []);
});

test('handed-over values are hydrated and stay until the client has its own; then they are exposed', async () => {
  const values = { pricing: 'b', limit: 'of another type' };
  const tree = (/** @type {any} */ client) =>
    under(client, values, h(pricing), h(shows(() => [useFlag('limit', 1), useFlagDetails('pricing', 'x').reason])));
  const html = renderToString(tree(testClient({}).context()));
  const client = testClient({ pricing: 'b', limit: 2 }, { status: 'NOT_READY' });
  const said = await complaints(async () => {
    const { element, errors } = await hydrate(html, tree(client));
    assert.deepEqual([element.textContent, errors, client.exposures], ['"b"[1,"CACHED"]', [], []]);
    await act(async () => client.become('READY'));
    assert.deepEqual([element.textContent, errors], ['"b"[2,"STATIC"]', []]);
  });
  assert.deepEqual(said, []);
  assert.deepEqual(brief(client.exposures).sort(), ['test-user limit 2', 'test-user pricing b']);
});

test('decisions that a server handed over are hydrated with their reasons, and counted once', async () => {
  /** @type {any[]} */
  const sent = [];
  const events = (/** @type {any} */ batch) => void sent.push(...batch.events);
  const server = createClient({ snapshot: snapshot(), storage: null, events });
  await server.ready;
  const view = server.context({ targetingKey: 'ada', plan: 'pro' });
  view.number('limit', 0);
  const values = JSON.parse(JSON.stringify(handOver(view, { context: { targetingKey: 'ada' } })));
  const details = shows(() => {
    const { variant, reason, rule } = useFlagDetails('pricing', 'x');
    return [variant, reason, rule?.name];
  });
  const tree = (/** @type {any} */ client) => under(client, values, h(details), h(pricing));
  const html = renderToString(tree(view));

  const page = createClient({ bootstrap: handedOver(values), storage: null, events, snapshot: '' });
  const { element, errors } = await hydrate(html, tree(page));
  assert.deepEqual(
    [html, element.textContent, errors],
    ['<p>[&quot;b&quot;,&quot;SPLIT&quot;,&quot;pro&quot;]</p><p>&quot;b&quot;</p>', '["b","SPLIT","pro"]"b"', []],
  );
  await Promise.all([page.close(), server.close()]);
  assert.deepEqual(brief(sent), ['ada pricing b']);
});

test('the same values again are no change', async () => {
  const client = testClient({ pricing: 'a' }, { status: 'NOT_READY' });
  const still = shows(() => useFlag('pricing', 'x'));
  const child = h(still);
  const { element, update } = await render(under(client, { pricing: 'b' }, child));
  await update(under(client, { pricing: 'b' }, child));
  assert.deepEqual([element.textContent, still.renders], ['"b"', 1]);
  await update(under(client, { pricing: 'c' }, child));
  assert.deepEqual([element.textContent, still.renders], ['"c"', 2]);
});

test('a client that knows better takes over after hydration, without a mismatch', async () => {
  const html = renderToString(under(testClient({}).context(), { pricing: 'b' }, h(pricing)));
  const client = testClient({ pricing: 'a' });
  const said = await complaints(async () => {
    const { element, errors } = await hydrate(html, under(client, { pricing: 'b' }, h(pricing)));
    assert.deepEqual([html, element.textContent, errors], ['<p>&quot;b&quot;</p>', '"a"', []]);
  });
  assert.deepEqual([said, brief(client.exposures)], [[], ['test-user pricing a']]);
});

test('without values the defaults are hydrated, whatever the client knows by then', async () => {
  const tree = (/** @type {any} */ client) => under(client, undefined, h(pricing), h(shows(() => useStatus())));
  const html = renderToString(tree(testClient({ pricing: 'b' })));
  assert.equal(html, '<p>&quot;x&quot;</p><p>&quot;NOT_READY&quot;</p>');
  const said = await complaints(async () => {
    const { element, errors } = await hydrate(html, tree(testClient({ pricing: 'b' })));
    assert.deepEqual([element.textContent, errors], ['"b""READY"', []]);
  });
  assert.deepEqual(said, []);
});

test('a component that was handed its value does not suspend', async () => {
  const eager = shows(() => useFlag('pricing', 'x', { suspense: true }));
  const tree = (/** @type {any} */ client) =>
    under(client, { pricing: 'b' }, h(Suspense, { fallback: 'waiting' }, h(eager)));
  const client = testClient({ pricing: 'b' }, { status: 'NOT_READY' });
  const { element, errors } = await hydrate(renderToString(tree(testClient({}).context())), tree(client));
  assert.deepEqual([element.textContent, errors], ['"b"', []]);
  const later = await render(tree(client));
  assert.equal(later.element.textContent, '"b"');
});
