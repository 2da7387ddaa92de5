/** A folder of a reader of the documentation, who runs its code there. */
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from 'esbuild';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

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
