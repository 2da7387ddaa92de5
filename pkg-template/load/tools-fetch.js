import { tools } from '../tools-files.js';

/** Browsers and Deno: the module's bytes from beside this package. */
export const load = () => fetch(tools());
