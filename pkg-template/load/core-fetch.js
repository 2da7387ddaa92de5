import { core, page } from '../core-files.js';
import { orPlain } from './forbidden.js';

/** Browsers and Deno: the module's bytes from beside this package. */
export const load = () => orPlain(() => fetch(core()));

/** What decides, for those who get compiled snapshots. */
export const loadPage = () => orPlain(() => fetch(page()));
