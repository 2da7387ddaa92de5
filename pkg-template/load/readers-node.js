import { readFile } from 'node:fs/promises';
import { readers } from '../tools-files.js';

/** Node and Bun: reads the module from the folder of this package. */
export const load = () => readFile(readers());
