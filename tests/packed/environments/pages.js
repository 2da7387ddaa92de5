// The package in a page: served as installed, or bundled with the defaults of a bundler. Each returns the folder to serve.
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run, tool } from '../installation.js';

/** @typedef {(folder: string) => Promise<string>} Prepare */

/** @param {string} scripts */
export const html = (scripts) => `<!doctype html>\n<html lang="en">\n<title>A page</title>\n${scripts}\n`;

/** The import map for a package that is served as plain files. */
export const IMPORT_MAP = {
  imports: {
    burgee: '/node_modules/burgee/index.js',
    'burgee/client': '/node_modules/burgee/client.js',
    '#load-core': '/node_modules/burgee/load/core-fetch.js',
  },
};

/** The commands in the documentation, for the folder of the project. */
export const COMMANDS = {
  vite: ['vite build'],
  webpack: ['webpack --mode production --entry ./page.js'],
  esbuild: [
    'esbuild page.js --bundle --minify --format=esm --outfile=dist/page.js',
    'cp node_modules/burgee/page.wasm node_modules/burgee/core.wasm node_modules/burgee/core-plain.js dist/',
  ],
};

/** @type {Prepare} */
export async function modules(folder) {
  const map = `<script type="importmap">${JSON.stringify(IMPORT_MAP)}</script>`;
  await writeFile(join(folder, 'index.html'), html(`${map}\n<script type="module" src="page.js"></script>`));
  return folder;
}

/** @type {Prepare} */
export async function vite(folder) {
  await writeFile(join(folder, 'index.html'), html('<script type="module" src="/page.js"></script>'));
  await runCommands(COMMANDS.vite, folder);
  return join(folder, 'dist');
}

/** @type {Prepare} */
export async function webpack(folder) {
  await runCommands(COMMANDS.webpack, folder);
  await writeFile(join(folder, 'dist/index.html'), html('<script defer src="main.js"></script>'));
  return join(folder, 'dist');
}

/** @type {Prepare} */
export async function esbuild(folder) {
  await runCommands(COMMANDS.esbuild, folder);
  await writeFile(join(folder, 'dist/index.html'), html('<script type="module" src="page.js"></script>'));
  return join(folder, 'dist');
}

/** @param {string[]} commands @param {string} folder */
async function runCommands(commands, folder) {
  for (const command of commands) await run('sh', ['-c', `PATH="${dirname(tool('sh'))}:$PATH"; ${command}`], folder);
}
