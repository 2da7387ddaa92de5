import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEvents } from '../../../pkg-template/client/plugins/event-stream.js';
import { serverSentEvents } from '../../../pkg-template/plugins.js';
import { fakePage, serve, settle, snapshot, start } from './support.js';

const text = (/** @type {number} */ revision) => snapshot({ limit: { value: revision, variant: 'x' } }, revision);

/**
 * A real server on this machine: the snapshot, and a stream that the test writes into.
 * @param {(request: any, response: import('node:http').ServerResponse) => void} [stream] answers instead of the stream
 */
async function site(stream) {
  const state = {
    revision: 1,
    asked: 0,
    streams: /** @type {import('node:http').ServerResponse[]} */ ([]),
    heads: /** @type {any[]} */ ([]),
    closed: 0,
  };
  const server = await serve((request, response) => {
    if (request.headers.accept !== 'text/event-stream') {
      state.asked++;
      const etag = `"${state.revision}"`;
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
      return void response.writeHead(200, { 'content-type': 'application/json', etag }).end(text(state.revision));
    }
    state.heads.push(request.headers);
    response.on('close', () => state.closed++);
    state.streams.push(response);
    if (stream) return stream(request, response);
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).flushHeaders();
  });
  return { ...server, state };
}

/** Waits for what a real network has to bring. @param {() => unknown} holds */
async function until(holds) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** A page that listens. @param {any} server @param {any} [given] */
async function listening(server, { url = undefined, sse = { spread: 1000 }, page = fakePage(), ...options } = {}) {
  const made = start(
    { snapshot: `${server.url}/live/snapshot.json`, plugins: [serverSentEvents(url, sse)], fetch, ...options },
    page,
  );
  await made.client.ready;
  return { ...made, page, limit: () => made.client.number('limit', 0) };
}

test('an event brings the newer snapshot, at a random moment; one that says what is known brings nothing', {
  timeout: 20_000,
}, async () => {
  const server = await site();
  const { state } = server;
  const { client, page, limit, messages } = await listening(server);
  const changes = /** @type {any[]} */ ([]);
  client.on('change', (change) => changes.push(change));
  await until(() => state.streams.length === 1);
  assert.equal(limit(), 1);
  for (const known of [
    'data: {"revision":1}\n\n',
    'data: {"etag":"\\"1\\""}\n\n',
    'event: ping\ndata: {}\n\n',
    'event: snapshot\n\n',
    ': still here\n\n',
  ]) {
    state.streams[0]?.write(known);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(page.waiting(), [300_000], known);
  }
  state.revision = 2;
  state.streams[0]?.write('id: 7\r\ndata: {"revision":2}\r\n\r\n');
  await until(() => page.waiting().includes(500));
  assert.equal(state.asked, 1);
  state.streams[0]?.write('data\n\n');
  await page.advance(500);
  await until(() => limit() === 2);
  assert.equal(state.asked, 2, 'two events, one request');
  assert.deepEqual(changes, [{ keys: ['limit'], cause: 'snapshot' }]);
  assert.deepEqual(messages(), []);
  await client.close();
  await until(() => state.closed === 1);
  assert.deepEqual(page.waiting(), []);
  await server.stop();
});

