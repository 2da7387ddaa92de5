import assert from 'node:assert/strict';
import { afterEach, before, test } from 'node:test';
import { OpenFeature as Server } from '@openfeature/server-sdk';
import { InMemoryProvider, OpenFeature as Web } from '@openfeature/web-sdk';
import { trace } from '@opentelemetry/api';
import { init } from '../../../pkg/index.js';
import { createOpenTelemetryHook } from '../../../pkg/openfeature/otel.js';
import { BurgeeServerProvider } from '../../../pkg/openfeature/server.js';
import { BurgeeWebProvider } from '../../../pkg/openfeature/web.js';
import { start } from './support.js';

before(() => init());
afterEach(async () => {
  for (const sdk of [Web, Server]) {
    sdk.clearHooks();
    await sdk.clearProviders();
  }
  await Web.clearContexts();
});

/** A logger, and a span that is always active. */
function recorders() {
  /** @type {any[]} */
  const records = [];
  /** @type {any[]} */
  const events = [];
  return {
    records,
    events,
    logger: { emit: (/** @type {any} */ record) => void records.push(record) },
    trace: {
      getActiveSpan: () => ({
        addEvent: (/** @type {string} */ name, /** @type {any} */ attributes) => void events.push({ name, attributes }),
      }),
    },
  };
}

test('an evaluation is an event with the attributes of the conventions', async () => {
  const { logger, records } = recorders();
  Web.addHooks(createOpenTelemetryHook({ logger }));
  await Web.setProviderAndWait(new BurgeeWebProvider(start().client, { flagSetId: 'shop/live' }), {
    targetingKey: 'ada',
    account: 'acme',
  });
  const flags = Web.getClient();
  flags.getStringValue('pricing', 'x');
  flags.getNumberValue('seats', 0);
  const common = {
    'feature_flag.provider.name': 'burgee',
    'feature_flag.set.id': 'shop/live',
    'feature_flag.version': '42',
    'feature_flag.result.reason': 'split',
  };
  assert.deepEqual(records, [
    {
      eventName: 'feature_flag.evaluation',
      attributes: {
        'feature_flag.key': 'pricing',
        'feature_flag.result.variant': 'a',
        'feature_flag.context.id': 'ada',
        ...common,
      },
    },
    {
      eventName: 'feature_flag.evaluation',
      attributes: {
        'feature_flag.key': 'seats',
        'feature_flag.result.variant': 'few',
        'feature_flag.context.id': 'acme',
        ...common,
      },
    },
  ]);
});

test('a failure says its kind and its message', async () => {
  const { logger, records } = recorders();
  const { client } = start();
  await Server.setProviderAndWait(new BurgeeServerProvider(client));
  Server.addHooks(createOpenTelemetryHook({ logger }));
  await Server.getClient().getBooleanValue('nowhere', true, { targetingKey: 'ada' });
  assert.deepEqual(
    records.map(({ attributes }) => attributes),
    [
      {
        'feature_flag.key': 'nowhere',
        'feature_flag.provider.name': 'burgee',
        'feature_flag.result.reason': 'error',
        'feature_flag.result.value': true,
        'feature_flag.context.id': 'ada',
        'feature_flag.version': '42',
        'error.type': 'flag_not_found',
        'feature_flag.error.message': client.details('nowhere').errorMessage,
      },
    ],
  );
});

test('without a variant the value is recorded; beside one only when asked, and whom it was for unless told not to', async () => {
  const quiet = recorders();
  const full = recorders();
  await Web.setProviderAndWait(new BurgeeWebProvider(start().client), { targetingKey: 'ada' });
  Web.addHooks(
    createOpenTelemetryHook({ logger: quiet.logger, contextId: false }),
    createOpenTelemetryHook({
      logger: full.logger,
      trace: full.trace,
      value: true,
      attributes: ({ flagKey }) => ({ 'app.flag': flagKey }),
    }),
  );
  const flags = Web.getClient();
  flags.getBooleanValue('quiet', true);
  flags.getObjectValue('layout', {});
  const facts = ({ attributes: a } = /** @type {any} */ ({})) => [
    a['feature_flag.result.variant'],
    a['feature_flag.result.value'],
    a['feature_flag.result.reason'],
    a['feature_flag.context.id'],
    a['app.flag'],
  ];
  assert.deepEqual(quiet.records.map(facts), [
    [undefined, true, 'disabled', undefined, undefined],
    ['wide', undefined, 'default', undefined, undefined],
  ]);
  assert.deepEqual(full.records.map(facts), [
    [undefined, true, 'disabled', 'ada', 'quiet'],
    ['wide', { columns: 3 }, 'default', 'ada', 'layout'],
  ]);
  assert.deepEqual(full.events.map(facts), [
    [undefined, true, 'disabled', 'ada', 'quiet'],
    ['wide', '{"columns":3}', 'default', 'ada', 'layout'],
  ]);
  assert.deepEqual(new Set(full.events.map(({ name }) => name)), new Set(['feature_flag.evaluation']));
});

test("OpenTelemetry's own API can be handed in, and no span is no failure", async () => {
  await Web.setProviderAndWait(new BurgeeWebProvider(start().client));
  Web.addHooks(createOpenTelemetryHook({ trace }), createOpenTelemetryHook());
  assert.equal(Web.getClient().getBooleanValue('dashboard', false), true);
});

test('another provider is recorded as it comes', async () => {
  const { logger, records } = recorders();
  Web.addHooks(createOpenTelemetryHook({ logger }));
  await Web.setProviderAndWait(
    new InMemoryProvider({ dashboard: { variants: { on: true }, defaultVariant: 'on', disabled: false } }),
  );
  Web.getClient().getBooleanValue('dashboard', false);
  assert.deepEqual(records[0].attributes, {
    'feature_flag.key': 'dashboard',
    'feature_flag.provider.name': 'in-memory',
    'feature_flag.result.reason': 'static',
    'feature_flag.result.variant': 'on',
  });
});
