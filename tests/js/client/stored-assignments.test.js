import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createClient } from '../../../pkg-template/client/client.js';
import { Evaluator, init } from '../../../pkg/index.js';
import { storedAssignments } from '../../../pkg-template/plugins.js';
import { FakeStorage, NOON, fakePage } from './support.js';

before(() => init());

/** The real core, with a sticky experiment whose weights and version are the test's. */
const sticky = (/** @type {any} */ split, version = 1, by = 'targetingKey') => ({
  format: 'burgee/1',
  flags: {
    pricing: {
      variants: { control: 'control', a: 'a' },
      off: 'control',
      fallthrough: 'control',
      rules: [{ experiment: 'pricing', split, ...(by !== 'targetingKey' && { by }) }],
    },
  },
  experiments: { pricing: { status: 'running', sticky: true, version } },
});
const ALL_A = { control: 0, a: 100 };
const ALL_CONTROL = { control: 100, a: 0 };

/** @param {any} snapshot @param {any} options @param {FakeStorage} storage */
function visit(snapshot, options, storage = new FakeStorage()) {
  const errors = /** @type {any[]} */ ([]);
  const client = createClient(
    {
      snapshot,
      events: () => {},
      context: { targetingKey: 'ada' },
      now: () => NOON,
      plugins: [storedAssignments({ limit: 3 })],
      onError: (/** @type {Error} */ error) => errors.push(error.message),
      ...options,
    },
    { init: () => init(), Evaluator },
    fakePage({ storage }),
  );
  return { client, storage, errors, price: () => client.string('pricing', 'none') };
}

test('a unit keeps its variant though the weights have changed, and a new version assigns anew', () => {
  const { storage, price, errors } = visit(sticky(ALL_A), {});
  assert.equal(price(), 'a');
  assert.deepEqual(errors, []);
  const [[key, stored] = ['', '']] = [...storage.map].filter(([name]) => name.startsWith('burgee:a:'));
  assert.ok(!`${key}${stored}`.includes('ada'), 'no unit can be read there');
  assert.equal(visit(sticky(ALL_CONTROL), {}, storage).price(), 'a');
  assert.equal(visit(sticky(ALL_CONTROL, 2), {}, storage).price(), 'control');
  assert.equal(visit(sticky(ALL_CONTROL), { plugins: [] }, storage).price(), 'control', 'only with the plugin');
});

test('by unit: another user of the device is not given the first one’s, who finds it again', async () => {
  const { storage, price } = visit(sticky(ALL_A, 1, 'account.id'), { context: { account: { id: 7 } } });
  assert.equal(price(), 'a');
  const { client, price: later } = visit(
    sticky(ALL_CONTROL, 1, 'account.id'),
    { context: { account: { id: 8 } } },
    storage,
  );
  assert.equal(later(), 'control');
  await client.setContext({ account: { id: 7 } });
  assert.equal(later(), 'a');
  await client.setContext({});
  assert.equal(later(), 'control');
});

test('what is given as `assignments` is kept as well, and what the device knows goes before', () => {
  const assignments = { pricing: { variant: 'a', version: 1 } };
  const { storage, price } = visit(sticky(ALL_CONTROL), { assignments });
  assert.equal(price(), 'a');
  assert.equal(
    visit(sticky(ALL_CONTROL), { assignments: { pricing: { variant: 'control', version: 1 } } }, storage).price(),
    'a',
  );
});

test('bounded: those that were met longest ago go first', async () => {
  const { client, storage, price } = visit(sticky(ALL_A), {});
  for (const targetingKey of ['u1', 'u2', 'u3', 'u4']) {
    await client.setContext({ targetingKey });
    price();
  }
  assert.deepEqual(
    storage.of('a').map((text) => JSON.parse(text).length),
    [3],
  );
  const later = (/** @type {string} */ targetingKey) =>
    visit(sticky(ALL_CONTROL), { context: { targetingKey } }, storage).price();
  assert.deepEqual(
    ['u4', 'u3', 'u2', 'u1', 'ada'].map((key) => later(key)),
    ['a', 'a', 'a', 'control', 'control'],
  );
});

test('two tabs do not forget for each other', async () => {
  const storage = new FakeStorage();
  const one = visit(sticky(ALL_A), {}, storage);
  const two = visit(sticky(ALL_A), { context: { targetingKey: 'bob' } }, storage);
  one.price();
  two.price();
  assert.deepEqual(
    storage.of('a').map((text) => JSON.parse(text).length),
    [2],
  );
});

test('consent: nothing is stored or read before a grant, and a denial removes what was stored', () => {
  const { storage } = visit(sticky(ALL_A), { consent: 'granted' });
  const first = visit(sticky(ALL_A), { consent: 'granted' }, storage);
  first.price();
  const stored = storage.of('a');
  assert.equal(stored.length, 1);

  const asked = visit(sticky(ALL_CONTROL), { consent: 'unknown' }, storage);
  assert.equal(asked.price(), 'control');
  assert.deepEqual(storage.of('a'), stored);
  const fresh = visit(sticky(ALL_CONTROL), { consent: 'unknown' }, storage);
  assert.equal(fresh.price(), 'control');
  const changes = /** @type {any[]} */ ([]);
  fresh.client.on('change', (/** @type {any} */ change) => changes.push(change));
  fresh.client.setConsent('granted');
  assert.deepEqual(storage.of('a'), stored, 'what was seen meanwhile does not take its place');
  assert.equal(fresh.price(), 'a', 'read once it may be');
  assert.deepEqual(changes, [{ keys: ['pricing'], cause: 'consent' }]);

  fresh.client.setConsent('denied');
  assert.deepEqual(storage.of('a'), []);
  assert.equal(fresh.price(), 'a', 'nothing jumps under the reader');
  assert.equal(visit(sticky(ALL_CONTROL), { consent: 'denied' }, storage).price(), 'control');
});

test('a grant stores what was assigned while nobody had said a word', () => {
  const { client, storage, price } = visit(sticky(ALL_A), { consent: 'unknown' });
  price();
  assert.deepEqual(storage.of('a'), []);
  client.setConsent('granted');
  assert.equal(JSON.parse(storage.of('a')[0] ?? '[]').length, 1);
});

test('damage in the storage, or none at all, costs nothing else', () => {
  const { storage, price } = visit(sticky(ALL_A), {});
  price();
  const [key] = [...storage.map.keys()].filter((name) => name.startsWith('burgee:a:'));
  for (const damaged of [
    '',
    '{',
    'null',
    '{"a":1}',
    '[1,null,["x"],["a","b","c","d","e"],["pricing","targetingKey","h","a",1.5]]',
  ]) {
    storage.map.set(String(key), damaged);
    const { errors, price: again } = visit(sticky(ALL_A), {}, storage);
    assert.equal(again(), 'a', damaged);
    assert.deepEqual(errors, []);
    assert.equal(JSON.parse(storage.map.get(String(key)) ?? '').length, 1);
  }
  storage.throws = { read: new Error('SecurityError'), write: new Error('SecurityError') };
  const { errors, price: unkept } = visit(sticky(ALL_A), {}, storage);
  assert.equal(unkept(), 'a');
  assert.deepEqual(errors, []);
});
