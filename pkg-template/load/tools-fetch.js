/** Browsers and Deno: the module's bytes from beside this file. */
export const load = () => fetch(new URL('../tools.wasm', import.meta.url));
