// The installed tarball in every runtime and bundler: the shared cases, an exposure, and pages whose policy forbids WebAssembly.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closeBrowsers, visit } from './environments/browsers.js';
import { PAGES, RUNTIMES } from './environments/environments.js';
import { assertDecides, assertReports } from './expected.js';
import { Installation } from './installation.js';
import { Site } from './site.js';

/** @import { Outcome } from './site.js' */

/** In bytes. No page downloads more JavaScript; the plain core alone is larger. */
const MAX_JAVASCRIPT = 60_000;

/** @type {Installation} */
let installation;
before(async () => {
  installation = await Installation.create();
});
after(async () => {
  await closeBrowsers();
  await installation?.remove();
});

for (const { name, start, isInstalled } of RUNTIMES) {
  // A contributor with a newer Node need not have the oldest one too.
  const skip = isInstalled && !(await isInstalled()) && `${name} is not installed`;
  describe(name, { skip }, () => {
    /** @type {Site} */
    let site;
    /** @type {Outcome} */
    let outcome;
    before(async () => {
      site = await Site.open();
      await start(await installation.project(name), site.url);
      outcome = await site.outcome;
    });
    after(() => site?.close());
    test('evaluates the shared cases', () => assertDecides(outcome));
    test('reports an exposure', () => assertReports(outcome, site));
  });
}

for (const { name, prepare, browser } of PAGES) {
  describe(name, () => {
    let folder = '';
    before(async () => {
      folder = await prepare(await installation.project(name));
    });

    for (const isStrict of [false, true]) {
      describe(isStrict ? 'with a policy that forbids WebAssembly' : 'without a policy', () => {
        /** @type {Site} */
        let site;
        /** @type {Outcome} */
        let outcome;
        before(async () => {
          site = await Site.open(folder, isStrict);
          outcome = await visit(browser, site.url, site.outcome);
        });
        after(() => site?.close());
        test('evaluates the shared cases', () => assertDecides(outcome));
        test('reports an exposure', () => assertReports(outcome, site));
        test(`downloads ${isStrict ? 'the plain core and no WebAssembly' : 'one WebAssembly core and not the plain one'}`, () => {
          const scripts = [...site.served].filter(([file]) => file.endsWith('.js'));
          const bytes = scripts.reduce((sum, [, bytes]) => sum + bytes, 0);
          assert.equal(outcome.compiles, !isStrict);
          assert.equal([...site.served.keys()].filter((file) => file.endsWith('.wasm')).length, isStrict ? 0 : 1);
          // Plain modules contain their comments, so their size says nothing.
          if (scripts.length < 5) assert.equal(bytes > MAX_JAVASCRIPT, isStrict, `${bytes} bytes of JavaScript`);
          else assert.equal(site.served.has('/node_modules/burgee/core-plain.js'), isStrict);
        });
      });
    }
  });
}
