// How the client handles every fault of the table that `docs/faults.md` is written from, in Chromium.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { compile, init } from '../../../pkg/index.js';
import { openBrowser } from '../browser.js';
import { page, startSite } from '../site.js';
import { TABLE } from './cases.js';
import { document } from './document.js';

/** @import { BrowserContext } from 'puppeteer-core' */
/** @import { Case, Fault, Reply } from './cases.js' */
/** @import { Handler, Response } from '../../support/http-server.js' */

const hoursFromNow = (/** @type {number} */ hours) => new Date(Date.now() + hours * 3_600_000).toISOString();
const onOff = (/** @type {object} */ rule) => ({
  variants: { on: true, off: false },
  off: 'off',
  rules: [{ ...rule, serve: 'on' }],
  fallthrough: 'off',
});
const SNAPSHOT = JSON.stringify({
  format: 'burgee/1',
  flags: {
    new_dashboard: onOff({ if: { attribute: 'plan', in: ['pro'] } }),
    // Off by the server's clock, and on by a device's clock that is a day ahead.
    tomorrow: onOff({ start: hoursFromNow(12) }),
    // On by the server's clock, and off by a device's clock that is a day behind.
    today: onOff({ start: hoursFromNow(-12) }),
  },
});
/** @type {Reply} */
const GOOD_SNAPSHOT = { body: SNAPSHOT };
/** @type {Reply} */
const GOOD_REPORT = { body: '{}' };

/** What the server does now. @type {Fault} */
let fault = {};
/** Events that arrived, whatever the response was. @type {any[]} */
let arrived = [];

/** @param {Reply} reply @param {Response} response */
function send({ status = 200, headers = {}, body = '', cut, unanswered }, response) {
  if (unanswered) return;
  if (cut) return void response.destroy();
  // A sandboxed page has an origin of its own.
  const shared = {
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
    'access-control-allow-headers': '*',
    'access-control-expose-headers': '*',
  };
  response.writeHead(status, { ...shared, ...headers }).end(body);
}

/** @type {{ [path: string]: Handler }} */
const ROUTES = {
  '/page': (request, response) => page('fault', fault.pageHeaders)(request, response),
  '/live/snapshot.json': (_, response) => send(fault.snapshot ?? GOOD_SNAPSHOT, response),
  '/live/report': ({ method, body }, response) => {
    if (method !== 'POST') return send({}, response);
    arrived.push(...JSON.parse(body).events);
    send(fault.report ?? GOOD_REPORT, response);
  },
};

/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
before(async () => {
  [browser, site] = await Promise.all([openBrowser(), startSite(ROUTES), init()]);
});
after(() => Promise.all([browser?.close(), site?.close()]));

/** The path that the client requests in vain. @param {Fault} fault */
function unansweredPath({ snapshot, report }) {
  if (snapshot?.unanswered) return '/live/snapshot.json';
  return report?.unanswered ? '/live/report' : undefined;
}

/**
 * Opens one page, runs the client in it, and closes it.
 * @param {BrowserContext} profile
 * @param {Fault} current
 * @param {import('../page/fault.js').Options} [options]
 * @returns {Promise<any>} what `runFault` returns
 */
async function visit(profile, current, options) {
  fault = current;
  const tab = await profile.newPage();
  await tab.goto(`${site.url}/page`);
  await tab.waitForFunction('globalThis.runFault', { polling: 20 });
  if (current.offline) await tab.setOfflineMode(true);
  const allOptions = { unanswered: unansweredPath(current), ...current.inPage, ...options };
  const result = await tab.evaluate(`runFault(${JSON.stringify(allOptions)})`);
  await tab.close();
  return result;
}

/** @param {any} result @returns {import('./cases.js').Outcome} */
const outcomeOf = ({ status, values }) => ({ status, values: values.new_dashboard ? 'snapshot' : 'defaults' });

/** @param {any} result @returns {import('./cases.js').EventOutcome} */
function eventOutcomeOf({ sent, lost }) {
  if (lost) return 'lost';
  return sent ? 'sent' : 'kept';
}

/** @param {(profile: BrowserContext) => Promise<void>} use */
async function withProfile(use) {
  const profile = await browser.createBrowserContext();
  arrived = [];
  await use(profile).finally(() => profile.close());
}

/** The fault must be in effect, or the test proves nothing. @param {any} result @param {Fault} fault */
function assertInEffect({ surroundings }, { pageHeaders = {}, inPage = {} }) {
  const policy = pageHeaders['content-security-policy'] ?? '';
  const blocked = policy.startsWith('sandbox') ? 'SecurityError' : 'works';
  const storage = inPage.full ? 'QuotaExceededError' : blocked;
  assert.deepEqual(surroundings, { storage, wasm: policy.startsWith('script-src') ? 'CompileError' : 'works' });
}

/** @param {Case} one */
function errorMessageOf({ first }) {
  if (first.values === 'snapshot') return undefined;
  return first.status === 'READY' ? 'the evaluator failed' : 'no snapshot is loaded yet';
}

/** @param {Case} one */
function testFirstVisit(one) {
  const { fault, first, errors, event } = one;
  return withProfile(async (profile) => {
    const result = await visit(profile, fault);
    assertInEffect(result, fault);
    assert.deepEqual(
      { ...outcomeOf(result), errors: result.errors, event: eventOutcomeOf(result) },
      { ...first, errors, event },
    );
    const isServed = first.values === 'snapshot';
    const expected = { new_dashboard: isServed, today: isServed, tomorrow: false };
    assert.deepEqual(result.values, expected, 'decided by the clock of the server');
    assert.equal(result.errorMessage, errorMessageOf(one));
    assert.equal(result.lost, event === 'lost' ? 1 : 0);
    for (const { at } of arrived) assert.ok(Math.abs(at - Date.now()) < 3_600_000, `${at} is not the server's time`);
    const isStored = event === 'kept' && !fault.pageHeaders;
    assert.equal(result.storedEvents, isStored ? 1 : 0);
    if (!isStored) return;
    arrived = [];
    const next = await visit(profile, {});
    assert.deepEqual([next.sent, next.storedEvents], [true, 0]);
    assert.equal(new Set(arrived.map(({ id }) => id)).size, 2, 'the next page sends the stored event and its own');
  });
}

/** @param {Case} one */
function testWithCopy({ fault, compiled, withCopy, errors, event }) {
  return withProfile(async (profile) => {
    const good = compiled ? { snapshot: { body: compile(SNAPSHOT) } } : {};
    assert.deepEqual(outcomeOf(await visit(profile, good)), { status: 'READY', values: 'snapshot' });
    const result = await visit(profile, fault, { awaitError: true });
    assert.deepEqual(
      { ...outcomeOf(result), errors: result.errors, event: eventOutcomeOf(result) },
      { ...withCopy, errors, event },
    );
  });
}

for (const { title, cases } of TABLE) {
  describe(title, () => {
    for (const one of cases) {
      test(`a first visit survives: ${one.name}`, () => testFirstVisit(one));
      if (one.withCopy) test(`a visit with a stored copy survives: ${one.name}`, () => testWithCopy(one));
    }
  });
}

test('docs/faults.md is generated from the table', () => {
  const written = readFileSync(new URL('../../../docs/faults.md', import.meta.url), 'utf8');
  assert.equal(written, document(), 'run `node tests/visits/faults/write.js`');
});
