/** The public case suites of GrowthBook and Eppo. `cargo xtask suites` downloads them; they are not committed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';

const DOWNLOADED = fileURLToPath(new URL('../../../target/burgee/suites', import.meta.url));

/** Why tests without the suites are skipped. */
export const MISSING = 'the public case suites are not downloaded: run `cargo xtask suites`';

/**
 * The folder of a suite, or `undefined` if it is not downloaded. `BURGEE_SUITES` is the path of another folder with suites.
 * @param {string} name
 */
export function suites(name) {
  const folder = join(env.BURGEE_SUITES ?? DOWNLOADED, name);
  if (existsSync(folder)) return folder;
  if (env.BURGEE_SUITES) throw new Error(`BURGEE_SUITES has no folder \`${name}\`: expected \`${folder}\``);
  return undefined;
}
