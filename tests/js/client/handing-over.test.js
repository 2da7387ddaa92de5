import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handOver, scriptJson } from '../../../pkg-template/server.js';
import { handedOver, storedAssignments } from '../../../pkg-template/plugins.js';
import {
  FLAGS,
  NOON,
  REPORT,
  URL_A,
  fakeCore,
  fakeFetch,
  fakePage,
  json,
  settle,
  snapshot,
  start,
  taken,
} from './support.js';

const ADA = { targetingKey: 'ada', plan: 'pro' };
const EXPOSURE = {
  experiment: 'pricing-2026-11',
  version: 1,
  flag: 'pricing',
  variant: 'variant_b',
  by: 'targetingKey',
  unit: 'ada',
};

/** What a server gives for a user; `reads` are reported there. @param {{ reads?: string[], flags?: any, options?: any, view?: any, client?: any }} [given] */
async function decided({ reads = [], flags = FLAGS, options = { context: ADA }, view = {}, client = {} } = {}) {
  const server = start({ snapshot: snapshot(flags, 7), events: REPORT, fetch: fakeFetch(taken), ...client }, null);
  await server.client.ready;
  const made = server.client.context(ADA, view);
  for (const key of reads) made.expose(key);
  return handOver(made, options);
}

/** A page that takes values over, with a core that counts its starts. @param {any} values @param {any} [options] @param {any} [page] */
function paint(values, options, page = fakePage()) {
  const core = fakeCore();
  let starts = 0;
  const { init } = core;
  core.init = () => {
    starts++;
    return init();
  };
  const exposures = /** @type {any[]} */ ([]);
  const fetch = options?.fetch ?? fakeFetch(taken);
  const made = start({ events: REPORT, bootstrap: handedOver(values), fetch, ...options }, page, core);
  made.client.on('exposure', (event) => exposures.push(event));
  return { ...made, fetch, exposures, starts: () => starts };
}

test('what is handed over: each value, why, whom it exposes, and whether that was told', async () => {
  assert.deepEqual(await decided({ reads: ['pricing'] }), {
    format: 'burgee-values/1',
    revision: 7,
    context: ADA,
    flags: {
      dashboard: { value: true, variant: 'on', reason: 'STATIC' },
      limit: { value: 25, variant: 'high', reason: 'STATIC' },
      layout: { value: { columns: 3 }, variant: 'wide', reason: 'STATIC' },
      pricing: { value: 'b', variant: 'variant_b', reason: 'SPLIT', exposure: EXPOSURE, reported: true },
    },
  });
  const some = await decided({ options: { keys: ['pricing', 'nowhere'] }, client: { overrides: { limit: 1 } } });
  assert.deepEqual(some, {
    format: 'burgee-values/1',
    revision: 7,
    flags: { pricing: { value: 'b', variant: 'variant_b', reason: 'SPLIT', exposure: EXPOSURE } },
  });
  const overridden = await decided({ options: { keys: ['limit'] }, client: { overrides: { limit: 1 } } });
  assert.deepEqual(overridden.flags, { limit: { value: 1, reason: 'STATIC', overridden: true } });
});

test('only what really went out is marked as reported', async () => {
  for (const [consent, reported] of /** @type {const} */ ([
    [undefined, true],
    ['granted', true],
    ['unknown', undefined],
    ['denied', undefined],
  ])) {
    const { flags } = await decided({ reads: ['pricing'], view: { consent } });
    assert.equal(flags.pricing?.reported, reported, String(consent));
  }
});

test('handing over exposes nobody', async () => {
  const fetch = fakeFetch(taken);
  const { client } = start({ snapshot: snapshot(FLAGS), events: REPORT, fetch }, null);
  await client.ready;
  const view = client.context(ADA);
  handOver(view);
  await view.flush();
  assert.deepEqual(fetch.sent, []);
  assert.deepEqual(handOver(client.context(ADA), { keys: [] }).flags, {});
  const early = start({ snapshot: URL_A, fetch }, null);
  assert.deepEqual(handOver(early.client.context(ADA)), { format: 'burgee-values/1', revision: null, flags: {} });
});

