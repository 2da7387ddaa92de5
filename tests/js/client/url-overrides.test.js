import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createClient } from '../../../pkg-template/client/client.js';
import { Evaluator, init } from '../../../pkg/index.js';
import { handedOver, urlOverrides } from '../../../pkg-template/plugins.js';
import { FakeStorage, NOON, URL_A, fakeFetch, fakePage, json, settle } from './support.js';

before(() => init());

const SNAPSHOT = {
  format: 'burgee/1',
  flags: {
    dashboard: { variants: { on: true, off: false }, off: 'off', fallthrough: 'off' },
    limit: { variants: { low: 10, high: 25 }, off: 'low', fallthrough: 'low' },
    layout: { variants: { wide: { columns: 3 }, narrow: { columns: 1 } }, off: 'wide', fallthrough: 'wide' },
    pricing: {
      variants: { control: 'control', a: 'the a', 25: 'by name' },
      off: 'control',
      fallthrough: 'control',
      rules: [{ experiment: 'pricing', split: { control: 100, a: 0 } }],
    },
  },
  experiments: { pricing: { status: 'running' } },
};

/** @param {string} search @param {{ plugin?: any, storage?: FakeStorage, [name: string]: any }} [options] */
function visit(search, { plugin, storage = new FakeStorage(), ...options } = {}) {
  const page = Object.assign(fakePage(), {
    location: { href: `https://example.test/page?${search}` },
    sessionStorage: storage,
  });
  const errors = /** @type {string[]} */ ([]);
  const exposures = /** @type {any[]} */ ([]);
  const client = createClient(
    {
      snapshot: SNAPSHOT,
      events: () => {},
      context: { targetingKey: 'ada' },
      now: () => NOON,
      plugins: [urlOverrides(plugin)],
      onError: (/** @type {Error} */ error) => errors.push(error.message),
      ...options,
    },
    { init: () => init(), Evaluator },
    page,
  );
  client.on('exposure', (/** @type {any} */ event) => exposures.push(event));
  return { client, errors, exposures, page, storage };
}

/** What the four flags give. @param {any} client */
const values = (client) => [
  client.boolean('dashboard', false),
  client.number('limit', 0),
  client.object('layout', {}),
  client.string('pricing', 'none'),
];

test('by a variant’s name, by a JSON value, several at once, and never reported', () => {
  for (const search of [
    'burgee=dashboard:on,limit:high,layout:narrow,pricing:a',
    'burgee=dashboard:true,limit:25,layout:{"columns":1},pricing:"the a"',
    'burgee=dashboard%3Aon%2Climit%3Ahigh&x=1&burgee=layout:narrow,pricing:a',
    'burgee= dashboard : on ,, limit:25,layout:narrow,pricing:a,',
  ]) {
    const { client, errors, exposures } = visit(search);
    assert.deepEqual(values(client), [true, 25, { columns: 1 }, 'the a'], search);
    assert.deepEqual([errors, exposures], [[], []]);
    assert.deepEqual(client.details('limit', 1), { key: 'limit', value: 25, reason: 'STATIC', overridden: true });
  }
});

test('a name goes before a value, and a value may hold commas', () => {
  const { client } = visit('burgee=pricing:25,layout:{"columns":7,"gap":[1,2]},limit:99');
  assert.equal(client.string('pricing', 'none'), 'by name');
  assert.deepEqual(client.object('layout', {}), { columns: 7, gap: [1, 2] });
  assert.equal(client.number('limit', 0), 99);
});

test('off unless it is given, under the name that was chosen', () => {
  assert.deepEqual(values(visit('burgee=dashboard:on', { plugins: [] }).client), [
    false,
    10,
    { columns: 3 },
    'control',
  ]);
  assert.deepEqual(values(visit('burgee=dashboard:on', { plugin: { parameter: 'qa' } }).client), [
    false,
    10,
    { columns: 3 },
    'control',
  ]);
  assert.deepEqual(values(visit('qa=dashboard:on', { plugin: { parameter: 'qa' } }).client), [
    true,
    10,
    { columns: 3 },
    'control',
  ]);
});

test('what is not there is said, and has no effect', () => {
  const { client, errors } = visit('burgee=nowhere:on,limit:true,pricing:b,dashboard,:x,layout:{"a":1,limit:low');
  assert.deepEqual(errors, [
    'override in the URL: `dashboard` is not `flag:variant`',
    'override in the URL: `:x` is not `flag:variant`',
    'override in the URL: there is no flag `nowhere`',
    'override in the URL: `limit` has no variant `true`',
    'override in the URL: `pricing` has no variant `b`',
    'override in the URL: `layout` has no variant `{"a":1,limit:low`',
  ]);
  assert.deepEqual(values(client), [false, 10, { columns: 3 }, 'control']);
  assert.equal(client.all().size, 4);
});

