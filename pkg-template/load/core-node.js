import { readFile } from 'node:fs/promises';
import { core } from '../core-files.js';
import { orPlain } from './forbidden.js';

/** Node and Bun: the module's bytes from disk. */
export const load = () => orPlain(() => readFile(core()));

/** What decides alone would save nothing here. */
export const loadPage = load;
