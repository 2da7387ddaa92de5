import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLAGS, URL_A, fakeCore, fakeFetch, fakePage, json, snapshot, start } from './support.js';

test('a read gives the value of its type, or else the default', async () => {
  const { client } = start({ snapshot: snapshot(FLAGS), context: { targetingKey: 'ada' } });
  assert.equal(await client.ready, 'READY');
  assert.equal(client.boolean('dashboard', false), true);
  assert.equal(client.number('limit', 10), 25);
  assert.deepEqual(client.object('layout', {}), { columns: 3 });
  assert.equal(client.string('pricing', 'control'), 'a');
  assert.equal(client.string('pricing', 'control'), 'a');
  assert.equal(client.boolean('pricing', true), true, 'a string is no boolean');
  assert.equal(client.string('dashboard', 'x'), 'x');
  assert.equal(client.number('nowhere', 7), 7);
  assert.equal(client.boolean('dashboard', /** @type {any} */ ('odd default')), true);
});

test('before there is a snapshot every read gives its default and says why', async () => {
  const { client } = start({ snapshot: URL_A, fetch: fakeFetch(json(snapshot(FLAGS))) });
  assert.equal(client.status, 'NOT_READY');
  assert.equal(client.boolean('dashboard', false), false);
  assert.equal(client.all().size, 0);
  assert.equal(client.revision, null);
  assert.deepEqual(client.details('dashboard', false), {
    key: 'dashboard',
    value: false,
    reason: 'ERROR',
    errorCode: 'PROVIDER_NOT_READY',
    errorMessage: 'no snapshot is loaded yet',
  });
  assert.equal(await client.ready, 'READY');
  assert.equal(client.boolean('dashboard', false), true, 'the default was not remembered');
  assert.equal(client.revision, 1);
});

test('a flag that is off without a variant gives the caller’s default', async () => {
  const { client } = start({ snapshot: snapshot({ quiet: { value: false } }) });
  await client.ready;
  assert.equal(client.details('quiet', true).reason, 'STATIC');
  assert.equal(client.boolean('quiet', true), true);
});

test('half a page is no reason to throw', async () => {
  const page = Object.assign(fakePage(), {
    addEventListener: undefined,
    localStorage: undefined,
    navigator: undefined,
    crypto: undefined,
  });
  const { client } = start({ snapshot: snapshot(FLAGS), events: () => {} }, page);
  assert.equal(await client.ready, 'READY');
  client.track('a');
  assert.equal(await client.close(), true);
});

test('with an initialised core and a bootstrap the very first read has its value', () => {
  const core = fakeCore();
  core.started = true;
  for (const bootstrap of [snapshot(FLAGS), JSON.parse(snapshot(FLAGS)), { textContent: snapshot(FLAGS) }]) {
    const { client } = start({ snapshot: URL_A, bootstrap, fetch: fakeFetch() }, fakePage(), core);
    assert.equal(client.status, 'READY');
    assert.equal(client.boolean('dashboard', false), true);
  }
});

test('a selector names the element that holds the bootstrap', async () => {
  const page = fakePage();
  page.document.querySelector = (selector) => (selector === '#flags' ? { textContent: snapshot(FLAGS, 9) } : null);
  const { client } = start({ bootstrap: '#flags' }, page);
  assert.equal(await client.ready, 'READY');
  assert.equal(client.revision, 9);
});

test('what is neither snapshot nor URL is said', async () => {
  for (const odd of [undefined, null, '', 7, Symbol('s'), false]) {
    const { client, messages } = start({ snapshot: odd });
    assert.equal(await client.ready, 'ERROR');
    assert.deepEqual(messages(), ['there is no snapshot: `snapshot` must be a URL, a text or an object']);
    assert.equal(client.error?.message, messages()[0]);
  }
});

test('reads after the first cost the core nothing', async () => {
  const { client, core } = start({ snapshot: snapshot(FLAGS), context: { targetingKey: 'ada' } });
  await client.ready;
  for (let i = 0; i < 1000; i++) client.string('pricing', 'control');
  assert.equal(core.contexts.length, 1);
});

