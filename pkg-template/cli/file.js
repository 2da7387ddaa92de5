/** Reads and writes files; a file is replaced completely or not at all. */
import { constants } from 'node:fs';
import { open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text as all } from 'node:stream/consumers';
import { isCompiled } from '../evaluator/engine.js';
import { Failure } from './failure.js';

/** The file that is used if none is named. */
export const DEFAULT = 'burgee.json';

/** @typedef {{ name: string, path: string | null, text: string }} File `path` is null for standard input */

/** Reads a source snapshot. @param {string} [name] `-` for standard input @returns {Promise<File>} */
export async function read(name = DEFAULT) {
  const file = await readAny(name);
  if (isCompiled(file.text))
    throw new Failure(
      `\`${file.name}\` is a compiled snapshot, expected a source snapshot: use the file that it was compiled from`,
    );
  return file;
}

/** @param {string} name @returns {Promise<File>} */
async function readAny(name) {
  if (name === '-') return { name: 'standard input', path: null, text: await all(process.stdin) };
  const path = await realpath(name).catch((error) => fail(name, error));
  return { name, path, text: await contents(name, path) };
}

/** @param {string} name @param {string} path */
async function contents(name, path) {
  const bytes = await readFile(path).catch((error) => fail(name, error));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure(`\`${name}\` is not UTF-8 text`);
  }
}

/** @param {string} name @param {NodeJS.ErrnoException} error @returns {never} */
function fail(name, error) {
  const hint = name === DEFAULT ? ': create it with `burgee init`, or choose another with `--file`' : '';
  if (error.code === 'ENOENT') throw new Failure(`there is no file \`${name}\`${hint}`);
  throw new Failure(`\`${name}\` cannot be read: ${error.code ?? error.message}`);
}

/**
 * Replaces a file's text: writes a temporary file beside it, flushes it to the disk, and renames it over the file. A reader sees
 * either the old text or the new one. A change since the file was read is not overwritten.
 * @param {File} file @param {string} text
 */
export async function replace({ name, path, text: before }, text) {
  if (path === null) return;
  const { mode } = await stat(path);
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await write(beside, text, mode & 0o7777);
    if ((await contents(name, path)) !== before)
      throw new Failure(`\`${name}\` has changed since it was read: it is not overwritten`);
    await rename(beside, path);
  } catch (error) {
    await unlink(beside).catch(() => {});
    if (error instanceof Failure) throw error;
    throw new Failure(`\`${name}\` cannot be written: ${/** @type {NodeJS.ErrnoException} */ (error).code}`);
  }
  await sync(dirname(path));
}

/** @param {string} path @param {string} text @param {number} mode */
async function write(path, text, mode) {
  const file = await open(path, 'wx', mode);
  try {
    await file.chmod(mode);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes a folder's entry to the disk, where the system can. @param {string} folder */
async function sync(folder) {
  const handle = await open(folder, constants.O_RDONLY).catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** Writes a new file. @param {string} name @param {string} text */
export async function create(name, text) {
  try {
    await write(name, text, 0o644);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EEXIST') throw new Failure(`the file \`${name}\` already exists`);
    throw new Failure(`\`${name}\` cannot be written: ${code}`);
  }
}

/** Creates or replaces a file. @param {string} name @param {string} text */
export async function put(name, text) {
  const exists = await stat(name).then(
    () => true,
    () => false,
  );
  if (exists) await replace(await readAny(name), text);
  else await create(name, text);
}

/** Whether a name is that of the file. @param {File} file @param {string} name */
export const isSameFile = async ({ path }, name) =>
  path !== null && path === (await realpath(name).catch(() => undefined));
