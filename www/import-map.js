// Converts `exports` and `imports` of a package to an import map, for pages that load it as plain modules.

/** @typedef {string | null | { [condition: string]: Target }} Target the value of an export */

/** The conditions of a page, without `types` and those of other runtimes. */
const CONDITIONS = new Set(['browser', 'import', 'default']);

/**
 * The file for a page: that of the first condition that holds, which is how Node and bundlers resolve it.
 * @param {Target} target
 * @returns {string | undefined}
 */
function resolveTarget(target) {
  if (typeof target === 'string') return target;
  for (const [condition, inner] of Object.entries(target ?? {})) {
    const file = CONDITIONS.has(condition) ? resolveTarget(inner) : undefined;
    if (file) return file;
  }
  return undefined;
}

/**
 * @param {{ name: string, exports: { [entry: string]: Target }, imports?: { [name: string]: Target } }} manifest
 * @param {string} base the path at which the package is served, with a trailing slash
 * @param {(file: string) => boolean} exists entries without a file are omitted
 * @returns {{ imports: { [specifier: string]: string } }}
 */
export function importMap(manifest, base, exists) {
  /** @type {{ [specifier: string]: string }} */
  const imports = {};
  for (const [entry, target] of [...Object.entries(manifest.exports), ...Object.entries(manifest.imports ?? {})]) {
    const file = resolveTarget(target);
    if (!file?.endsWith('.js') || !exists(file)) continue;
    const specifier = entry.startsWith('#') ? entry : manifest.name + entry.slice(1);
    imports[specifier] = base + file.replace(/^\.\//, '');
  }
  return { imports };
}
