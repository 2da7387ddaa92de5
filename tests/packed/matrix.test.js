// The tarball, installed, in every runtime and bundler: the shared cases, an exposure, and a page that may not compile.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closeBrowsers, visit } from './cells/browsers.js';
import { PAGES, RUNTIMES } from './cells/cells.js';
import { decides, reports } from './expected.js';
import { Site } from './site.js';
import { Stranger } from './stranger.js';

/** @import { Outcome } from './site.js' */

/** No page has to download more JavaScript than this, in bytes: the plain core alone would be more. */
const MOST_JAVASCRIPT = 60_000;

/** @type {Stranger} */
let stranger;
before(async () => (stranger = await Stranger.arrive()));
after(async () => {
  await closeBrowsers();
  await stranger?.leave();
});

for (const { name, start, here } of RUNTIMES) {
  // Who builds with a newer Node need not have the oldest one too.
  const skip = here && !(await here()) && `this machine has no ${name}`;
  describe(name, { skip }, () => {
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
    test('evaluates the shared cases', () => decides(outcome));
    test('reports an exposure', () => reports(outcome, site));
  });
}

for (const { name, prepare, browser } of PAGES) {
  describe(name, () => {
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
        test('evaluates the shared cases', () => decides(outcome));
        test('reports an exposure', () => reports(outcome, site));
        test(`downloads ${strict ? 'the plain core instead' : 'the core, and not the plain one'}`, () => {
          const scripts = [...site.served].filter(([file]) => file.endsWith('.js'));
          const bytes = scripts.reduce((sum, [, bytes]) => sum + bytes, 0);
          assert.equal(outcome.compiles, !strict);
          assert.equal([...site.served.keys()].filter((file) => file.endsWith('.wasm')).length, strict ? 0 : 1);
          // Plain modules come with their comments.
          if (scripts.length < 5) assert.equal(bytes > MOST_JAVASCRIPT, strict, `${bytes} bytes of JavaScript`);
          else assert.equal(site.served.has('/node_modules/burgee/core-plain.js'), strict);
        });
      });
    }
  });
}
