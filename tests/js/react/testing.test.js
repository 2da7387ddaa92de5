// The test client is held against what the real one promises.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { OpenFeature as Server } from '@openfeature/server-sdk';
import { OpenFeature as Web } from '@openfeature/web-sdk';
import { createClient } from '../../../pkg/client.js';
import { init } from '../../../pkg/index.js';
import { BurgeeServerProvider } from '../../../pkg/openfeature/server.js';
import { BurgeeWebProvider } from '../../../pkg/openfeature/web.js';
import { testClient } from '../../../pkg/testing.js';
import { told } from '../openfeature/support.js';

before(() => init());

const VALUES = { dashboard: true, pricing: 'a', limit: 25, layout: { columns: 3 }, nothing: null };

/** @param {any[]} events */
const brief = (events) => events.map(({ unit, flag, variant }) => `${unit} ${flag} ${variant}`);

test('it has every member of a client', () => {
  const real = createClient({ snapshot: '{"format":"burgee/1","flags":{}}', storage: null });
  const missing = Object.keys(real).filter((name) => !(name in testClient()));
  assert.deepEqual(missing, []);
});

test('reads give values of their type, or else the default', () => {
  const client = testClient(VALUES);
  assert.deepEqual(
    [
      client.boolean('dashboard', false),
      client.string('pricing', 'x'),
      client.number('limit', 1),
      client.object('layout', {}),
      client.object('nothing', {}),
    ],
    [true, 'a', 25, { columns: 3 }, null],
  );
  assert.deepEqual([client.boolean('pricing', true), client.string('nowhere', 'x')], [true, 'x']);
  assert.deepEqual(client.details('pricing'), {
    key: 'pricing',
    value: 'a',
    variant: 'a',
    reason: 'STATIC',
    exposure: {
      experiment: 'pricing',
      version: 1,
      flag: 'pricing',
      variant: 'a',
      by: 'targetingKey',
      unit: 'test-user',
    },
  });
  assert.deepEqual(client.details('pricing', 5), {
    key: 'pricing',
    value: 5,
    reason: 'ERROR',
    errorCode: 'TYPE_MISMATCH',
    errorMessage: '`pricing` is of type string, the default of type number',
  });
  assert.deepEqual(client.details('nowhere').errorCode, 'FLAG_NOT_FOUND');
  assert.deepEqual([...client.all().keys()], Object.keys(VALUES));
  assert.deepEqual([client.status, client.revision, client.error, client.lost], ['READY', 1, null, 0]);
});

test('reading and exposing are recorded once for each user and value; looking is not', () => {
  const client = testClient(VALUES, { context: { targetingKey: 'ada' } });
  client.details('pricing');
  client.all();
  assert.deepEqual(client.exposures, []);
  for (let i = 0; i < 2; i++) {
    client.string('pricing', 'x');
    client.expose('dashboard');
    client.expose('nowhere');
    client.number('pricing', 1);
  }
  const bob = client.context({ targetingKey: 'bob' });
  assert.equal(bob.string('pricing', 'x'), 'a');
  client.set('pricing', 'b');
  client.string('pricing', 'x');
  assert.deepEqual(brief([...client.exposures]), [
    'ada pricing a',
    'ada dashboard true',
    'bob pricing a',
    'ada pricing b',
  ]);
  assert.deepEqual(client.exposures[0], {
    id: 'test-1',
    type: 'exposure',
    at: 0,
    experiment: 'pricing',
    version: 1,
    flag: 'pricing',
    variant: 'a',
    by: 'targetingKey',
    unit: 'ada',
    reason: 'STATIC',
    revision: 1,
  });
  client.forget();
  client.string('pricing', 'x');
  assert.deepEqual(brief([...client.exposures]), ['ada pricing b']);
});

test('an override is shown, and reports nobody', () => {
  const client = testClient(VALUES);
  client.override('pricing', 'mine');
  assert.equal(client.string('pricing', 'x'), 'mine');
  assert.equal(client.details('pricing').overridden, true);
  client.override('pricing', undefined);
  assert.deepEqual([client.details('pricing').value, client.exposures], ['a', []]);
});

