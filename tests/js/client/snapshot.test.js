import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DAY,
  FLAGS,
  FakeStorage,
  NOON,
  URL_A,
  fakeFetch,
  fakePage,
  json,
  offline,
  serve,
  settle,
  snapshot,
  start,
  status,
} from './support.js';

const GOOD = snapshot({ dashboard: { value: true, variant: 'on' } }, 1);
const NEXT = snapshot({ dashboard: { value: false, variant: 'off' } }, 2);

/** Every way a snapshot can fail, and what is said about it. @type {[string, () => any, string, number | undefined][]} */
const FAULTS = [
  ['404', status(404), 'answered 404', 404],
  ['500', status(500), 'answered 500', 500],
  ['429', status(429, { 'retry-after': '7' }), 'answered 429', 429],
  ['unasked 304', status(304), 'answered 304', 304],
  ['truncated JSON', json(GOOD.slice(0, 40)), 'snapshot, line 1, column 2: the text ends too early', undefined],
  [
    'HTML',
    json('<html>', { 'content-type': 'text/html; charset=utf-8' }),
    'answered 200 with `text/html; charset=utf-8`, which is not JSON',
    200,
  ],
  [
    'a newer format',
    json('{"format":"burgee/2"}'),
    'format, line 1, column 2: format `burgee/2` is not known here; this version reads `burgee/1`',
    undefined,
  ],
  ['too large', json(`{"x":"${'y'.repeat(2000)}"}`), 'larger than 1000 bytes', 200],
  ['empty', json(''), 'snapshot, line 1, column 2: the text ends too early', undefined],
  ['offline', offline, 'fetch failed', undefined],
];

for (const [name, answer, says, code] of FAULTS) {
  test(`${name} at the start: defaults, and the reason`, async () => {
    const { client, errors, page } = start({ snapshot: URL_A, maxBytes: 1000, fetch: fakeFetch(answer) });
    assert.equal(await client.ready, 'ERROR');
    assert.equal(client.boolean('dashboard', false), false);
    assert.equal(client.details('dashboard', false).errorCode, 'PROVIDER_NOT_READY');
    assert.deepEqual(
      errors.map((e) => e.message),
      [`snapshot \`${URL_A}\`: ${says}`],
    );
    assert.equal(errors[0].url, URL_A);
    assert.equal(errors[0].status, code);
    assert.deepEqual(page.localStorage.of('s'), []);
  });

  test(`${name} at a refresh: the last good snapshot stays, on the device too`, async () => {
    const { client, errors, page } = start({
      snapshot: URL_A,
      maxBytes: 1000,
      fetch: fakeFetch(json(GOOD), answer, json(NEXT)),
    });
    assert.equal(await client.ready, 'READY');
    const heard = /** @type {string[]} */ ([]);
    for (const event of /** @type {const} */ (['ready', 'stale', 'change'])) client.on(event, () => heard.push(event));
    const stored = page.localStorage.of('s');
    assert.equal(await client.refresh(), 'STALE');
    assert.equal(client.boolean('dashboard', false), true);
    assert.equal(client.revision, 1);
    assert.deepEqual(
      errors.map((e) => e.message),
      [`snapshot \`${URL_A}\`: ${says}`],
    );
    assert.deepEqual(page.localStorage.of('s'), stored);
    assert.equal(await client.refresh(), 'READY');
    assert.equal(client.boolean('dashboard', true), false);
    assert.deepEqual(heard, ['stale', 'change', 'ready']);
  });
}

test('a snapshot that cannot be used says where', async () => {
  const { client } = start({ snapshot: URL_A, fetch: fakeFetch(json('{"format":"burgee/2"}')) });
  await client.ready;
  assert.equal(client.error?.issues?.[0]?.path, 'format');
});

test('a server that does not answer is given up on', async () => {
  const server = await serve(() => {});
  const { client, messages } = start({ snapshot: `${server.url}/live/snapshot.json`, timeout: 50, fetch });
  assert.equal(await client.ready, 'ERROR');
  assert.deepEqual(messages(), [
    `snapshot \`${server.url}/live/snapshot.json\`: The operation was aborted due to timeout`,
  ]);
  await client.close();
  await server.stop();
});

