/** The URLs of the tools' modules. Apart from core-files.js, so that a page's bundle does not contain them. */
export const tools = () => new URL('./tools.wasm', import.meta.url);
export const readers = () => new URL('./readers.wasm', import.meta.url);