test('changes say which values changed and why', async () => {
  const client = testClient({ ...VALUES, greeting: ({ plan }) => (plan === 'pro' ? 'dear customer' : 'hello') });
  /** @type {any[]} */
  const log = [];
  client.on('change', (change) => log.push(change));
  client.set({ limit: 26, dashboard: true });
  client.set('limit', undefined);
  client.set('pricing', 'a');
  await client.setContext({ targetingKey: 'ada', plan: 'pro' });
  client.override('pricing', 'b');
  assert.deepEqual(log, [
    { keys: ['limit'], cause: 'snapshot' },
    { keys: ['limit'], cause: 'snapshot' },
    { keys: ['greeting'], cause: 'context' },
    { keys: ['pricing'], cause: 'override' },
  ]);
  assert.equal(client.string('greeting', ''), 'dear customer');
});

test('tracking needs its unit, and consent decides what is kept', () => {
  const client = testClient(VALUES, { consent: 'unknown', context: { targetingKey: 'ada' } });
  client.track('purchase', { value: 12.5, properties: { on: new Date(0) } });
  client.string('pricing', 'x');
  assert.deepEqual([client.tracks.length, client.exposures.length], [0, 0]);
  client.setConsent('granted');
  assert.deepEqual(client.tracks, [
    {
      id: 'test-1',
      type: 'track',
      at: 0,
      revision: 1,
      unit: 'ada',
      by: 'targetingKey',
      name: 'purchase',
      value: 12.5,
      properties: { on: '1970-01-01T00:00:00.000Z' },
    },
  ]);
  assert.deepEqual(brief([...client.exposures]), ['ada pricing a']);
  client.track('left', { by: 'account' });
  assert.deepEqual([client.lost, client.error?.message], [1, '`left`: the context has no `account`']);
  client.setConsent('denied');
  client.track('gone');
  client.number('limit', 0);
  client.setConsent('granted');
  assert.deepEqual([client.tracks.length, brief([...client.exposures])], [1, ['ada pricing a']]);
  client.number('limit', 0);
  assert.deepEqual(
    brief([...client.exposures]),
    ['ada pricing a', 'ada limit 25'],
    'who was not reported may be after another answer',
  );
});

test('it can wait for its snapshot, lose it and go stale', async () => {
  const client = testClient(VALUES, { status: 'NOT_READY' });
  /** @type {string[]} */
  const log = [];
  for (const event of /** @type {const} */ (['ready', 'stale', 'error'])) client.on(event, () => log.push(event));
  const { ready } = client;
  assert.deepEqual(
    [client.string('pricing', 'x'), client.details('pricing').errorCode, client.all().size],
    ['x', 'PROVIDER_NOT_READY', 0],
  );
  client.become('READY');
  assert.deepEqual([await ready, client.string('pricing', 'x')], ['READY', 'a']);
  client.become('STALE', 'the server is away');
  assert.deepEqual(
    [client.status, client.string('pricing', 'x'), client.error?.message],
    ['STALE', 'a', 'the server is away'],
  );
  client.become('ERROR');
  assert.deepEqual([client.string('pricing', 'x'), client.error?.message], ['x', 'the test client became ERROR']);
  assert.deepEqual(log, ['ready', 'stale', 'error', 'error']);
});

test('it stands behind the providers of OpenFeature', async () => {
  const client = testClient(VALUES, { details: { pricing: { reason: 'SPLIT', metadata: { owner: 'growth' } } } });
  await Web.setProviderAndWait(new BurgeeWebProvider(client), { targetingKey: 'ada' });
  await Server.setProviderAndWait(new BurgeeServerProvider(client));
  const { reason, flagMetadata } = Web.getClient().getStringDetails('pricing', 'x');
  assert.deepEqual(
    [reason, flagMetadata],
    [
      'SPLIT',
      { owner: 'growth', version: '1', revision: 1, experiment: 'pricing', experimentVersion: 1, contextId: 'ada' },
    ],
  );
  assert.equal(await Server.getClient().getStringValue('pricing', 'x', { targetingKey: 'bob' }), 'a');
  const log = told(Web.getClient());
  client.set('limit', 1);
  client.become('STALE', 'away');
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(log, [
    ['CONFIGURATION_CHANGED', { flagsChanged: ['limit'] }],
    ['STALE', { message: 'away' }],
  ]);
  Web.getClient().track('purchase', { value: 1 });
  assert.deepEqual(brief([...client.exposures]), ['ada pricing a', 'bob pricing a']);
  assert.deepEqual(
    client.tracks.map(({ name, unit, value }) => [name, unit, value]),
    [['purchase', 'ada', 1]],
  );
  await Promise.all([Web.clearProviders(), Server.clearProviders()]);
});
