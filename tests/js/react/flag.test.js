import assert from 'node:assert/strict';
import { afterEach, before, test } from 'node:test';
import './page.js';
import { StrictMode, Suspense, act, createElement as h } from 'react';
import { createClient } from '../../../pkg/client.js';
import { init } from '../../../pkg/index.js';
import { BurgeeProvider, useClient, useFlag, useFlagDetails, useStatus } from '../../../pkg/react.js';
import { testClient } from '../../../pkg/testing.js';
import { snapshot } from '../openfeature/support.js';
import { complaints, render, shows, unmountAll } from './render.js';

before(() => init());
afterEach(unmountAll);

const VALUES = { dashboard: true, pricing: 'a', limit: 25, layout: { columns: 3 } };

/** @param {any} client @param {import('react').ReactNode[]} children */
const under = (client, ...children) => h(BurgeeProvider, { client }, ...children);
/** @param {any[] | readonly any[]} events */
const brief = (events) => events.map(({ unit, flag, variant }) => `${unit} ${flag} ${variant}`);

test('a flag is shown with the type of its default', async () => {
  const all = shows(() => [
    useFlag('dashboard', false),
    useFlag('pricing', 'x'),
    useFlag('limit', 1),
    useFlag('layout', {}),
    useFlag('pricing', true),
    useFlag('nowhere', 'x'),
    useFlag('nowhere', { a: 1 }),
  ]);
  const { element } = await render(under(testClient(VALUES), h(all)));
  assert.equal(element.textContent, '[true,"a",25,{"columns":3},true,"x",{"a":1}]');
});

test('a component renders anew when its own flag changes, and only then', async () => {
  const client = testClient(VALUES);
  const pricing = shows(() => useFlag('pricing', 'x'));
  const layout = shows(() => useFlag('layout', {}));
  const { element } = await render(under(client, h(pricing), h(layout)));
  await act(async () => client.set({ limit: 26, dashboard: false }));
  await act(async () => client.set({ layout: { columns: 3 } }));
  await act(async () => client.become('STALE'));
  assert.deepEqual([pricing.renders, layout.renders], [1, 1]);
  await act(async () => client.set({ pricing: 'b' }));
  assert.deepEqual([pricing.renders, layout.renders, element.textContent], [2, 1, '"b"{"columns":3}']);
  await act(async () => client.override('layout', { columns: 1 }));
  assert.deepEqual([pricing.renders, layout.renders, element.textContent], [2, 2, '"b"{"columns":1}']);
});

test('a real client keeps components still through a refresh that brings the same values', async () => {
  const answers = [
    snapshot(),
    snapshot({}, { revision: 43 }),
    snapshot({ layout: { variants: { thin: { columns: 1 } }, fallthrough: 'thin' } }, { revision: 44 }),
  ];
  const fetch = async () => new Response(answers.shift(), { headers: { 'content-type': 'application/json' } });
  const client = createClient({ snapshot: 'https://example.test/s.json', fetch, storage: null, poll: 3600 });
  await client.ready;
  const layout = shows(() => useFlag('layout', {}));
  const { element } = await render(under(client, h(layout)));
  await act(() => client.refresh());
  assert.deepEqual([client.revision, layout.renders, element.textContent], [43, 1, '{"columns":3}']);
  await act(() => client.refresh());
  assert.deepEqual([client.revision, layout.renders, element.textContent], [44, 2, '{"columns":1}']);
  await client.close();
});

test('what is committed is exposed, once; what is only looked at is not', async () => {
  const client = testClient(VALUES);
  const reads = shows(() => [useFlag('pricing', 'x'), useFlagDetails('layout', {}).variant]);
  const quiet = shows(() => [
    useFlag('dashboard', false, { expose: false }),
    useFlagDetails('limit', 0, { expose: false }).value,
    useFlag('pricing', 5),
  ]);
  const tree = under(client, h(reads), h(quiet));
  const { update } = await render(tree);
  await update(under(client, h(reads), h(quiet), h(reads)));
  assert.deepEqual(brief(client.exposures), ['test-user pricing a', 'test-user layout {"columns":3}']);
});

