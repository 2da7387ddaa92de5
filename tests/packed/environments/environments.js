// The environments in which the package must work: one list for the tests and for the table in the documentation.
import { esbuild, modules, vite, webpack } from './pages.js';
import { bun, deno, edge, node, nodeOf, workerd } from './runtimes.js';

/**
 * @typedef {{ name: string, how: string }} Environment `how`: where the core comes from
 * @typedef {Environment & { start: import('./runtimes.js').Start, isInstalled?: () => Promise<unknown> }} Runtime runs a program
 * @typedef {Environment & { prepare: import('./pages.js').Prepare, browser: import('./browsers.js').Name }} Page is served to a browser
 */

const AS_FILES = 'fetched from beside the modules';

/** @type {Runtime[]} */
export const RUNTIMES = [
  { name: 'Node 20', how: 'read from disk', start: node(20), isInstalled: () => nodeOf(20) },
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
  { name: 'bundled by Vite', how: 'an asset of the build', prepare: vite, browser: 'Chromium' },
  { name: 'bundled by webpack', how: 'an asset of the build', prepare: webpack, browser: 'Chromium' },
  { name: 'bundled by esbuild', how: 'copied beside the bundle', prepare: esbuild, browser: 'Chromium' },
];

/** The list as a table for the documentation. Each tick is a test. */
export function table() {
  const rows = [
    ['where', 'the core is', 'decides', 'reports', 'both with WebAssembly forbidden'],
    ['---', '---', ':-:', ':-:', ':-:'],
    ...RUNTIMES.map(({ name, how }) => [name, how, '✓', '✓', '']),
    ...PAGES.map(({ name, how }) => [name, how, '✓', '✓', '✓']),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`.replace(/ {2,}/g, ' ')).join('\n');
}
