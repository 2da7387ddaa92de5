// The package in a page: served as it is installed, or bundled as a user would, by defaults. Each gives the folder to serve.
import { cp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, tool } from '../stranger.js';

/** @typedef {(folder: string) => Promise<string>} Prepare */

/** @param {string} scripts */
const html = (scripts) => `<!doctype html>\n<html lang="en">\n<title>A page</title>\n${scripts}\n`;

/** What a browser needs to know of a package that it gets as plain files. */
export const IMPORT_MAP = {
  imports: {
    'burgee': '/node_modules/burgee/index.js',
    'burgee/client': '/node_modules/burgee/client.js',
    '#load-core': '/node_modules/burgee/load/core-fetch.js',
  },
};

/** @type {Prepare} */
export async function modules(folder) {
  await symlink(join(folder, '../node_modules'), join(folder, 'node_modules'));
  const map = `<script type="importmap">${JSON.stringify(IMPORT_MAP)}</script>`;
  await writeFile(join(folder, 'index.html'), html(`${map}\n<script type="module" src="page.js"></script>`));
  return folder;
}

/** @type {Prepare} */
export async function vite(folder) {
  await writeFile(join(folder, 'index.html'), html('<script type="module" src="/page.js"></script>'));
  await run(tool('vite'), ['build'], folder);
  return join(folder, 'dist');
}

/** @type {Prepare} */
export async function webpack(folder) {
  await run(tool('webpack'), ['--mode', 'production', '--entry', './page.js'], folder);
  await writeFile(join(folder, 'dist/index.html'), html('<script defer src="main.js"></script>'));
  return join(folder, 'dist');
}

/** esbuild leaves files alone that a module finds by its address: they are copied beside the bundle. @type {Prepare} */
export async function esbuild(folder) {
  await run(tool('esbuild'), ['page.js', '--bundle', '--minify', '--format=esm', '--outfile=dist/page.js'], folder);
  for (const file of ['core.wasm', 'core-plain.js']) await cp(join(folder, '../node_modules/burgee', file), join(folder, 'dist', file));
  await writeFile(join(folder, 'dist/index.html'), html('<script type="module" src="page.js"></script>'));
  return join(folder, 'dist');
}
