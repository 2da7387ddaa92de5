// The tarball, installed, in every runtime and bundler: the shared cases, an exposure, and a page that may not compile.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { COUNTS, verifyAll } from '../js/cases/verify.js';
import { closeBrowsers, visit } from './cells/browsers.js';
import { PAGES, RUNTIMES } from './cells/cells.js';
import { EXPOSURE, Site } from './site.js';
import { Stranger } from './stranger.js';

/** @import { Outcome } from './site.js' */

const CASES = Object.values(COUNTS).reduce((sum, count) => sum + count, 0);
/** No page has to download more JavaScript than this, in bytes: the plain core alone would be several times as large. */
const MOST_JAVASCRIPT = 100_000;

/** @type {Stranger} */
let stranger;
before(async () => (stranger = await Stranger.arrive()));
after(async () => {
  await closeBrowsers();
  await stranger?.leave();
});

/** @param {() => Outcome} outcome */
function decides(outcome) {
  const { failure, observed } = outcome();
  assert.equal(failure, undefined);
  assert.equal(verifyAll(observed), CASES);
}

/** @param {Site} site @param {Outcome} outcome @param {number} since When it began */
function reports({ events }, { status, values, flushed, lost }, since) {
  assert.deepEqual({ status, values, flushed, lost }, { status: 'READY', values: ['price b', 'price b'], flushed: true, lost: 0 });
  assert.equal(events.length, 1, 'events at the collector');
  const [{ id, at, ...exposure }] = events;
  assert.deepEqual(exposure, EXPOSURE);
  assert.match(id, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  // The server's clock, which has whole seconds, is what counts.
  assert.ok(at > since - 2000 && at < Date.now() + 2000, `${at} is not now`);
}

for (const { name, start, here } of RUNTIMES) {
  // Who builds with a newer Node need not have the oldest one too.
  const skip = here && !(await here()) && `this machine has no ${name}`;
  describe(name, { skip }, () => {
    const since = Date.now();
    /** @type {Site} */
    let site;
    /** @type {Outcome} */
    let outcome;
    before(async () => {
      site = await Site.open();
      await start(await stranger.project(name), site.url);
      outcome = await site.outcome;
    });
    after(() => site?.close());
    test('evaluates the shared cases', () => decides(() => outcome));
    test('reports an exposure', () => reports(site, outcome, since));
  });
}

for (const { name, prepare, browser } of PAGES) {
  describe(name, () => {
    const since = Date.now();
    let folder = '';
    before(async () => (folder = await prepare(await stranger.project(name))));

    for (const strict of [false, true]) {
      describe(strict ? 'where WebAssembly is forbidden' : 'without a policy', () => {
        /** @type {Site} */
        let site;
        /** @type {Outcome} */
        let outcome;
        before(async () => {
          site = await Site.open(folder, strict);
          outcome = await visit(browser, site.url, site.outcome);
        });
        after(() => site?.close());
        test('evaluates the shared cases', () => decides(() => outcome));
        test('reports an exposure', () => reports(site, outcome, since));
        test(`downloads ${strict ? 'the plain core instead' : 'the core, and not the plain one'}`, () => {
          const files = [...site.served];
          const sum = (/** @type {string} */ ending) => files.reduce((sum, [file, bytes]) => sum + (file.endsWith(ending) ? bytes : 0), 0);
          assert.equal(outcome.compiles, !strict);
          assert.equal(files.filter(([file]) => file.endsWith('.wasm')).length, strict ? 0 : 1);
          assert.equal(sum('.js') > MOST_JAVASCRIPT, strict, `${sum('.js')} bytes of JavaScript`);
        });
      });
    }
  });
}
