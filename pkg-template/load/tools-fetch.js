import { tools } from '../tools-files.js';

/** Browsers and Deno: fetches the module from the folder of this package. */
export const load = () => fetch(tools());