test('in HTML nothing of it ends the script, and it comes out as it went in', async () => {
  const nasty = '</script><script>alert(1)</script><!--\u2028\u2029';
  const values = await decided({
    flags: { ['__proto__']: { value: 'p', variant: 'p' }, [nasty]: { value: nasty, variant: nasty } },
  });
  const html = scriptJson(values);
  assert.ok(!html.includes('<'));
  assert.deepEqual(Object.keys(values.flags), Object.keys(JSON.parse(html).flags));
  const { client } = paint({ textContent: html });
  assert.equal(client.string(nasty, 'x'), nasty);
});

test('the first paint has the values: without a request, and without the core', async () => {
  const values = await decided({ reads: ['pricing'] });
  const page = fakePage();
  page.document.querySelector = (selector) => (selector === '#burgee' ? { textContent: scriptJson(values) } : null);
  for (const given of [values, JSON.stringify(values), { textContent: scriptJson(values) }, '#burgee']) {
    const { client, starts, fetch, messages, exposures } = paint(given, {}, page);
    assert.equal(client.status, 'READY');
    assert.equal(client.revision, 7);
    assert.equal(client.boolean('dashboard', false), true);
    assert.equal(client.number('limit', 1), 25);
    assert.deepEqual(client.object('layout', {}), { columns: 3 });
    assert.ok(Object.isFrozen(client.object('layout', {})));
    assert.equal(client.string('pricing', 'control'), 'b');
    assert.equal(client.boolean('pricing', true), true);
    assert.equal(client.details('limit', 'x').errorMessage, '`limit` is of type number, the default of type string');
    assert.equal(client.details('nowhere').errorCode, 'FLAG_NOT_FOUND');
    assert.deepEqual([...client.all().keys()], Object.keys(values.flags));
    assert.equal(await client.ready, 'READY');
    assert.equal(await client.refresh(), 'READY');
    await page.advance(100_000);
    assert.deepEqual([starts(), fetch.sent, messages(), exposures], [0, [], [], []], 'reported by the server');
    await client.close();
  }
});

test('what the server did not report, the page reports when it reads it, once', async () => {
  const { client, exposures, fetch } = paint(await decided());
  await client.ready;
  assert.equal(exposures.length, 0);
  client.all();
  client.details('pricing');
  assert.equal(exposures.length, 0);
  for (let i = 0; i < 3; i++) client.string('pricing', 'control');
  await client.flush();
  const { id, at, ...event } = fetch.sent[0].json.events[0];
  assert.deepEqual(event, { type: 'exposure', ...EXPOSURE, reason: 'SPLIT', revision: 7 });
  assert.equal(fetch.sent.length, 1);
});

test('the snapshot takes over: the same values for the same user without a word, the rest by `change`', async () => {
  for (const [flags, keys] of /** @type {const} */ ([
    [FLAGS, []],
    [{ ...FLAGS, limit: { value: 30, variant: 'higher' } }, ['limit']],
  ])) {
    const values = await decided({ reads: ['pricing'] });
    /** @type {(response: Response) => void} */
    let answer = () => {};
    const fetch = fakeFetch(() => new Promise((resolve) => (answer = resolve)));
    const { client, exposures, core } = paint(values, { snapshot: URL_A, fetch });
    const changes = /** @type {any[]} */ ([]);
    client.on('change', (change) => changes.push(change));
    assert.equal(client.string('pricing', 'control'), 'b');
    answer(json(snapshot(flags, 8))());
    await settle();
    assert.equal(client.revision, 8);
    assert.deepEqual(core.contexts[0]?.attributes, ADA, 'the handed-over context is the client’s');
    assert.equal(client.string('pricing', 'control'), 'b');
    assert.deepEqual(
      changes.map((change) => change.keys),
      keys.length ? [keys] : [],
    );
    assert.deepEqual(exposures, [], 'still only the server’s');
    await client.close();
  }
});

test('what the device kept does not go before what the server decided, but gives its ETag', async () => {
  const page = fakePage();
  const old = snapshot({ limit: { value: 1, variant: 'old' } }, 1);
  await start({ snapshot: URL_A, fetch: fakeFetch(json(old, { etag: '"1"' })) }, page).client.ready;
  const fetch = fakeFetch(() => new Promise(() => {}));
  const { client } = paint(await decided(), { snapshot: URL_A, fetch }, page);
  assert.equal(client.number('limit', 0), 25);
  await settle();
  assert.equal(client.number('limit', 0), 25);
  assert.equal(fetch.sent[0]?.headers['if-none-match'], '"1"');
});

