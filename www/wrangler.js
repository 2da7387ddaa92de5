// How to start wrangler: it needs Node 22 or newer, which the repository's own `node` package brings where the
// machine's Node is older.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const www = fileURLToPath(new URL('.', import.meta.url));
const modules = join(www, '..', 'node_modules');

/** It runs without an account and asks nothing of anybody: no metrics, no look-up of this machine's place, no prompts. */
const QUIET = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  CI: '1',
  NO_COLOR: '1',
};

function node() {
  const own = join(modules, '.bin', 'node');
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 22 || !existsSync(own) ? process.execPath : own;
}

/**
 * @param {string[]} args what wrangler is asked to do
 * @returns {{ command: string, args: string[], options: { cwd: string, env: NodeJS.ProcessEnv } }} for `spawn`
 */
export function wrangler(args) {
  const script = join(modules, 'wrangler', 'bin', 'wrangler.js');
  if (!existsSync(script)) throw new Error('wrangler is not installed: run `npm install` in the repository');
  const env = { ...process.env, ...QUIET };
  return { command: node(), args: [script, ...args], options: { cwd: www, env } };
}
