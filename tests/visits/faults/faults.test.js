// What a page gets of every fault, in Chromium, against the table that `docs/faults.md` is written from.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { compile, init } from '../../../pkg/index.js';
import { openBrowser } from '../browser.js';
import { page, startSite } from '../site.js';
import { TABLE } from './cases.js';
import { document } from './document.js';

/** @import { Case, Failing, Fault } from './cases.js' */
/** @import { Handler, Request, Response } from '../site.js' */

const hour = (/** @type {number} */ hours) => new Date(Date.now() + hours * 3_600_000).toISOString();
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
    // On by the device's clock if that is a day ahead; off by the server's.
    tomorrow: onOff({ start: hour(12) }),
    // And this one by a clock that is right, or ahead.
    today: onOff({ start: hour(-12) }),
  },
});
const GOOD = { snapshot: { status: 200, body: SNAPSHOT }, report: { status: 200, body: '{}' } };

/** What the server does now. @type {Fault} */
let fault = {};
/** Events that arrived, whatever was answered. @type {any[]} */
let arrived = [];

/** @param {Failing} failing @param {Response} response */
function answer({ status = 200, headers = {}, body = '', cut, silent }, response) {
  if (silent) return;
  if (cut) return void response.destroy();
  const all = {
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
    'access-control-allow-headers': '*',
    'access-control-expose-headers': '*',
  };
  response.writeHead(status, { ...all, ...headers }).end(body);
}

/** @type {{ [path: string]: Handler }} */
const ROUTES = {
  '/page': (request, response) => page('fault', fault.page)(request, response),
  '/live/snapshot.json': (_, response) => answer(fault.snapshot ?? GOOD.snapshot, response),
  '/live/report': ({ method, body }, response) => {
    if (method !== 'POST') return answer({}, response);
    arrived.push(...JSON.parse(body).events);
    answer(fault.report ?? GOOD.report, response);
  },
};

/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
before(async () => ([browser, site] = await Promise.all([openBrowser(), startSite(ROUTES), init()])));
after(() => Promise.all([browser?.close(), site?.close()]));

/** One page, from its beginning to its end. @param {import('puppeteer-core').BrowserContext} profile @param {Fault} now @returns {Promise<any>} */
async function visit(profile, now) {
  fault = now;
  const tab = await profile.newPage();
  await tab.goto(`${site.url}/page`);
  await tab.waitForFunction('globalThis.meet', { polling: 20 });
  if (now.offline) await tab.setOfflineMode(true);
  const got = await tab.evaluate(`meet(${JSON.stringify(now.meet ?? {})})`);
  await tab.close();
  return got;
}

/** @param {any} got */
const inWords = ({ status, values }) => ({ status, values: values.new_dashboard ? 'served' : 'defaults' });

/** @param {any} got */
const fateOf = ({ sent, lost }) => (lost ? 'lost' : sent ? 'sent' : 'kept');

/** @param {(profile: import('puppeteer-core').BrowserContext) => Promise<void>} use */
async function withProfile(use) {
  const profile = await browser.createBrowserContext();
  arrived = [];
  await use(profile).finally(() => profile.close());
}

/** That the page was in the trouble that the row speaks of. @param {any} got @param {Fault} fault */
function troubled({ troubled }, { page = {}, meet = {} }) {
  const policy = page['content-security-policy'] ?? '';
  const storage = policy.startsWith('sandbox') ? 'SecurityError' : 'full' in meet ? 'QuotaExceededError' : 'works';
  assert.deepEqual(troubled, { storage, wasm: policy.startsWith('script-src') ? 'CompileError' : 'works' });
}

/** @param {Case} one */
function check({ name, fault, compiled, first, later, says, event }) {
  test(`${name}: on a first visit`, () =>
    withProfile(async (profile) => {
      const got = await visit(profile, fault);
      troubled(got, fault);
      assert.deepEqual({ ...inWords(got), says: got.says, event: fateOf(got) }, { ...first, says, event });
      const right = first.values === 'served';
      assert.deepEqual(
        got.values,
        { new_dashboard: right, today: right, tomorrow: false },
        'decided by the clock of the server',
      );
      assert.equal(
        got.errorMessage,
        right ? undefined : first.status === 'READY' ? 'the evaluator failed' : 'no snapshot is loaded yet',
      );
      assert.equal(got.lost, event === 'lost' ? 1 : 0);
      for (const { at } of arrived) assert.ok(Math.abs(at - Date.now()) < 3_600_000, `${at} is not the server's time`);
      const stored = event === 'kept' && !fault.page;
      assert.equal(got.waiting, stored ? 1 : 0);
      if (!stored) return;
      arrived = [];
      const next = await visit(profile, {});
      assert.deepEqual([next.sent, next.waiting], [true, 0]);
      assert.equal(new Set(arrived.map(({ id }) => id)).size, 2, 'the next page sends it, and its own');
    }));

  if (later) {
    test(`${name}: with a copy of the snapshot`, () =>
      withProfile(async (profile) => {
        const good = compiled ? { snapshot: { status: 200, body: compile(SNAPSHOT) } } : {};
        assert.deepEqual(inWords(await visit(profile, good)), { status: 'READY', values: 'served' });
        const got = await visit(profile, { ...fault, meet: { complaints: 1 } });
        assert.deepEqual({ ...inWords(got), says: got.says, event: fateOf(got) }, { ...later, says, event });
      }));
  }
}

for (const { title, cases } of TABLE) describe(title, () => cases.forEach(check));

test('the table of the documentation is this one', () => {
  const written = readFileSync(new URL('../../../docs/faults.md', import.meta.url), 'utf8');
  assert.equal(written, document(), 'write it anew: node tests/visits/faults/write.js');
});
