import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { call, exposure, send, track } from './calls.js';

/** @import { Url } from './calls.js' */

/** @type {{ [name: string]: [object, string] }} */
const BAD_EVENTS = {
  'no type': [exposure({ type: 'click' }), '`type` must be `exposure` or `track`'],
  'a type of Object': [exposure({ type: 'constructor' }), '`type` must be `exposure` or `track`'],
  'no id': [exposure({ id: undefined }), '`id` is missing'],
  'a long id': [exposure({ id: 'x'.repeat(65) }), '`id` is longer than 64 characters'],
  'an empty unit': [exposure({ unit: '' }), '`unit` must be a non-empty string'],
  'a lone surrogate': [exposure({ unit: '\ud800' }), '`unit` is not valid Unicode'],
  'a number as a variant': [exposure({ variant: 1 }), '`variant` must be a non-empty string'],
  'a time as a date': [exposure({ at: '2026-01-01' }), '`at` must be a whole number of milliseconds since 1970'],
  'a time in two days': [exposure({ at: Date.now() + 2 * 86_400_000 }), '`at` is more than 24 hours in the future'],
  'half a version': [exposure({ version: 1.5 }), '`version` must be a whole number, 0 or more'],
  'no name': [track({ name: undefined }), '`name` is missing'],
  'a value as a string': [track({ value: '9.99' }), '`value` must be a number from -1e12 to 1e12'],
  'a value above the limit': [track({ value: 1.000001e12 }), '`value` must be a number from -1e12 to 1e12'],
  'a value below the limit': [track({ value: -1e15 }), '`value` must be a number from -1e12 to 1e12'],
  'properties as an array': [track({ properties: [] }), '`properties` must be a JSON object'],
  'large properties': [
    track({ properties: { a: 'x'.repeat(5000) } }),
    '`properties` is longer than 4096 characters of JSON',
  ],
};

/** Responses have at most 64 characters of an id. @param {any} event @returns {string | null} */
const idOf = ({ id }) => id?.slice(0, 64) ?? null;

/**
 * @param {Url} url
 * @param {string} body
 * @param {string} [type]
 * @param {{ [name: string]: string }} [headers]
 */
function post(url, body, type = 'application/json', headers = {}) {
  return call(url('/live/report'), { method: 'POST', headers: { 'Content-Type': type, ...headers }, body });
}

/**
 * Sends a body without `Content-Length`.
 * @param {string} url
 * @param {number} chunks of 16 KiB
 * @returns {Promise<number | undefined>} the status
 */
function sendChunks(url, chunks) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers: { 'Content-Type': 'text/plain' } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    outgoing.on('error', reject);
    for (let chunk = 0; chunk < chunks; chunk++) outgoing.write('x'.repeat(16_384));
    outgoing.end();
  });
}

