// Starts the demo's Worker in the Workers runtime, with a free port and a new database in a temporary folder.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from '../../www/build.js';
import { migrate } from '../../www/dev.js';
import { wrangler } from '../../www/wrangler.js';

export const ADMIN_TOKEN = 'a-token-for-tests-only';

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 * @param {() => string} log
 */
async function waitForResponse(url, child, log) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the Worker exited with code ${child.exitCode}\n${log()}`);
    try {
      const response = await fetch(`${url}/live/snapshot.json`);
      await response.arrayBuffer();
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(200);
  }
  throw new Error(`the Worker did not answer within a minute\n${log()}`);
}

/**
 * Ends the child and what it started, and nothing else: they are one process group.
 * @param {import('node:child_process').ChildProcess} child
 */
async function end(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await Promise.race([ended, sleep(5000, undefined, { ref: false })]);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}

/** Ends the Workers when the tests are interrupted. */
const running = new Set();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => void Promise.all([...running].map(end)).finally(() => process.exit(1)));
}

/** @typedef {{ url: string, log: () => string, close: () => Promise<void> }} Server */

/**
 * @param {{ [name: string]: string }} [vars] bindings besides the admin token
 * @returns {Promise<Server>}
 */
export async function startServer(vars = {}) {
  await build();
  const state = await mkdtemp(join(tmpdir(), 'burgee-www-'));
  await migrate(state);
  const port = await freePort();
  const bindings = Object.entries({ ADMIN_TOKEN, ...vars }).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
  const { command, args, options } = wrangler([
    'dev',
    '--local',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--inspector-port',
    '0',
    '--persist-to',
    state,
    ...bindings,
  ]);
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const url = `http://127.0.0.1:${port}`;
  const close = async () => {
    await end(child);
    running.delete(child);
    await rm(state, { recursive: true, force: true });
  };
  try {
    await waitForResponse(url, child, () => output);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, log: () => output, close };
}
