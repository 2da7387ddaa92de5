import { readers } from '../tools-files.js';

/** Browsers and Deno: the module's bytes from beside this package. */
export const load = () => fetch(readers());
