/** A snapshot's file: read as it is, replaced as a whole or not at all. */
import { constants } from 'node:fs';
import { open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text as all } from 'node:stream/consumers';
import { isCompiled } from '../evaluator/engine.js';
import { Failure } from './failure.js';

/** The file that is meant when none is named. */
export const DEFAULT = 'burgee.json';

/** @typedef {{ name: string, path: string | null, text: string }} File `path` is null for standard input */

/** A file that a person wrote. @param {string} [name] `-` for standard input @returns {Promise<File>} */
export async function read(name = DEFAULT) {
  const file = await readAny(name);
  if (isCompiled(file.text))
    throw new Failure(
      `\`${file.name}\` is a compiled snapshot, made for pages to decide from: give the file that it was compiled from`,
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
  const hint = name === DEFAULT ? ': `burgee init` writes one, `--file` names another' : '';
  if (error.code === 'ENOENT') throw new Failure(`there is no file \`${name}\`${hint}`);
  throw new Failure(`\`${name}\` can't be read: ${error.code ?? error.message}`);
}

/**
 * Puts a new text in the file's place: a temporary file beside it, brought to the disk, then renamed over it. A
 * reader sees the old text or the new one; whoever wrote to the file since it was read is not overwritten.
 * @param {File} file @param {string} text
 */
export async function replace({ name, path, text: before }, text) {
  if (path === null) return;
  const { mode } = await stat(path);
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await write(beside, text, mode & 0o7777);
    if ((await contents(name, path)) !== before)
      throw new Failure(`\`${name}\` has changed since it was read: nothing is written`);
    await rename(beside, path);
  } catch (error) {
    await unlink(beside).catch(() => {});
    if (error instanceof Failure) throw error;
    throw new Failure(`\`${name}\` can't be written: ${/** @type {NodeJS.ErrnoException} */ (error).code}`);
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

/** A folder's own entry; not every system can. @param {string} folder */
async function sync(folder) {
  const handle = await open(folder, constants.O_RDONLY).catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** A file that was not there before. @param {string} name @param {string} text */
export async function create(name, text) {
  try {
    await write(name, text, 0o644);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EEXIST') throw new Failure(`there is a file \`${name}\` already`);
    throw new Failure(`\`${name}\` can't be written: ${code}`);
  }
}

/** Writes a file whether it is there or not. @param {string} name @param {string} text */
export async function put(name, text) {
  const there = await stat(name).then(
    () => true,
    () => false,
  );
  if (there) await replace(await readAny(name), text);
  else await create(name, text);
}

/** Whether a name is that of a file which was read. @param {File} file @param {string} name */
export const isOf = async ({ path }, name) => path !== null && path === (await realpath(name).catch(() => undefined));
