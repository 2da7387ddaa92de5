// A Worker of one file, bundled as people bundle theirs, in the Workers runtime itself.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';

/**
 * @param {{ file: string } | { code: string, resolveDir: string }} entry
 * @param {{ alias?: { [name: string]: string }, wasm?: string, services?: { [binding: string]: (request: any) => any } }} [options] `wasm`: the module that the Worker imports
 */
export async function startWorker(entry, { alias = {}, wasm, services = {} } = {}) {
  const { outputFiles } = await build({
    ...('file' in entry
      ? { entryPoints: [entry.file] }
      : { stdin: { contents: entry.code, resolveDir: entry.resolveDir } }),
    alias,
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['workerd', 'worker'],
    external: ['*.wasm'],
    logLevel: 'error',
  });
  /** @type {any[]} */
  const modules = [{ type: 'ESModule', path: 'bundle/worker.js', contents: outputFiles[0]?.text ?? '' }];
  if (wasm) modules.push({ type: 'CompiledWasm', path: 'core.wasm', contents: await readFile(wasm) });
  const worker = new Miniflare({
    modules,
    modulesRoot: '.',
    serviceBindings: services,
    host: '127.0.0.1',
    port: 0,
    compatibilityDate: '2026-05-01',
    cf: false,
  });
  return { url: String(await worker.ready), stop: () => worker.dispose() };
}

/** @param {string} path from this folder */
export const here = (path) => fileURLToPath(new URL(path, import.meta.url));
