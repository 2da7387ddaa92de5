import { core, page } from '../core-files.js';
import { orPlain } from './forbidden.js';

/** Browsers and Deno: the module's bytes from beside this package. */
export const load = () => orPlain(() => fetch(core()));

/** What most snapshots need of it, for pages. */
export const loadPage = () => orPlain(() => fetch(page()));
