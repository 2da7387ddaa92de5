import assert from 'node:assert/strict';
import { afterEach, before, test } from 'node:test';
import { OpenFeature } from '@openfeature/web-sdk';
import { init } from '../../../pkg/index.js';
import { BurgeeWebProvider } from '../../../pkg/openfeature/web.js';
import { testClient } from '../../../pkg/testing.js';
import { snapshot, start } from './support.js';

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

test('each type is resolved at once, with variant and reason', async () => {
  const { provider } = provide({ context: { targetingKey: 'ada' } });
  await OpenFeature.setProviderAndWait(provider);
  const flags = OpenFeature.getClient();
  assert.deepEqual(flags.metadata.providerMetadata, { name: 'burgee' });
  assert.equal(flags.getBooleanValue('dashboard', false), true);
  assert.equal(flags.getStringValue('pricing', 'x'), 'a');
  assert.equal(flags.getNumberValue('limit', 1), 25);
  assert.deepEqual(flags.getObjectValue('layout', {}), { columns: 3 });
  assert.deepEqual(flags.getObjectValue('layout', 'any JSON is a fine default'), { columns: 3 });
  assert.deepEqual(flags.getNumberDetails('limit', 1), {
    flagKey: 'limit',
    value: 25,
    variant: 'high',
    reason: 'STATIC',
    flagMetadata: { version: '42', revision: 42 },
  });
});

test('what cannot be resolved gives the default, with the error code', async () => {
  const { provider } = provide();
  await OpenFeature.setProviderAndWait(provider);
  const flags = OpenFeature.getClient();
  const { errorMessage, ...missing } = flags.getBooleanDetails('nowhere', true);
  assert.deepEqual(missing, {
    flagKey: 'nowhere',
    value: true,
    reason: 'ERROR',
    errorCode: 'FLAG_NOT_FOUND',
    flagMetadata: { version: '42', revision: 42 },
  });
  assert.match(String(errorMessage), /`nowhere`/);
  const codes = [flags.getStringDetails('dashboard', 'x'), flags.getBooleanDetails('broken', false)].map((found) => [
    found.value,
    found.errorCode,
  ]);
  assert.deepEqual(codes, [
    ['x', 'TYPE_MISMATCH'],
    [false, 'PARSE_ERROR'],
  ]);
  const quiet = flags.getBooleanDetails('quiet', true);
  assert.deepEqual(
    [quiet.value, quiet.variant, quiet.reason, quiet.errorCode],
    [true, undefined, 'DISABLED', undefined],
  );
});

test('flag metadata is flat, and its conventional names are ours', async () => {
  const { client, provider } = provide({}, { flagSetId: 'shop/live' });
  await OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada', plan: 'pro', account: 'acme' });
  const flags = OpenFeature.getClient();
  assert.deepEqual(flags.getStringDetails('pricing', 'x').flagMetadata, {
    owner: 'growth',
    reviewed: true,
    weight: 2,
    flagSetId: 'shop/live',
    version: '42',
    revision: 42,
    rule: 0,
    ruleName: 'pro',
    experiment: 'prices',
    experimentVersion: 3,
    contextId: 'ada',
  });
  assert.equal(flags.getNumberDetails('seats', 0).flagMetadata.contextId, 'acme', 'the unit that was hashed');
  client.override('pricing', 'mine');
  const { value, flagMetadata } = flags.getStringDetails('pricing', 'x');
  assert.deepEqual(
    [value, flagMetadata],
    ['mine', { flagSetId: 'shop/live', version: '42', revision: 42, overridden: true }],
  );
});

test('resolving exposes once, unless it is turned off', async () => {
  for (const [how, expected] of /** @type {const} */ ([
    [{}, ['ada a', 'bob b']],
    [{ expose: false }, []],
  ])) {
    const { client, sent, provider } = provide({}, how);
    await OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada' });
    const flags = OpenFeature.getClient();
    for (let i = 0; i < 3; i++) flags.getStringValue('pricing', 'x');
    flags.getBooleanValue('pricing', true);
    flags.getBooleanValue('dashboard', true);
    await OpenFeature.setContext({ targetingKey: 'bob', plan: 'pro' });
    flags.getStringDetails('pricing', 'x');
    await client.flush();
    assert.deepEqual(
      sent.map(({ unit, variant }) => `${unit} ${variant}`),
      expected,
    );
  }
});