test('a body that stops half-way is given up on, and one that never ends is not read on', async () => {
  let written = 0;
  const server = await serve((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    if (request.url === '/stops') return void response.write('{"format":');
    const pour = () => {
      while (!response.destroyed && (written += 65_536) && response.write(' '.repeat(65_536)));
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  });
  const stops = start({ snapshot: `${server.url}/stops`, timeout: 50, fetch });
  assert.equal(await stops.client.ready, 'ERROR');
  assert.deepEqual(stops.messages(), [`snapshot \`${server.url}/stops\`: The operation was aborted due to timeout`]);
  const pours = start({ snapshot: `${server.url}/pours`, maxBytes: 100_000, fetch });
  assert.equal(await pours.client.ready, 'ERROR');
  assert.deepEqual(pours.messages(), [`snapshot \`${server.url}/pours\`: larger than 100000 bytes`]);
  assert.ok(written < 20_000_000, `${written} bytes were poured`);
  await server.stop();
});

test('a real server: the ETag is sent back, and 304 keeps the snapshot', async () => {
  const asked = /** @type {(string | undefined)[]} */ ([]);
  const server = await serve((request, response) => {
    asked.push(request.headers['if-none-match']);
    if (request.headers['if-none-match'] === '"r1"') return void response.writeHead(304, { etag: '"r1"' }).end();
    response.writeHead(200, { 'content-type': 'application/json', etag: '"r1"' }).end(GOOD);
  });
  const page = fakePage();
  const { client, errors } = start({ snapshot: server.url, fetch }, page);
  assert.equal(await client.ready, 'READY');
  assert.equal(await client.refresh(), 'READY');
  const second = start({ snapshot: server.url, fetch }, page);
  assert.equal(await second.client.ready, 'READY');
  await second.client.refresh();
  assert.deepEqual(asked, [undefined, '"r1"', '"r1"']);
  assert.deepEqual(errors, []);
  await server.stop();
});

test('the device’s copy serves before the network, is revalidated, and is replaced', async () => {
  const page = fakePage();
  await start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' })) }, page).client.ready;
  assert.deepEqual(page.localStorage.of('s'), [`${NOON} 0 "1"\n${GOOD}`]);
  assert.ok(![...page.localStorage.map.keys()].some((key) => key.includes('example')), 'the key does not show the URL');

  /** @type {(response: Response) => void} */
  let answer = () => {};
  const fetch = fakeFetch(() => new Promise((resolve) => (answer = resolve)));
  const { client } = start({ snapshot: URL_A, update: 'immediate', fetch }, page);
  const changes = /** @type {any[]} */ ([]);
  client.on('change', (change) => changes.push(change));
  assert.equal(await client.ready, 'READY');
  assert.equal(client.boolean('dashboard', false), true);
  assert.equal(fetch.sent.length, 1);
  assert.deepEqual(fetch.sent[0]?.headers, { 'if-none-match': '"1"' });
  assert.equal(fetch.sent[0]?.cache, 'no-cache');
  answer(json(NEXT, { etag: '"2"' })());
  await settle();
  assert.equal(client.boolean('dashboard', true), false);
  assert.deepEqual(changes, [{ keys: ['dashboard'], cause: 'snapshot' }]);
  assert.deepEqual(page.localStorage.of('s'), [`${NOON} 0 "2"\n${NEXT}`]);
});

test('offline at the start with a copy: its values, and the word stale', async () => {
  const page = fakePage();
  await start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD)) }, page).client.ready;
  const { client, messages } = start({ snapshot: URL_A, fetch: fakeFetch(offline) }, page);
  await client.ready;
  await settle();
  assert.equal(client.status, 'STALE');
  assert.equal(client.boolean('dashboard', false), true);
  assert.deepEqual(messages(), [`snapshot \`${URL_A}\`: fetch failed`]);
});

test('a copy that is too old or damaged is not used', async () => {
  for (const [name, stored, says] of [
    ['old', `${NOON - 7 * DAY - 1} 0 "1"\n${GOOD}`, []],
    ['damaged', 'x', []],
    [
      'cut',
      `${NOON} 0 "1"\n${GOOD.slice(0, 30)}`,
      [`snapshot copy of \`${URL_A}\`: snapshot, line 1, column 2: the text ends too early`],
    ],
  ]) {
    const page = fakePage();
    await start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD)) }, page).client.ready;
    const [key] = page.localStorage.map.keys();
    page.localStorage.map.set(String(key), String(stored));
    const fetch = fakeFetch(json(NEXT));
    const { client, messages } = start({ snapshot: URL_A, fetch }, page);
    assert.equal(await client.ready, 'READY', String(name));
    assert.equal(client.revision, 2);
    assert.deepEqual(messages(), says);
  }
});

