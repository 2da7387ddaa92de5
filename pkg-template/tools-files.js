/** Where the larger modules are: like core-files.js, and apart from it, so that a page's bundle does not bring them along. */
export const tools = () => new URL('./tools.wasm', import.meta.url);
export const readers = () => new URL('./readers.wasm', import.meta.url);
