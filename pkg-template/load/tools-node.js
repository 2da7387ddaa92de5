import { readFile } from 'node:fs/promises';

/** Node and Bun: the module's bytes from disk. */
export const load = () => readFile(new URL('../tools.wasm', import.meta.url));
