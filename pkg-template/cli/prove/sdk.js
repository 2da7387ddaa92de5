/** Loads a peer's SDK from the user's installation. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Failure } from '../failure.js';

/**
 * @param {string} name of the package @param {string[]} folders where it may be installed, or above
 * @returns {{ sdk: any, version: string }}
 */
export function installed(name, folders) {
  for (const folder of folders) {
    const require = createRequire(join(folder, 'package.json'));
    const file = resolve(require, name);
    if (file) return { sdk: require(file), version: versionOf(name, file) };
  }
  throw new Failure(`\`--prove\` needs ${name}, which is not installed: run \`npm i ${name}\``);
}

/** @param {NodeRequire} require @param {string} name */
function resolve(require, name) {
  try {
    return require.resolve(name);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/** Not every package exports its package.json. @param {string} name @param {string} file */
function versionOf(name, file) {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    const read = existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8'));
    if (read && read.name === name) return read.version;
  }
  return '?';
}
