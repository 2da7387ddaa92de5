// Where the package has to work: one list for the tests, and for the table that the documentation shows.
import { esbuild, modules, vite, webpack } from './pages.js';
import { bun, deno, edge, node, workerd } from './runtimes.js';

/**
 * @typedef {{ name: string, how: string }} Cell
 * @typedef {Cell & { start: import('./runtimes.js').Start }} Runtime  runs a program
 * @typedef {Cell & { prepare: import('./pages.js').Prepare, browser: import('./browsers.js').Name }} Page  serves a page
 */

const AS_FILES = 'fetched by the import map';

/** @type {Runtime[]} */
export const RUNTIMES = [
  { name: 'Node 20', how: 'read from disk', start: node(20) },
  { name: 'Node 24', how: 'read from disk', start: node(24) },
  { name: 'Deno', how: 'read from disk', start: deno },
  { name: 'Bun', how: 'read from disk', start: bun },
  { name: 'Cloudflare Workers (workerd)', how: 'a module of the Worker', start: workerd },
  { name: 'Vercel Edge (edge-runtime)', how: 'a module of the function', start: edge },
];

/** @type {Page[]} */
export const PAGES = [
  { name: 'Chromium, plain modules', how: AS_FILES, prepare: modules, browser: 'Chromium' },
  { name: 'Firefox, plain modules', how: AS_FILES, prepare: modules, browser: 'Firefox' },
  { name: 'Vite, in Chromium', how: 'an asset of the build', prepare: vite, browser: 'Chromium' },
  { name: 'webpack, in Chromium', how: 'an asset of the build', prepare: webpack, browser: 'Chromium' },
  { name: 'esbuild, in Chromium', how: 'copied beside the bundle', prepare: esbuild, browser: 'Chromium' },
];
