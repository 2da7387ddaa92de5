/**
 * Where the package's own files are, in the folder that has them: beside a bundle of this module they are looked for
 * under the same names. Bundlers that know `new URL(…, import.meta.url)` bring them along by themselves.
 */
export const page = () => new URL('./page.wasm', import.meta.url);
export const core = () => new URL('./core.wasm', import.meta.url);
export const plain = () => new URL('./core-plain.js', import.meta.url);
