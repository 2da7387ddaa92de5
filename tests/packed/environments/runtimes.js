// The package in runtimes without a page. Each gets a folder with the user's programs and the URL of its site.
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { promisify } from 'node:util';
import { run, tool } from '../installation.js';

/** @typedef {(folder: string, site: string) => Promise<string | void>} Start */

/** This machine's Node if it has that version, or the repository's. @param {number} major */
export async function nodeOf(major) {
  for (const program of ['node', tool('node')]) {
    const { stdout } = await promisify(execFile)(program, ['--version']).catch(() => ({ stdout: '' }));
    if (stdout.startsWith(`v${major}.`)) return program;
  }
}

/** @type {(major: number) => Start} */
export const node = (major) => async (folder, site) => {
  const program = await nodeOf(major);
  if (!program) throw new Error(`Node ${major} is not installed`);
  await run(program, ['program.js', site], folder);
};

/** @type {Start} */
export const deno = (folder, site) =>
  run(
    tool('deno'),
    ['run', '--no-prompt', '--no-remote', '--allow-read', '--allow-net', '--allow-env', 'program.js', site],
    folder,
  );

/** @type {Start} */
export const bun = (folder, site) => run(tool('bun'), ['run', '--no-install', 'program.js', site], folder);

/** @type {Start} */
export async function workerd(folder, site) {
  Object.assign(env, {
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    CI: '1',
  });
  const { unstable_dev: start } = await import('wrangler');
  // Wrangler writes its own files beside this one.
  const config = join(folder, 'wrangler.json');
  await writeFile(config, JSON.stringify({ name: 'user', main: 'worker.js', compatibility_date: '2026-05-01' }));
  const worker = await start(join(folder, 'worker.js'), {
    config,
    local: true,
    ip: '127.0.0.1',
    port: 0,
    inspectorPort: 0,
    logLevel: 'error',
    persist: false,
    experimental: { disableExperimentalWarning: true, disableDevRegistry: true, testMode: true, watch: false },
  });
  try {
    const response = await worker.fetch(`http://worker/?site=${encodeURIComponent(site)}`);
    if (!response.ok) throw new Error(`the Worker answered ${response.status}: ${await response.text()}`);
  } finally {
    await worker.stop();
  }
}

/**
 * Like a build of Vercel: one script, and a `.wasm?module` that the runtime provides as a compiled module.
 * @type {Start}
 */
export async function edge(folder, site) {
  const { EdgeRuntime } = await import('edge-runtime');
  let file = '';
  const modules = {
    name: 'modules',
    setup(/** @type {import('esbuild').PluginBuild} */ { onResolve, onLoad }) {
      onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => {
        file = join(resolveDir, path.replace('?module', ''));
        return { path: file, namespace: 'compiled' };
      });
      onLoad({ filter: /./, namespace: 'compiled' }, () => ({ contents: 'export default globalThis.compiledCore' }));
    },
  };
  const output = await build({
    absWorkingDir: folder,
    entryPoints: ['edge.js'],
    bundle: true,
    format: 'iife',
    conditions: ['edge-light'],
    plugins: [modules],
    write: false,
  });
  const compiledCore = await WebAssembly.compile(await readFile(file));
  const runtime = new EdgeRuntime({
    initialCode: output.outputFiles[0].text,
    extend: (context) => Object.assign(context, { compiledCore }),
  });
  const response = await runtime.dispatchFetch(`http://edge/?site=${encodeURIComponent(site)}`);
  if (!response.ok) throw new Error(`the function answered ${response.status}: ${await response.text()}`);
}
