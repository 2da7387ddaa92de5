// Ways of using the package in a page that the table has no row for.
import assert from 'node:assert/strict';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { after, before, test } from 'node:test';
import { createServer } from 'vite';
import { closeBrowsers, visit } from './cells/browsers.js';
import { html } from './cells/pages.js';
import { decides, reports } from './expected.js';
import { Site } from './site.js';
import { Stranger, run, tool } from './stranger.js';

/** @type {Stranger} */
let stranger;
/** @type {Site} */
let site;
before(async () => (stranger = await Stranger.arrive()));
after(async () => {
  site?.close();
  await closeBrowsers();
  await stranger?.leave();
});

test('`burgee/plain` in the bundle: one script is all that a strict page downloads', async () => {
  const folder = await stranger.project('plain');
  await run(tool('esbuild'), ['plain.js', '--bundle', '--minify', '--format=esm', '--outfile=dist/page.js'], folder);
  await writeFile(join(folder, 'dist/index.html'), html('<script type="module" src="page.js"></script>'));
  site = await Site.open(join(folder, 'dist'), true);
  const outcome = await visit('Chromium', site.url, site.outcome);
  decides(outcome);
  reports(outcome, site);
  assert.deepEqual([...site.served.keys()], ['/index.html', '/page.js']);
  assert.equal(outcome.compiles, false);
  site.close();
});

test('a page with a client alone downloads the small module for a compiled snapshot, with a pattern too, and the whole core for another', async () => {
  const folder = await stranger.project('client alone');
  await run(tool('esbuild'), ['client-alone.js', '--bundle', '--format=esm', '--outfile=dist/page.js'], folder);
  for (const file of ['page.wasm', 'core.wasm'])
    await copyFile(join(folder, 'node_modules/burgee', file), join(folder, 'dist', file));
  await writeFile(join(folder, 'dist/index.html'), html('<script type="module" src="page.js"></script>'));
  const shop = {
    variants: { on: true, off: false },
    rules: [{ if: { attribute: 'path', matches: '^/shop/[0-9]$' }, serve: 'on' }],
    fallthrough: 'off',
  };
  await writeFile(join(folder, 'dist/written.json'), JSON.stringify({ format: 'burgee/1', flags: { shop } }));
  await run(
    execPath,
    ['node_modules/burgee/cli.js', 'compile', 'dist/written.json', '--out', 'dist/compiled.json'],
    folder,
  );
  site = await Site.open(join(folder, 'dist'));
  assert.deepEqual(await visit('Chromium', site.url, site.outcome), {
    compiled: { status: 'READY', shop: true, modules: ['page.wasm'] },
    written: { status: 'READY', shop: true, modules: ['page.wasm', 'core.wasm'] },
  });
  site.close();
});

test("Vite's development server finds the core, which it serves from another place than the modules", async () => {
  const folder = await stranger.project('development');
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
    const { port } = /** @type {import('node:net').AddressInfo} */ (vite.httpServer?.address());
    const outcome = await visit('Chromium', `http://127.0.0.1:${port}/`, site.outcome);
    decides(outcome);
    reports(outcome, site);
  } finally {
    await vite.close();
  }
});
