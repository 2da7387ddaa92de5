// Snapshots that fail to load: what is served, and what is reported.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLAGS, URL_A, fakeFetch, fakePage, json, offline, serve, settle, snapshot, start, status } from './support.js';

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
  test(`${name} at the start serves defaults and reports the reason`, async () => {
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

  test(`${name} at a refresh keeps the last good snapshot, also on the device`, async () => {
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

test('reports the position of an error in a snapshot', async () => {
  const { client } = start({ snapshot: URL_A, fetch: fakeFetch(json('{"format":"burgee/2"}')) });
  await client.ready;
  assert.equal(client.error?.issues?.[0]?.path, 'format');
});

test('gives up on a server that does not respond in time', async () => {
  const server = await serve(() => {});
  const { client, messages } = start({ snapshot: `${server.url}/live/snapshot.json`, timeout: 50, fetch });
  assert.equal(await client.ready, 'ERROR');
  assert.deepEqual(messages(), [
    `snapshot \`${server.url}/live/snapshot.json\`: The operation was aborted due to timeout`,
  ]);
  await client.close();
  await server.stop();
});

test('gives up on a body that stops half-way, and stops reading one without an end', async () => {
  let written = 0;
  const server = await serve((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    if (request.url === '/stops') return void response.write('{"format":');
    const pour = () => {
      while (!response.destroyed) {
        written += 65_536;
        if (!response.write(' '.repeat(65_536))) break;
      }
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

test('ignores a response that arrives after close()', async () => {
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

test('retries with growing waits while a page has no snapshot', async () => {
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

test('keeps the newer of two responses that overtake each other', async () => {
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

test('reports a bad bootstrap and uses the network’s snapshot', async () => {
  const { client, messages } = start({ snapshot: URL_A, bootstrap: '{', fetch: fakeFetch(json(snapshot(FLAGS))) });
  assert.equal(await client.ready, 'READY');
  assert.deepEqual(messages(), ['snapshot given inline: snapshot, line 1, column 2: the text ends too early']);
});
