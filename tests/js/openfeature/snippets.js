/** The code of a page of the documentation, as it stands there, run as its reader would run it. */
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { read } from '../support.js';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/**
 * @param {string} page From the repository's root
 * @returns {{ blocks: number, code: (name: string) => string }} `code` is what stands behind `<!-- test: name -->`
 */
export function snippetsOf(page) {
  const text = read(page);
  const found = new Map([...text.matchAll(/<!-- test: ([\w-]+) -->\n```\w+\n([^]*?)```/g)].map(([, name, code]) => [name, code]));
  return {
    blocks: text.match(/^```\w+$/gm)?.length ?? 0,
    code(name) {
      const code = found.get(name);
      if (code === undefined) throw new Error(`${page} has no snippet \`${name}\``);
      return code;
    },
  };
}

/** A folder where `burgee` and what it stands beside are installed. */
export async function project() {
  const folder = await mkdtemp(join(tmpdir(), 'burgee-docs-'));
  await symlink(MODULES, join(folder, 'node_modules'));
  let loaded = 0;
  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
    /** Imports a module with JSX, if it has any. @param {string} code @returns {Promise<any>} */
    async load(code) {
      const file = join(folder, `snippet-${++loaded}.mjs`);
      const { code: plain } = await transform(code, { loader: 'jsx', jsx: 'automatic' });
      await writeFile(file, plain);
      return import(pathToFileURL(file).href);
    },
  };
}
