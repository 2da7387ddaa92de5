import { readFile } from 'node:fs/promises';
import { tools } from '../tools-files.js';

/** Node and Bun: the module's bytes from disk. */
export const load = () => readFile(tools());
