// Runs the demo on this machine, without an account or a network: `node dev.js [--port 8787] [--state DIR]`.
// It assembles the site, migrates the local database and starts the Worker in the Workers runtime.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './build.js';
import { wrangler } from './wrangler.js';

const www = fileURLToPath(new URL('.', import.meta.url));

/** Without a token the admin API answers 403. A random token is safer than a well-known one. */
async function ensureToken() {
  const file = join(www, '.dev.vars');
  if (existsSync(file)) return;
  await writeFile(file, `ADMIN_TOKEN=${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  console.log('wrote www/.dev.vars with a random admin token');
}

/**
 * @param {string[]} args
 * @returns {Promise<void>} settles when wrangler has ended
 */
function run(args) {
  const { command, args: all, options } = wrangler(args);
  return new Promise((resolve, reject) => {
    const child = spawn(command, all, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) return resolve();
      reject(new Error(`wrangler ${args.join(' ')} exited with code ${code}\n${Buffer.concat(output)}`));
    });
  });
}

/** @param {string} state the folder of the local database */
export async function migrate(state) {
  await run(['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', state]);
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      state: { type: 'string', default: join(www, '.wrangler/state') },
    },
  });
  console.log('assembling the site …');
  await build();
  await ensureToken();
  console.log('migrating the local database …');
  await migrate(values.state);
  console.log(`starting the Worker; the demo will be at http://127.0.0.1:${values.port}/`);
  const dev = wrangler(['dev', '--local', '--ip', '127.0.0.1', '--port', values.port, '--persist-to', values.state]);
  const child = spawn(dev.command, dev.args, { ...dev.options, stdio: ['ignore', 'inherit', 'inherit'] });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 0));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
