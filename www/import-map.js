// From a package's `exports` and `imports` to the import map of a page that loads it as plain modules.

/** @typedef {string | null | { [condition: string]: Target }} Target what an export may point to */

/** In a page these conditions hold; `types` and the other runtimes' do not. */
const HOLDS = new Set(['browser', 'import', 'default']);

/**
 * The file that a page gets: the first condition that holds, as Node's and the bundlers' resolvers choose.
 * @param {Target} target
 * @returns {string | undefined}
 */
function chosen(target) {
  if (typeof target === 'string') return target;
  for (const [condition, inner] of Object.entries(target ?? {})) {
    const file = HOLDS.has(condition) ? chosen(inner) : undefined;
    if (file) return file;
  }
  return undefined;
}

/**
 * @param {{ name: string, exports: { [entry: string]: Target }, imports?: { [name: string]: Target } }} manifest
 * @param {string} base where the package's files are served, with a slash at the end
 * @param {(file: string) => boolean} exists entries that were not built are left out
 * @returns {{ imports: { [specifier: string]: string } }}
 */
export function importMap(manifest, base, exists) {
  /** @type {{ [specifier: string]: string }} */
  const imports = {};
  for (const [entry, target] of [...Object.entries(manifest.exports), ...Object.entries(manifest.imports ?? {})]) {
    const file = chosen(target);
    if (!file?.endsWith('.js') || !exists(file)) continue;
    const specifier = entry.startsWith('#') ? entry : manifest.name + entry.slice(1);
    imports[specifier] = base + file.replace(/^\.\//, '');
  }
  return { imports };
}
