import assert from 'node:assert/strict';
import { afterEach, before, test } from 'node:test';
import { AsyncLocalStorageTransactionContextPropagator, OpenFeature } from '@openfeature/server-sdk';
import { OpenFeature as Web } from '@openfeature/web-sdk';
import { init } from '../../../pkg/index.js';
import { BurgeeServerProvider } from '../../../pkg/openfeature/server.js';
import { json, network, settle, snapshot, start, status, told } from './support.js';

const URL_A = 'https://example.test/live/snapshot.json';

before(() => init());
afterEach(async () => {
  OpenFeature.clearHandlers();
  OpenFeature.setContext({});
  await OpenFeature.clearProviders();
});

/** @param {any} [options] of the client @param {import('../../../pkg/openfeature/server.js').ServerProviderOptions} [how] */
function provide(options, how) {
  const { client, sent } = start(options);
  return { client, sent, provider: new BurgeeServerProvider(client, how) };
}

test('each type is resolved for the context of its evaluation', async () => {
  const { provider } = provide();
  await OpenFeature.setProviderAndWait(provider);
  const flags = OpenFeature.getClient();
  assert.deepEqual(flags.metadata.providerMetadata, { name: 'burgee' });
  const ada = { targetingKey: 'ada' };
  assert.equal(await flags.getBooleanValue('dashboard', false, ada), true);
  assert.equal(await flags.getStringValue('pricing', 'x', ada), 'a');
  assert.equal(await flags.getStringValue('pricing', 'x', { ...ada, plan: 'pro' }), 'b');
  assert.equal(await flags.getNumberValue('limit', 1, ada), 25);
  assert.deepEqual(await flags.getObjectValue('layout', {}, { plan: 'none' }), null);
  assert.deepEqual(await flags.getStringDetails('pricing', 'x', ada), {
    flagKey: 'pricing',
    value: 'a',
    variant: 'a',
    reason: 'SPLIT',
    flagMetadata: {
      owner: 'growth',
      reviewed: true,
      weight: 2,
      version: '42',
      revision: 42,
      rule: 1,
      experiment: 'prices',
      experimentVersion: 3,
      contextId: 'ada',
    },
  });
  const missing = await flags.getBooleanDetails('nowhere', true, ada);
  assert.deepEqual([missing.value, missing.reason, missing.errorCode], [true, 'ERROR', 'FLAG_NOT_FOUND']);
});

test('contexts are merged for each evaluation, and nothing of one reaches another', async () => {
  const { client, sent, provider } = provide({ context: { plan: 'pro' } });
  OpenFeature.setTransactionContextPropagator(new AsyncLocalStorageTransactionContextPropagator());
  OpenFeature.setContext({ region: 'eu' });
  await OpenFeature.setProviderAndWait(provider);
  const flags = OpenFeature.getClient();
  const request = (/** @type {any} */ context) =>
    new Promise((resolve) =>
      OpenFeature.setTransactionContext(context, async () => {
        await settle();
        resolve([await flags.getStringValue('pricing', 'x'), await flags.getNumberValue('seats', 0)]);
      }),
    );
  const users = [{ targetingKey: 'ada', plan: 'pro', account: 'acme' }, { targetingKey: 'bob' }, { account: 'acme' }];
  assert.deepEqual(await Promise.all(users.map(request)), [
    ['b', 1],
    ['a', 1],
    ['x', 1],
  ]);
  await client.flush();
  assert.deepEqual(sent.map(({ unit, flag, variant }) => `${unit} ${flag} ${variant}`).sort(), [
    'acme seats few',
    'ada pricing b',
    'bob pricing a',
  ]);
});

test('resolving exposes once, unless it is turned off', async () => {
  for (const [how, expected] of /** @type {const} */ ([
    [{}, ['ada', 'bob']],
    [{ expose: false }, []],
  ])) {
    const { client, sent, provider } = provide({}, how);
    await OpenFeature.setProviderAndWait(provider);
    for (const targetingKey of ['ada', 'bob', 'ada'])
      await OpenFeature.getClient().getStringValue('pricing', 'x', { targetingKey });
    await client.flush();
    assert.deepEqual(
      sent.map(({ unit }) => unit),
      expected,
    );
  }
});

test('events are sent after the response where `waitUntil` finds the request', async () => {
  /** @type {Promise<unknown>[]} */
  const kept = [];
  const { sent, provider } = provide({}, { waitUntil: (promise) => kept.push(promise) });
  await OpenFeature.setProviderAndWait(provider);
  const flags = OpenFeature.getClient();
  await flags.getStringValue('pricing', 'x', { targetingKey: 'ada' });
  flags.track('purchase', { targetingKey: 'ada' }, { value: 3, currency: 'EUR' });
  assert.equal(kept.length, 2);
  await Promise.all(kept);
  assert.deepEqual(
    sent.map(({ type, unit, name, value, properties }) => ({ type, unit, name, value, properties })),
    [
      { type: 'exposure', unit: 'ada', name: undefined, value: undefined, properties: undefined },
      { type: 'track', unit: 'ada', name: 'purchase', value: 3, properties: { currency: 'EUR' } },
    ],
  );
});

