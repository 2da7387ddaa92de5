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
 * A body without a length, sent in pieces until the answer comes.
 * @param {string} url
 * @returns {Promise<{ status: number | undefined, sent: number }>}
 */
function sendForever(url) {
  return new Promise((done, fail) => {
    let sent = 0;
    const options = { method: 'POST', headers: { 'Content-Type': 'text/plain' } };
    const outgoing = request(url, options, (response) => {
      clearInterval(timer);
      done({ status: response.statusCode, sent });
      outgoing.destroy();
    });
    outgoing.on('error', fail);
    const timer = setInterval(() => {
      sent += 16_384;
      outgoing.write('x'.repeat(16_384));
    }, 2);
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
    const many = await send(url, Array.from({ length: 501 }, () => track()));
    assert.deepEqual([many.status, many.body], [413, { error: '501 events are too many for one report: send at most 500' }]);
    const large = await post(url, JSON.stringify({ events: [], padding: 'x'.repeat(262_144) }));
    assert.deepEqual([large.status, large.body], [413, { error: 'the body is larger than 262144 bytes' }]);
    const full = await send(url, Array.from({ length: 500 }, (_, index) => track({ unit: `full-${index}` })));
    assert.deepEqual([full.status, full.body.accepted], [202, 500]);
  });

  test('a body without an end is cut off at the limit', async () => {
    const { status, sent } = await sendForever(url('/live/report'));
    assert.equal(status, 413);
    assert.ok(sent < 4 * 262_144, `${sent} bytes were taken`);
    // wrangler's proxy loses the connection with the body, and repeats only a GET by itself.
    assert.equal((await call(url('/live/snapshot.json'))).status, 200);
  });

  test('pages of other origins report only when they are allowed to', async () => {
    const body = JSON.stringify({ events: [track({ unit: 'cross' })] });
    const allowed = await post(url, body, 'text/plain', { Origin: 'https://shop.example.com' });
    assert.equal(allowed.status, 202, String(allowed.body));
    assert.equal(allowed.headers.get('Access-Control-Allow-Origin'), 'https://shop.example.com');
    const foreign = await post(url, body, 'text/plain', { Origin: 'https://evil.example.com' });
    assert.deepEqual([foreign.status, foreign.headers.get('Access-Control-Allow-Origin')], [403, null]);
    const preflight = await call(url('/live/report'), { method: 'OPTIONS', headers: { Origin: 'https://other.example.com' } });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('Access-Control-Allow-Methods'), 'POST, OPTIONS');
  });
}
