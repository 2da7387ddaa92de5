/** Where the larger module is: like core-files.js, and apart from it, so that a page's bundle does not bring it along. */
export const tools = () => new URL('./tools.wasm', import.meta.url);
