// A program for Node, Deno and Bun.
import { argv } from 'node:process';
import { runAndReport } from './run.js';

await runAndReport(argv[2]);