test('closed while the page is hidden, opened again with what was missed', { timeout: 20_000 }, async () => {
  const server = await site();
  const { state } = server;
  const { client, page, limit, messages } = await listening(server);
  await until(() => state.streams.length === 1);
  state.streams[0]?.write('id: 7\ndata: {"revision":1}\n\n');
  await until(() => page.waiting().length === 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await page.turn('hidden');
  await until(() => state.closed === 1);
  assert.deepEqual(page.waiting(), [], 'nothing is tried in the dark');
  state.revision = 2;
  await page.turn('visible');
  await until(() => state.streams.length === 2);
  await until(() => limit() === 2);
  assert.equal(state.heads[1]['last-event-id'], '7');
  assert.deepEqual(messages(), []);
  await client.close();
  await server.stop();
});

test('a stream that breaks comes back after random, growing waits, and asks for what was missed', {
  timeout: 20_000,
}, async () => {
  const server = await site((_, response) => response.destroy());
  const { state } = server;
  const page = fakePage({ random: 1 });
  const { client, limit, messages } = await listening(server, { page });
  const waits = [];
  for (let i = 1; i <= 3; i++) {
    await until(() => state.streams.length === i && page.waiting().length === 1);
    waits.push(page.waiting()[0]);
    await page.advance(page.waiting()[0] ?? 0);
  }
  assert.deepEqual(waits, [2000, 4000, 8000]);
  assert.equal(messages().length, 1, 'the first of a row is news');
  assert.match(messages()[0] ?? '', /^server-sent events of `http:.*snapshot\.json`: /);
  assert.equal(client.status, 'READY', 'what there was goes on');
  assert.equal(limit(), 1);
  await client.close();
  await server.stop();
});

test('a stream that ends after a while is opened again soon, with the wait that it asked for, and a refresh', {
  timeout: 20_000,
}, async () => {
  const server = await site();
  const { state } = server;
  const { client, page, limit, messages } = await listening(server);
  await until(() => state.streams.length === 1);
  state.streams[0]?.write('retry: 3000\n\n');
  await new Promise((resolve) => setTimeout(resolve, 20));
  await page.advance(20_000);
  state.revision = 2;
  state.streams[0]?.end();
  await until(() => page.waiting().length === 1 && page.waiting()[0] !== 280_000);
  assert.deepEqual(page.waiting(), [3500]);
  await page.advance(3500);
  await until(() => limit() === 2);
  assert.equal(state.streams.length, 2);
  assert.deepEqual(messages(), []);
  await client.close();
  await server.stop();
});

test('silence counts as a broken stream', { timeout: 20_000 }, async () => {
  const server = await site();
  const { state } = server;
  const { client, page, messages } = await listening(server, { sse: { silence: 90_000 } });
  await until(() => state.streams.length === 1 && page.waiting().length === 1);
  await page.advance(60_000);
  state.streams[0]?.write(':\n');
  await until(() => page.waiting()[0] === 90_000);
  await page.advance(90_000);
  await until(() => state.closed === 1);
  await until(() => messages().length === 1);
  assert.match(messages()[0] ?? '', /: no data for 90000 ms$/);
  await client.close();
  await server.stop();
});

/** @type {[string, number, Record<string, string>, string, boolean][]} */
const ANSWERS = [
  [
    'the snapshot itself',
    200,
    { 'content-type': 'application/json' },
    'answered 200 with `application/json`, which is not an event stream',
    true,
  ],
  ['no content', 204, {}, 'answered 204', true],
  ['404', 404, {}, 'answered 404', true],
  ['406', 406, {}, 'answered 406', true],
  ['429', 429, { 'retry-after': '120' }, 'answered 429', false],
  ['503', 503, { 'retry-after': '120' }, 'answered 503', false],
];
for (const [name, status, headers, says, ends] of ANSWERS) {
  test(`${name} where a stream was expected: ${ends ? 'not asked again' : 'asked again after the wait'}`, {
    timeout: 20_000,
  }, async () => {
    const server = await site((_, response) => response.writeHead(status, headers).end());
    const { state } = server;
    const { client, page, messages, limit } = await listening(server, { url: `${server.url}/live/news` });
    await until(() => messages().length === 1);
    await settle();
    assert.deepEqual(messages(), [`server-sent events of \`${server.url}/live/news\`: ${says}`]);
    assert.deepEqual(page.waiting(), ends ? [] : [120_000]);
    await page.turn('hidden');
    await page.turn('visible');
    await settle();
    assert.equal(state.streams.length, 1);
    if (!ends) {
      await page.advance(120_000);
      await until(() => state.streams.length === 2);
    }
    assert.equal(limit(), 1);
    await client.close();
    await server.stop();
  });
}

test('who listens gets what comes at once, unless told to wait for the next load', { timeout: 20_000 }, async () => {
  const server = await site();
  const { state } = server;
  const { client, page, limit } = await listening(server, { update: 'next-load' });
  await until(() => state.streams.length === 1);
  state.revision = 2;
  state.streams[0]?.write('data:\n\n');
  await until(() => page.waiting().includes(500));
  await page.advance(500);
  await until(() => page.localStorage.of('s')[0]?.endsWith(text(2)));
  assert.equal(limit(), 1);
  await client.close();
  await server.stop();
});

test('without a page, too: a server that lives long', { timeout: 20_000 }, async () => {
  const server = await site();
  const { state } = server;
  const scope = { crypto, Math: { random: () => 0 }, setTimeout, clearTimeout };
  const { client } = start({ snapshot: `${server.url}/s`, plugins: [serverSentEvents()], fetch, now: Date.now }, scope);
  await client.ready;
  await until(() => state.streams.length === 1);
  state.revision = 2;
  state.streams[0]?.write('data: {"revision":2}\n\n');
  await until(() => client.revision === 2);
  await client.close();
  await until(() => state.closed === 1);
  await server.stop();
});

test('without a URL it says so', async () => {
  const { messages } = start({ snapshot: text(1), plugins: [serverSentEvents()] });
  assert.deepEqual(messages(), ['server-sent events: there is no URL: pass one, or set `snapshot` to a URL']);
});

/** What comes out of these chunks. @param {(string | Uint8Array)[]} chunks */
async function heard(chunks) {
  const bytes = new TextEncoder();
  const messages = /** @type {any[]} */ ([]);
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === 'string' ? bytes.encode(chunk) : chunk);
      controller.close();
    },
  });
  await readEvents(
    body,
    () => {},
    (message) => messages.push(message),
  );
  return messages;
}

test('the stream is read as the standard has it, wherever it is cut', async () => {
  const whole =
    ': comment\nevent: a\ndata: 1\ndata:2\ndata:  3\nid: x\nretry: 5\nretry: 5x\nnonsense\nother: y\n\ndata\r\n\r\ndata: é\r\rdata: unfinished';
  const expected = [
    { event: 'a', data: '1\n2\n 3', id: 'x', retry: 5 },
    { event: 'message', data: '' },
    { event: 'message', data: 'é' },
  ];
  assert.deepEqual(await heard([whole]), expected);
  const bytes = new TextEncoder().encode(whole);
  for (let cut = 1; cut < bytes.length; cut++)
    assert.deepEqual(await heard([bytes.slice(0, cut), bytes.slice(cut)]), expected, String(cut));
  assert.deepEqual(await heard([...bytes].map((byte) => Uint8Array.of(byte))), expected);
  assert.deepEqual(await heard(['id: a\0b\n\n']), [{ event: 'message' }]);
});

test('a line without end does not fill the memory', async () => {
  await assert.rejects(heard(['data: ', 'x'.repeat(65_536)]), { message: 'a line is longer than 65536 characters' });
});