test('the context is awaited, changes values, and says which', async () => {
  const { client } = start({ snapshot: snapshot(FLAGS), context: { targetingKey: 'ada' } });
  await client.ready;
  const changes = /** @type {any[]} */ ([]);
  const stop = client.on('change', (change) => changes.push(change));
  assert.equal(client.string('pricing', 'control'), 'a');
  await client.setContext({ targetingKey: 'ada', plan: 'pro' });
  assert.equal(client.string('pricing', 'control'), 'b');
  let contexts = 0;
  client.on('context', () => contexts++);
  await client.setContext({ targetingKey: 'bob', plan: 'pro' });
  assert.deepEqual(changes, [{ keys: ['pricing'], cause: 'context' }]);
  assert.equal(contexts, 1, 'told though no value changed');
  stop();
  await client.setContext({});
  assert.equal(changes.length, 1);
});

test('overrides are shown as such, keep their type, and are never reported', async () => {
  const exposures = /** @type {any[]} */ ([]);
  const { client } = start({
    snapshot: snapshot(FLAGS),
    context: { targetingKey: 'ada' },
    overrides: { pricing: 'z', gone: null },
  });
  await client.ready;
  client.on('exposure', (event) => exposures.push(event));
  assert.equal(client.string('pricing', 'control'), 'z');
  client.expose('pricing');
  assert.equal(client.number('pricing', 3), 3);
  assert.deepEqual(client.details('pricing', 'control'), {
    key: 'pricing',
    value: 'z',
    reason: 'STATIC',
    overridden: true,
  });
  assert.equal(client.details('pricing', 3).errorMessage, '`pricing` is of type string, the default of type number');
  assert.equal(client.object('gone', {}), null);
  assert.deepEqual([...client.all().keys()], ['dashboard', 'limit', 'layout', 'pricing', 'gone']);
  assert.deepEqual(exposures, []);

  const changes = /** @type {any[]} */ ([]);
  client.on('change', (change) => changes.push(change));
  client.override('pricing', undefined);
  assert.equal(client.string('pricing', 'control'), 'a');
  client.override('limit', 1);
  assert.equal(client.number('limit', 3), 1);
  assert.deepEqual(changes, [
    { keys: ['pricing'], cause: 'override' },
    { keys: ['limit'], cause: 'override' },
  ]);
  assert.equal(exposures.length, 1);
});

test('a handler that throws is reported and stops nobody', async () => {
  const { client, messages } = start({ snapshot: snapshot(FLAGS) });
  const heard = /** @type {string[]} */ ([]);
  client.on('error', () => {
    throw new Error('even here');
  });
  client.on('ready', () => {
    throw new Error('oh');
  });
  client.on('ready', () => heard.push('second'));
  await client.ready;
  assert.deepEqual(heard, ['second']);
  assert.deepEqual(messages(), ['oh']);
});

test('a core that does not start is fatal, and says so', async () => {
  const core = fakeCore();
  core.fails = new Error('blocked by the content security policy');
  const { client, messages } = start({ snapshot: snapshot(FLAGS) }, fakePage(), core);
  assert.equal(await client.ready, 'FATAL');
  assert.equal(client.boolean('dashboard', false), false);
  assert.deepEqual(messages(), ['the WebAssembly core could not start: blocked by the content security policy']);
});

test('a view tells what it decides by, as a copy', async () => {
  const { client } = start({ snapshot: snapshot(FLAGS), context: { targetingKey: 'ada', plan: 'pro' } }, fakePage());
  await client.ready;
  Object.assign(client.attributes(), { plan: 'free' });
  assert.deepEqual(client.attributes(), { targetingKey: 'ada', plan: 'pro' });
  await client.setContext({ targetingKey: 'bo' });
  assert.deepEqual(client.attributes(), { targetingKey: 'bo' });
});