test('the copy’s ETag only advances with its text', async () => {
  const page = fakePage();
  await start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' })) }, page).client.ready;
  page.localStorage.throws.write = new Error('QuotaExceededError');
  const { client, errors } = start(
    { snapshot: URL_A, update: 'immediate', fetch: fakeFetch(json(NEXT, { etag: '"2"' }), status(304)) },
    page,
  );
  await client.ready;
  await settle();
  assert.equal(client.revision, 2);
  assert.equal(await client.refresh(), 'READY');
  assert.deepEqual(page.localStorage.of('s'), [`${NOON} 0 "1"\n${GOOD}`]);
  assert.deepEqual(errors, []);
});

for (const update of [undefined, 'next-load']) {
  test(`nothing changes under the reader (update: ${update}), the next page has it, and who asks gets it at once`, async () => {
    const page = fakePage();
    const fetch = fakeFetch(json(GOOD, { etag: '"1"' }), json(NEXT, { etag: '"2"' }), status(304));
    const { client } = start({ snapshot: URL_A, update, fetch }, page);
    assert.equal(await client.ready, 'READY');
    const changes = /** @type {any[]} */ ([]);
    client.on('change', (change) => changes.push(change));
    for (const revision of ['"2"', '"2"']) {
      await page.advance(60_000);
      await page.turn('visible');
      assert.equal(client.boolean('dashboard', false), true);
      assert.equal(client.revision, 1);
      assert.deepEqual(
        page.localStorage.of('s').map((copy) => copy.split('\n')),
        [[`${NOON + 60_000} 0 ${revision}`, NEXT]],
      );
    }
    assert.deepEqual(
      fetch.sent.map((request) => request.headers['if-none-match']),
      [undefined, '"1"', '"2"'],
    );
    const next = start({ snapshot: URL_A, update, fetch: fakeFetch(offline) }, page);
    await next.client.ready;
    assert.equal(next.client.boolean('dashboard', true), false);

    assert.deepEqual(changes, []);
    assert.equal(await client.refresh(), 'READY');
    assert.equal(fetch.sent[3]?.headers['if-none-match'], '"2"');
    assert.equal(client.boolean('dashboard', true), false, 'though the server only said 304');
    assert.deepEqual(changes, [{ keys: ['dashboard'], cause: 'snapshot' }]);
  });
}

test('who asks while the page asks for itself gets what comes', async () => {
  const page = fakePage();
  /** @type {(response: Response) => void} */
  let answer = () => {};
  const fetch = fakeFetch(json(GOOD), () => new Promise((resolve) => (answer = resolve)), json(GOOD));
  const { client } = start({ snapshot: URL_A, fetch }, page);
  await client.ready;
  await page.advance(60_000);
  await page.turn('visible');
  const asked = client.refresh();
  answer(json(NEXT)());
  await asked;
  assert.equal(client.revision, 2);
  await page.advance(60_000);
  await page.turn('visible');
  assert.equal(fetch.sent.length, 3);
  assert.equal(client.revision, 2, 'the next one waits again');
});

test('an explicit request that failed does not unfreeze the page later', async () => {
  const page = fakePage();
  const fetch = fakeFetch(json(GOOD), offline, json(NEXT));
  const { client } = start({ snapshot: URL_A, fetch }, page);
  await client.ready;
  assert.equal(await client.refresh(), 'STALE');
  await page.advance(60_000);
  await page.turn('visible');
  assert.equal(client.status, 'READY');
  assert.equal(client.revision, 1);
});

test('storage that is forbidden or full costs the cache and nothing else', async () => {
  const forbidden = new Error('SecurityError');
  const page = fakePage();
  Object.defineProperty(page, 'localStorage', {
    get: () => {
      throw forbidden;
    },
  });
  const broken = new FakeStorage();
  broken.throws = { read: forbidden, write: forbidden };
  for (const options of [{}, { storage: broken }, { storage: null }]) {
    const { client, errors } = start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD)), ...options }, page);
    assert.equal(await client.ready, 'READY');
    assert.equal(client.boolean('dashboard', false), true);
    assert.deepEqual(errors, []);
  }
});

test('a clock that is a day off is corrected by the server, and stays so for the next start', async () => {
  const flags = { dashboard: { value: true, variant: 'on', from: NOON } };
  const page = fakePage();
  page.time = NOON - DAY;
  const date = { date: new Date(NOON).toUTCString(), age: '5' };
  const { client, core } = start({ snapshot: URL_A, fetch: fakeFetch(json(snapshot(flags), date)) }, page);
  await client.ready;
  assert.equal(client.boolean('dashboard', false), true);
  assert.equal(core.contexts.at(-1).options.now, NOON + 5000);

  const again = start({ snapshot: URL_A, fetch: fakeFetch(offline) }, page);
  await again.client.ready;
  assert.equal(again.client.boolean('dashboard', false), true);
  assert.equal(again.core.contexts.at(-1).options.now, NOON + 5000);
});

