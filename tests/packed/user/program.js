// In Node, Deno and Bun.
import { argv } from 'node:process';
import { tell } from './visit.js';

await tell(argv[2]);
