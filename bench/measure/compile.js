/** Compiles a snapshot in a separate process, so that the measured process loads only the module that decides. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(import.meta.url);

/** @param {string} snapshot @returns {string} */
export const compiled = (snapshot) =>
  execFileSync(process.execPath, [HERE], { input: snapshot, encoding: 'utf8', maxBuffer: 2 ** 28 });

if (process.argv[1] === HERE) {
  const { compile, init } = await import('../../pkg/index.js');
  await init();
  process.stdout.write(compile(readFileSync(0, 'utf8')));
}
