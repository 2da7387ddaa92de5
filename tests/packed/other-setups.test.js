// Setups of a page that the table of environments does not have.
import assert from 'node:assert/strict';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { after, before, test } from 'node:test';
import { createServer } from 'vite';
import { closeBrowsers, visit } from './environments/browsers.js';
import { html } from './environments/pages.js';
import { assertDecides, assertReports } from './expected.js';
import { Installation, run, tool } from './installation.js';
import { Site } from './site.js';

/** @type {Installation} */
let installation;
/** @type {Site} */
let site;
before(async () => {
  installation = await Installation.create();
});
after(async () => {
  await site?.close();
  await closeBrowsers();
  await installation?.remove();
});

test('with `burgee/plain` in the bundle, a strict page downloads one script and nothing else', async () => {
  const folder = await installation.project('plain');
  await run(tool('esbuild'), ['plain.js', '--bundle', '--minify', '--format=esm', '--outfile=dist/page.js'], folder);
  await writeFile(join(folder, 'dist/index.html'), html('<script type="module" src="page.js"></script>'));
  site = await Site.open(join(folder, 'dist'), true);
  const outcome = await visit('Chromium', site.url, site.outcome);
  assertDecides(outcome);
  assertReports(outcome, site);
  assert.deepEqual([...site.served.keys()], ['/index.html', '/page.js']);
  assert.equal(outcome.compiles, false);
  await site.close();
});

test('a client downloads the small module for a compiled snapshot, and also the whole core for a source snapshot', async () => {
  const folder = await installation.project('client alone');
  await run(tool('esbuild'), ['client-alone.js', '--bundle', '--format=esm', '--outfile=dist/page.js'], folder);
  for (const file of ['page.wasm', 'core.wasm'])
    await copyFile(join(folder, 'node_modules/burgee', file), join(folder, 'dist', file));
  await writeFile(join(folder, 'dist/index.html'), html('<script type="module" src="page.js"></script>'));
  const shop = {
    variants: { on: true, off: false },
    rules: [{ if: { attribute: 'path', matches: '^/shop/[0-9]$' }, serve: 'on' }],
    fallthrough: 'off',
  };
  await writeFile(join(folder, 'dist/source.json'), JSON.stringify({ format: 'burgee/1', flags: { shop } }));
  await run(
    execPath,
    ['node_modules/burgee/cli.js', 'compile', 'dist/source.json', '--out', 'dist/compiled.json'],
    folder,
  );
  site = await Site.open(join(folder, 'dist'));
  assert.deepEqual(await visit('Chromium', site.url, site.outcome), {
    compiled: { status: 'READY', shop: true, modules: ['page.wasm'] },
    source: { status: 'READY', shop: true, modules: ['page.wasm', 'core.wasm'] },
  });
  await site.close();
});

test("Vite's development server serves the core, although its path differs from that of the modules", async () => {
  const folder = await installation.project('development');
  await writeFile(join(folder, 'index.html'), html('<script type="module" src="/page.js"></script>'));
  site = await Site.open();
  const proxy = Object.fromEntries(
    ['/snapshot.json', '/cases.json', '/report', '/outcome'].map((path) => [path, site.url]),
  );
  const vite = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, proxy },
  });
  try {
    await vite.listen();
    assert.ok(vite.httpServer);
    const { port } = /** @type {import('node:net').AddressInfo} */ (vite.httpServer.address());
    const outcome = await visit('Chromium', `http://127.0.0.1:${port}/`, site.outcome);
    assertDecides(outcome);
    assertReports(outcome, site);
  } finally {
    await vite.close();
  }
});