test('a clock that is less than a minute off is left alone', async () => {
  const date = { date: new Date(NOON + 59_000).toUTCString() };
  const { client, core } = start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, date)) });
  await client.ready;
  client.boolean('dashboard', false);
  assert.equal(core.contexts.at(-1).options.now, NOON);
});

test('a schedule starts at the next refresh that counts, though the snapshot is the same', async () => {
  const text = snapshot({ dashboard: { value: true, variant: 'on', from: NOON + 90_000 } });
  for (const update of /** @type {const} */ ([undefined, 'immediate'])) {
    const page = fakePage();
    const { client } = start(
      { snapshot: URL_A, update, fetch: fakeFetch(json(text, { etag: '"1"' }), status(304)) },
      page,
    );
    await client.ready;
    assert.equal(client.boolean('dashboard', true), false);
    await page.advance(100_000);
    assert.equal(client.boolean('dashboard', true), false, 'frozen until then');
    await page.turn('hidden');
    await page.turn('visible');
    assert.equal(client.boolean('dashboard', true), update === 'immediate');
    await client.refresh();
    assert.equal(client.boolean('dashboard', true), true);
  }
});

test('a page that becomes visible asks again, but not at every glance', async () => {
  const page = fakePage();
  const fetch = fakeFetch(json(GOOD, { etag: '"1"' }), status(304));
  const { client } = start({ snapshot: URL_A, fetch }, page);
  await client.ready;
  await page.turn('visible');
  await page.advance(59_999);
  await page.turn('visible');
  assert.equal(fetch.sent.length, 1);
  await page.advance(1);
  await page.turn('visible');
  await page.turn('visible');
  assert.equal(fetch.sent.length, 2);
  assert.deepEqual(page.waiting(), [], 'no polling of its own');
});

test('a server that asked for a wait gets it from pages that come back, too', async () => {
  const page = fakePage();
  const fetch = fakeFetch(json(GOOD), status(503, { 'retry-after': '300' }), status(304));
  const { client } = start({ snapshot: URL_A, fetch }, page);
  await client.ready;
  await client.refresh();
  await page.advance(299_000);
  await page.turn('visible');
  assert.equal(fetch.sent.length, 2);
  await page.advance(60_000);
  await page.turn('visible');
  assert.equal(fetch.sent.length, 3);
});

test('polling has jitter and obeys Retry-After', async () => {
  const page = fakePage({ random: 0 });
  const fetch = fakeFetch(json(GOOD), status(503, { 'retry-after': '120' }), json(NEXT));
  const { client } = start({ snapshot: URL_A, poll: 30, fetch }, page);
  await client.ready;
  await settle();
  assert.deepEqual(page.waiting(), [24_000]);
  await page.advance(24_000);
  assert.deepEqual(page.waiting(), [120_000]);
  assert.equal(client.status, 'STALE');
  await page.advance(120_000);
  assert.equal(client.revision, 2);
  assert.deepEqual(page.waiting(), [24_000]);
  await client.close();
  assert.deepEqual(page.waiting(), []);
});

test('the jitter of polling is a fifth in both directions', async () => {
  for (const [random, wait] of /** @type {const} */ ([
    [0, 24_000],
    [0.5, 30_000],
    [1, 36_000],
  ])) {
    const page = fakePage({ random });
    const { client } = start({ snapshot: URL_A, poll: 30, fetch: fakeFetch(json(GOOD)) }, page);
    await client.ready;
    await settle();
    assert.deepEqual(page.waiting(), [wait]);
  }
});

test('a page that comes back from the browser’s memory, or online, asks again', async () => {
  for (const event of ['pageshow', 'online']) {
    const page = fakePage();
    const fetch = fakeFetch(json(GOOD, { etag: '"1"' }), status(304));
    const { client } = start({ snapshot: URL_A, fetch }, page);
    await client.ready;
    await page.advance(60_000);
    await page.fire(event);
    assert.equal(fetch.sent.length, 2, event);
  }
});

