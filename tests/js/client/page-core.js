/**
 * The real core as a page has it, from a bundle: its modules are fetched from beside it, the small one for compiled
 * snapshots and the whole one for others.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { start } from './support.js';

const pkg = new URL('../../../pkg/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'burgee-page-core-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const bundle = join(folder, 'bundle.mjs');
const contents = `export { initFor } from './evaluator/engine.js'; export { Evaluator, initSync } from './index.js';`;
await build({
  stdin: { contents, resolveDir: fileURLToPath(pkg) },
  bundle: true,
  format: 'esm',
  platform: 'browser',
  outfile: bundle,
  logLevel: 'error',
});

/** How a module is answered; what is not named is there. @typedef {Record<string, (() => Response | Promise<Response>) | undefined>} Answers */

let pages = 0;

/**
 * A page of its own: nothing is loaded yet. The network that it has for its modules is there until the next page.
 * @param {Answers} [answers]
 */
export async function pageCore(answers = {}) {
  const { initFor, Evaluator, initSync } = await import(`${pathToFileURL(bundle)}?${pages++}`);
  const loaded = /** @type {string[]} */ ([]);
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {URL} */ { pathname }) => {
      const name = /** @type {string} */ (pathname.split('/').pop());
      loaded.push(name);
      return (
        answers[name]?.() ??
        new Response(readFileSync(new URL(name, pkg)), { headers: { 'content-type': 'application/wasm' } })
      );
    }
  );
  const core = { init: initFor, Evaluator };
  return {
    answers,
    loaded,
    core,
    initSync,
    start: (/** @type {any} */ options, /** @type {any} */ page = undefined) =>
      start(options, page, /** @type {any} */ (core)),
  };
}