test('consent, assignments and the instant come from the context of the evaluation', async () => {
  const { client, sent, provider } = provide(
    {},
    {
      viewOptions: ({ agreed }) => ({ consent: agreed ? 'granted' : 'denied' }),
    },
  );
  await OpenFeature.setProviderAndWait(provider);
  const flags = OpenFeature.getClient();
  await flags.getStringValue('pricing', 'x', { targetingKey: 'ada', agreed: true });
  await flags.getStringValue('pricing', 'x', { targetingKey: 'bob', agreed: false });
  await client.flush();
  assert.deepEqual(
    sent.map(({ unit }) => unit),
    ['ada'],
  );
});

test('one provider serves several domains', async () => {
  const { provider } = provide();
  await OpenFeature.setProviderAndWait('shop', provider);
  await OpenFeature.setProviderAndWait('admin', provider);
  for (const domain of ['shop', 'admin'])
    assert.equal(await OpenFeature.getClient(domain).getNumberValue('limit', 0), 25);
  assert.equal(await OpenFeature.getClient().getNumberValue('limit', 0), 0, 'no provider is set without a domain');
});

test('a new snapshot is told once, at the first evaluation that uses it', async () => {
  const limit = {
    variants: { low: 5, high: 25 },
    rules: [{ if: { attribute: 'plan', equals: 'pro' }, serve: 'low' }],
    fallthrough: 'high',
  };
  const next = json(snapshot({ limit }, { revision: 43 }));
  const { client, provider } = provide({ snapshot: URL_A, fetch: network(json(snapshot()), json(snapshot()), next) });
  await OpenFeature.setProviderAndWait(provider);
  const flags = OpenFeature.getClient();
  const log = told(flags);
  for (let i = 0; i < 2; i++) {
    await client.refresh();
    await flags.getNumberValue('limit', 0, { plan: 'pro' });
    await flags.getNumberValue('limit', 0, { plan: 'pro' });
  }
  await settle();
  assert.deepEqual(log, [['CONFIGURATION_CHANGED']]);
  client.override('limit', 7);
  await settle();
  assert.deepEqual(log.slice(1), [['CONFIGURATION_CHANGED', { flagsChanged: ['limit'] }]]);
});

test('a failed refresh makes it stale; values go on', async () => {
  const { client, provider } = provide({
    snapshot: URL_A,
    fetch: network(json(snapshot()), status(500), json(snapshot())),
  });
  await OpenFeature.setProviderAndWait(provider);
  const flags = OpenFeature.getClient();
  const log = told(flags);
  await client.refresh();
  await settle();
  assert.deepEqual(log, [['STALE', { message: client.error?.message }]]);
  assert.deepEqual([flags.providerStatus, await flags.getBooleanValue('dashboard', false)], ['STALE', true]);
  await client.refresh();
  await settle();
  assert.deepEqual(log.slice(1), [['READY']]);
});

test('without a snapshot it is in error, and an evaluation that finds one brings it back', async () => {
  let now = 0;
  const { provider } = provide({ snapshot: URL_A, now: () => now, fetch: network(status(500), json(snapshot())) });
  const flags = OpenFeature.getClient();
  const log = told(flags);
  const message = 'snapshot `https://example.test/live/snapshot.json`: answered 500';
  await assert.rejects(OpenFeature.setProviderAndWait(provider), { code: 'GENERAL', message });
  assert.equal((await flags.getBooleanDetails('dashboard', false)).errorCode, 'PROVIDER_NOT_READY');
  now += 60_000;
  assert.equal(await flags.getBooleanValue('dashboard', false), true);
  await settle();
  assert.deepEqual(
    log.map(([event]) => event),
    ['ERROR', 'READY'],
  );
});

test('lazy: ready at once, and each evaluation waits for the snapshot by itself', async () => {
  let asked = 0;
  const fetch = async () => {
    asked++;
    return json(snapshot())();
  };
  const { provider } = provide({ snapshot: URL_A, fetch }, { lazy: true });
  await OpenFeature.setProviderAndWait(provider);
  assert.deepEqual([OpenFeature.getClient().providerStatus, asked], ['READY', 0]);
  const log = told(OpenFeature.getClient());
  const values = await Promise.all(
    ['ada', 'bob'].map((targetingKey) => OpenFeature.getClient().getStringValue('pricing', 'x', { targetingKey })),
  );
  assert.deepEqual(values, ['a', 'a']);
  await settle();
  assert.deepEqual(log, []);
});

test('it is refused by the SDK of pages', async () => {
  const { provider } = provide();
  await assert.rejects(Web.setProviderAndWait(/** @type {any} */ (provider)), /intended for use on the server/);
});

test('a provider that is replaced sends what waits and closes its client, unless others use it', async () => {
  const first = provide();
  const second = provide({}, { keepOpen: true });
  await OpenFeature.setProviderAndWait(first.provider);
  OpenFeature.getClient().track('one', { targetingKey: 'ada' });
  await OpenFeature.setProviderAndWait(second.provider);
  OpenFeature.getClient().track('two', { targetingKey: 'ada' });
  await OpenFeature.close();
  for (const { client } of [first, second]) {
    client.context({ targetingKey: 'ada' }).track('later');
    await client.flush();
  }
  assert.deepEqual(
    first.sent.map(({ name }) => name),
    ['one'],
  );
  assert.deepEqual(
    second.sent.map(({ name }) => name),
    ['two', 'later'],
  );
});