test('with the server out of reach the values stay, and the page goes on trying', async () => {
  const page = fakePage({ random: 1 });
  const fetch = fakeFetch(() => Promise.reject(new TypeError('fetch failed')), json(snapshot(FLAGS, 8)));
  const { client } = paint(await decided(), { snapshot: URL_A, fetch }, page);
  await settle();
  assert.equal(client.status, 'STALE');
  assert.equal(client.number('limit', 0), 25);
  await page.advance(2000);
  assert.equal(client.revision, 8);
});

test('another user is not served these values', async () => {
  const values = await decided();
  const stranger = paint(values, { context: { targetingKey: 'bob' } });
  assert.equal(stranger.client.string('pricing', 'control'), 'control');
  assert.deepEqual(stranger.client.details('pricing'), {
    key: 'pricing',
    value: null,
    reason: 'ERROR',
    errorCode: 'PROVIDER_NOT_READY',
    errorMessage: '`pricing` was decided for another user',
  });
  assert.deepEqual(stranger.messages(), [
    'the values from the server belong to another user: defaults are served until a snapshot is loaded',
  ]);
  assert.deepEqual(stranger.exposures, []);

  const { client } = paint(values);
  assert.equal(client.number('limit', 0), 25);
  await client.setContext({ ...ADA, plan: 'free' });
  assert.equal(client.number('limit', 0), 25, 'the same unit');
  for (const other of [{ targetingKey: 'bob' }, {}]) {
    await client.setContext(other);
    assert.equal(client.number('limit', 0), 0);
  }
  await client.setContext(ADA);
  assert.equal(client.number('limit', 0), 25);

  // The page knows less than the server did, until a login.
  const shy = paint(await decided({ options: {} }), { context: {} });
  assert.equal(shy.client.string('pricing', 'control'), 'b');
  await shy.client.setContext({ targetingKey: 'bob' });
  assert.equal(shy.client.string('pricing', 'control'), 'control');
});

test('a sticky variant that the server gave is the page’s as well, and is kept', async () => {
  const values = structuredClone(await decided());
  values.flags.pricing = {
    .../** @type {any} */ (values.flags.pricing),
    reported: true,
    exposure: { ...EXPOSURE, sticky: true },
  };
  const alone = paint(JSON.stringify(values), { snapshot: URL_A, fetch: fakeFetch(json(snapshot(FLAGS))) });
  await settle();
  alone.client.string('pricing', 'control');
  assert.deepEqual(alone.core.contexts.at(-1).options.assignments, {
    'pricing-2026-11': { variant: 'variant_b', version: 1 },
  });
  const page = fakePage();
  const { client, core } = paint(
    JSON.stringify(values),
    { snapshot: URL_A, fetch: fakeFetch(json(snapshot(FLAGS))), plugins: [storedAssignments()] },
    page,
  );
  await client.ready;
  await settle();
  client.string('pricing', 'control');
  assert.deepEqual(core.contexts.at(-1).options.assignments, {
    'pricing-2026-11': { variant: 'variant_b', version: 1 },
  });
  await client.setContext({ targetingKey: 'bob' });
  client.string('pricing', 'control');
  assert.deepEqual(core.contexts.at(-1).options.assignments, {});
  const next = start(
    { snapshot: snapshot(FLAGS), context: ADA, plugins: [storedAssignments()] },
    fakePage({ storage: page.localStorage }),
  );
  await next.client.ready;
  assert.deepEqual(
    page.localStorage.of('a').map((text) => JSON.parse(text).length),
    [1],
  );
});

test('what is no such object is said, and costs nothing but itself', async () => {
  const format = 'values from the server: expected the format `burgee-values/1`, as `handOver()` writes it';
  for (const [given, says] of [
    [undefined, 'values from the server: there are none'],
    ['#nowhere', 'values from the server: there are none'],
    ['{"format":"burgee-values/2","flags":{}}', format],
    ['{"format":"burgee-values/1"}', format],
    ['{"format":"burgee-values/1","flags":null}', format],
    ['null', 'values from the server: there are none'],
  ]) {
    const { client, messages } = paint(given, { snapshot: snapshot(FLAGS) });
    assert.equal(await client.ready, 'READY');
    assert.deepEqual(messages(), [says], String(given));
    assert.equal(client.number('limit', 0), 25);
  }
  const cut = paint('{"format":', { snapshot: snapshot(FLAGS) });
  await cut.client.ready;
  assert.match(cut.messages()[0] ?? '', /^values from the server: .*JSON/);
  assert.equal(NOON, cut.page.time);
});
