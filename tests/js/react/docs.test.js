// Every snippet of docs/react.md runs.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { observers, observing, place } from './page.js';
import { act, createElement as h } from 'react';
import { init } from '../../../pkg/index.js';
import { BurgeeProvider } from '../../../pkg/react.js';
import { testClient } from '../../../pkg/testing.js';
import { openSite } from '../openfeature/site.js';
import { codeOf } from '../markdown.js';
import { project } from '../project.js';
import { render, unmountAll } from './render.js';

const { blocks, code } = codeOf('docs/react.md');
const NAMES = ['app', 'seen', 'manual', 'suspense', 'server', 'hydrate', 'testing'];
const PRICES =
  "import { useFlag } from 'burgee/react';\nconst Prices = () => <h1>Prices ({useFlag('pricing_page', 'control')})</h1>;\nconst App = Prices;\n";

/** @type {Awaited<ReturnType<typeof project>>} */
let app;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;

before(async () => {
  await init();
  [app, site] = await Promise.all([project(), openSite()]);
});
after(() => Promise.all([site.stop(), app.remove()]));
beforeEach(() => {
  document.body.innerHTML = '';
  site.events.length = 0;
});
afterEach(unmountAll);

/** @param {string} name */
const here = (name) => site.here(code(name));

/** @param {any} client @param {any} component */
const under = (client, component) => h(BurgeeProvider, { client }, component);

/** @param {string} html */
const root = (html = '') => place(`<div id="root">${html}</div>`).firstElementChild;

test('every code block is run', () => {
  assert.equal(blocks, NAMES.length);
  for (const name of NAMES) assert.equal(typeof code(name), 'string');
});

test('the app shows the flag, and reports it', async () => {
  root();
  /** @type {any} */
  let loaded;
  await act(async () => {
    loaded = await app.load(`${here('app')}\nexport { client };`);
  });
  await act(() => loaded.client.ready);
  assert.equal(document.body.textContent, `Prices (${site.expected({ targetingKey: 'user-17' })})`);
  await loaded.client.close();
  assert.deepEqual(
    site.events.map(({ type, unit, flag }) => [type, unit, flag]),
    [['exposure', 'user-17', 'pricing_page']],
  );
});

test('the teaser is exposed when half of it is seen', async () => {
  observing();
  const { Teaser } = await app.load(code('seen'));
  const client = testClient({ pricing_page: 'variant_a' });
  const { element } = await render(under(client, h(Teaser)));
  assert.equal(element.textContent, 'Plans from 5 €');
  for (const ratio of [0.4, 0.6]) {
    assert.equal(client.exposures.length, 0);
    await act(async () => observers[0].see(ratio));
  }
  assert.equal(client.exposures.length, 1);
});

test('the menu is exposed when it opens', async () => {
  const { Menu } = await app.load(code('manual'));
  const client = testClient({ pricing_page: 'variant_a' });
  const { element } = await render(under(client, h(Menu)));
  assert.deepEqual([element.textContent, client.exposures], ['variant_a', []]);
  await act(async () => element.querySelector('button')?.click());
  assert.deepEqual([client.exposures.length, client.tracks.map(({ name }) => name)], [1, ['menu opened']]);
});

test('the page waits where it is told to', async () => {
  const { page } = await app.load(code('suspense'));
  const client = testClient({ pricing_page: 'variant_a' }, { status: 'NOT_READY' });
  const { element } = await render(under(client, page));
  assert.equal(element.textContent, 'One moment');
  await act(async () => client.become('READY'));
  assert.equal(element.textContent, 'Prices (variant_a)');
});

test('what the server rendered is what the page shows and reports', async () => {
  const { document: page } = globalThis;
  // The server's part runs where there is no page.
  Reflect.deleteProperty(globalThis, 'document');
  const user = { targetingKey: 'user-18' };
  const { answer } = await app.load(PRICES + here('server'));
  const html = await answer(user);
  Object.assign(globalThis, { document: page });

  place(html);
  assert.equal(document.getElementById('root')?.textContent, `Prices (${site.expected(user)})`);
  const { client, errors } = await act(() =>
    app.load(
      `${PRICES}const errors = [];\n${here('hydrate').replace('</BurgeeProvider>)', '</BurgeeProvider>, { onRecoverableError: (e) => errors.push(e) })')}\nexport { client, errors };`,
    ),
  );
  await act(() => client.ready);
  assert.deepEqual([document.getElementById('root')?.textContent, errors], [`Prices (${site.expected(user)})`, []]);
  await client.close();
  assert.deepEqual(
    site.events.map(({ unit, flag, variant }) => [unit, flag, variant]),
    [['user-18', 'pricing_page', site.expected(user)]],
  );
});

test('a test sees what was shown, and what changes', async () => {
  root();
  const { before, exposed, after } = await app.load(`${PRICES}${code('testing')}\nexport { before, exposed, after };`);
  assert.deepEqual(
    [before, exposed, after],
    ['Prices (variant_a)', [['test-user', 'pricing_page', 'variant_a']], 'Prices (variant_b)'],
  );
});