test('an answer that comes after close() changes nothing', async () => {
  const page = fakePage();
  /** @type {(response: Response) => void} */
  let answer = () => {};
  const { client } = start(
    { snapshot: URL_A, fetch: fakeFetch(json(GOOD), () => new Promise((resolve) => (answer = resolve))) },
    page,
  );
  await client.ready;
  void client.refresh();
  await settle();
  await client.close();
  answer(json(NEXT)());
  await settle();
  assert.equal(client.revision, 1);
  assert.deepEqual(
    page.localStorage.of('s').map((copy) => copy.split('\n')[1]),
    [GOOD],
  );
});

test('a copy that could not be stored is stored at the next chance, though nothing changed', async () => {
  const page = fakePage();
  page.localStorage.throws.write = new Error('QuotaExceededError');
  const { client } = start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' }), status(304)) }, page);
  await client.ready;
  assert.deepEqual(page.localStorage.of('s'), []);
  page.localStorage.throws = {};
  await client.refresh();
  assert.deepEqual(page.localStorage.of('s'), [`${NOON} 0 "1"\n${GOOD}`]);
});

test('a copy that cannot be used is removed, and its ETag is not asked for again', async () => {
  const page = fakePage();
  const before = start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' })) }, page);
  await before.client.ready;
  const [[key = '', stored = ''] = []] = [...page.localStorage.map];
  page.localStorage.map.set(key, stored.slice(0, 40));
  before.core.started = true;
  const fetch = fakeFetch(offline);
  const { client } = start({ snapshot: URL_A, fetch }, page, before.core);
  assert.equal(await client.ready, 'ERROR');
  assert.deepEqual(page.localStorage.of('s'), []);
  assert.equal(fetch.sent[0]?.headers['if-none-match'], undefined);
});

test('a newer snapshot that waits for the next page is read once', async () => {
  const page = fakePage();
  const made = start(
    { snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' }), json(NEXT, { etag: '"2"' }), status(304)) },
    page,
  );
  await made.client.ready;
  let built = 0;
  const { Evaluator } = made.core;
  made.core.Evaluator = class extends Evaluator {
    /** @param {string} text */
    constructor(text) {
      super(text);
      built++;
    }
  };
  for (let i = 0; i < 3; i++) {
    await page.advance(60_000);
    await page.turn('visible');
  }
  assert.equal(built, 1);
});

test('a page without any snapshot keeps trying, further and further apart', async () => {
  const page = fakePage({ random: 1 });
  const fetch = fakeFetch(offline, offline, offline, json(GOOD));
  const { client } = start({ snapshot: URL_A, fetch }, page);
  await client.ready;
  await settle();
  const waits = [];
  for (let i = 0; i < 3; i++) {
    waits.push(page.waiting()[0]);
    await page.advance(page.waiting()[0] ?? 0);
  }
  assert.deepEqual(waits, [2000, 4000, 8000]);
  assert.equal(client.status, 'READY');
  assert.deepEqual(page.waiting(), []);
});

test('refreshes that meet in a page are one request', async () => {
  const fetch = fakeFetch(json(GOOD));
  const { client } = start({ snapshot: URL_A, fetch });
  await Promise.all([client.ready, client.refresh(), client.refresh()]);
  assert.equal(fetch.sent.length, 1);
});

test('answers that overtake each other leave the newer one', async () => {
  const replies = /** @type {((response: Response) => void)[]} */ ([]);
  const fetch = fakeFetch(() => new Promise((resolve) => replies.push(resolve)));
  const { client } = start({ snapshot: URL_A, fetch }, null);
  const both = [client.refresh(), client.refresh()];
  await settle();
  replies[1]?.(json(NEXT)());
  await settle();
  replies[0]?.(json(GOOD)());
  await Promise.all(both);
  assert.equal(client.revision, 2);
});

test('an inline copy that equals the stored one is revalidated by its ETag', async () => {
  const page = fakePage();
  await start({ snapshot: URL_A, fetch: fakeFetch(json(GOOD, { etag: '"1"' })) }, page).client.ready;
  for (const [bootstrap, etag] of [
    [GOOD, '"1"'],
    [NEXT, undefined],
  ]) {
    const fetch = fakeFetch(offline);
    await start({ snapshot: URL_A, bootstrap, fetch }, page).client.ready;
    assert.equal(fetch.sent[0]?.headers['if-none-match'], etag);
  }
});

test('a bad bootstrap is said, and the network makes up for it', async () => {
  const { client, messages } = start({ snapshot: URL_A, bootstrap: '{', fetch: fakeFetch(json(snapshot(FLAGS))) });
  assert.equal(await client.ready, 'READY');
  assert.deepEqual(messages(), ['snapshot given inline: snapshot, line 1, column 2: the text ends too early']);
});
