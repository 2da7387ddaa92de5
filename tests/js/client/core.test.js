import assert from 'node:assert/strict';
import { test } from 'node:test';
import { init } from '../../../pkg/index.js';
import { createClient } from '../../../pkg/client.js';
import { serve } from './support.js';

const SNAPSHOT = {
  format: 'burgee/1',
  revision: 42,
  flags: {
    dashboard: {
      variants: { on: true, off: false },
      off: 'off',
      rules: [{ if: { attribute: 'plan', in: ['pro'] }, serve: 'on' }],
      fallthrough: 'off',
    },
    pricing_page: {
      variants: { control: 'control', variant_a: 'a' },
      off: 'control',
      rules: [{ experiment: 'pricing-2026-11', split: { control: 50, variant_a: 50 } }],
      fallthrough: 'control',
    },
    broken: { variants: { on: true }, off: 'nowhere', fallthrough: 'on' },
  },
  experiments: { 'pricing-2026-11': { name: 'Pricing page', status: 'running', start: '2026-01-01T00:00:00Z' } },
};

/** A server of the snapshot and a collector, on this machine. */
async function site() {
  const batches = /** @type {any[]} */ ([]);
  const state = { text: JSON.stringify(SNAPSHOT) };
  const server = await serve((request, response) => {
    if (request.method === 'POST') {
      batches.push(JSON.parse(request.body));
      return void response
        .writeHead(202, { 'content-type': 'application/json' })
        .end('{"accepted":1,"duplicates":0,"rejected":[]}');
    }
    const etag = `"${state.text.length}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
    response.writeHead(200, { 'content-type': 'application/json', etag }).end(state.text);
  });
  return { ...server, batches, state };
}

test('the real core: fetch, decide, report, refresh', async () => {
  const { url, batches, state, stop } = await site();
  const errors = /** @type {string[]} */ ([]);
  const client = createClient({
    snapshot: `${url}/live/snapshot.json`,
    events: `${url}/live/report`,
    context: { targetingKey: 'user-1', plan: 'pro' },
    onError: (error) => errors.push(error.message),
  });
  assert.equal(client.boolean('dashboard', false), false);
  assert.equal(await client.ready, 'READY');
  assert.equal(client.revision, 42);
  assert.equal(client.boolean('dashboard', false), true);
  const price = client.string('pricing_page', 'none');
  assert.ok(['control', 'a'].includes(price));
  assert.equal(client.boolean('broken', true), true);
  assert.equal(client.details('broken', true).errorCode, 'PARSE_ERROR');
  assert.equal(client.details('nowhere', 1).errorCode, 'FLAG_NOT_FOUND');
  assert.equal(client.number('dashboard', 3), 3);
  client.track('purchase', { value: 12.5 });
  assert.equal(await client.flush(), true);
  const events = batches.flatMap((batch) => batch.events);
  assert.equal(events.length, 2);
  const { id, at, ...exposure } = events[0];
  assert.deepEqual(exposure, {
    type: 'exposure',
    unit: 'user-1',
    by: 'targetingKey',
    experiment: 'pricing-2026-11',
    version: exposure.version,
    flag: 'pricing_page',
    variant: price === 'a' ? 'variant_a' : 'control',
    reason: 'SPLIT',
    revision: 42,
  });
  assert.ok(typeof id === 'string' && Number.isSafeInteger(at) && Number.isSafeInteger(exposure.version));

  const changes = /** @type {any[]} */ ([]);
  client.on('change', (change) => changes.push(change));
  assert.equal(await client.refresh(), 'READY');
  assert.deepEqual(changes, []);
  state.text = state.text.slice(0, 100);
  assert.equal(await client.refresh(), 'STALE');
  assert.equal(client.boolean('dashboard', false), true);
  assert.match(errors.join(), /^snapshot `http:\/\/127\.0\.0\.1:\d+\/live\/snapshot\.json`: .*line 1, column \d+: /);
  assert.ok((client.error?.issues?.length ?? 0) > 0);
  state.text = JSON.stringify({
    ...SNAPSHOT,
    revision: 43,
    flags: { dashboard: { ...SNAPSHOT.flags.dashboard, rules: [] } },
  });
  assert.equal(await client.refresh(), 'READY');
  assert.deepEqual(changes, [{ keys: ['dashboard', 'pricing_page', 'broken'], cause: 'snapshot' }]);
  await client.close();
  await stop();
});

test('the real core: many users of one snapshot', async () => {
  const client = createClient({ snapshot: SNAPSHOT, events: () => {} });
  assert.equal(await client.ready, 'READY');
  const variants = new Set();
  for (let i = 0; i < 100; i++)
    variants.add(client.context({ targetingKey: `user-${i}` }).string('pricing_page', 'none'));
  assert.deepEqual([...variants].sort(), ['a', 'control']);
});

test('the real core, initialised before: values at once', async () => {
  await init();
  const client = createClient({ snapshot: SNAPSHOT, context: { plan: 'pro' } });
  assert.equal(client.status, 'READY');
  assert.equal(client.boolean('dashboard', false), true);
});
