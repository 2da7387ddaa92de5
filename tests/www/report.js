import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { call, exposure, send, track } from './calls.js';

/** @import { Url } from './calls.js' */

/** @type {{ [name: string]: [object, string] }} */
const BAD_EVENTS = {
  'no type': [exposure({ type: 'click' }), '`type` is to be `exposure` or `track`'],
  'a type of Object': [exposure({ type: 'constructor' }), '`type` is to be `exposure` or `track`'],
  'no id': [exposure({ id: undefined }), '`id` is missing'],
  'a long id': [exposure({ id: 'x'.repeat(65) }), '`id` is longer than 64 characters'],
  'an empty unit': [exposure({ unit: '' }), '`unit` is to be a text that is not empty'],
  'a broken text': [exposure({ unit: '\ud800' }), '`unit` is not valid Unicode'],
  'a number for a text': [exposure({ variant: 1 }), '`variant` is to be a text that is not empty'],
  'an instant as a date': [exposure({ at: '2026-01-01' }), '`at` is to be a whole number of milliseconds since 1970'],
  'an instant to come': [exposure({ at: Date.now() + 2 * 86_400_000 }), '`at` lies in the future'],
  'half a version': [exposure({ version: 1.5 }), '`version` is to be a whole number from 0'],
  'no name': [track({ name: undefined }), '`name` is missing'],
  'a value as text': [track({ value: '9.99' }), '`value` is to be a number'],
  'properties as list': [track({ properties: [] }), '`properties` is to be a JSON object'],
  'large properties': [track({ properties: { a: 'x'.repeat(5000) } }), '`properties` is longer than 4096 characters'],
};

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
 * A body that does not say how long it is.
 * @param {string} url
 * @param {number} pieces of 16 KiB
 * @returns {Promise<number | undefined>} the answer's status
 */
function sendInPieces(url, pieces) {
  return new Promise((done, fail) => {
    const outgoing = request(url, { method: 'POST', headers: { 'Content-Type': 'text/plain' } }, (response) => {
      response.resume().on('end', () => done(response.statusCode));
    });
    outgoing.on('error', fail);
    for (let piece = 0; piece < pieces; piece++) outgoing.write('x'.repeat(16_384));
    outgoing.end();
  });
}

/** @param {Url} url */
export function reportSuite(url) {
  test('an event is stored once, however often it is sent', async () => {
    const events = [exposure({ unit: 'twice' }), track({ unit: 'twice' })];
    const first = await send(url, events);
    assert.deepEqual([first.status, first.body], [202, { accepted: 2, duplicates: 0, rejected: [] }]);
    const again = await send(url, [...events, exposure({ unit: 'thrice' })]);
    assert.deepEqual(again.body, { accepted: 1, duplicates: 2, rejected: [] });
    const inside = exposure({ unit: 'inside' });
    assert.deepEqual((await send(url, [inside, inside])).body, { accepted: 1, duplicates: 1, rejected: [] });
  });

  test('what clients lost adds up, however often they tell it', async () => {
    const lost = async () => (await call(url('/api/v1/experiments/checkout-flow/results'))).body.lost;
    const tell = (/** @type {object} */ losses) => post(url, JSON.stringify({ lost: 0, losses, events: [] }));
    const before = await lost();
    await tell({ one: 2, other: 5 });
    await tell({ one: 3 });
    await tell({ one: 1 });
    await tell({ 'no name': 9, half: 0.5, negative: -1, text: '7', endless: 1e12 });
    const { status, body } = await tell(['none']);
    assert.deepEqual([status, body], [202, { accepted: 0, duplicates: 0, rejected: [] }]);
    assert.equal(await lost(), before + 8);
  });

  test('a beacon is plain text', async () => {
    const body = JSON.stringify({ events: [track({ unit: 'beacon' })] });
    const { status, body: answer } = await post(url, body, 'text/plain;charset=UTF-8');
    assert.deepEqual([status, answer.accepted], [202, 1]);
  });

  test('a bad event is refused by itself, and says why', async () => {
    const cases = Object.entries(BAD_EVENTS);
    const good = exposure({ unit: 'among bad ones' });
    const { status, body } = await send(url, [...cases.map(([, [event]]) => event), good, 'no event']);
    assert.deepEqual([status, body.accepted, body.duplicates], [202, 1, 0]);
    const messages = body.rejected.map((/** @type {{ message: string }} */ one) => one.message);
    assert.deepEqual(messages, [...cases.map(([, [, message]]) => message), 'an event is to be a JSON object']);
    const noType = /** @type {{ id: string }} */ (BAD_EVENTS['no type']?.[0]);
    assert.equal(body.rejected[0].id, noType.id);
  });

  test('a body that is no report is refused', async () => {
    /** @type {[string, string, number, RegExp][]} */
    const cases = [
      ['{"events": [', 'application/json', 400, /^the body is not JSON: /],
      ['', 'application/json', 400, /^the body is not JSON: /],
      ['[]', 'application/json', 400, /^the body is to be a JSON object$/],
      ['{}', 'application/json', 400, /^`events` is to be a list$/],
      ['{"events": {}}', 'text/plain', 400, /^`events` is to be a list$/],
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
    assert.deepEqual(
      [many.status, many.body],
      [413, { error: '501 events are too many for one report: send at most 500' }],
    );
    const large = await post(url, JSON.stringify({ events: [], padding: 'x'.repeat(262_144) }));
    assert.deepEqual([large.status, large.body], [413, { error: 'the body is larger than 262144 bytes' }]);
    const full = await send(
      url,
      Array.from({ length: 500 }, (_, index) => track({ unit: `full-${index}` })),
    );
    assert.deepEqual([full.status, full.body.accepted], [202, 500]);
  });

  test('a body that does not say how long it is is measured as it comes', async () => {
    assert.equal(await sendInPieces(url('/live/report'), 17), 413);
    assert.equal(await sendInPieces(url('/live/report'), 2), 400);
  });

  test('pages of other origins report only when they are allowed to', async () => {
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
