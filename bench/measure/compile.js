/** Compiles a snapshot in a process of its own: who decides from it is to know no more of the core than that takes. */
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
