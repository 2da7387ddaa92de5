// Evaluates a snapshot for a list of users in every runtime. Each result is one line of decisions for each user.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { chromium } from 'playwright-core';
import { Evaluator, init } from '../../pkg/index.js';
import { serveFiles, startHttpServer } from '../support/http-server.js';
import { decide } from './decide.js';

/** @typedef {(snapshot: string, users: string[]) => Promise<string[]>} Runtime */

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @type {Runtime} */
export async function native(snapshot, users) {
  const folder = await mkdtemp(join(tmpdir(), 'burgee-users-'));
  try {
    const files = [join(folder, 'snapshot.json'), join(folder, 'users.jsonl')];
    await writeFile(files[0], snapshot);
    await writeFile(files[1], `${users.join('\n')}\n`);
    const args = ['run', '--quiet', '--package', 'burgee', '--example', 'decide', '--', ...files];
    const { stdout } = await promisify(execFile)(env.CARGO ?? 'cargo', args, { cwd: root, maxBuffer: 1 << 28 });
    return stdout.trimEnd().split('\n');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @type {Runtime} */
export async function node(snapshot, users) {
  await init();
  return decide(new Evaluator(snapshot), users);
}

/** @type {Runtime} */
export async function plain(snapshot, users) {
  const thread = new Worker(new URL('plain.js', import.meta.url), { workerData: { snapshot, users } });
  const [decisions] = await once(thread, 'message');
  return decisions;
}

/** @type {Runtime} */
export async function page(snapshot, users) {
  const server = await serve(users);
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  const browser = await chromium.launch({ executablePath: env.BURGEE_CHROMIUM ?? '/usr/bin/chromium', args });
  try {
    const tab = await browser.newPage();
    tab.setDefaultTimeout(60_000);
    await tab.goto(`${server.url}/`);
    await tab.waitForFunction('window.run');
    const decisions = /** @type {string} */ (await tab.evaluate(`run(${JSON.stringify(snapshot)})`));
    return decisions.split('\n');
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Serves the users, the package and the page. @param {string[]} users */
function serve(users) {
  const files = serveFiles();
  return startHttpServer((request, response) => {
    const { path } = request;
    if (path === '/users') return response.end(users.join('\n'));
    if (path.startsWith('/pkg/')) return files(request, response);
    return files({ ...request, path: `/tests/runtimes${path === '/' ? '/page.html' : path}` }, response);
  });
}

/** @type {Runtime} */
export async function workerd(snapshot, users) {
  Object.assign(env, {
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    CI: '1',
  });
  const { unstable_dev: start } = await import('wrangler');
  const worker = await start(fileURLToPath(new URL('worker.js', import.meta.url)), {
    local: true,
    ip: '127.0.0.1',
    port: 0,
    inspectorPort: 0,
    logLevel: 'error',
    compatibilityDate: '2026-05-01',
    persist: false,
    experimental: { disableExperimentalWarning: true, disableDevRegistry: true, testMode: true, watch: false },
  });
  try {
    const response = await worker.fetch('http://worker/', {
      method: 'POST',
      body: JSON.stringify({ snapshot, users }),
    });
    if (!response.ok) throw new Error(`the Worker answered ${response.status}: ${await response.text()}`);
    return (await response.text()).split('\n');
  } finally {
    await worker.stop();
  }
}