test('a default that stands because of its type exposes nobody', async () => {
  const client = testClient(VALUES);
  await render(under(client, h(shows(() => useFlag('pricing', true)))));
  assert.deepEqual(client.exposures, []);
});

test('a render that is thrown away exposes nobody', async () => {
  const client = testClient(VALUES);
  const never = new Promise(() => {});
  const suspended = () => {
    useFlag('pricing', 'x');
    throw never;
  };
  const { element } = await render(under(client, h(Suspense, { fallback: 'waiting' }, h(suspended))));
  assert.deepEqual([element.textContent, client.exposures], ['waiting', []]);
});

test('a real client reports once, also in strict mode, and once more for another variant', async () => {
  /** @type {any[]} */
  const sent = [];
  const client = createClient({
    snapshot: snapshot(),
    storage: null,
    context: { targetingKey: 'ada' },
    events: (batch) => void sent.push(...batch.events),
  });
  await client.ready;
  const pricing = shows(() => useFlag('pricing', 'x'));
  const { element } = await render(h(StrictMode, null, under(client, h(pricing), h(pricing))));
  assert.equal(element.textContent, '"a""a"');
  await act(() => client.setContext({ targetingKey: 'ada', plan: 'pro' }));
  assert.equal(element.textContent, '"b""b"');
  await client.close();
  assert.deepEqual(brief(sent), ['ada pricing a', 'ada pricing b']);
});

test('another user in front of the same value is exposed too', async () => {
  const client = testClient(
    { ...VALUES, greeting: ({ targetingKey }) => `hello ${targetingKey}` },
    { context: { targetingKey: 'ada' } },
  );
  const pricing = shows(() => useFlag('pricing', 'x'));
  await render(under(client, h(pricing)));
  await act(() => client.setContext({ targetingKey: 'bob' }));
  assert.deepEqual(brief(client.exposures), ['ada pricing a', 'bob pricing a']);
});

test('another user who gets the same of every flag is exposed too', async () => {
  /** @type {any[]} */
  const sent = [];
  const client = createClient({
    snapshot: snapshot(),
    storage: null,
    context: { targetingKey: 'ada' },
    events: (batch) => void sent.push(...batch.events),
  });
  await client.ready;
  const pricing = shows(() => useFlag('pricing', 'x'));
  await render(under(client, h(pricing)));
  await act(() => client.setContext({ targetingKey: 'bob' }));
  await client.close();
  assert.deepEqual(brief(sent), ['ada pricing a', 'bob pricing a']);
});

test('details tell why, and stay the same object while nothing changes', async () => {
  const client = testClient(VALUES);
  /** @type {any[]} */
  const found = [];
  const use = () => [useFlagDetails('pricing', 'x'), useFlagDetails('pricing', 5), useFlagDetails('nowhere', { a: 1 })];
  const collect = () => {
    found.push(use());
    return null;
  };
  const { update } = await render(under(client, h(collect)));
  await update(under(client, h(collect)));
  const [[pricing, wrong, nowhere], again] = found;
  assert.deepEqual(pricing, client.details('pricing'));
  assert.deepEqual([wrong.value, wrong.errorCode], [5, 'TYPE_MISMATCH']);
  assert.deepEqual([nowhere.value, nowhere.errorCode], [{ a: 1 }, 'FLAG_NOT_FOUND']);
  assert.deepEqual(
    [found.length, again.every((/** @type {any} */ one, /** @type {number} */ i) => one === found[0][i])],
    [2, true],
  );
});

