import { readFile } from 'node:fs/promises';
import { tools } from '../tools-files.js';

/** Node and Bun: reads the module from the folder of this package. */
export const load = () => readFile(tools());