/** @param {Url} url */
export function reportSuite(url) {
  test('an event that is sent again is stored once', async () => {
    const events = [exposure({ unit: 'twice' }), track({ unit: 'twice' })];
    const first = await send(url, events);
    assert.deepEqual([first.status, first.body], [202, { accepted: 2, duplicates: 0, rejected: [] }]);
    const again = await send(url, [...events, exposure({ unit: 'thrice' })]);
    assert.deepEqual(again.body, { accepted: 1, duplicates: 2, rejected: [] });
    const twice = exposure({ unit: 'twice in a batch' });
    assert.deepEqual((await send(url, [twice, twice])).body, { accepted: 1, duplicates: 1, rejected: [] });
  });

  test('of each client the highest loss counts, and invalid losses are ignored', async () => {
    const lost = async () => (await call(url('/api/v1/experiments/checkout-flow/results'))).body.lost;
    const reportLosses = (/** @type {object} */ losses) => post(url, JSON.stringify({ lost: 0, losses, events: [] }));
    const before = await lost();
    await reportLosses({ one: 2, other: 5 });
    await reportLosses({ one: 3 });
    await reportLosses({ one: 1 });
    await reportLosses({ 'no name': 9, half: 0.5, negative: -1, text: '7', endless: 1e12 });
    const { status, body } = await reportLosses(['none']);
    assert.deepEqual([status, body], [202, { accepted: 0, duplicates: 0, rejected: [] }]);
    assert.equal(await lost(), before + 8);
  });

  test('one report adds at most 1,000,000 lost events', async () => {
    const lost = async () => (await call(url('/api/v1/experiments/checkout-flow/results'))).body.lost;
    const before = await lost();
    const losses = Object.fromEntries(Array.from({ length: 499 }, (_, client) => [`forged_${client}`, 999_999]));
    await post(url, JSON.stringify({ losses: { ...losses, honest: 1 }, events: [] }));
    assert.equal(await lost(), before + 1_000_000);
  });

  test('a beacon is accepted as plain text', async () => {
    const body = JSON.stringify({ events: [track({ unit: 'beacon' })] });
    const { status, body: answer } = await post(url, body, 'text/plain;charset=UTF-8');
    assert.deepEqual([status, answer.accepted], [202, 1]);
  });

  test('a bad event is refused alone, with its index and reason', async () => {
    const cases = Object.entries(BAD_EVENTS);
    const good = exposure({ unit: 'among bad ones' });
    const { status, body } = await send(url, [...cases.map(([, [event]]) => event), good, 'no event']);
    assert.deepEqual([status, body.accepted, body.duplicates], [202, 1, 0]);
    const expected = cases.map(([, [event, message]], index) => ({ index, id: idOf(event), message }));
    assert.deepEqual(body.rejected, [
      ...expected,
      { index: cases.length + 1, id: null, message: 'an event must be a JSON object' },
    ]);
  });

  test('an event whose properties are too deep for the database is refused alone', async () => {
    const deepest = track({ unit: 'deepest', properties: { a: '63' } });
    const deep = ['64', '1200', '50000'].map((levels) => track({ properties: { a: levels } }));
    const events = JSON.stringify([deepest, ...deep, exposure({ unit: 'beside deep ones' })]);
    // The object of the properties is the first level. Written as text, because `JSON.stringify` cannot nest so deep.
    const nested = events.replace(
      /\{"a":"(\d+)"\}/g,
      (_, levels) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`,
    );
    const { status, body } = await post(url, `{"events":${nested}}`);
    const message = '`properties` is nested deeper than 64 levels';
    assert.deepEqual([status, body.accepted, body.duplicates], [202, 2, 0]);
    assert.deepEqual(
      body.rejected,
      deep.map(({ id }, index) => ({ index: index + 1, id, message })),
    );
  });

  test('unknown fields of an event are ignored, however deep they are', async () => {
    const unknown = JSON.parse(`${'['.repeat(1200)}${']'.repeat(1200)}`);
    const { status, body } = await send(url, [exposure({ unit: 'with unknown fields', unknown })]);
    assert.deepEqual([status, body], [202, { accepted: 1, duplicates: 0, rejected: [] }]);
  });

  test('a body that is not a report is refused', async () => {
    /** @type {[string, string, number, RegExp][]} */
    const cases = [
      ['{"events": [', 'application/json', 400, /^the body is not valid JSON: /],
      ['', 'application/json', 400, /^the body is not valid JSON: /],
      ['[]', 'application/json', 400, /^the body must be a JSON object$/],
      ['{}', 'application/json', 400, /^`events` is missing$/],
      ['{"events": {}}', 'text/plain', 400, /^`events` must be an array$/],
      ['a=b', 'application/x-www-form-urlencoded', 415, /not `application\/x-www-form-urlencoded`$/],
    ];
    for (const [body, type, status, message] of cases) {
      const answer = await post(url, body, type);
      assert.equal(answer.status, status, body);
      assert.match(answer.body.error, message);
    }
  });

  test('too many events and too many bytes are refused', async () => {
    const many = await send(
      url,
      Array.from({ length: 501 }, () => track()),
    );
    assert.deepEqual([many.status, many.body], [413, { error: 'the report has 501 events: send at most 500' }]);
    const large = await post(url, JSON.stringify({ events: [], padding: 'x'.repeat(262_144) }));
    assert.deepEqual([large.status, large.body], [413, { error: 'the body is larger than 262144 bytes' }]);
    const full = await send(
      url,
      Array.from({ length: 500 }, (_, index) => track({ unit: `full-${index}` })),
    );
    assert.deepEqual([full.status, full.body.accepted], [202, 500]);
  });

  test('a body without `Content-Length` is limited while it arrives', async () => {
    assert.equal(await sendChunks(url('/live/report'), 17), 413);
    assert.equal(await sendChunks(url('/live/report'), 2), 400);
  });

  test('pages of other origins can report only if ALLOWED_ORIGINS has them', async () => {
    const body = JSON.stringify({ events: [track({ unit: 'cross' })] });
    const allowed = await post(url, body, 'text/plain', { Origin: 'https://shop.example.com' });
    assert.equal(allowed.status, 202, String(allowed.body));
    assert.equal(allowed.headers.get('Access-Control-Allow-Origin'), 'https://shop.example.com');
    const foreign = await post(url, body, 'text/plain', { Origin: 'https://evil.example.com' });
    assert.deepEqual([foreign.status, foreign.headers.get('Access-Control-Allow-Origin')], [403, null]);
    const preflight = await call(url('/live/report'), {
      method: 'OPTIONS',
      headers: { Origin: 'https://other.example.com' },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('Access-Control-Allow-Methods'), 'POST, OPTIONS');
  });
}
