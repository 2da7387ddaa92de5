import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anonymousId } from '../../../pkg-template/plugins.js';
import { visitorOf } from '../../../pkg-template/server.js';
import { FLAGS, REPORT, fakeFetch, fakePage, snapshot, start, taken } from './support.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const FIRST = '00000000-0000-4000-8000-000000000001';

/** A page with a cookie jar: `document.cookie` as browsers have it. @param {any} [storage] */
function jarred(storage) {
  const page = fakePage({ storage });
  const jar = /** @type {Map<string, string>} */ (new Map());
  const set = /** @type {string[]} */ ([]);
  Object.defineProperty(page.document, 'cookie', {
    get: () => [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    set: (/** @type {string} */ text) => {
      set.push(text);
      const [, name, value] = /** @type {string[]} */ (/^([^=]+)=([^;]*)/.exec(text));
      if (text.includes('Max-Age=0')) jar.delete(name);
      else jar.set(name, value);
    },
  });
  return Object.assign(page, { jar, set });
}

/** @param {any} options @param {any} page @param {any} [plugin] */
async function visit(options, page, plugin = {}) {
  const fetch = fakeFetch(taken);
  const made = start(
    { snapshot: snapshot(FLAGS), events: REPORT, fetch, plugins: [anonymousId(plugin)], ...options },
    page,
  );
  await made.client.ready;
  made.client.boolean('dashboard', false);
  const attributes = () => {
    made.client.boolean('dashboard', false);
    return made.core.contexts.at(-1).attributes;
  };
  return { ...made, attributes };
}

test('a visitor gets an id, and has it at the next visit', async () => {
  const page = jarred();
  const { attributes } = await visit({}, page);
  const { targetingKey, anonymousId: id } = attributes();
  assert.match(id, UUID);
  assert.equal(targetingKey, id);
  assert.equal(page.localStorage.map.get('burgee:id'), id);
  assert.deepEqual(page.set, [], 'no cookie unless asked');
  assert.equal((await visit({}, fakePage({ storage: page.localStorage }))).attributes().anonymousId, id);
  assert.notEqual((await visit({}, fakePage())).attributes().anonymousId, id);
});

test('a login brings its own key, and what is bucketed by the anonymous id does not jump', async () => {
  const flags = { pricing: { ...FLAGS.pricing, by: 'anonymousId' } };
  const { client, attributes } = await visit({ snapshot: snapshot(flags), context: { plan: 'free' } }, fakePage());
  const exposures = /** @type {any[]} */ ([]);
  client.on('exposure', (event) => exposures.push([event.by, event.unit]));
  const { anonymousId: id } = attributes();
  client.string('pricing', 'control');
  await client.setContext({ targetingKey: 'ada', plan: 'free' });
  assert.deepEqual(attributes(), { targetingKey: 'ada', plan: 'free', anonymousId: id });
  client.string('pricing', 'control');
  await client.setContext({});
  assert.deepEqual(attributes(), { targetingKey: id, anonymousId: id });
  client.string('pricing', 'control');
  assert.deepEqual(exposures, [['anonymousId', id]]);
});

test('the cookie: written for the edge, renewed at each visit, and the edge’s own goes first', async () => {
  const page = jarred();
  const { attributes } = await visit({}, page, { cookie: true, days: 30, domain: 'example.test' });
  const { anonymousId: id } = attributes();
  assert.deepEqual(page.set, [`burgee_id=${id}; Max-Age=2592000; Path=/; Domain=example.test; Secure; SameSite=Lax`]);
  page.jar.set('burgee_id', FIRST);
  assert.equal((await visit({}, page, { cookie: true })).attributes().anonymousId, FIRST);
  assert.equal(page.localStorage.map.get('burgee:id'), FIRST);
  assert.equal((await visit({}, page, { cookie: 'who' })).attributes().anonymousId, FIRST);
  assert.equal(page.jar.get('who'), FIRST);
});

test('before a word about consent nothing is stored or read; a grant stores the id that was used meanwhile', async () => {
  const page = jarred();
  const { client, attributes } = await visit({ consent: 'unknown' }, page, { cookie: true });
  const { anonymousId: id } = attributes();
  assert.match(id, UUID);
  assert.deepEqual([[...page.localStorage.map.keys()], page.set], [[], []]);
  client.setConsent('granted');
  assert.equal(page.localStorage.map.get('burgee:id'), id);
  assert.equal(page.jar.get('burgee_id'), id);
  assert.equal(attributes().anonymousId, id);
});

test('a grant brings back the id of an earlier visit, and says what changed', async () => {
  const page = jarred();
  page.localStorage.map.set('burgee:id', FIRST);
  const { client, attributes } = await visit({ consent: 'unknown', context: { plan: 'pro' } }, page);
  assert.notEqual(attributes().anonymousId, FIRST);
  client.setConsent('granted');
  assert.deepEqual(attributes(), { plan: 'pro', targetingKey: FIRST, anonymousId: FIRST });
});

test('denied: what was stored is removed, and this page keeps its id to itself', async () => {
  const page = jarred();
  const { client, attributes } = await visit({ consent: 'granted' }, page, { cookie: true });
  const { anonymousId: id } = attributes();
  client.setConsent('denied');
  assert.deepEqual([page.localStorage.map.has('burgee:id'), page.jar.size], [false, 0]);
  assert.equal(attributes().anonymousId, id);
  const next = await visit({ consent: 'denied' }, page, { cookie: true });
  assert.notEqual(next.attributes().anonymousId, id);
  assert.deepEqual([page.localStorage.map.has('burgee:id'), page.jar.size], [false, 0]);
});

test('a word that is none of the three stores nothing', async () => {
  const page = jarred();
  const { client } = await visit({ consent: 'yes' }, page, { cookie: true });
  client.setConsent(/** @type {any} */ (undefined));
  client.setConsent(/** @type {any} */ ('GRANTED'));
  assert.deepEqual([page.localStorage.map.has('burgee:id'), page.set], [false, []]);
});

test('ids that are none are not used', async () => {
  for (const hostile of [
    '',
    'short',
    'x'.repeat(65),
    '<script>alert(1)</script>',
    'a b c d e f g',
    '../../../etc',
    'ünicode-ünicode',
    `${FIRST}"`,
  ]) {
    const page = jarred();
    page.localStorage.map.set('burgee:id', hostile);
    page.jar.set('burgee_id', hostile);
    const { attributes } = await visit({}, page, { cookie: true });
    assert.match(attributes().anonymousId, UUID, hostile);
    assert.equal(page.localStorage.map.get('burgee:id'), attributes().anonymousId);
  }
});

test('storage and cookies that are forbidden cost the memory of the visitor, and nothing else', async () => {
  const page = fakePage();
  page.localStorage.throws = { read: new Error('SecurityError'), write: new Error('SecurityError') };
  Object.defineProperty(page.document, 'cookie', {
    get: () => {
      throw new Error('SecurityError');
    },
    set: () => {
      throw new Error('SecurityError');
    },
  });
  const { attributes, messages } = await visit({}, page, { cookie: true });
  assert.match(attributes().anonymousId, UUID);
  assert.deepEqual(messages(), []);
});

test('a cookie whose name could say more is refused, by name', async () => {
  for (const [options, shown] of [
    [{ cookie: 'a;b' }, 'a;b'],
    [{ cookie: 'a', domain: 'x; HttpOnly' }, 'x; HttpOnly'],
  ]) {
    const { messages, client } = await visit({}, jarred(), options);
    assert.equal(messages().length, 1);
    assert.ok(messages()[0]?.includes(String(shown)));
    assert.equal(client.boolean('dashboard', false), true);
  }
  assert.throws(() => visitorOf(new Request('https://example.test'), { cookie: 'a=b' }), {
    message: '`a=b` or `` is not valid in a cookie: use letters, digits, `_` and `-`',
  });
});

/** @param {string} [cookie] */
const asks = (cookie) => ({ headers: new Headers(cookie === undefined ? {} : { cookie }) });

test('the edge reads the cookie, or makes an id and says how to keep it', () => {
  const known = visitorOf(asks(`theme=dark; burgee_id=${FIRST}; x=1`));
  assert.deepEqual(known, {
    id: FIRST,
    isNew: false,
    setCookie: `burgee_id=${FIRST}; Max-Age=31536000; Path=/; Secure; SameSite=Lax`,
  });
  const met = visitorOf(asks(), { cookie: 'who', days: 7, domain: 'example.test' });
  assert.match(met.id, UUID);
  assert.deepEqual(met, {
    id: met.id,
    isNew: true,
    setCookie: `who=${met.id}; Max-Age=604800; Path=/; Domain=example.test; Secure; SameSite=Lax`,
  });
  assert.notEqual(visitorOf(asks()).id, visitorOf(asks()).id);
});

test('the edge minds consent', () => {
  assert.equal(visitorOf(asks(), { consent: 'unknown' }).setCookie, null);
  assert.equal(visitorOf(asks(), { consent: 'denied' }).setCookie, null);
  assert.equal(
    visitorOf(asks(`burgee_id=${FIRST}`), { consent: 'denied' }).setCookie,
    'burgee_id=; Max-Age=0; Path=/; Secure; SameSite=Lax',
  );
  assert.match(visitorOf(asks(), { consent: 'granted' }).setCookie ?? '', /^burgee_id=.*Max-Age=31536000/);
});

test('hostile cookies are none, and a sound one behind them is found', () => {
  const bad = [
    'burgee_id',
    'burgee_id=',
    '=x',
    ';;;',
    'burgee_id=short',
    `burgee_id=${'x'.repeat(10_000)}`,
    'burgee_id=%0d%0aSet-Cookie:x',
    'burgee_id="quoted-value"',
    `notburgee_id=${FIRST}`,
  ];
  for (const cookie of bad) assert.equal(visitorOf(asks(cookie)).isNew, true, cookie);
  for (const cookie of bad) assert.equal(visitorOf(asks(`${cookie}; burgee_id=${FIRST}`)).id, FIRST, cookie);
});
