// The web provider’s status and events.
import assert from 'node:assert/strict';
import { afterEach, before, test } from 'node:test';
import { OpenFeature } from '@openfeature/web-sdk';
import { init } from '../../../pkg/index.js';
import { BurgeeWebProvider } from '../../../pkg/openfeature/web.js';
import { testClient } from '../../../pkg/testing.js';
import { json, network, settle, snapshot, start, status, told } from './support.js';

const URL_A = 'https://example.test/live/snapshot.json';

before(() => init());

afterEach(async () => {
  OpenFeature.clearHandlers();
  await OpenFeature.clearProviders();
  await OpenFeature.clearContexts();
});

/** @param {any} [options] of the client @param {import('../../../pkg/openfeature/web.js').WebProviderOptions} [how] */
function provide(options, how) {
  const { client, sent } = start(options);
  return { client, sent, provider: new BurgeeWebProvider(client, how) };
}

test('a change of context is told by OpenFeature, without a moment of reconciling', async () => {
  const { provider } = provide();
  await OpenFeature.setProviderAndWait(provider);
  const flags = OpenFeature.getClient();
  const log = told(flags);
  const changing = OpenFeature.setContext({ targetingKey: 'ada', plan: 'pro' });
  assert.equal(flags.getStringValue('pricing', 'x'), 'b', 'at once');
  assert.equal(flags.providerStatus, 'READY');
  await changing;
  await settle();
  assert.deepEqual(log, [['CONTEXT_CHANGED']]);
});

test('before there is a snapshot a change of context reconciles', async () => {
  let connect = () => {};
  const connected = new Promise((resolve) => (connect = () => resolve(null)));
  const fetch = () => connected.then(json(snapshot()));
  const { provider } = provide({ snapshot: URL_A, fetch });
  const flags = OpenFeature.getClient();
  const log = told(flags);
  const ready = OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada' });
  await settle();
  assert.deepEqual(
    [flags.providerStatus, flags.getBooleanDetails('dashboard', false).errorCode],
    ['NOT_READY', 'PROVIDER_NOT_READY'],
  );
  const changed = OpenFeature.setContext({ targetingKey: 'ada', plan: 'pro' });
  assert.equal(flags.providerStatus, 'RECONCILING');
  connect();
  await Promise.all([ready, changed]);
  await settle();
  assert.equal(flags.providerStatus, 'READY');
  assert.equal(flags.getStringValue('pricing', 'x'), 'b');
  assert.deepEqual(log.map(([event]) => event).sort(), ['CONTEXT_CHANGED', 'READY', 'RECONCILING']);
});

test('a refresh tells which flags changed for this user', async () => {
  const limit = { variants: { low: 5 }, fallthrough: 'low' };
  const { client, provider } = provide({
    snapshot: URL_A,
    fetch: network(json(snapshot()), json(snapshot()), json(snapshot({ limit }, { revision: 43 }))),
  });
  await OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada' });
  const flags = OpenFeature.getClient();
  const log = told(flags);
  await client.refresh();
  await settle();
  assert.deepEqual(log, []);
  await client.refresh();
  await settle();
  assert.deepEqual(log, [['CONFIGURATION_CHANGED', { flagsChanged: ['limit'] }]]);
  assert.deepEqual(
    [flags.getNumberValue('limit', 0), flags.getNumberDetails('limit', 0).flagMetadata.version],
    [5, '43'],
  );
  client.override('limit', 6);
  await settle();
  assert.deepEqual(log.slice(1), [['CONFIGURATION_CHANGED', { flagsChanged: ['limit'] }]]);
});

test('a failed refresh makes it stale, also across a change of context, until one succeeds', async () => {
  const { client, provider } = provide({
    snapshot: URL_A,
    fetch: network(json(snapshot()), status(500), json(snapshot())),
  });
  await OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada' });
  const flags = OpenFeature.getClient();
  const log = told(flags);
  await client.refresh();
  await settle();
  assert.deepEqual(log, [['STALE', { message: client.error?.message }]]);
  assert.match(String(client.error?.message), /500/);
  assert.deepEqual([flags.providerStatus, flags.getBooleanValue('dashboard', false)], ['STALE', true]);
  await OpenFeature.setContext({ targetingKey: 'bob' });
  await settle();
  assert.equal(flags.providerStatus, 'STALE', 'OpenFeature itself says READY after each change of context');
  assert.deepEqual(
    log.slice(1).map(([event]) => event),
    ['CONTEXT_CHANGED', 'STALE'],
  );
  await client.refresh();
  await settle();
  assert.deepEqual(log.slice(3), [['READY']]);
  assert.equal(flags.providerStatus, 'READY');
});

test('a client that is stale at the start makes it stale', async () => {
  const log = told(OpenFeature.getClient());
  await OpenFeature.setProviderAndWait(new BurgeeWebProvider(testClient({}, { status: 'STALE' })));
  await settle();
  assert.deepEqual(
    [log.map(([event]) => event), OpenFeature.getClient().providerStatus],
    [['READY', 'STALE'], 'STALE'],
  );
});

test('without a snapshot it is in error until there is one', async () => {
  const { client, provider } = provide({ snapshot: URL_A, fetch: network(status(500), status(500), json(snapshot())) });
  const flags = OpenFeature.getClient();
  const log = told(flags);
  await assert.rejects(
    OpenFeature.setProviderAndWait(provider),
    (/** @type {any} */ error) => error.code === 'GENERAL' && error.message === client.error?.message,
  );
  assert.equal(flags.providerStatus, 'ERROR');
  assert.equal(flags.getBooleanDetails('dashboard', false).errorCode, 'PROVIDER_NOT_READY');
  await client.refresh();
  await settle();
  assert.deepEqual(log, [['ERROR', { message: client.error?.message }]], 'said once');
  await client.refresh();
  await settle();
  assert.deepEqual(log.slice(1), [['READY']]);
  assert.equal(flags.getBooleanValue('dashboard', false), true);
});

test('a snapshot that is none is a parse error', async () => {
  const { provider } = provide({ snapshot: '{"format": "burgee/2"}' });
  await assert.rejects(OpenFeature.setProviderAndWait(provider), { code: 'PARSE_ERROR' });
  assert.equal(OpenFeature.getClient().providerStatus, 'ERROR');
});

test('a core that does not start is fatal, at the start and later', async () => {
  const client = testClient({ dashboard: true }, { status: 'NOT_READY' });
  const flags = OpenFeature.getClient();
  const log = told(flags);
  const starting = OpenFeature.setProviderAndWait(new BurgeeWebProvider(client));
  client.become('FATAL', 'the core does not start');
  await assert.rejects(starting, { code: 'PROVIDER_FATAL', message: 'the core does not start' });
  assert.deepEqual(
    [flags.providerStatus, flags.getBooleanDetails('dashboard', false).errorCode],
    ['FATAL', 'PROVIDER_FATAL'],
  );
  client.become('READY');
  await settle();
  assert.deepEqual([flags.providerStatus, flags.getBooleanValue('dashboard', false)], ['READY', true]);
  client.become('FATAL', 'it trapped');
  await settle();
  assert.equal(flags.providerStatus, 'FATAL');
  assert.deepEqual(log, [
    ['ERROR', { message: 'the core does not start' }],
    ['READY'],
    ['ERROR', { message: 'it trapped', errorCode: 'PROVIDER_FATAL' }],
  ]);
});