test('defaults are shown until there are values, and the status says so', async () => {
  const client = testClient(VALUES, { status: 'NOT_READY' });
  const { element } = await render(under(client, h(shows(() => [useStatus(), useFlag('pricing', 'x')]))));
  assert.deepEqual([element.textContent, client.exposures], ['["NOT_READY","x"]', []]);
  await act(async () => client.become('READY'));
  assert.deepEqual([element.textContent, brief(client.exposures)], ['["READY","a"]', ['test-user pricing a']]);
  await act(async () => client.become('STALE'));
  assert.equal(element.textContent, '["STALE","a"]');
});

test('a component may suspend until there are values, or until it is clear that there are none', async () => {
  for (const [status, shown] of /** @type {const} */ ([
    ['READY', '"a"'],
    ['ERROR', '"x"'],
  ])) {
    const client = testClient(VALUES, { status: 'NOT_READY' });
    const pricing = shows(() => useFlag('pricing', 'x', { suspense: true }));
    const { element } = await render(under(client, h(Suspense, { fallback: 'waiting' }, h(pricing))));
    assert.equal(element.textContent, 'waiting');
    await act(async () => client.become(status));
    assert.equal(element.textContent, shown);
  }
});

test('all who suspend wait for one answer, and again if there is none any more', async () => {
  const client = testClient(VALUES, { status: 'NOT_READY' });
  let asked = 0;
  const { ready } = client;
  const watched = Object.create(client, {
    ready: {
      get() {
        asked++;
        return ready;
      },
    },
  });
  const pricing = shows(() => useFlag('pricing', 'x', { suspense: true }));
  const { element, update } = await render(
    under(watched, h(Suspense, { fallback: 'waiting' }, h(pricing)), h(Suspense, { fallback: 'waiting' }, h(pricing))),
  );
  assert.deepEqual([element.textContent, asked], ['waitingwaiting', 1]);
  await act(async () => client.become('READY'));
  assert.equal(element.textContent, '"a""a"');
  client.become('NOT_READY');
  await update(
    under(client, h(Suspense, { fallback: 'waiting' }, h(shows(() => useFlag('pricing', 'x', { suspense: true }))))),
  );
  assert.equal(element.textContent, '"a"waiting', 'React hides what it showed, and keeps it');
  await act(async () => client.become('READY'));
  assert.equal(element.textContent, '"a"');
});

test('the client is at hand for the rest', async () => {
  const client = testClient(VALUES);
  const buy = () => {
    const { track } = useClient();
    return h('button', { type: 'button', onClick: () => track('purchase', { value: 3 }) });
  };
  const { element } = await render(under(client, h(buy)));
  await act(async () => element.querySelector('button')?.click());
  assert.deepEqual(
    client.tracks.map(({ name, value }) => [name, value]),
    [['purchase', 3]],
  );
});

test('another client takes the place of the first, which is left alone', async () => {
  const [first, second] = [testClient(VALUES), testClient({ pricing: 'c' })];
  const pricing = shows(() => useFlag('pricing', 'x'));
  const { element, update } = await render(under(first, h(pricing)));
  await update(under(second, h(pricing)));
  assert.equal(element.textContent, '"c"');
  await act(async () => first.set('pricing', 'b'));
  assert.deepEqual(
    [element.textContent, brief(first.exposures), brief(second.exposures)],
    ['"c"', ['test-user pricing a'], ['test-user pricing c']],
  );
});

test('without a provider defaults are shown, and the console says it once', async () => {
  const flags = shows(() => [
    useFlag('pricing', 'x'),
    useStatus(),
    useFlagDetails('limit', 1).errorCode,
    useClient().boolean('dashboard', true),
  ]);
  const said = await complaints(async () => {
    const { element } = await render(h('div', null, h(flags), h(flags)));
    assert.equal(element.textContent, '["x","ERROR","PROVIDER_NOT_READY",true]'.repeat(2));
  });
  assert.deepEqual(said, [
    'burgee: there is no <BurgeeProvider client={…}> above this component: every flag has its default value',
  ]);
});