test('a default that is served because of its type exposes nobody', async () => {
  const { client, sent, provider } = provide();
  await OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada' });
  assert.equal(OpenFeature.getClient().getBooleanValue('pricing', true), true);
  await client.flush();
  assert.deepEqual(sent, []);
});

test("OpenFeature's context takes the place of the client's; without one the client's own stays", async () => {
  const { provider } = provide({ context: { targetingKey: 'ada', plan: 'pro' } });
  await OpenFeature.setProviderAndWait(provider);
  const flags = OpenFeature.getClient();
  assert.equal(flags.getStringValue('pricing', 'x'), 'b');
  await OpenFeature.setContext({ targetingKey: 'bob' });
  assert.equal(flags.getStringValue('pricing', 'x'), 'a');
  await OpenFeature.setContext({});
  assert.equal(flags.getStringValue('pricing', 'x'), 'x');
});

test('dates of the context are instants', async () => {
  const { provider } = provide();
  await OpenFeature.setProviderAndWait(provider, { joined: new Date('2025-06-01T00:00:00Z') });
  assert.equal(OpenFeature.getClient().getBooleanValue('member', false), true);
  await OpenFeature.setContext({ joined: new Date('2026-06-01T00:00:00Z') });
  assert.equal(OpenFeature.getClient().getBooleanValue('member', true), false);
});

test('one provider serves one domain', async () => {
  const { provider } = provide();
  const other = provide({ snapshot: snapshot({ dashboard: { variants: { off: false }, fallthrough: 'off' } }) });
  await OpenFeature.setProviderAndWait(provider);
  await OpenFeature.setProviderAndWait('admin', other.provider, { targetingKey: 'root' });
  await assert.rejects(OpenFeature.setProviderAndWait('shop', provider), /more than one domain/);
  const values = [OpenFeature.getClient(), OpenFeature.getClient('admin')].map((flags) =>
    flags.getBooleanValue('dashboard', true),
  );
  assert.deepEqual(values, [true, false]);
});

test('what is no client is refused with a word on what is needed', () => {
  const message = 'expected a client made by `createClient()` of `burgee/client`, not one of its user views';
  for (const given of [undefined, testClient().context()]) {
    assert.throws(() => new BurgeeWebProvider(/** @type {any} */ (given)), { name: 'TypeError', message });
  }
});

test('what the user does is tracked', async () => {
  const { client, sent, provider } = provide({}, { trackBy: 'account' });
  await OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada', account: 'acme' });
  OpenFeature.getClient().track('purchase', {
    value: 12.5,
    currency: 'EUR',
    on: new Date('2026-11-15T00:00:00Z'),
    items: [{ sku: 'x' }],
  });
  OpenFeature.getClient().track('left');
  await client.flush();
  assert.deepEqual(
    sent.map(({ name, unit, by, value, properties }) => ({ name, unit, by, value, properties })),
    [
      {
        name: 'purchase',
        unit: 'acme',
        by: 'account',
        value: 12.5,
        properties: { currency: 'EUR', on: '2026-11-15T00:00:00.000Z', items: [{ sku: 'x' }] },
      },
      { name: 'left', unit: 'acme', by: 'account', value: undefined, properties: {} },
    ],
  );
});

test('its hooks run', async () => {
  /** @type {string[]} */
  const seen = [];
  const { provider } = provide(
    {},
    { hooks: [{ after: ({ flagKey }, { variant }) => void seen.push(`${flagKey} ${variant}`) }] },
  );
  await OpenFeature.setProviderAndWait(provider);
  OpenFeature.getClient().getNumberValue('limit', 0);
  assert.deepEqual(seen, ['limit high']);
});

test('a provider that is replaced sends what waits and closes its client, unless others use it', async () => {
  const first = provide();
  const second = provide({}, { keepOpen: true });
  await OpenFeature.setProviderAndWait(first.provider, { targetingKey: 'ada' });
  OpenFeature.getClient().track('one');
  await OpenFeature.setProviderAndWait(second.provider);
  OpenFeature.getClient().track('two');
  await OpenFeature.close();
  for (const { client } of [first, second]) {
    client.track('later');
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