test('hostile addresses are harmless', () => {
  const long = visit(`burgee=${'a:b,'.repeat(2000)}`);
  assert.deepEqual(long.errors, ['override in the URL: longer than 4096 characters']);
  for (const search of [
    'burgee=__proto__:{"x":1}',
    'burgee=constructor:on',
    'burgee=toString:"x"',
    'burgee=%E0%A4%A',
    'burgee=dashboard:__proto__',
    'burgee=layout:{"__proto__":{"columns":9}}',
    'burgee=dashboard:constructor',
    `burgee=layout:${'['.repeat(4000)}`,
  ]) {
    const { client } = visit(search);
    assert.deepEqual([...values(client).slice(0, 2), client.string('pricing', 'none')], [false, 10, 'control'], search);
    assert.equal(
      /** @type {any} */ (client.object('layout', {})).columns,
      search.includes('"columns"') ? undefined : 3,
    );
    assert.equal(/** @type {any} */ ({}).x, undefined);
  }
  const nowhere = visit('');
  Object.assign(nowhere.page, { location: undefined });
  assert.equal(
    createClient({ snapshot: SNAPSHOT, plugins: [urlOverrides()] }, { init: () => init(), Evaluator }, nowhere.page)
      .status,
    'READY',
  );
});

test('only those that may be', () => {
  const { client, errors } = visit('burgee=dashboard:on,limit:high', { plugin: { only: ['limit'] } });
  assert.deepEqual(values(client).slice(0, 2), [false, 25]);
  assert.deepEqual(errors, ['override in the URL: `dashboard` may not be overridden here']);
});

test('kept while the tab lives, if asked; an empty one ends it', () => {
  const storage = new FakeStorage();
  const kept = { plugin: { keep: true }, storage };
  assert.equal(visit('burgee=dashboard:on', { storage }).client.boolean('dashboard', false), true);
  assert.equal(visit('', kept).client.boolean('dashboard', false), false, 'nobody asked to keep it');
  visit('burgee=dashboard:on', kept);
  assert.equal(visit('', kept).client.boolean('dashboard', false), true);
  assert.equal(visit('burgee=limit:high', kept).client.boolean('dashboard', false), false, 'another takes its place');
  assert.deepEqual(values(visit('', kept).client).slice(0, 2), [false, 25]);
  visit('burgee=', kept);
  assert.deepEqual(values(visit('', kept).client).slice(0, 2), [false, 10]);
  storage.throws = { read: new Error('SecurityError'), write: new Error('SecurityError') };
  assert.equal(visit('burgee=dashboard:on', kept).client.boolean('dashboard', false), true);
});

test('before the snapshot is there defaults are served, then at once the override; the next one keeps to the name', async () => {
  const renamed = {
    ...SNAPSHOT,
    flags: { ...SNAPSHOT.flags, limit: { ...SNAPSHOT.flags.limit, variants: { low: 10, high: 40 } } },
  };
  const { client } = visit('burgee=limit:high', {
    snapshot: URL_A,
    fetch: fakeFetch(
      json(JSON.stringify(SNAPSHOT)),
      json(JSON.stringify(renamed)),
      json(JSON.stringify({ ...SNAPSHOT, flags: {} })),
    ),
  });
  assert.equal(client.number('limit', 0), 0);
  const seen = /** @type {number[]} */ ([]);
  client.on('ready', () => seen.push(client.number('limit', 0)));
  await client.ready;
  assert.deepEqual(seen, [25]);
  assert.equal(client.number('limit', 0), 25);
  await client.refresh();
  assert.equal(client.number('limit', 0), 40);
  await client.refresh();
  assert.equal(client.number('limit', 0), 0);
});

test('what is said in code goes before the address', () => {
  const { client } = visit('burgee=limit:high', { overrides: { limit: 1 } });
  assert.equal(client.number('limit', 0), 1);
  const later = visit('burgee=limit:high').client;
  later.override('limit', 3);
  assert.equal(later.number('limit', 0), 3);
  later.override('limit', undefined);
  assert.equal(later.number('limit', 0), 10);
});

test('over values that a server decided, too', async () => {
  const values = {
    format: 'burgee-values/1',
    revision: 1,
    flags: { limit: { value: 10, variant: 'low', reason: 'STATIC' } },
  };
  const { client, errors } = visit('burgee=limit:25,dashboard:on', {
    snapshot: undefined,
    bootstrap: handedOver(JSON.stringify(values)),
  });
  await settle();
  assert.equal(client.number('limit', 0), 25);
  assert.deepEqual(errors, ['override in the URL: there is no flag `dashboard`']);
});
