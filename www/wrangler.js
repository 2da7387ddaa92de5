// The command that starts wrangler. It needs Node 22 or newer: the `node` package of this repository has it where the
// machine's Node is older.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const www = fileURLToPath(new URL('.', import.meta.url));
const modules = join(www, '..', 'node_modules');

/** No account, no metrics, no location lookup, no prompts. */
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
 * @param {string[]} args of wrangler
 * @returns {{ command: string, args: string[], options: { cwd: string, env: NodeJS.ProcessEnv } }} for `spawn`
 */
export function wrangler(args) {
  const script = join(modules, 'wrangler', 'bin', 'wrangler.js');
  if (!existsSync(script)) throw new Error('wrangler is not installed: run `npm ci` in the repository');
  const env = { ...process.env, ...QUIET };
  return { command: node(), args: [script, ...args], options: { cwd: www, env } };
}
