import { readFile } from 'node:fs/promises';
import { readers } from '../tools-files.js';

/** Node and Bun: the module's bytes from disk. */
export const load = () => readFile(readers());
